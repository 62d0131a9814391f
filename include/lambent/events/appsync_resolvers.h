// SPDX-License-Identifier: Apache-2.0
// AWS AppSync: a field of a GraphQL API is to be resolved, one at a time, in batches, or by a
// function of Amplify.
// https://docs.aws.amazon.com/appsync/latest/devguide/direct-lambda-reference.html
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "lambent/answers.h"
#include "lambent/fields.h"
#include "lambent/shapes/appsync.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// A field, resolved by a Lambda data source without code in between.
struct AppSyncResolverEvent {
  RawJson arguments{};         ///< An object; {} for a field without arguments.
  AppSyncIdentity identity{};  ///< Blank for an API key.
  RawJson source{};            ///< The value of the parent; `null` at the root types.
  AppSyncRequest request{};
  AppSyncPrev prev{};          ///< Blank in front of the first function of a pipeline.
  AppSyncInfo info{};
  RawJson stash{};             ///< What the functions of a pipeline hand on.
};

/// The same field of several parents at once.
struct AppSyncBatchResolverEvent {
  List<AppSyncResolverEvent> items{};  ///< Without `request`; at times without `source`.
};

/// A field with `@function`, or a resolver that Amplify made.
struct AppSyncAmplifyResolverEvent {
  std::string_view type_name{};  ///< "Query", "Mutation", or a type of the schema.
  std::string_view field_name{};
  RawJson arguments{};           ///< An object.
  AppSyncIdentity identity{};
  RawJson source{};
  AppSyncRequest request{};
  AppSyncPrev prev{};
};

/// What became of one item of a batch, where the resolver is set up for errors of single items.
struct AppSyncBatchResult {
  JsonText data{};
  std::string error_message{};
  std::string error_type{};
};

/// What became of each of them. A handler of batches may return this, or any other array.
struct AppSyncBatchResponse {
  std::vector<AppSyncBatchResult> results{};  ///< As many as items, in their order.
};

template <>
inline constexpr auto fields<AppSyncResolverEvent> = std::array{
    field<&AppSyncResolverEvent::arguments>("arguments", kNullable),
    field<&AppSyncResolverEvent::identity>("identity", kNullable),
    field<&AppSyncResolverEvent::source>("source", kNullable),
    field<&AppSyncResolverEvent::request>("request"),
    field<&AppSyncResolverEvent::prev>("prev", kNullable),
    field<&AppSyncResolverEvent::info>("info", kRequired),
    field<&AppSyncResolverEvent::stash>("stash"),
};

template <>
inline constexpr auto fields<AppSyncBatchResolverEvent> = std::array{
    whole<&AppSyncBatchResolverEvent::items>(),
};

template <>
inline constexpr auto fields<AppSyncAmplifyResolverEvent> = std::array{
    field<&AppSyncAmplifyResolverEvent::type_name>("typeName", kRequired),
    field<&AppSyncAmplifyResolverEvent::field_name>("fieldName", kRequired),
    field<&AppSyncAmplifyResolverEvent::arguments>("arguments", kNullable),
    field<&AppSyncAmplifyResolverEvent::identity>("identity", kNullable),
    field<&AppSyncAmplifyResolverEvent::source>("source", kNullable),
    field<&AppSyncAmplifyResolverEvent::request>("request"),
    field<&AppSyncAmplifyResolverEvent::prev>("prev", kNullable),
};

template <>
inline constexpr auto fields<AppSyncBatchResult> = std::array{
    field<&AppSyncBatchResult::data>("data", kNullable),
    field<&AppSyncBatchResult::error_message>("errorMessage"),
    field<&AppSyncBatchResult::error_type>("errorType"),
};

template <>
inline constexpr auto fields<AppSyncBatchResponse> = std::array{
    whole<&AppSyncBatchResponse::results>(),
};

template <>
inline constexpr Source source<AppSyncResolverEvent> = {
    .name = "appsync_resolver",
    .reference = "https://docs.aws.amazon.com/appsync/latest/devguide/direct-lambda-reference.html",
    .kind = SourceKind::kAnswer,
    .rank = 3600,
    .probes = {has("info.fieldName"), has("info.parentTypeName"), has("arguments")},
    .answers = "any JSON: the value of the field",
};

template <>
inline constexpr Source source<AppSyncBatchResolverEvent> = {
    .name = "appsync_batch_resolver",
    .reference =
        "https://docs.aws.amazon.com/appsync/latest/devguide/tutorial-lambda-resolvers.html",
    .kind = SourceKind::kAnswer,
    .rank = 100,
    .probes = {has("[0].arguments"), has("[0].info.fieldName")},
    .answers = "an array of any JSON, one for each item",
};

template <>
inline constexpr Source source<AppSyncAmplifyResolverEvent> = {
    .name = "appsync_amplify_resolver",
    .reference =
        "https://docs.amplify.aws/gen1/react/build-a-backend/graphqlapi/"
        "custom-business-logic/",
    .kind = SourceKind::kAnswer,
    .rank = 3700,
    .probes = {has("typeName"), has("fieldName"), has("arguments")},
    .answers = "any JSON: the value of the field",
};

template <>
struct AnswerTo<AppSyncResolverEvent> : AnyJsonAnswer<> {};

template <>
struct AnswerTo<AppSyncBatchResolverEvent> : AnyJsonAnswer<AppSyncBatchResponse> {};

template <>
struct AnswerTo<AppSyncAmplifyResolverEvent> : AnyJsonAnswer<> {};

}  // namespace lambent::inline LAMBENT_ABI
