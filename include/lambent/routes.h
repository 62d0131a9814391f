// SPDX-License-Identifier: Apache-2.0
// A table of routes: methods and paths, and who answers them, behind every gateway alike.
//
//   lambent::Routes routes;
//   routes.get("/products/{id}", [&](lambent::PathParam<std::int64_t, "id"> id) {
//     return products.find(*id);   // a type with a Codec, absl::StatusOr of it, HttpResponse, ...
//   });
//   dispatcher.on_http(std::move(routes));
//
// A template is made of segments: text, a parameter `{id}` for one segment, `{path+}` for all the
// rest. Where several fit, from left to right text comes before a parameter, and that before the
// rest; the order of registration does not matter. One trailing slash is forgiven. GET routes serve
// HEAD, without the body. OPTIONS, 404 and 405 with `Allow` are answered.
#pragma once

#include <chrono>
#include <concepts>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lambent/context.h"
#include "lambent/detail/route_handler.h"
#include "lambent/detail/route_template.h"
#include "lambent/dispatcher.h"
#include "lambent/http.h"
#include "lambent/route_arguments.h"

namespace lambent::inline LAMBENT_ABI {

/// A template for routes: text known when compiling, which is checked then, or runtime(text).
class RouteTemplate {
 public:
  /// Checks `text`: what is no template does not compile.
  template <std::convertible_to<std::string_view> Text>
  consteval RouteTemplate(const Text& text) : text_(text) {  // NOLINT: implicit
    detail::require_template(text_);
  }
  std::string_view text() const { return text_; }  ///< As it was written.

 private:
  friend RouteTemplate runtime(std::string_view text);
  struct Unchecked {};
  RouteTemplate(std::string_view text, Unchecked) : text_(text) {}
  std::string_view text_;
};

/// A template known only when the program runs; Routes::status() tells what is wrong with it.
inline RouteTemplate runtime(std::string_view text) { return {text, RouteTemplate::Unchecked{}}; }

/// Which pages of other origins may read the answers. https://fetch.spec.whatwg.org/#http-cors-protocol
struct Cors {
  std::vector<std::string> origins{};  ///< "https://shop.example.com"; "*" is any.
  /// Besides Authorization, Content-Type, X-Amz-Date, X-Api-Key and X-Amz-Security-Token.
  std::vector<std::string> allow_headers{};
  std::vector<std::string> expose_headers{};  ///< Which headers of answers a page may read.
  std::optional<std::chrono::seconds> max_age{};  ///< How long a browser may keep a permission.
  bool credentials = false;  ///< Cookies and the like; origins are then named.
};

/// How a route is registered.
struct RouteOptions {
  bool cors = true;  ///< False: without what Routes::cors() adds.
  bool compress = true;  ///< False: without what Routes::compress() does.
};

/// Goes on with a request, inside an interceptor: the inner ones, then the handler. Valid while the
/// interceptor runs.
using RouteNext = std::function<absl::StatusOr<HttpResponse>()>;
/// Stands around handlers.
using RouteInterceptor =
    std::function<absl::StatusOr<HttpResponse>(HttpRequest&, const Context&, const RouteNext&)>;

/// A table of routes. Movable, not copyable.
///
/// A handler takes any of these, in any order: const HttpRequest&, const Context&, PathParam<T,
/// "name">, Query<T, "name">, Body<T>; of a WebSocket route const WebSocketRequest&, too. It returns
/// HttpResponse; a T with a Codec, sent as JSON with status 200; absl::StatusOr of these; or nothing,
/// or absl::Status, which sends 204. Failures and exceptions are answered: see on_error().
///
/// Thread-safety: one thread at a time while it is built; then handlers, interceptors and respond()
/// are called from any number of threads at once.
class LAMBENT_API Routes {
 public:
  Routes();
  Routes(Routes&&) noexcept;
  Routes& operator=(Routes&&) noexcept;
  ~Routes();

  /// Registers a handler. The first registration that fails is kept in status(): a template that is
  /// none, the same method and template twice, a PathParam that the template does not have.
  template <class F>
  Routes& get(RouteTemplate path, F handler, RouteOptions options = {}) {
    return route("GET", path, std::move(handler), options);
  }
  template <class F>
  Routes& head(RouteTemplate path, F handler, RouteOptions options = {}) {
    return route("HEAD", path, std::move(handler), options);
  }
  template <class F>
  Routes& post(RouteTemplate path, F handler, RouteOptions options = {}) {
    return route("POST", path, std::move(handler), options);
  }
  template <class F>
  Routes& put(RouteTemplate path, F handler, RouteOptions options = {}) {
    return route("PUT", path, std::move(handler), options);
  }
  template <class F>
  Routes& patch(RouteTemplate path, F handler, RouteOptions options = {}) {
    return route("PATCH", path, std::move(handler), options);
  }
  template <class F>
  Routes& del(RouteTemplate path, F handler, RouteOptions options = {}) {
    return route("DELETE", path, std::move(handler), options);
  }
  template <class F>
  Routes& options(RouteTemplate path, F handler, RouteOptions options = {}) {
    return route("OPTIONS", path, std::move(handler), options);
  }
  /// Every method that has no route of its own there, unknown ones included.
  template <class F>
  Routes& any(RouteTemplate path, F handler, RouteOptions options = {}) {
    return route("ANY", path, std::move(handler), options);
  }
  /// Several methods at once: "GET, POST".
  template <class F>
  Routes& route(std::string_view methods, RouteTemplate path, F handler,
                RouteOptions options = {}) {
    add(methods, path, detail::route_handler(std::move(handler)), options);
    return *this;
  }

  /// A route of WebSocket APIs: "$connect", "$disconnect", "$default" for messages that no other
  /// takes, or one of your own.
  template <class F>
  Routes& websocket(std::string_view route_key, F handler) {
    add_websocket(route_key, detail::route_handler(std::move(handler)));
    return *this;
  }

  /// Takes the routes of another table under a prefix, "/v1", which may hold parameters. That
  /// table's interceptors stand within those of this one; its on_error(), cors() and compress() take
  /// the place of this one's for its routes. What no route takes is up to this one.
  Routes& mount(RouteTemplate prefix, Routes routes);

  /// Wraps the handlers of this table. The first one is outermost. It sees failures as such: they
  /// are answered behind it. What no route takes does not come here, nor do the answers to OPTIONS
  /// that are made up; on_response() sees everything.
  Routes& around(RouteInterceptor f);
  /// Tells `f` of every answer as it is sent: for logs and figures. It must not throw.
  Routes& on_response(std::function<void(const HttpRequest&, const HttpResponse&)> f);
  /// Answers failures instead of error_response(). A failure here is answered with status 500.
  Routes& on_error(std::function<HttpResponse(const HttpRequest&, const absl::Status&)> f);
  /// Answers what no template fits.
  Routes& not_found(std::function<HttpResponse(const HttpRequest&)> f);
  /// Answers what no method fits; `Allow` is added.
  Routes& method_not_allowed(std::function<HttpResponse(const HttpRequest&)> f);

  /// Adds CORS headers to all answers, errors included, and answers preflight requests. That of a
  /// mounted table holds for its paths.
  Routes& cors(Cors cors);
  /// Sends bodies of text from this size on gzipped to clients that accept it. A REST API needs "*/*"
  /// among its binary media types for that; it can compress by itself, too.
  Routes& compress(std::size_t min_bytes = 1024);
  /// Drops the first of these prefixes, "/api/v1", that a path begins with, as whole decoded
  /// segments, before a route is looked for.
  Routes& strip_prefix(std::string prefix);
  /// Whether one trailing slash is forgiven. True at first.
  Routes& forgive_trailing_slash(bool forgive);
  /// Whether GET routes serve HEAD. True at first.
  Routes& serve_head(bool serve);

  /// OK, or the first registration that failed.
  absl::Status status() const;

  /// The answer to a request; a second call for the same HttpRequest is another request. What is
  /// wrong with the table is answered with status 500.
  HttpResponse respond(HttpRequest& request, const Context& context = {}) const;

 private:
  friend class Dispatcher;
  void add(std::string_view methods, RouteTemplate path,
           std::unique_ptr<detail::RouteHandler> handler, RouteOptions options);
  void add_websocket(std::string_view route_key, std::unique_ptr<detail::RouteHandler> handler);
  std::unique_ptr<detail::RouteTable> table_;
};

}  // namespace lambent::inline LAMBENT_ABI
