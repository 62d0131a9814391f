// SPDX-License-Identifier: Apache-2.0
// Application Load Balancer: a request, or a health check, for a target group of type lambda.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// A request to a load balancer. It has the single or the multi-value members, as the target group
/// is set up; where both are there, the multi-value ones say more.
struct AlbRequest {
  struct Elb {
    std::string_view target_group_arn{};
  };
  struct RequestContext {
    Elb elb{};
  };
  std::string_view http_method{};
  std::string_view path{};  ///< Not decoded.
  Map<std::string_view> query_string_parameters{};  ///< Not decoded, unlike API Gateway's.
  Map<List<std::string_view>> multi_value_query_string_parameters{};  ///< Not decoded.
  HeaderMap headers{};  ///< Names in lower case.
  MultiValueHeaderMap multi_value_headers{};
  RequestContext request_context{};
  std::string_view body{};
  bool is_base64_encoded{};  ///< `body` is base64: all but text, JSON, JavaScript and XML.
};

/// The answer. A target group with multi-value headers reads `multi_value_headers` only, others
/// `headers` only.
struct AlbResponse {
  std::int64_t status_code = 200;
  std::string status_description{};  ///< "200 OK"
  std::map<std::string, std::string> headers{};
  std::map<std::string, std::vector<std::string>> multi_value_headers{};
  std::string body{};
  bool is_base64_encoded{};
};

template <>
inline constexpr auto fields<AlbRequest::Elb> = std::array{
    field<&AlbRequest::Elb::target_group_arn>("targetGroupArn", kRequired),
};

template <>
inline constexpr auto fields<AlbRequest::RequestContext> = std::array{
    field<&AlbRequest::RequestContext::elb>("elb", kRequired),
};

template <>
inline constexpr auto fields<AlbRequest> = std::array{
    field<&AlbRequest::http_method>("httpMethod", kRequired),
    field<&AlbRequest::path>("path", kRequired),
    // Also beside lists of values, where load balancers have none.
    field<&AlbRequest::query_string_parameters>("queryStringParameters", kAlways),
    field<&AlbRequest::multi_value_query_string_parameters>("multiValueQueryStringParameters"),
    field<&AlbRequest::headers>("headers"),
    field<&AlbRequest::multi_value_headers>("multiValueHeaders"),
    field<&AlbRequest::request_context>("requestContext", kRequired),
    field<&AlbRequest::body>("body", kAlways),
    field<&AlbRequest::is_base64_encoded>("isBase64Encoded", kAlways),
};

template <>
inline constexpr auto fields<AlbResponse> = std::array{
    field<&AlbResponse::status_code>("statusCode", kRequired),
    field<&AlbResponse::status_description>("statusDescription"),
    // The load balancer wants the one that its target group is set up for, even without a header.
    field<&AlbResponse::headers>("headers", kAlways),
    field<&AlbResponse::multi_value_headers>("multiValueHeaders", kAlways),
    field<&AlbResponse::body>("body", kAlways),
    field<&AlbResponse::is_base64_encoded>("isBase64Encoded", kAlways),
};

template <>
inline constexpr Source source<AlbRequest> = {
    .name = "alb",
    .reference =
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/"
        "lambda-functions.html",
    .kind = SourceKind::kAnswer,
    .rank = 2600,
    .probes = {has("requestContext.elb")},
    .answers = "status, headers, body",
};

template <>
struct AnswerTo<AlbRequest> {
  using type = AlbResponse;
};

}  // namespace lambent::inline LAMBENT_ABI
