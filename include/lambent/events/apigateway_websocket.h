// SPDX-License-Identifier: Apache-2.0
// API Gateway: a client of a WebSocket API connects, sends a message, or goes away.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api.html
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/responses.h"
#include "lambent/shapes/request_context.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// A WebSocket route was called. Which one stands in `request_context.route_key`.
struct WebSocketRequest {
  std::string_view resource{};
  std::string_view path{};
  std::string_view http_method{};
  HeaderMap headers{};  ///< Absent on messages.
  MultiValueHeaderMap multi_value_headers{};
  Map<std::string_view> query_string_parameters{};  ///< When connecting.
  Map<List<std::string_view>> multi_value_query_string_parameters{};
  Map<std::string_view> path_parameters{};
  Map<std::string_view> stage_variables{};
  WebSocketRequestContext request_context{};
  std::string_view body{};  ///< Of a message.
  bool is_base64_encoded{};
};

/// Where messages to the connection are posted, at "/@connections/" and its id behind this. Through
/// a domain of your own it is the API's mapping there, not always its stage.
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
inline std::string management_endpoint(const WebSocketRequest& request) {
  std::string endpoint = "https://";
  endpoint.append(request.request_context.domain_name).append("/");
  return endpoint.append(request.request_context.stage);
}

template <>
inline constexpr auto fields<WebSocketRequest> = std::array{
    field<&WebSocketRequest::resource>("resource"),
    field<&WebSocketRequest::path>("path"),
    field<&WebSocketRequest::http_method>("httpMethod"),
    field<&WebSocketRequest::headers>("headers"),
    field<&WebSocketRequest::multi_value_headers>("multiValueHeaders"),
    field<&WebSocketRequest::query_string_parameters>("queryStringParameters"),
    field<&WebSocketRequest::multi_value_query_string_parameters>(
        "multiValueQueryStringParameters"),
    field<&WebSocketRequest::path_parameters>("pathParameters"),
    field<&WebSocketRequest::stage_variables>("stageVariables"),
    field<&WebSocketRequest::request_context>("requestContext", kRequired),
    field<&WebSocketRequest::body>("body"),
    field<&WebSocketRequest::is_base64_encoded>("isBase64Encoded", kAlways),
};

template <>
inline constexpr Source source<WebSocketRequest> = {
    .name = "apigw_websocket",
    .reference =
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/"
        "apigateway-websocket-api.html",
    .kind = SourceKind::kAnswer,
    .rank = 2800,
    .probes = {has("requestContext.connectionId")},
    .answers = "status, headers, body",
};

/// Connecting: a status of 2xx accepts. Messages: the body goes back where the route has a
/// response. Disconnecting: ignored.
template <>
struct AnswerTo<WebSocketRequest> {
  using type = ProxyResponse;
};

}  // namespace lambent::inline LAMBENT_ABI
