// SPDX-License-Identifier: Apache-2.0
// AWS Lambda: a request to a function URL. It has the form of HTTP API requests.
// https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
#pragma once

#include <array>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/responses.h"
#include "lambent/shapes/http_api_context.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// A request to a function URL.
struct FunctionUrlRequest {
  std::string_view version{};  ///< "2.0"
  std::string_view route_key{};  ///< "$default"
  std::string_view raw_path{};
  std::string_view raw_query_string{};  ///< Not decoded.
  List<std::string_view> cookies{};  ///< "name=value" each.
  HeaderMap headers{};  ///< Repeated ones are joined with commas.
  Map<std::string_view> query_string_parameters{};  ///< Decoded; repeated ones joined with commas.
  /// None: function URLs have no routes. Kept for payloads that name them.
  Map<std::string_view> path_parameters{};
  Map<std::string_view> stage_variables{};  ///< None, likewise.
  /// `account_id` is "anonymous" without IAM; of authorizers only IAM.
  HttpApiRequestContext request_context{};
  std::string_view body{};
  bool is_base64_encoded{};  ///< `body` is base64.
};

template <>
inline constexpr auto fields<FunctionUrlRequest> = std::array{
    field<&FunctionUrlRequest::version>("version", kRequired),
    field<&FunctionUrlRequest::route_key>("routeKey", kAlways),
    field<&FunctionUrlRequest::raw_path>("rawPath", kAlways),
    field<&FunctionUrlRequest::raw_query_string>("rawQueryString", kAlways),
    field<&FunctionUrlRequest::cookies>("cookies"),
    field<&FunctionUrlRequest::headers>("headers", kAlways),
    field<&FunctionUrlRequest::query_string_parameters>("queryStringParameters"),
    field<&FunctionUrlRequest::path_parameters>("pathParameters"),
    field<&FunctionUrlRequest::stage_variables>("stageVariables"),
    field<&FunctionUrlRequest::request_context>("requestContext", kRequired),
    field<&FunctionUrlRequest::body>("body"),
    field<&FunctionUrlRequest::is_base64_encoded>("isBase64Encoded", kAlways),
};

template <>
inline constexpr Source source<FunctionUrlRequest> = {
    .name = "lambda_function_url",
    .reference = "https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html",
    .kind = SourceKind::kAnswer,
    .rank = 2900,
    .probes = {has("requestContext.http"), equals("version", "2.0"),
               contains("requestContext.domainName", ".lambda-url.")},
    .base = "apigw_http_v2",
    .answers = "status, headers, cookies, body; or any JSON",
};

template <>
struct AnswerTo<FunctionUrlRequest> : HttpApiAnswer {};

}  // namespace lambent::inline LAMBENT_ABI
