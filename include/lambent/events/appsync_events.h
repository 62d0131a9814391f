// SPDX-License-Identifier: Apache-2.0
// AWS AppSync Events: clients publish to a channel, or want to subscribe to one.
// https://docs.aws.amazon.com/appsync/latest/eventapi/direct-lambda-integrations.html
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lambent/answers.h"
#include "lambent/fields.h"
#include "lambent/shapes/appsync.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// What a channel's Lambda function receives.
struct AppSyncEventsEvent {
  /// One published event.
  struct Item {
    std::string_view id{};
    RawJson payload{};
  };
  struct Info {
    static constexpr std::string_view kPublish = "PUBLISH";
    static constexpr std::string_view kSubscribe = "SUBSCRIBE";

    struct Channel {
      std::string_view path{};                ///< "/news/sports"
      List<std::string_view> segments{};      ///< "news", "sports"
    };
    struct ChannelNamespace {
      std::string_view name{};                ///< The first segment.
    };
    Channel channel{};
    ChannelNamespace channel_namespace{};
    std::string_view operation{};             ///< One of the constants above.
  };

  /// `null` for an API key; as<AppSyncIdentity>() decodes an object. Samples from Powertools say
  /// "None" where `null` is meant, here and in `prev`, `result` and `error`.
  RawJson identity{};
  RawJson result{};
  AppSyncRequest request{};
  Info info{};
  RawJson error{};
  RawJson prev{};
  RawJson stash{};
  List<RawJson> out_errors{};
  List<Item> events{};                        ///< Empty when subscribing.
};

/// The answer. A blank one is `null`, which accepts a subscription.
struct AppSyncEventsResponse {
  /// What becomes of a published event; those that no item names are not delivered.
  struct Item {
    std::string id{};                         ///< That of the event.
    JsonText payload{};                       ///< What subscribers get.
    std::string error{};                      ///< Instead of a payload: the publisher gets this.
  };
  struct Body {
    std::optional<std::vector<Item>> events{};
    std::string error{};
  };
  std::optional<Body> body{};

  /// Accepts a subscription, or all published events as they are.
  static AppSyncEventsResponse accept() { return {}; }
  /// Refuses a subscription, or all published events.
  static AppSyncEventsResponse refuse(std::string error) {
    return {.body = Body{.error = std::move(error)}};
  }
  /// Publishes these events.
  static AppSyncEventsResponse publish(std::vector<Item> events) {
    return {.body = Body{.events = std::move(events)}};
  }
};

template <>
inline constexpr auto fields<AppSyncEventsEvent::Item> = std::array{
    field<&AppSyncEventsEvent::Item::id>("id", kRequired),
    field<&AppSyncEventsEvent::Item::payload>("payload", kNullable),
};

template <>
inline constexpr auto fields<AppSyncEventsEvent::Info::Channel> = std::array{
    field<&AppSyncEventsEvent::Info::Channel::path>("path", kAlways),
    field<&AppSyncEventsEvent::Info::Channel::segments>("segments", kAlways),
};

template <>
inline constexpr auto fields<AppSyncEventsEvent::Info::ChannelNamespace> = std::array{
    field<&AppSyncEventsEvent::Info::ChannelNamespace::name>("name", kAlways),
};

template <>
inline constexpr auto fields<AppSyncEventsEvent::Info> = std::array{
    field<&AppSyncEventsEvent::Info::channel>("channel", kRequired),
    field<&AppSyncEventsEvent::Info::channel_namespace>("channelNamespace", kAlways),
    field<&AppSyncEventsEvent::Info::operation>("operation", kRequired),
};

template <>
inline constexpr auto fields<AppSyncEventsEvent> = std::array{
    field<&AppSyncEventsEvent::identity>("identity", kNullable),
    field<&AppSyncEventsEvent::result>("result", kNullable),
    field<&AppSyncEventsEvent::request>("request"),
    field<&AppSyncEventsEvent::info>("info", kRequired),
    field<&AppSyncEventsEvent::error>("error", kNullable),
    field<&AppSyncEventsEvent::prev>("prev", kNullable),
    field<&AppSyncEventsEvent::stash>("stash"),
    field<&AppSyncEventsEvent::out_errors>("outErrors", kAlways),
    field<&AppSyncEventsEvent::events>("events", kNullable),
};

template <>
inline constexpr auto fields<AppSyncEventsResponse::Item> = std::array{
    field<&AppSyncEventsResponse::Item::id>("id", kRequired),
    field<&AppSyncEventsResponse::Item::payload>("payload"),
    field<&AppSyncEventsResponse::Item::error>("error"),
};

template <>
inline constexpr auto fields<AppSyncEventsResponse::Body> = std::array{
    field<&AppSyncEventsResponse::Body::events>("events"),
    field<&AppSyncEventsResponse::Body::error>("error"),
};

template <>
inline constexpr auto fields<AppSyncEventsResponse> = std::array{
    whole<&AppSyncEventsResponse::body>(),
};

template <>
inline constexpr Source source<AppSyncEventsEvent> = {
    .name = "appsync_events",
    .reference =
        "https://docs.aws.amazon.com/appsync/latest/eventapi/direct-lambda-integrations.html",
    .kind = SourceKind::kAnswer,
    .rank = 3500,
    .probes = {has("info.channel"), has("info.operation")},
    .answers = "events to deliver, or an error; null accepts a subscription",
};

template <>
struct AnswerTo<AppSyncEventsEvent> {
  using type = AppSyncEventsResponse;
};

}  // namespace lambent::inline LAMBENT_ABI
