// SPDX-License-Identifier: Apache-2.0
// API Gateway: Lambda authorizers of REST and WebSocket APIs, and of HTTP APIs with payload 1.0,
// are asked whether a caller may call.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/policies.h"
#include "lambent/shapes/request_context.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// A REST API with an authorizer of type TOKEN.
struct TokenAuthorizerRequest {
  std::string_view type{};  ///< "TOKEN".
  std::string_view authorization_token{};  ///< The header as it was sent, "Bearer " included.
  /// arn:aws:execute-api:region:account:api/stage/METHOD/path; the path may hold "/" and ":".
  std::string_view method_arn{};
};

/// The context of a REQUEST authorizer: what REST, WebSocket and HTTP APIs (payload 1.0) send.
struct AuthorizerRequestContext {
  std::string_view account_id{};
  std::string_view api_id{};
  std::string_view resource_id{};
  std::string_view resource_path{};
  std::string_view operation_name{};
  std::string_view path{};
  std::string_view http_method{};
  std::string_view stage{};
  std::string_view protocol{};
  std::string_view domain_name{};
  std::string_view domain_prefix{};
  std::string_view request_id{};
  std::string_view extended_request_id{};
  Timestamp request_time{};
  EpochMs request_time_epoch{};
  RequestIdentity identity{};
  std::string_view route_key{};  ///< WebSocket and HTTP APIs.
  std::string_view event_type{};  ///< From here on what WebSocket APIs add.
  std::string_view connection_id{};
  EpochMs connected_at{};
  std::string_view message_direction{};
  std::string_view message_id{};
  std::optional<std::int64_t> disconnect_status_code{};
  std::string_view disconnect_reason{};
  std::string_view error{};
  std::string_view status{};
  NumberOrText integration_latency{};
  Map<RawJson> authorizer{};
  RawJson http{};  ///< From here on what HTTP APIs add; this as in HttpApiRequestContext::Http.
  Timestamp time{};
  EpochMs time_epoch{};
};

/// A REST or WebSocket API with an authorizer of type REQUEST, or an HTTP API (payload 1.0).
struct RequestAuthorizerRequest {
  std::string_view type{};  ///< "REQUEST".
  std::string_view method_arn{};
  std::string_view version{};  ///< "1.0" from HTTP APIs.
  std::string_view identity_source{};  ///< HTTP APIs: all sources, joined with commas.
  std::string_view authorization_token{};  ///< HTTP APIs.
  std::string_view resource{};  ///< This and the next two are absent on WebSocket APIs.
  std::string_view path{};
  std::string_view http_method{};
  HeaderMap headers{};
  MultiValueHeaderMap multi_value_headers{};
  Map<std::string_view> query_string_parameters{};
  Map<List<std::string_view>> multi_value_query_string_parameters{};
  Map<std::string_view> path_parameters{};
  Map<std::string_view> stage_variables{};
  AuthorizerRequestContext request_context{};
};

template <>
inline constexpr auto fields<TokenAuthorizerRequest> = std::array{
    field<&TokenAuthorizerRequest::type>("type", kRequired),
    field<&TokenAuthorizerRequest::authorization_token>("authorizationToken", kRequired),
    field<&TokenAuthorizerRequest::method_arn>("methodArn", kRequired),
};

template <>
inline constexpr auto fields<AuthorizerRequestContext> = std::array{
    field<&AuthorizerRequestContext::account_id>("accountId"),
    field<&AuthorizerRequestContext::api_id>("apiId"),
    field<&AuthorizerRequestContext::resource_id>("resourceId"),
    field<&AuthorizerRequestContext::resource_path>("resourcePath"),
    field<&AuthorizerRequestContext::operation_name>("operationName"),
    field<&AuthorizerRequestContext::path>("path"),
    field<&AuthorizerRequestContext::http_method>("httpMethod"),
    field<&AuthorizerRequestContext::stage>("stage"),
    field<&AuthorizerRequestContext::protocol>("protocol"),
    field<&AuthorizerRequestContext::domain_name>("domainName"),
    field<&AuthorizerRequestContext::domain_prefix>("domainPrefix"),
    field<&AuthorizerRequestContext::request_id>("requestId"),
    field<&AuthorizerRequestContext::extended_request_id>("extendedRequestId"),
    field<&AuthorizerRequestContext::request_time>("requestTime"),
    field<&AuthorizerRequestContext::request_time_epoch>("requestTimeEpoch"),
    field<&AuthorizerRequestContext::identity>("identity"),
    field<&AuthorizerRequestContext::route_key>("routeKey"),
    field<&AuthorizerRequestContext::event_type>("eventType"),
    field<&AuthorizerRequestContext::connection_id>("connectionId"),
    field<&AuthorizerRequestContext::connected_at>("connectedAt"),
    field<&AuthorizerRequestContext::message_direction>("messageDirection"),
    field<&AuthorizerRequestContext::message_id>("messageId"),
    field<&AuthorizerRequestContext::disconnect_status_code>("disconnectStatusCode"),
    field<&AuthorizerRequestContext::disconnect_reason>("disconnectReason"),
    field<&AuthorizerRequestContext::error>("error"),
    field<&AuthorizerRequestContext::status>("status"),
    field<&AuthorizerRequestContext::integration_latency>("integrationLatency"),
    field<&AuthorizerRequestContext::authorizer>("authorizer"),
    field<&AuthorizerRequestContext::http>("http"),
    field<&AuthorizerRequestContext::time>("time"),
    field<&AuthorizerRequestContext::time_epoch>("timeEpoch"),
};

template <>
inline constexpr auto fields<RequestAuthorizerRequest> = std::array{
    field<&RequestAuthorizerRequest::type>("type", kRequired),
    field<&RequestAuthorizerRequest::method_arn>("methodArn", kRequired),
    field<&RequestAuthorizerRequest::version>("version"),
    field<&RequestAuthorizerRequest::identity_source>("identitySource"),
    field<&RequestAuthorizerRequest::authorization_token>("authorizationToken"),
    field<&RequestAuthorizerRequest::resource>("resource"),
    field<&RequestAuthorizerRequest::path>("path"),
    field<&RequestAuthorizerRequest::http_method>("httpMethod"),
    field<&RequestAuthorizerRequest::headers>("headers"),
    field<&RequestAuthorizerRequest::multi_value_headers>("multiValueHeaders"),
    field<&RequestAuthorizerRequest::query_string_parameters>("queryStringParameters"),
    field<&RequestAuthorizerRequest::multi_value_query_string_parameters>(
        "multiValueQueryStringParameters"),
    field<&RequestAuthorizerRequest::path_parameters>("pathParameters"),
    field<&RequestAuthorizerRequest::stage_variables>("stageVariables"),
    field<&RequestAuthorizerRequest::request_context>("requestContext"),
};

template <>
inline constexpr Source source<TokenAuthorizerRequest> = {
    .name = "apigw_authorizer_token",
    .reference =
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/"
        "apigateway-use-lambda-authorizer.html",
    .kind = SourceKind::kAnswer,
    .rank = 2300,
    .probes = {equals("type", "TOKEN"), has("methodArn"), has("authorizationToken")},
    .answers = "an IAM policy",
};

template <>
inline constexpr Source source<RequestAuthorizerRequest> = {
    .name = "apigw_authorizer_request",
    .reference =
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/"
        "apigateway-use-lambda-authorizer.html",
    .kind = SourceKind::kAnswer,
    .rank = 2500,
    .probes = {equals("type", "REQUEST"), has("methodArn")},
    .answers = "an IAM policy",
};

template <>
struct AnswerTo<TokenAuthorizerRequest> {
  using type = IamAuthorizerResponse;
};

template <>
struct AnswerTo<RequestAuthorizerRequest> {
  using type = IamAuthorizerResponse;
};

}  // namespace lambent::inline LAMBENT_ABI
