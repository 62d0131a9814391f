// SPDX-License-Identifier: Apache-2.0
// AWS AppSync: Lambda authorizers of GraphQL APIs and of Event APIs are asked whether a caller may
// call.
// https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lambent/answers.h"
#include "lambent/fields.h"
#include "lambent/policies.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// A query to a GraphQL API.
struct AppSyncAuthorizerRequest {
  struct Context {
    std::string_view api_id{};
    std::string_view account_id{};
    std::string_view request_id{};
    std::string_view query_string{};    ///< The whole GraphQL text.
    std::string_view operation_name{};  ///< Which operation of it; empty where it has but one.
    Map<RawJson> variables{};
  };
  std::string_view authorization_token{};  ///< The header as it was sent.
  Context request_context{};
  HeaderMap request_headers{};
};

/// The answer to it.
struct AppSyncAuthorizerResponse {
  bool is_authorized{};
  std::map<std::string, JsonScalar> resolver_context{};  ///< Resolvers get it as identity; 5 MB.
  std::vector<std::string> denied_fields{};  ///< "Type.field", or an ARN; they read as null.
  /// Seconds for which the answer is kept; 0: not at all; absent: as the API is set up.
  std::optional<std::int64_t> ttl_override{};
};

/// A connection to an Event API, or something that a client does there.
struct AppSyncEventsAuthorizerRequest {
  struct Context {
    static constexpr std::string_view kConnect = "EVENT_CONNECT";
    static constexpr std::string_view kSubscribe = "EVENT_SUBSCRIBE";
    static constexpr std::string_view kPublish = "EVENT_PUBLISH";

    std::string_view api_id{};
    std::string_view account_id{};
    std::string_view request_id{};
    std::string_view operation{};  ///< One of the constants above.
    std::string_view channel_namespace_name{};  ///< This and the next: not of a connection.
    std::string_view channel{};    ///< "/news/sports"; of a subscription, maybe "/news/*".
  };
  std::string_view authorization_token{};
  Context request_context{};
  HeaderMap request_headers{};
};

/// The answer to it.
struct AppSyncEventsAuthorizerResponse {
  bool is_authorized{};
  std::map<std::string, JsonValue> handler_context{};  ///< What the channel's handlers get to see.
  /// Seconds for which the answer is kept; 0: not at all; absent: as the API is set up.
  std::optional<std::int64_t> ttl_override{};
};

template <>
inline constexpr auto fields<AppSyncAuthorizerRequest::Context> = std::array{
    field<&AppSyncAuthorizerRequest::Context::api_id>("apiId"),
    field<&AppSyncAuthorizerRequest::Context::account_id>("accountId"),
    field<&AppSyncAuthorizerRequest::Context::request_id>("requestId"),
    field<&AppSyncAuthorizerRequest::Context::query_string>("queryString", kAlways)
        .also("queryDocument"),
    field<&AppSyncAuthorizerRequest::Context::operation_name>("operationName", kNullable),
    field<&AppSyncAuthorizerRequest::Context::variables>("variables", kAlways),
};

template <>
inline constexpr auto fields<AppSyncAuthorizerRequest> = std::array{
    field<&AppSyncAuthorizerRequest::authorization_token>("authorizationToken", kRequired),
    field<&AppSyncAuthorizerRequest::request_context>("requestContext", kRequired),
    field<&AppSyncAuthorizerRequest::request_headers>("requestHeaders"),
};

template <>
inline constexpr auto fields<AppSyncAuthorizerResponse> = std::array{
    field<&AppSyncAuthorizerResponse::is_authorized>("isAuthorized", kRequired),
    field<&AppSyncAuthorizerResponse::resolver_context>("resolverContext"),
    field<&AppSyncAuthorizerResponse::denied_fields>("deniedFields"),
    field<&AppSyncAuthorizerResponse::ttl_override>("ttlOverride"),
};

template <>
inline constexpr auto fields<AppSyncEventsAuthorizerRequest::Context> = std::array{
    field<&AppSyncEventsAuthorizerRequest::Context::api_id>("apiId"),
    field<&AppSyncEventsAuthorizerRequest::Context::account_id>("accountId"),
    field<&AppSyncEventsAuthorizerRequest::Context::request_id>("requestId"),
    field<&AppSyncEventsAuthorizerRequest::Context::operation>("operation", kRequired),
    field<&AppSyncEventsAuthorizerRequest::Context::channel_namespace_name>("channelNamespaceName"),
    field<&AppSyncEventsAuthorizerRequest::Context::channel>("channel"),
};

template <>
inline constexpr auto fields<AppSyncEventsAuthorizerRequest> = std::array{
    field<&AppSyncEventsAuthorizerRequest::authorization_token>("authorizationToken", kRequired),
    field<&AppSyncEventsAuthorizerRequest::request_context>("requestContext", kRequired),
    field<&AppSyncEventsAuthorizerRequest::request_headers>("requestHeaders").also("headers"),
};

template <>
inline constexpr auto fields<AppSyncEventsAuthorizerResponse> = std::array{
    field<&AppSyncEventsAuthorizerResponse::is_authorized>("isAuthorized", kRequired),
    field<&AppSyncEventsAuthorizerResponse::handler_context>("handlerContext"),
    field<&AppSyncEventsAuthorizerResponse::ttl_override>("ttlOverride"),
};

inline constexpr std::array<Probes, 1> kAppSyncAuthorizerByDocument = {{
    {has("authorizationToken"), has("requestContext.queryDocument")},
}};

template <>
inline constexpr Source source<AppSyncAuthorizerRequest> = {
    .name = "appsync_authorizer",
    .reference = "https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html",
    .kind = SourceKind::kAnswer,
    .rank = 3200,
    .probes = {has("authorizationToken"), has("requestContext.queryString")},
    .or_probes = kAppSyncAuthorizerByDocument,
    .answers = "whether the caller may call, context for resolvers, denied fields",
};

template <>
inline constexpr Source source<AppSyncEventsAuthorizerRequest> = {
    .name = "appsync_events_authorizer",
    .reference =
        "https://docs.aws.amazon.com/appsync/latest/eventapi/configure-event-api-auth.html",
    .kind = SourceKind::kAnswer,
    .rank = 3100,
    .probes = {has("authorizationToken"), starts_with("requestContext.operation", "EVENT_")},
    .answers = "whether the caller may do it, context for handlers",
};

template <>
struct AnswerTo<AppSyncAuthorizerRequest> {
  using type = AppSyncAuthorizerResponse;
};

template <>
struct AnswerTo<AppSyncEventsAuthorizerRequest> {
  using type = AppSyncEventsAuthorizerResponse;
};

}  // namespace lambent::inline LAMBENT_ABI
