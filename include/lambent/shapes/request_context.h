// SPDX-License-Identifier: Apache-2.0
// What API Gateway says about a request, besides the request: who calls, through which API. Shared
// by requests and by the authorizers that are asked about them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/shapes.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// Who calls a REST or WebSocket API. Members that do not apply are empty.
struct RequestIdentity {
  std::string_view source_ip{};  ///< Also "test-invoke-source-ip".
  std::string_view user_agent{};
  std::string_view account_id{};
  std::string_view access_key{};
  std::string_view caller{};
  std::string_view user{};
  std::string_view user_arn{};
  std::string_view api_key{};
  std::string_view api_key_id{};
  std::string_view cognito_identity_id{};
  std::string_view cognito_identity_pool_id{};
  std::string_view cognito_authentication_type{};
  std::string_view cognito_authentication_provider{};
  std::string_view principal_org_id{};
  RawJson cognito_amr{};
  std::string_view vpc_id{};   ///< Private APIs.
  std::string_view vpce_id{};
  std::optional<ClientCertificate> client_cert{};  ///< Mutual TLS.
};

/// The context of a REST API request (payload 1.0).
struct RestRequestContext {
  std::string_view account_id{};
  std::string_view api_id{};
  std::string_view resource_id{};
  std::string_view resource_path{};
  std::string_view operation_name{};
  std::string_view path{};  ///< With the stage.
  std::string_view http_method{};
  std::string_view stage{};
  std::string_view protocol{};
  std::string_view domain_name{};
  std::string_view domain_prefix{};
  std::string_view request_id{};
  std::string_view extended_request_id{};
  std::string_view deployment_id{};
  Timestamp request_time{};  ///< "09/Apr/2015:12:34:56 +0000"
  EpochMs request_time_epoch{};
  /// Free-form: what a Lambda authorizer returned, or Cognito's {"claims": ...}.
  Map<RawJson> authorizer{};
  RequestIdentity identity{};
};

/// The context of a WebSocket request.
struct WebSocketRequestContext {
  static constexpr std::string_view kConnect = "CONNECT";
  static constexpr std::string_view kMessage = "MESSAGE";
  static constexpr std::string_view kDisconnect = "DISCONNECT";

  std::string_view route_key{};   ///< "$connect", "$disconnect", "$default" or your own.
  std::string_view event_type{};  ///< One of the constants above.
  std::string_view connection_id{};
  EpochMs connected_at{};
  std::string_view message_direction{};  ///< "IN" or "OUT".
  std::string_view message_id{};
  std::string_view request_id{};
  std::string_view extended_request_id{};
  std::string_view stage{};
  std::string_view api_id{};
  std::string_view domain_name{};
  Timestamp request_time{};
  EpochMs request_time_epoch{};
  RequestIdentity identity{};
  Map<RawJson> authorizer{};
  std::optional<std::int64_t> disconnect_status_code{};
  std::string_view disconnect_reason{};
  std::string_view account_id{};
  std::string_view resource_id{};
  std::string_view resource_path{};
  std::string_view http_method{};
  std::string_view error{};
  std::string_view status{};
  NumberOrText integration_latency{};
};

template <>
inline constexpr auto fields<RequestIdentity> = std::array{
    field<&RequestIdentity::source_ip>("sourceIp"),
    field<&RequestIdentity::user_agent>("userAgent"),
    field<&RequestIdentity::account_id>("accountId"),
    field<&RequestIdentity::access_key>("accessKey"),
    field<&RequestIdentity::caller>("caller"),
    field<&RequestIdentity::user>("user"),
    field<&RequestIdentity::user_arn>("userArn"),
    field<&RequestIdentity::api_key>("apiKey"),
    field<&RequestIdentity::api_key_id>("apiKeyId"),
    field<&RequestIdentity::cognito_identity_id>("cognitoIdentityId"),
    field<&RequestIdentity::cognito_identity_pool_id>("cognitoIdentityPoolId"),
    field<&RequestIdentity::cognito_authentication_type>("cognitoAuthenticationType"),
    field<&RequestIdentity::cognito_authentication_provider>("cognitoAuthenticationProvider"),
    field<&RequestIdentity::principal_org_id>("principalOrgId"),
    field<&RequestIdentity::cognito_amr>("cognitoAmr"),
    field<&RequestIdentity::vpc_id>("vpcId"),
    field<&RequestIdentity::vpce_id>("vpceId"),
    field<&RequestIdentity::client_cert>("clientCert"),
};

template <>
inline constexpr auto fields<RestRequestContext> = std::array{
    field<&RestRequestContext::account_id>("accountId"),
    field<&RestRequestContext::api_id>("apiId"),
    field<&RestRequestContext::resource_id>("resourceId"),
    field<&RestRequestContext::resource_path>("resourcePath"),
    field<&RestRequestContext::operation_name>("operationName"),
    field<&RestRequestContext::path>("path"),
    field<&RestRequestContext::http_method>("httpMethod"),
    field<&RestRequestContext::stage>("stage"),
    field<&RestRequestContext::protocol>("protocol"),
    field<&RestRequestContext::domain_name>("domainName"),
    field<&RestRequestContext::domain_prefix>("domainPrefix"),
    field<&RestRequestContext::request_id>("requestId"),
    field<&RestRequestContext::extended_request_id>("extendedRequestId"),
    field<&RestRequestContext::deployment_id>("deploymentId"),
    field<&RestRequestContext::request_time>("requestTime"),
    field<&RestRequestContext::request_time_epoch>("requestTimeEpoch"),
    field<&RestRequestContext::authorizer>("authorizer"),
    field<&RestRequestContext::identity>("identity"),
};

template <>
inline constexpr auto fields<WebSocketRequestContext> = std::array{
    field<&WebSocketRequestContext::route_key>("routeKey"),
    field<&WebSocketRequestContext::event_type>("eventType"),
    field<&WebSocketRequestContext::connection_id>("connectionId", kRequired),
    field<&WebSocketRequestContext::connected_at>("connectedAt", kAlways),
    field<&WebSocketRequestContext::message_direction>("messageDirection"),
    field<&WebSocketRequestContext::message_id>("messageId"),
    field<&WebSocketRequestContext::request_id>("requestId"),
    field<&WebSocketRequestContext::extended_request_id>("extendedRequestId"),
    field<&WebSocketRequestContext::stage>("stage"),
    field<&WebSocketRequestContext::api_id>("apiId"),
    field<&WebSocketRequestContext::domain_name>("domainName"),
    field<&WebSocketRequestContext::request_time>("requestTime"),
    field<&WebSocketRequestContext::request_time_epoch>("requestTimeEpoch", kAlways),
    field<&WebSocketRequestContext::identity>("identity"),
    field<&WebSocketRequestContext::authorizer>("authorizer"),
    field<&WebSocketRequestContext::disconnect_status_code>("disconnectStatusCode"),
    field<&WebSocketRequestContext::disconnect_reason>("disconnectReason"),
    field<&WebSocketRequestContext::account_id>("accountId"),
    field<&WebSocketRequestContext::resource_id>("resourceId"),
    field<&WebSocketRequestContext::resource_path>("resourcePath"),
    field<&WebSocketRequestContext::http_method>("httpMethod"),
    field<&WebSocketRequestContext::error>("error"),
    field<&WebSocketRequestContext::status>("status"),
    field<&WebSocketRequestContext::integration_latency>("integrationLatency"),
};

}  // namespace lambent::inline LAMBENT_ABI
