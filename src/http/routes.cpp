// SPDX-License-Identifier: Apache-2.0
#include "lambent/routes.h"

#include <memory>
#include <utility>

#include "http/route_table.h"
#include "lambent/events/alb.h"
#include "lambent/events/apigateway_http.h"
#include "lambent/events/apigateway_rest.h"
#include "lambent/events/apigateway_websocket.h"
#include "lambent/events/function_url.h"
#include "lambent/events/vpc_lattice.h"

namespace lambent::inline LAMBENT_ABI {

Routes::Routes() : table_(std::make_unique<detail::RouteTable>()) {}
Routes::Routes(Routes&&) noexcept = default;
Routes& Routes::operator=(Routes&&) noexcept = default;
Routes::~Routes() = default;

void Routes::add(std::string_view methods, RouteTemplate path,
                 std::unique_ptr<detail::RouteHandler> handler, RouteOptions options) {
  table_->add(methods, path.text(), std::move(handler), options);
}

void Routes::add_websocket(std::string_view route_key,
                           std::unique_ptr<detail::RouteHandler> handler) {
  table_->add_websocket(route_key, std::move(handler));
}

Routes& Routes::mount(RouteTemplate prefix, Routes routes) {
  table_->mount(prefix.text(), std::move(*routes.table_));
  return *this;
}

Routes& Routes::around(RouteInterceptor f) {
  table_->layer->around.push_back(std::move(f));
  return *this;
}

Routes& Routes::on_response(std::function<void(const HttpRequest&, const HttpResponse&)> f) {
  table_->observers.push_back(std::move(f));
  return *this;
}

Routes& Routes::on_error(std::function<HttpResponse(const HttpRequest&, const absl::Status&)> f) {
  table_->layer->on_error = std::move(f);
  return *this;
}

Routes& Routes::not_found(std::function<HttpResponse(const HttpRequest&)> f) {
  table_->not_found = std::move(f);
  return *this;
}

Routes& Routes::method_not_allowed(std::function<HttpResponse(const HttpRequest&)> f) {
  table_->method_not_allowed = std::move(f);
  return *this;
}

Routes& Routes::cors(Cors cors) {
  table_->fail(detail::check(cors));
  table_->layer->cors = std::move(cors);
  return *this;
}

Routes& Routes::compress(std::size_t min_bytes) {
  table_->layer->compress_from = min_bytes;
  return *this;
}

Routes& Routes::strip_prefix(std::string prefix) {
  table_->strip_prefix(std::move(prefix));
  return *this;
}

Routes& Routes::forgive_trailing_slash(bool forgive) {
  table_->forgive_trailing_slash = forgive;
  return *this;
}

Routes& Routes::serve_head(bool serve) {
  table_->serve_head = serve;
  return *this;
}

absl::Status Routes::status() const { return table_->status(); }

HttpResponse Routes::respond(HttpRequest& request, const Context& context) const {
  return table_->respond(request, context);
}

Dispatcher& Dispatcher::on_http(Routes routes) {
  constexpr char kName[] = "http";
  state_->keep_result(routes.status(), kName, kName);
  if (!routes.status().ok()) return *this;
  const auto shared = std::make_shared<const Routes>(std::move(routes));
  detail::HttpEvents::for_each([&]<class E>(const E*) {
    if (std::is_same_v<E, WebSocketRequest> && !shared->table_->has_websocket_routes()) return;
    const auto respond = [shared](const E& event, const Context& context) {
      HttpRequest request(event);
      return answer_to(event, shared->respond(request, context));
    };
    on<E>(respond, {.name = kName});
  });
  return *this;
}

}  // namespace lambent::inline LAMBENT_ABI
