// SPDX-License-Identifier: Apache-2.0
// What the templates of HttpRequest do. Included by lambent/http.h.
#pragma once

#include <type_traits>

#include "lambent/http.h"

namespace lambent::inline LAMBENT_ABI {

namespace detail {

/// "path parameter id: expected a whole number": `problem` and `expected` are one text.
LAMBENT_API absl::Status bad_parameter(absl::StatusCode code, std::string_view what,
                                       std::string_view name, std::string_view problem,
                                       std::string_view expected = {});
/// Whether a T may be read from the query, whose decoded text does not stay.
template <class T>
constexpr void check_query_type() {
  static_assert(ReadFromText<T>, "lambent: no FromText<T> reads this type from text");
  static_assert(
      !requires { requires FromText<T>::kBorrows; },
      "lambent: what the query says must be owned, as by std::string");
}

/// What a failure to read a body is to the client.
LAMBENT_API absl::Status bad_body(const absl::Status& status);

}  // namespace detail

template <class T>
absl::StatusOr<T> HttpRequest::param(std::string_view name) const {
  static_assert(ReadFromText<T>, "lambent: no FromText<T> reads this type from text");
  const std::size_t at = values_.find(name);
  if (at == values_.size)
    return detail::bad_parameter(absl::StatusCode::kInternal, "path", name,
                                 "the route's template does not have it");
  std::optional<T> value = FromText<T>::parse(values_[at]);
  if (value) return *std::move(value);
  return detail::bad_parameter(absl::StatusCode::kNotFound, "path", name, "expected ",
                               FromText<T>::kExpected);
}

template <class T>
absl::StatusOr<T> HttpRequest::query(std::string_view name) const {
  detail::check_query_type<T>();
  const std::optional<std::string> text = query(name);
  if (!text)
    return detail::bad_parameter(absl::StatusCode::kInvalidArgument, "query", name,
                                 "it is required but missing");
  std::optional<T> value = FromText<T>::parse(*text);
  if (value) return *std::move(value);
  return detail::bad_parameter(absl::StatusCode::kInvalidArgument, "query", name, "expected ",
                               FromText<T>::kExpected);
}

template <class T>
  requires(!std::is_convertible_v<T, std::string_view>)
absl::StatusOr<T> HttpRequest::query(std::string_view name, T fallback) const {
  if (!query(name)) return fallback;
  return query<T>(name);
}

template <class T>
auto HttpRequest::body_as() const -> decltype(Codec<T>::decode({})) {
  detail::check_owner<T>();
  auto decoded = is_base64() ? as<T>(Base64{raw_body()}) : as<T>(raw_body());
  if (!decoded.ok()) return detail::bad_body(decoded.status());
  return decoded;
}

}  // namespace lambent::inline LAMBENT_ABI
