// SPDX-License-Identifier: Apache-2.0
#include "http/route_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "http/percent.h"
#include "http/route_sink.h"
#include "lambent/detail/exceptions.h"
#include "lambent/events/apigateway_rest.h"
#include "lambent/events/function_url.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

std::string_view problem_of(TemplateError error) {
  switch (error) {
    case TemplateError::kNone: break;
    case TemplateError::kNoLeadingSlash: return "it must begin with a slash";
    case TemplateError::kEmptySegment: return "this segment is empty";
    case TemplateError::kNoName: return "this parameter has no name";
    case TemplateError::kBadName:
      return "a parameter's name must begin with a letter and have letters, digits, _, . and -";
    case TemplateError::kPartOfSegment: return "braces must enclose a whole segment";
    case TemplateError::kGreedyNotLast: return "a parameter with + must be the last segment";
    case TemplateError::kNameTwice: return "this parameter's name stands here twice";
    case TemplateError::kTooManySegments: return "there are at most 32 segments";
  }
  return "";
}

absl::Status check_path(std::string_view path) {
  const TemplateFault fault = check_template(path);
  if (fault.error == TemplateError::kNone) return absl::OkStatus();
  return absl::InvalidArgumentError(
      fmt::format("route {}: at {}: {}", path, fault.position, problem_of(fault.error)));
}

std::vector<std::string> names_of(std::string_view path) {
  std::vector<std::string> names;
  for_each_segment(path, [&](std::string_view text, std::size_t) {
    const TemplateSegment segment = segment_of(text);
    if (segment.kind != TemplateSegment::Kind::kText) names.emplace_back(segment.text);
  });
  return names;
}

/// The innermost layer that sets something.
template <class Member>
const RouteLayer* innermost(const RouteLayers& layers, Member member) {
  for (auto at = layers.rbegin(); at != layers.rend(); ++at)
    if ((**at).*member) return at->get();
  return nullptr;
}

const Cors* cors_of(const Route& route) {
  const RouteLayer* const layer = innermost(route.layers, &RouteLayer::cors);
  return layer != nullptr && route.options.cors ? &*layer->cors : nullptr;
}

/// Whether the gateway passes on answers in pieces, and the method has any to pass on.
bool takes_streams(const HttpRequest& request, bool is_http_api) {
  if (request.method() == "HEAD") return false;
  return request.event<FunctionUrlRequest>() != nullptr ||
         (request.event<ApiGatewayRequest>() != nullptr && !is_http_api);
}

/// A request on its way through the interceptors to the handler.
struct Run {
  const Route& route;
  HttpRequest& request;
  const Context& context;
  bool takes_streams;

  absl::StatusOr<HttpResponse> handle() const {
    if (!route.handler->takes_context()) return route.handler->run(request, context);
    RouteSink sink(takes_streams ? context.response_sink : nullptr, [this](HttpResponse& head) {
      if (const Cors* const cors = cors_of(route)) add_cors(*cors, request, head);
    });
    Context inner = context;
    inner.response_sink = &sink;
    return sink.result(route.handler->run(request, inner));
  }

  absl::StatusOr<HttpResponse> go(std::size_t layer, std::size_t interceptor) const {
    while (layer < route.layers.size() && interceptor == route.layers[layer]->around.size()) {
      ++layer;
      interceptor = 0;
    }
    if (layer == route.layers.size()) return handle();
    struct Place {
      const Run& run;
      std::size_t layer;
      std::size_t next;
    } const place{*this, layer, interceptor + 1};
    const RouteNext next = [&place] { return place.run.go(place.layer, place.next); };
    return without_exceptions<absl::StatusOr<HttpResponse>>(
        [&] { return route.layers[layer]->around[interceptor](request, context, next); });
  }
};

/// A user's own answer; what it throws is answered, too.
template <class F>
HttpResponse answer_of(F f) {
  absl::StatusOr<HttpResponse> answer = without_exceptions<absl::StatusOr<HttpResponse>>(
      [&]() -> absl::StatusOr<HttpResponse> { return f(); });
  return answer.ok() ? *std::move(answer) : error_response(absl::InternalError(""));
}

/// What stands behind a prefix; nothing where the path does not begin with it, as whole segments.
std::optional<std::string_view> behind_prefix(std::string_view path, std::string_view prefix,
                                              bool is_decoded) {
  while (!prefix.empty()) {
    if (path.empty()) return std::nullopt;
    const std::size_t end = std::min(path.find('/', 1), path.size());
    const std::size_t prefix_end = std::min(prefix.find('/', 1), prefix.size());
    const std::string_view sent = path.substr(0, end);
    const std::string_view wanted = prefix.substr(0, prefix_end);
    // Only what is encoded costs memory.
    const bool plain = is_decoded || sent.find('%') == sent.npos;
    if (plain ? sent != wanted : decoded_path(sent) != wanted) return std::nullopt;
    path.remove_prefix(end);
    prefix.remove_prefix(prefix_end);
  }
  return path.empty() ? "/" : path;
}

}  // namespace

void RouteTable::add(Route route) {
  route.names = names_of(route.path);
  route.shown = fmt::format("{} {}", name_of(route.method), route.path);
  for (const std::string_view name : route.handler->path_parameters())
    if (std::find(route.names.begin(), route.names.end(), name) == route.names.end())
      unknown_parameter_.Update(absl::InvalidArgumentError(fmt::format(
          "route {}: the handler takes {}, which the template does not have", route.shown, name)));
  if (route.handler->is_for_websocket())
    return fail(absl::InvalidArgumentError(
        fmt::format("route {}: the handler is for WebSocket routes", route.shown)));
  const std::size_t taken = trie_.add(route.path, route.method, routes_.size(), route.options.cors);
  if (taken != FoundRoute::kNone)
    return fail(absl::AlreadyExistsError(
        fmt::format("route {}: {} takes the same", route.shown, routes_[taken].shown)));
  routes_.push_back(std::move(route));
}

void RouteTable::add(std::string_view methods, std::string_view path,
                     std::shared_ptr<RouteHandler> handler, RouteOptions options) {
  if (absl::Status wrong = check_path(path); !wrong.ok()) return fail(std::move(wrong));
  const std::optional<std::vector<Method>> all = methods_of_route(methods);
  if (!all)
    return fail(absl::InvalidArgumentError(
        fmt::format("route {} {}: methods are DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT, or ANY",
                    methods, path)));
  for (const Method method : *all)
    add({.method = method,
         .path = std::string(path),
         .handler = handler,
         .layers = {layer},
         .options = options});
}

void RouteTable::add_websocket(std::string route_key, Route route) {
  route.shown = route_key;
  if (route_key.empty())
    return fail(absl::InvalidArgumentError("a WebSocket route has a key, such as \"$default\""));
  const std::vector<std::string_view> parameters = route.handler->path_parameters();
  if (!parameters.empty())
    return fail(absl::InvalidArgumentError(
        fmt::format("WebSocket route {}: the handler takes {}, but there is no path", route_key,
                    parameters[0])));
  if (websocket_routes_.contains(route_key))
    return fail(absl::AlreadyExistsError(
        fmt::format("WebSocket route {}: it is there already", route_key)));
  websocket_routes_.emplace(std::move(route_key), std::move(route));
}

void RouteTable::add_websocket(std::string_view route_key, std::shared_ptr<RouteHandler> handler) {
  add_websocket(std::string(route_key), Route{.handler = std::move(handler), .layers = {layer}});
}

void RouteTable::mount(std::string_view prefix, RouteTable table) {
  fail(std::move(table.status_));
  if (table.not_found || table.method_not_allowed || !table.prefixes_.empty() ||
      !table.observers.empty() || !table.forgive_trailing_slash || !table.serve_head)
    fail(absl::FailedPreconditionError(fmt::format(
        "mount {}: not_found, method_not_allowed, on_response, strip_prefix, "
        "forgive_trailing_slash and serve_head are up to the outer table: set them there",
        prefix)));
  if (absl::Status wrong = check_path(prefix); !wrong.ok()) return fail(std::move(wrong));
  if (prefix == "/") prefix = "";
  for (Route& route : table.routes_) {
    route.path =
        fmt::format("{}{}", prefix, !prefix.empty() && route.path == "/" ? "" : route.path);
    route.layers.insert(route.layers.begin(), layer);
    if (absl::Status wrong = check_path(route.path); !wrong.ok()) return fail(std::move(wrong));
    add(std::move(route));
  }
  for (auto& [route_key, route] : table.websocket_routes_) {
    route.layers.insert(route.layers.begin(), layer);
    add_websocket(route_key, std::move(route));
  }
}

void RouteTable::strip_prefix(std::string prefix) {
  if (prefix.size() > 1 && prefix.ends_with('/')) prefix.pop_back();
  if (prefix == "/" || prefix.find_first_of("{}?") != prefix.npos || !check_path(prefix).ok())
    fail(absl::InvalidArgumentError(
        fmt::format("strip_prefix {}: a prefix is made of segments, \"/api/v1\"", prefix)));
  prefixes_.push_back(std::move(prefix));
}

FoundRoute RouteTable::find(HttpRequest& request, Method method, bool serve_any) const {
  std::string_view path = request.raw_path();
  for (const std::string& prefix : prefixes_) {
    if (const auto rest = behind_prefix(path, prefix, request.parts_.path_is_decoded)) {
      path = *rest;
      break;
    }
  }
  RouteTrie::Query query{.path = path,
                         .is_decoded = request.parts_.path_is_decoded,
                         .method = method,
                         .serve_head = serve_head,
                         .serve_any = serve_any};
  FoundRoute found = trie_.find(query, request.values_);
  if (found.route == FoundRoute::kNone && found.methods == 0 && forgive_trailing_slash &&
      path.size() > 1 && path.ends_with('/')) {
    query.path.remove_suffix(1);
    found = trie_.find(query, request.values_);
  }
  if (found.route != FoundRoute::kNone) {
    request.route_ = routes_[found.route].shown;
    request.values_.names = &routes_[found.route].names;
  }
  return found;
}

std::string RouteTable::allow(MethodSet methods) const {
  if (methods & set_of(Method::kAny)) methods = set_of(Method::kAny) - 1;
  if (serve_head && (methods & set_of(Method::kGet))) methods |= set_of(Method::kHead);
  methods |= set_of(Method::kOptions);
  std::string list;
  for (std::size_t i = 0; i < kMethods; ++i) {
    if ((methods >> i & 1u) == 0) continue;
    if (!list.empty()) list += ", ";
    list += name_of(static_cast<Method>(i));
  }
  return list;
}

/// What holds for answers of a path that no handler gives.
const Cors* RouteTable::cors_for(const FoundRoute& found) const {
  if (found.fitting != FoundRoute::kNone) {
    const RouteLayer* const own = innermost(routes_[found.fitting].layers, &RouteLayer::cors);
    return own != nullptr ? &*own->cors : nullptr;
  }
  return layer->cors ? &*layer->cors : nullptr;
}

HttpResponse RouteTable::run(const Route& route, HttpRequest& request,
                             const Context& context) const {
  const bool streams = takes_streams(request, request.parts_.path_is_decoded);
  absl::StatusOr<HttpResponse> result = Run{route, request, context, streams}.go(0, 0);
  if (!result.ok() && context.failure_listener != nullptr && http_status(result.status()) >= 500)
    context.failure_listener->failed(route.shown, result.status(), context);
  HttpResponse response;
  if (result.ok()) {
    response = *std::move(result);
  } else if (const RouteLayer* const own = innermost(route.layers, &RouteLayer::on_error)) {
    response = answer_of([&] { return own->on_error(request, result.status()); });
  } else {
    response = error_response(result.status());
  }
  const RouteLayer* const compressing = innermost(route.layers, &RouteLayer::compress_from);
  if (compressing != nullptr && route.options.compress)
    compress(request, *compressing->compress_from, response);
  if (const Cors* const cors = cors_of(route)) add_cors(*cors, request, response);
  return response;
}

HttpResponse RouteTable::without_route(HttpRequest& request, const FoundRoute& found) const {
  const bool path_is_known = found.methods != 0;
  const auto& own = path_is_known ? method_not_allowed : not_found;
  HttpResponse response =
      own ? answer_of([&] { return own(request); })
          : HttpResponse::error(path_is_known ? 405 : 404,
                                path_is_known ? "Method not allowed" : "Not found");
  if (path_is_known) response.set("Allow", allow(found.methods));
  if (const Cors* const cors = cors_for(found)) add_cors(*cors, request, response);
  return response;
}

HttpResponse RouteTable::respond_to_options(HttpRequest& request, const Context& context,
                                            const FoundRoute& found) const {
  const bool own_route = found.route != FoundRoute::kNone;
  if (own_route && routes_[found.route].method == Method::kOptions)
    return run(routes_[found.route], request, context);

  const Cors* cors = nullptr;
  if (is_preflight(request)) {
    const Method asked = method_of_request(request.header("access-control-request-method"));
    const FoundRoute target = find(request, asked, true);
    cors = target.route != FoundRoute::kNone ? cors_of(routes_[target.route]) : cors_for(target);
  }
  if (own_route && cors == nullptr) {
    find(request, Method::kOptions, true);
    return run(routes_[found.route], request, context);
  }
  request.route_ = {};
  request.values_.size = 0;
  const FoundRoute all = find(request, Method::kOther, false);
  if (all.methods == 0) return without_route(request, all);
  HttpResponse response = HttpResponse::no_content();
  response.add("Allow", allow(all.methods));
  if (cors != nullptr) {
    add_preflight(*cors, request, allow(all.cors_methods), response);
  } else if (const Cors* const plain = is_preflight(request) ? nullptr : cors_for(all)) {
    add_cors(*plain, request, response);
  }
  return response;
}

HttpResponse RouteTable::respond_to_path(HttpRequest& request, const Context& context) const {
  const Method method = method_of_request(request.method());
  const FoundRoute found = find(request, method, true);
  HttpResponse response = method == Method::kOptions ? respond_to_options(request, context, found)
                          : found.route != FoundRoute::kNone
                              ? run(routes_[found.route], request, context)
                              : without_route(request, found);
  if (method == Method::kHead) response.body.clear();
  return response;
}

HttpResponse RouteTable::respond(HttpRequest& request, const Context& context) const {
  request.route_ = {};
  request.values_.size = 0;
  const auto attached = request.attached_.begin();
  HttpResponse response = answer(request, context);
  for (const auto& observer : observers) observer(request, response);
  while (request.attached_.begin() != attached) request.attached_.pop_front();
  return response;
}

HttpResponse RouteTable::answer(HttpRequest& request, const Context& context) const {
  if (!status().ok()) return error_response(absl::InternalError(""));
  if (request.event<WebSocketRequest>() == nullptr) return respond_to_path(request, context);
  auto route = websocket_routes_.find(request.parts_.route_key);
  // Who may connect is for a handler of $connect alone to say: $default is for messages.
  const bool is_message =
      request.parts_.route_key != "$connect" && request.parts_.route_key != "$disconnect";
  if (route == websocket_routes_.end() && is_message) route = websocket_routes_.find("$default");
  if (route == websocket_routes_.end()) return without_route(request, {});
  request.route_ = route->second.shown;
  return run(route->second, request, context);
}

}  // namespace lambent::inline LAMBENT_ABI::detail
