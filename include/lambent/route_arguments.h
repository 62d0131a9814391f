// SPDX-License-Identifier: Apache-2.0
// What handlers of routes may take besides the request, checked before they run. Included by
// lambent/routes.h.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "lambent/http.h"

namespace lambent::inline LAMBENT_ABI {

/// A name as an argument of a template: "id".
template <std::size_t N>
struct ParamName {
  char text[N]{};  ///< With a zero at its end.
  /// Copies the name.
  consteval ParamName(const char (&name)[N]) {  // NOLINT: implicit
    for (std::size_t i = 0; i < N; ++i) text[i] = name[i];
  }
  /// Without the zero.
  constexpr std::string_view view() const { return {text, N - 1}; }
};

/// A parameter of the path as a T that FromText knows. What is none is answered with status 404.
template <class T, ParamName name>
class PathParam {
 public:
  static constexpr std::string_view kPathParameter = name.view();
  const T& operator*() const { return value_; }
  const T* operator->() const { return &value_; }

  /// Reads it of a request; what fails is answered as above.
  static absl::StatusOr<PathParam> of(const HttpRequest& request) {
    absl::StatusOr<T> value = request.param<T>(name.view());
    if (!value.ok()) return std::move(value).status();
    return PathParam(*std::move(value));
  }

 private:
  explicit PathParam(T value) : value_(std::move(value)) {}
  T value_;
};

/// A parameter of the query: its first value as a T that FromText knows; std::optional<T> where it
/// may be absent; std::vector<T> for all values. What is none, or absent, is answered with status
/// 400.
template <class T, ParamName name>
class Query {
 public:
  const T& operator*() const { return value_; }
  const T* operator->() const { return &value_; }

  /// Reads it of a request; what fails is answered as above.
  static absl::StatusOr<Query> of(const HttpRequest& request) {
    absl::StatusOr<T> value = read(request, static_cast<T*>(nullptr));
    if (!value.ok()) return std::move(value).status();
    return Query(*std::move(value));
  }

 private:
  explicit Query(T value) : value_(std::move(value)) {}

  template <class U>
  static absl::StatusOr<U> read(const HttpRequest& request, U*) {
    return request.query<U>(name.view());
  }
  template <class U>
  static absl::StatusOr<std::optional<U>> read(const HttpRequest& request, std::optional<U>*) {
    if (!request.query(name.view())) return std::optional<U>();
    absl::StatusOr<U> value = request.query<U>(name.view());
    if (!value.ok()) return std::move(value).status();
    return std::optional<U>(*std::move(value));
  }
  template <class U>
  static absl::StatusOr<std::vector<U>> read(const HttpRequest& request, std::vector<U>*) {
    detail::check_query_type<U>();
    std::vector<U> values;
    for (const std::string& text : request.query_values(name.view())) {
      std::optional<U> value = FromText<U>::parse(text);
      if (!value)
        return detail::bad_parameter(absl::StatusCode::kInvalidArgument, "query", name.view(),
                                     "expected ", FromText<U>::kExpected);
      values.push_back(*std::move(value));
    }
    return values;
  }

  T value_;
};

/// The body as Codec<T> decodes it. What is no T is answered with status 400.
template <class T>
class Body {
  static_assert(detail::HasDecoder<T>,
                "lambent: Body<T> needs a description, lambent::fields<T>, or a lambent::Codec<T>");
  using Held = typename decltype(Codec<T>::decode({}))::value_type;

 public:
  const T& operator*() const {
    if constexpr (std::is_same_v<Held, T>) {
      return held_;
    } else {
      return *held_;
    }
  }
  const T* operator->() const { return &**this; }

  /// Reads it of a request; what fails is answered as above.
  static absl::StatusOr<Body> of(const HttpRequest& request) {
    auto held = request.body_as<T>();
    if (!held.ok()) return std::move(held).status();
    return Body(*std::move(held));
  }

 private:
  explicit Body(Held held) : held_(std::move(held)) {}
  Held held_;
};

}  // namespace lambent::inline LAMBENT_ABI
