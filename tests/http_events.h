// SPDX-License-Identifier: Apache-2.0
// One request in the forms that gateways give it.
#pragma once

#include <functional>
#include <string_view>

#include "lambent/events/alb.h"
#include "lambent/events/apigateway_http.h"
#include "lambent/events/apigateway_rest.h"
#include "lambent/events/apigateway_websocket.h"
#include "lambent/events/function_url.h"
#include "lambent/events/vpc_lattice.h"
#include "lambent/routes.h"

namespace http_events {

using Parameters = lambent::Map<std::string_view>;

inline lambent::AlbRequest alb(std::string_view method, std::string_view path) {
  return {.http_method = method,
          .path = path,
          .request_context = {.elb = {"arn:aws:elasticloadbalancing:eu-west-1:123456789012:tg/t"}}};
}

inline lambent::FunctionUrlRequest url(std::string_view method, std::string_view path) {
  lambent::FunctionUrlRequest event{.version = "2.0", .route_key = "$default", .raw_path = path};
  event.request_context.domain_name = "x.lambda-url.eu-west-1.on.aws";
  event.request_context.stage = "$default";
  event.request_context.http = {.method = method, .path = path};
  return event;
}

inline lambent::HttpApiRequest http_api(std::string_view method, std::string_view path,
                                        std::string_view stage = "$default",
                                        std::string_view route_key = "$default",
                                        Parameters parameters = {}) {
  lambent::HttpApiRequest event{
      .version = "2.0", .route_key = route_key, .raw_path = path, .path_parameters = parameters};
  event.request_context.stage = stage;
  event.request_context.http = {.method = method, .path = path};
  return event;
}

inline lambent::ApiGatewayRequest rest(std::string_view method, std::string_view path,
                                       std::string_view resource, Parameters parameters = {}) {
  lambent::ApiGatewayRequest event{
      .resource = resource, .path = path, .http_method = method, .path_parameters = parameters};
  event.request_context.stage = "prod";
  return event;
}

inline lambent::VpcLatticeRequest lattice(std::string_view method, std::string_view path) {
  return {.version = "2.0", .path = path, .method = method};
}

inline lambent::VpcLatticeV1Request lattice_v1(std::string_view method, std::string_view path) {
  return {.raw_path = path, .method = method};
}

inline lambent::WebSocketRequest websocket(std::string_view route_key, std::string_view body = {}) {
  lambent::WebSocketRequest event{.body = body};
  event.request_context.route_key = route_key;
  event.request_context.connection_id = "c-1";
  return event;
}

/// What routes answer to an event.
template <class E>
lambent::HttpResponse respond(const lambent::Routes& routes, const E& event,
                              const lambent::Context& context = {}) {
  lambent::HttpRequest request(event);
  return routes.respond(request, context);
}

/// An event of any form that is still to be sent.
class AnyEvent {
 public:
  template <lambent::HttpEvent E>
  AnyEvent(E event)  // NOLINT: implicit
      : send_([event](const lambent::Routes& routes) { return respond(routes, event); }) {}
  lambent::HttpResponse to(const lambent::Routes& routes) const { return send_(routes); }

 private:
  std::function<lambent::HttpResponse(const lambent::Routes&)> send_;
};

}  // namespace http_events
