// SPDX-License-Identifier: Apache-2.0
// What HTTP APIs and function URLs say about a request (payload 2.0). Shared by requests and by the
// authorizers that are asked about them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/shapes.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// The context of an HTTP API request (payload 2.0).
struct HttpApiRequestContext {
  struct Http {
    std::string_view method{};
    std::string_view path{};
    std::string_view protocol{};
    std::string_view source_ip{};  ///< "IP" in samples: not always an address.
    std::string_view user_agent{};
  };
  struct Authentication {
    std::optional<ClientCertificate> client_cert{};  ///< Mutual TLS.
  };
  struct Jwt {
    Map<RawJson> claims{};
    List<std::string_view> scopes{};
  };
  struct CognitoIdentity {
    List<std::string_view> amr{};
    std::string_view identity_id{};
    std::string_view identity_pool_id{};
  };
  struct Iam {
    std::string_view access_key{};
    std::string_view account_id{};
    std::string_view caller_id{};
    std::string_view principal_org_id{};
    std::string_view user_arn{};
    std::string_view user_id{};
    std::optional<CognitoIdentity> cognito_identity{};
  };
  struct Authorizer {
    std::optional<Jwt> jwt{};
    Map<RawJson> lambda{};  ///< What a Lambda authorizer returned; values keep their JSON kinds.
    std::optional<Iam> iam{};
    std::string_view principal_id{};
    std::optional<std::int64_t> integration_latency{};  ///< Milliseconds.
  };

  std::string_view account_id{};
  std::string_view api_id{};
  std::string_view domain_name{};
  std::string_view domain_prefix{};
  std::string_view request_id{};
  std::string_view route_key{};
  std::string_view stage{};
  Timestamp time{};  ///< "12/Mar/2020:19:03:58 +0000"
  EpochMs time_epoch{};
  Http http{};
  std::optional<Authentication> authentication{};
  std::optional<Authorizer> authorizer{};
};

template <>
inline constexpr auto fields<HttpApiRequestContext::Http> = std::array{
    field<&HttpApiRequestContext::Http::method>("method", kRequired),
    field<&HttpApiRequestContext::Http::path>("path"),
    field<&HttpApiRequestContext::Http::protocol>("protocol"),
    field<&HttpApiRequestContext::Http::source_ip>("sourceIp"),
    field<&HttpApiRequestContext::Http::user_agent>("userAgent"),
};

template <>
inline constexpr auto fields<HttpApiRequestContext::Authentication> = std::array{
    field<&HttpApiRequestContext::Authentication::client_cert>("clientCert"),
};

template <>
inline constexpr auto fields<HttpApiRequestContext::Jwt> = std::array{
    field<&HttpApiRequestContext::Jwt::claims>("claims"),
    field<&HttpApiRequestContext::Jwt::scopes>("scopes", kNullable),
};

template <>
inline constexpr auto fields<HttpApiRequestContext::CognitoIdentity> = std::array{
    field<&HttpApiRequestContext::CognitoIdentity::amr>("amr"),
    field<&HttpApiRequestContext::CognitoIdentity::identity_id>("identityId"),
    field<&HttpApiRequestContext::CognitoIdentity::identity_pool_id>("identityPoolId"),
};

template <>
inline constexpr auto fields<HttpApiRequestContext::Iam> = std::array{
    field<&HttpApiRequestContext::Iam::access_key>("accessKey"),
    field<&HttpApiRequestContext::Iam::account_id>("accountId"),
    field<&HttpApiRequestContext::Iam::caller_id>("callerId"),
    field<&HttpApiRequestContext::Iam::principal_org_id>("principalOrgId"),
    field<&HttpApiRequestContext::Iam::user_arn>("userArn"),
    field<&HttpApiRequestContext::Iam::user_id>("userId"),
    field<&HttpApiRequestContext::Iam::cognito_identity>("cognitoIdentity"),
};

template <>
inline constexpr auto fields<HttpApiRequestContext::Authorizer> = std::array{
    field<&HttpApiRequestContext::Authorizer::jwt>("jwt"),
    field<&HttpApiRequestContext::Authorizer::lambda>("lambda"),
    field<&HttpApiRequestContext::Authorizer::iam>("iam"),
    field<&HttpApiRequestContext::Authorizer::principal_id>("principalId"),
    field<&HttpApiRequestContext::Authorizer::integration_latency>("integrationLatency"),
};

template <>
inline constexpr auto fields<HttpApiRequestContext> = std::array{
    field<&HttpApiRequestContext::account_id>("accountId"),
    field<&HttpApiRequestContext::api_id>("apiId"),
    field<&HttpApiRequestContext::domain_name>("domainName"),
    field<&HttpApiRequestContext::domain_prefix>("domainPrefix"),
    field<&HttpApiRequestContext::request_id>("requestId"),
    field<&HttpApiRequestContext::route_key>("routeKey"),
    field<&HttpApiRequestContext::stage>("stage"),
    field<&HttpApiRequestContext::time>("time"),
    field<&HttpApiRequestContext::time_epoch>("timeEpoch", kAlways),
    field<&HttpApiRequestContext::http>("http", kRequired),
    field<&HttpApiRequestContext::authentication>("authentication"),
    field<&HttpApiRequestContext::authorizer>("authorizer"),
};

}  // namespace lambent::inline LAMBENT_ABI
