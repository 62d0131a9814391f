// SPDX-License-Identifier: Apache-2.0
// What a handler of a route may look like, and how each form is called. Included by
// lambent/routes.h.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lambent/context.h"
#include "lambent/detail/exceptions.h"
#include "lambent/detail/handler.h"
#include "lambent/http.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// A handler of any form.
class RouteHandler {
 public:
  virtual ~RouteHandler() = default;
  /// No exception leaves it.
  virtual absl::StatusOr<HttpResponse> run(const HttpRequest& request, const Context& context) = 0;
  /// The parameters of the path that it takes.
  virtual std::vector<std::string_view> path_parameters() const = 0;
  /// Whether it takes a WebSocketRequest.
  virtual bool is_for_websocket() const = 0;
  /// Whether it takes a Context, without which it cannot stream.
  virtual bool takes_context() const = 0;
};

/// The types of the arguments of a function that is not overloaded.
template <class... Args>
struct ArgumentList {};
template <class F>
struct ArgumentsOf : ArgumentsOf<decltype(&F::operator())> {};
template <class R, class... Args>
struct ArgumentsOf<R (*)(Args...)> {
  using type = ArgumentList<std::remove_cvref_t<Args>...>;
};
template <class R, class... Args>
struct ArgumentsOf<R (*)(Args...) noexcept> : ArgumentsOf<R (*)(Args...)> {};
template <class R, class C, class... Args>
struct ArgumentsOf<R (C::*)(Args...)> : ArgumentsOf<R (*)(Args...)> {};
template <class R, class C, class... Args>
struct ArgumentsOf<R (C::*)(Args...) const> : ArgumentsOf<R (*)(Args...)> {};
template <class R, class C, class... Args>
struct ArgumentsOf<R (C::*)(Args...) noexcept> : ArgumentsOf<R (*)(Args...)> {};
template <class R, class C, class... Args>
struct ArgumentsOf<R (C::*)(Args...) const noexcept> : ArgumentsOf<R (*)(Args...)> {};

/// Whether they are known.
template <class F>
concept HasArguments = requires { &F::operator(); } ||
                       (std::is_pointer_v<F> && std::is_function_v<std::remove_pointer_t<F>>);

/// How an argument is made of a request: by its own of(), unless it is one of these.
template <class T>
concept MadeOfRequest = requires(const HttpRequest& request) {
  { T::of(request) } -> std::same_as<absl::StatusOr<T>>;
};
template <class T>
inline constexpr bool is_route_argument =
    MadeOfRequest<T> || std::is_same_v<T, HttpRequest> || std::is_same_v<T, Context> ||
    std::is_same_v<T, WebSocketRequest>;

/// Holds an argument during the call. `error` is what keeps it from being made.
template <class T>
struct RouteArgument {
  RouteArgument(const HttpRequest& request, const Context&) : value(T::of(request)) {}
  absl::Status error() const { return value.status(); }
  T&& get() { return *std::move(value); }
  absl::StatusOr<T> value;
};
template <>
struct RouteArgument<HttpRequest> {
  RouteArgument(const HttpRequest& request, const Context&) : value(request) {}
  absl::Status error() const { return absl::OkStatus(); }
  const HttpRequest& get() { return value; }
  const HttpRequest& value;
};
template <>
struct RouteArgument<Context> {
  RouteArgument(const HttpRequest&, const Context& context) : value(context) {}
  absl::Status error() const { return absl::OkStatus(); }
  const Context& get() { return value; }
  const Context& value;
};
template <>
struct RouteArgument<WebSocketRequest> {
  RouteArgument(const HttpRequest& request, const Context&)
      : value(request.event<WebSocketRequest>()) {}
  absl::Status error() const {
    return value != nullptr ? absl::OkStatus()
                            : absl::InternalError("this handler is for WebSocket routes");
  }
  const WebSocketRequest& get() { return *value; }
  const WebSocketRequest* value;
};

template <class R>
constexpr bool is_route_result() {
  if constexpr (is_status_or<R>) {
    return is_route_result<typename R::value_type>();
  } else {
    return std::is_void_v<R> || std::is_same_v<R, absl::Status> ||
           std::is_same_v<R, HttpResponse> || HasCodec<R>;
  }
}
template <class R>
constexpr bool is_text_result() {
  if constexpr (is_status_or<R>) {
    return is_text_result<typename R::value_type>();
  } else {
    return std::is_convertible_v<R, std::string_view>;
  }
}

template <class R>
absl::StatusOr<HttpResponse> to_response(R&& result) {
  using Result = std::remove_cvref_t<R>;
  if constexpr (std::is_same_v<Result, HttpResponse>) {
    return std::forward<R>(result);
  } else if constexpr (std::is_same_v<Result, absl::Status>) {
    if (!result.ok()) return std::forward<R>(result);
    return HttpResponse::no_content();
  } else if constexpr (is_status_or<Result>) {
    if (!result.ok()) return std::forward<R>(result).status();
    return to_response(*std::forward<R>(result));
  } else {
    return HttpResponse::json(result);
  }
}

template <class F>
class RouteHandlerOf final : public RouteHandler {
  // What fits a generic handler is asked first: its operator() has no address.
  template <class... Args>
  static constexpr bool takes = std::is_invocable_v<F&, Args...>;
  static constexpr auto arguments() {
    if constexpr (takes<const HttpRequest&>) {
      return ArgumentList<HttpRequest>();
    } else if constexpr (takes<const HttpRequest&, const Context&>) {
      return ArgumentList<HttpRequest, Context>();
    } else {
      static_assert(HasArguments<F>,
                    "lambent: a handler of a route is no overloaded or generic function, unless it "
                    "takes (const HttpRequest&) or (const HttpRequest&, const Context&)");
      return typename ArgumentsOf<F>::type();
    }
  }

 public:
  explicit RouteHandlerOf(F f) : f_(std::move(f)) {}

  absl::StatusOr<HttpResponse> run(const HttpRequest& request, const Context& context) override {
    return without_exceptions<absl::StatusOr<HttpResponse>>(
        [&]() -> absl::StatusOr<HttpResponse> { return call(arguments(), request, context); });
  }

  std::vector<std::string_view> path_parameters() const override { return names(arguments()); }
  bool is_for_websocket() const override { return takes_one<WebSocketRequest>(arguments()); }
  bool takes_context() const override { return takes_one<Context>(arguments()); }

 private:
  template <class... Args>
  absl::StatusOr<HttpResponse> call(ArgumentList<Args...>, const HttpRequest& request,
                                    const Context& context) {
    static_assert((is_route_argument<Args> && ...),
                  "lambent: a handler of a route takes const HttpRequest&, const Context&, "
                  "PathParam<T, \"name\">, Query<T, \"name\">, Body<T>, or, of a WebSocket route, "
                  "const WebSocketRequest&");
    static_assert(std::is_invocable_v<F&, decltype(std::declval<RouteArgument<Args>&>().get())...>,
                  "lambent: a handler of a route takes its arguments by value or by const&");
    std::tuple<RouteArgument<Args>...> made{RouteArgument<Args>(request, context)...};
    absl::Status error;
    std::apply([&](auto&... one) { (void)((error = one.error(), error.ok()) && ...); }, made);
    if (!error.ok()) return error;
    return std::apply(
        [&](auto&... one) -> absl::StatusOr<HttpResponse> {
          using R = std::remove_cvref_t<decltype(f_(one.get()...))>;
          static_assert(!is_text_result<R>(),
                        "lambent: say what the text is: return HttpResponse::text(...) or "
                        "HttpResponse::json(...)");
          static_assert(is_route_result<R>(),
                        "lambent: a handler of a route returns HttpResponse, a type with a "
                        "lambent::Codec, absl::StatusOr of these, absl::Status or void");
          if constexpr (std::is_void_v<R>) {
            f_(one.get()...);
            return HttpResponse::no_content();
          } else {
            return to_response(f_(one.get()...));
          }
        },
        made);
  }

  template <class T, class... Args>
  static constexpr bool takes_one(ArgumentList<Args...>) {
    return (std::is_same_v<Args, T> || ...);
  }

  template <class... Args>
  static std::vector<std::string_view> names(ArgumentList<Args...>) {
    std::vector<std::string_view> names;
    [[maybe_unused]] const auto note = [&]<class T>(const T*) {
      if constexpr (requires { T::kPathParameter; }) names.push_back(T::kPathParameter);
    };
    (note(static_cast<const Args*>(nullptr)), ...);
    return names;
  }

  F f_;
};

template <class F>
std::unique_ptr<RouteHandler> route_handler(F handler) {
  return std::make_unique<RouteHandlerOf<F>>(std::move(handler));
}

}  // namespace lambent::inline LAMBENT_ABI::detail
