// SPDX-License-Identifier: Apache-2.0
// Amazon Chime: a bot was mentioned, invited to a chat room, or removed from one.
// https://docs.aws.amazon.com/chime/latest/dg/bots.html
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// What happened to a bot.
struct ChimeBotEvent {
  struct SenderInfo {
    std::string_view sender_id{};
    std::string_view sender_id_type{};  ///< "EmailId"
  };
  struct DiscussionInfo {
    std::string_view discussion_id{};
    std::string_view discussion_type{};  ///< "Room"
  };
  struct Endpoint {
    std::string_view endpoint_type{};  ///< "Persistent" or "ShortLived".
    std::string_view url{};  ///< Whoever knows it may post. Never log it.
  };
  static constexpr std::string_view kInvite = "Invite";
  static constexpr std::string_view kMention = "Mention";
  static constexpr std::string_view kRemove = "Remove";

  SenderInfo sender{};
  DiscussionInfo discussion{};
  std::string_view event_type{};  ///< One of the constants above.
  std::optional<Endpoint> inbound_https_endpoint{};  ///< Where to post what the bot says.
  Timestamp event_timestamp{};
  std::string_view message{};  ///< What was written, the mention included.
};

template <>
inline constexpr auto fields<ChimeBotEvent::SenderInfo> = std::array{
    field<&ChimeBotEvent::SenderInfo::sender_id>("SenderId"),
    field<&ChimeBotEvent::SenderInfo::sender_id_type>("SenderIdType"),
};

template <>
inline constexpr auto fields<ChimeBotEvent::DiscussionInfo> = std::array{
    field<&ChimeBotEvent::DiscussionInfo::discussion_id>("DiscussionId"),
    field<&ChimeBotEvent::DiscussionInfo::discussion_type>("DiscussionType"),
};

template <>
inline constexpr auto fields<ChimeBotEvent::Endpoint> = std::array{
    field<&ChimeBotEvent::Endpoint::endpoint_type>("EndpointType"),
    field<&ChimeBotEvent::Endpoint::url>("Url"),
};

template <>
inline constexpr auto fields<ChimeBotEvent> = std::array{
    field<&ChimeBotEvent::sender>("Sender", kRequired),
    field<&ChimeBotEvent::discussion>("Discussion", kRequired),
    field<&ChimeBotEvent::event_type>("EventType", kRequired),
    field<&ChimeBotEvent::inbound_https_endpoint>("InboundHttpsEndpoint"),
    field<&ChimeBotEvent::event_timestamp>("EventTimestamp"),
    field<&ChimeBotEvent::message>("Message"),
};

template <>
inline constexpr Source source<ChimeBotEvent> = {
    .name = "chime_bot",
    .reference = "https://docs.aws.amazon.com/chime/latest/dg/bots.html",
    .kind = SourceKind::kObserve,
    .rank = 5300,
    .probes = {has("Sender"), has("Discussion"), has("EventType")},
    .answers = "nothing",
};

}  // namespace lambent::inline LAMBENT_ABI
