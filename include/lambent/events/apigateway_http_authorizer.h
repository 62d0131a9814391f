// SPDX-License-Identifier: Apache-2.0
// API Gateway: a Lambda authorizer of an HTTP API (payload 2.0) is asked whether a caller may call.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
#pragma once

#include <array>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/policies.h"
#include "lambent/shapes/http_api_context.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// An HTTP API with an authorizer (payload 2.0).
struct HttpApiAuthorizerRequest {
  std::string_view version{};  ///< "2.0".
  std::string_view type{};  ///< "REQUEST".
  std::string_view route_arn{};
  List<std::string_view> identity_source{};
  std::string_view route_key{};
  std::string_view raw_path{};
  std::string_view raw_query_string{};
  List<std::string_view> cookies{};
  HeaderMap headers{};
  Map<std::string_view> query_string_parameters{};
  Map<std::string_view> path_parameters{};
  Map<std::string_view> stage_variables{};
  HttpApiRequestContext request_context{};
};

template <>
inline constexpr auto fields<HttpApiAuthorizerRequest> = std::array{
    field<&HttpApiAuthorizerRequest::version>("version"),
    field<&HttpApiAuthorizerRequest::type>("type", kRequired),
    field<&HttpApiAuthorizerRequest::route_arn>("routeArn", kRequired),
    field<&HttpApiAuthorizerRequest::identity_source>("identitySource", kNullable),
    field<&HttpApiAuthorizerRequest::route_key>("routeKey"),
    field<&HttpApiAuthorizerRequest::raw_path>("rawPath"),
    field<&HttpApiAuthorizerRequest::raw_query_string>("rawQueryString"),
    field<&HttpApiAuthorizerRequest::cookies>("cookies"),
    field<&HttpApiAuthorizerRequest::headers>("headers"),
    field<&HttpApiAuthorizerRequest::query_string_parameters>("queryStringParameters"),
    field<&HttpApiAuthorizerRequest::path_parameters>("pathParameters"),
    field<&HttpApiAuthorizerRequest::stage_variables>("stageVariables"),
    field<&HttpApiAuthorizerRequest::request_context>("requestContext"),
};

template <>
inline constexpr Source source<HttpApiAuthorizerRequest> = {
    .name = "apigw_authorizer_v2",
    .reference =
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/"
        "http-api-lambda-authorizer.html",
    .kind = SourceKind::kAnswer,
    .rank = 2400,
    .probes = {equals("type", "REQUEST"), has("routeArn")},
    .answers = "yes or no with context, or an IAM policy",
};

template <>
struct AnswerTo<HttpApiAuthorizerRequest> {
  using type = HttpApiAuthorizerResponse;
};

}  // namespace lambent::inline LAMBENT_ABI
