// SPDX-License-Identifier: Apache-2.0
// What the resolvers of AWS AppSync share: who asks, which field, with which request.
// https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference.html
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// Who asks. Which members are there depends on how the API authorizes; kind() tells.
struct AppSyncIdentity {
  /// How the API authorizes.
  enum class Kind : std::uint8_t {
    kNone,     ///< Nobody is known: an API key.
    kIam,      ///< account_id, user_arn, username, source_ip, what begins with cognito.
    kCognito,  ///< sub up to groups; items of a batch may have sub and username only.
    kOidc,     ///< sub, issuer, claims.
    kLambda,   ///< resolver_context.
  };

  std::string_view sub{};
  std::string_view issuer{};                 ///< A URL.
  std::string_view username{};
  RawJson claims{};                          ///< An object: those of the token.
  List<std::string_view> source_ip{};        ///< The caller's address, and those of proxies.
  std::string_view default_auth_strategy{};  ///< "ALLOW" or "DENY".
  List<std::string_view> groups{};           ///< Of the user pool.
  std::string_view account_id{};
  std::string_view user_arn{};
  std::string_view user{};
  std::string_view cognito_identity_pool_id{};
  std::string_view cognito_identity_id{};
  std::string_view cognito_identity_auth_type{};  ///< "authenticated" or "unauthenticated".
  std::string_view cognito_identity_auth_provider{};
  RawJson resolver_context{};                     ///< What the Lambda authorizer returned.

  /// Told by the members that are there; those of `null` are not.
  Kind kind() const {
    const bool has_claims = claims.kind() != JsonKind::kNull;
    if (resolver_context.kind() != JsonKind::kNull) return Kind::kLambda;
    if (!user_arn.empty() || !account_id.empty()) return Kind::kIam;
    if (!username.empty() || (!source_ip.empty() && has_claims)) return Kind::kCognito;
    return has_claims ? Kind::kOidc : Kind::kNone;
  }
};

/// The HTTP request that brought the query. Absent in batches.
struct AppSyncRequest {
  HeaderMap headers{};             ///< A value of `null` reads as empty.
  std::string_view domain_name{};  ///< Of a custom domain.
};

/// Which field is to be resolved, and what the query asks of it.
struct AppSyncInfo {
  std::string_view field_name{};
  std::string_view parent_type_name{};  ///< "Query", "Mutation", or a type of the schema.
  List<std::string_view> selection_set_list{};  ///< Paths: "id", "author", "author/name".
  std::string_view selection_set_graphql{};  ///< The same as GraphQL text.
  RawJson variables{};  ///< An object: those of the whole query.
};

/// What the function before this one in a pipeline returned.
struct AppSyncPrev {
  RawJson result{};
};

template <>
inline constexpr auto fields<AppSyncIdentity> = std::array{
    field<&AppSyncIdentity::sub>("sub"),
    field<&AppSyncIdentity::issuer>("issuer"),
    field<&AppSyncIdentity::username>("username"),
    field<&AppSyncIdentity::claims>("claims"),
    field<&AppSyncIdentity::source_ip>("sourceIp"),
    field<&AppSyncIdentity::default_auth_strategy>("defaultAuthStrategy"),
    field<&AppSyncIdentity::groups>("groups"),
    field<&AppSyncIdentity::account_id>("accountId"),
    field<&AppSyncIdentity::user_arn>("userArn"),
    field<&AppSyncIdentity::user>("user"),
    field<&AppSyncIdentity::cognito_identity_pool_id>("cognitoIdentityPoolId"),
    field<&AppSyncIdentity::cognito_identity_id>("cognitoIdentityId"),
    field<&AppSyncIdentity::cognito_identity_auth_type>("cognitoIdentityAuthType"),
    field<&AppSyncIdentity::cognito_identity_auth_provider>("cognitoIdentityAuthProvider"),
    field<&AppSyncIdentity::resolver_context>("resolverContext"),
};

template <>
inline constexpr auto fields<AppSyncRequest> = std::array{
    field<&AppSyncRequest::headers>("headers"),
    field<&AppSyncRequest::domain_name>("domainName"),
};

template <>
inline constexpr auto fields<AppSyncInfo> = std::array{
    field<&AppSyncInfo::field_name>("fieldName", kRequired),
    field<&AppSyncInfo::parent_type_name>("parentTypeName", kAlways),
    field<&AppSyncInfo::selection_set_list>("selectionSetList"),
    field<&AppSyncInfo::selection_set_graphql>("selectionSetGraphQL"),
    field<&AppSyncInfo::variables>("variables"),
};

template <>
inline constexpr auto fields<AppSyncPrev> = std::array{
    field<&AppSyncPrev::result>("result"),
};

}  // namespace lambent::inline LAMBENT_ABI
