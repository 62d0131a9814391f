// SPDX-License-Identifier: Apache-2.0
// API Gateway: a request to an HTTP API with payload format 2.0.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
#pragma once

#include <array>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/responses.h"
#include "lambent/shapes/http_api_context.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// A request to an HTTP API.
struct HttpApiRequest {
  std::string_view version{};  ///< "2.0".
  std::string_view route_key{};  ///< "$default", or method and template: "GET /products/{id}".
  std::string_view raw_path{};  ///< With the stage, unless that is "$default".
  std::string_view raw_query_string{};  ///< Not decoded.
  List<std::string_view> cookies{};  ///< "name=value" each.
  HeaderMap headers{};  ///< Repeated ones are joined with commas.
  Map<std::string_view> query_string_parameters{};  ///< Decoded; repeated ones joined with commas.
  Map<std::string_view> path_parameters{};
  Map<std::string_view> stage_variables{};
  HttpApiRequestContext request_context{};
  std::string_view body{};
  bool is_base64_encoded{};  ///< `body` is base64.
};

template <>
inline constexpr auto fields<HttpApiRequest> = std::array{
    field<&HttpApiRequest::version>("version", kRequired),
    field<&HttpApiRequest::route_key>("routeKey", kAlways),
    field<&HttpApiRequest::raw_path>("rawPath", kAlways),
    field<&HttpApiRequest::raw_query_string>("rawQueryString", kAlways),
    field<&HttpApiRequest::cookies>("cookies"),
    field<&HttpApiRequest::headers>("headers", kAlways),
    field<&HttpApiRequest::query_string_parameters>("queryStringParameters"),
    field<&HttpApiRequest::path_parameters>("pathParameters"),
    field<&HttpApiRequest::stage_variables>("stageVariables"),
    field<&HttpApiRequest::request_context>("requestContext", kRequired),
    field<&HttpApiRequest::body>("body"),
    field<&HttpApiRequest::is_base64_encoded>("isBase64Encoded", kAlways),
};

template <>
inline constexpr Source source<HttpApiRequest> = {
    .name = "apigw_http_v2",
    .reference =
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/"
        "http-api-develop-integrations-lambda.html",
    .kind = SourceKind::kAnswer,
    .rank = 2910,  // behind function URLs, which send the same
    .probes = {has("requestContext.http"), equals("version", "2.0")},
    .answers = "status, headers, cookies, body; or any JSON",
};

template <>
struct AnswerTo<HttpApiRequest> : HttpApiAnswer {};

}  // namespace lambent::inline LAMBENT_ABI
