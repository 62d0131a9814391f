// SPDX-License-Identifier: Apache-2.0
// API Gateway: a request to a REST API, or to an HTTP API with payload format 1.0.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
#pragma once

#include <array>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/responses.h"
#include "lambent/shapes/request_context.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// A request to a REST API.
struct ApiGatewayRequest {
  std::string_view version{};  ///< "1.0" from HTTP APIs, else empty.
  std::string_view resource{};  ///< The route's template: "/products/{id}".
  std::string_view path{};  ///< Without the stage; on a custom domain with its base path.
  std::string_view http_method{};
  HeaderMap headers{};  ///< Of a repeated header the last value.
  MultiValueHeaderMap multi_value_headers{};
  Map<std::string_view> query_string_parameters{};  ///< Decoded; the last value of each.
  Map<List<std::string_view>> multi_value_query_string_parameters{};
  Map<std::string_view> path_parameters{};
  Map<std::string_view> stage_variables{};
  RestRequestContext request_context{};
  std::string_view body{};
  bool is_base64_encoded{};  ///< `body` is base64.
};

template <>
inline constexpr auto fields<ApiGatewayRequest> = std::array{
    field<&ApiGatewayRequest::version>("version"),
    field<&ApiGatewayRequest::resource>("resource", kAlways),
    field<&ApiGatewayRequest::path>("path", kRequired),
    field<&ApiGatewayRequest::http_method>("httpMethod", kRequired),
    field<&ApiGatewayRequest::headers>("headers", kNullable),
    field<&ApiGatewayRequest::multi_value_headers>("multiValueHeaders", kNullable),
    field<&ApiGatewayRequest::query_string_parameters>("queryStringParameters", kNullable),
    field<&ApiGatewayRequest::multi_value_query_string_parameters>(
        "multiValueQueryStringParameters", kNullable),
    field<&ApiGatewayRequest::path_parameters>("pathParameters", kNullable),
    field<&ApiGatewayRequest::stage_variables>("stageVariables", kNullable),
    field<&ApiGatewayRequest::request_context>("requestContext"),
    field<&ApiGatewayRequest::body>("body", kNullable),
    field<&ApiGatewayRequest::is_base64_encoded>("isBase64Encoded", kAlways),
};

template <>
inline constexpr Source source<ApiGatewayRequest> = {
    .name = "apigw_rest_proxy",
    .reference =
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/"
        "set-up-lambda-proxy-integrations.html",
    .kind = SourceKind::kAnswer,
    .rank = 3300,
    .probes = {has("httpMethod"), has("resource"), has("path"), has("requestContext")},
    .answers = "status, headers, body",
};

template <>
struct AnswerTo<ApiGatewayRequest> {
  using type = ProxyResponse;
};

}  // namespace lambent::inline LAMBENT_ABI
