// SPDX-License-Identifier: Apache-2.0
// What Routes is made of: the tree of templates, the routes, and what stands around their handlers.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "http/route_trie.h"
#include "lambent/routes.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// What one table sets for its routes.
struct RouteLayer {
  std::vector<RouteInterceptor> around{};
  std::function<HttpResponse(const HttpRequest&, const absl::Status&)> on_error{};
  std::optional<Cors> cors{};
  std::optional<std::size_t> compress_from{};
};
using RouteLayers = std::vector<std::shared_ptr<const RouteLayer>>;  // the outermost first

struct Route {
  Method method{};
  std::string path{};  // the template
  std::string shown{};  // with the method
  std::vector<std::string> names{};  // of its parameters
  std::shared_ptr<RouteHandler> handler{};
  RouteLayers layers{};
  RouteOptions options{};
};

class RouteTable {
 public:
  void add(std::string_view methods, std::string_view path, std::shared_ptr<RouteHandler> handler,
           RouteOptions options);
  void add_websocket(std::string_view route_key, std::shared_ptr<RouteHandler> handler);
  void mount(std::string_view prefix, RouteTable table);
  void fail(absl::Status failure) { status_.Update(std::move(failure)); }

  void strip_prefix(std::string prefix);

  const absl::Status& status() const { return status_.ok() ? unknown_parameter_ : status_; }
  bool has_websocket_routes() const { return !websocket_routes_.empty(); }
  HttpResponse respond(HttpRequest& request, const Context& context) const;

  // What Routes sets.
  std::shared_ptr<RouteLayer> layer = std::make_shared<RouteLayer>();
  std::function<HttpResponse(const HttpRequest&)> not_found{};
  std::function<HttpResponse(const HttpRequest&)> method_not_allowed{};
  std::vector<std::function<void(const HttpRequest&, const HttpResponse&)>> observers{};
  bool forgive_trailing_slash = true;
  bool serve_head = true;

 private:
  void add(Route route);
  void add_websocket(std::string route_key, Route route);
  HttpResponse answer(HttpRequest& request, const Context& context) const;
  FoundRoute find(HttpRequest& request, Method method, bool serve_any) const;
  HttpResponse respond_to_path(HttpRequest& request, const Context& context) const;
  HttpResponse respond_to_options(HttpRequest& request, const Context& context,
                                  const FoundRoute& found) const;
  HttpResponse run(const Route& route, HttpRequest& request, const Context& context) const;
  HttpResponse without_route(HttpRequest& request, const FoundRoute& found) const;
  const Cors* cors_for(const FoundRoute& found) const;
  std::string allow(MethodSet methods) const;

  RouteTrie trie_;
  std::vector<Route> routes_;
  std::map<std::string, Route, std::less<>> websocket_routes_;
  std::vector<std::string> prefixes_;
  absl::Status status_;
  // Apart from it, since the prefix that a table is mounted under may have the parameter.
  absl::Status unknown_parameter_;
};

/// Adds what a browser asks for to an answer.
void add_cors(const Cors& cors, const HttpRequest& request, HttpResponse& response);
/// The same for a preflight request, which asks what it may send to a path.
void add_preflight(const Cors& cors, const HttpRequest& request, std::string methods,
                   HttpResponse& response);
bool is_preflight(const HttpRequest& request);
/// What is wrong with it.
absl::Status check(const Cors& cors);

/// Gzips a body of text that is long enough, if the client accepts that.
void compress(const HttpRequest& request, std::size_t min_bytes, HttpResponse& response);

/// Says that the answer depends on this header of the request.
void add_vary(HttpResponse& response, std::string_view name);

}  // namespace lambent::inline LAMBENT_ABI::detail
