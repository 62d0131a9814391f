// SPDX-License-Identifier: Apache-2.0
// Amazon MQ for ActiveMQ: a batch of messages taken from one queue.
// https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// One message taken from a queue.
struct ActiveMqMessage {
  static constexpr std::string_view kTextMessage = "jms/text-message";
  static constexpr std::string_view kBytesMessage = "jms/bytes-message";

  struct Destination {
    std::string_view physical_name{};  ///< The name of the queue.
  };
  std::string_view message_id{};
  std::string_view message_type{};              ///< One of the constants above, or another.
  EpochMs timestamp{};                          ///< When it was sent.
  std::optional<std::int64_t> delivery_mode{};  ///< 1: not persistent, 2: persistent.
  std::string_view correlation_id{};
  std::string_view reply_to{};  ///< At times the text "null" where there is none.
  Destination destination{};
  bool redelivered{};
  std::string_view type{};  ///< What the sender makes of it.
  std::optional<std::int64_t> expiration{};  ///< Milliseconds since 1970; 0: never.
  std::optional<std::int64_t> priority{};    ///< 0 to 9, the highest.
  std::string_view connection_id{};
  std::optional<bool> persistent{};
  Base64 data{};  ///< Of text messages, too.
  EpochMs broker_in_time{};
  EpochMs broker_out_time{};
  Map<std::string_view> properties{};  ///< Set by the sender.
};

/// What Lambda receives from a queue.
struct ActiveMqEvent {
  std::string_view event_source{};      ///< "aws:mq" or "aws:amq".
  std::string_view event_source_arn{};  ///< Of the broker.
  List<ActiveMqMessage> messages{};
};

template <>
inline constexpr auto fields<ActiveMqMessage::Destination> = std::array{
    field<&ActiveMqMessage::Destination::physical_name>("physicalName").also("physicalname"),
};

template <>
inline constexpr auto fields<ActiveMqMessage> = std::array{
    field<&ActiveMqMessage::message_id>("messageID", kRequired),
    field<&ActiveMqMessage::message_type>("messageType"),
    field<&ActiveMqMessage::timestamp>("timestamp", kAlways),
    field<&ActiveMqMessage::delivery_mode>("deliveryMode"),
    field<&ActiveMqMessage::correlation_id>("correlationID"),
    field<&ActiveMqMessage::reply_to>("replyTo"),
    field<&ActiveMqMessage::destination>("destination"),
    field<&ActiveMqMessage::redelivered>("redelivered", kAlways),
    field<&ActiveMqMessage::type>("type"),
    field<&ActiveMqMessage::expiration>("expiration"),
    field<&ActiveMqMessage::priority>("priority"),
    field<&ActiveMqMessage::connection_id>("connectionId"),
    field<&ActiveMqMessage::persistent>("persistent"),
    field<&ActiveMqMessage::data>("data", kAlways),
    field<&ActiveMqMessage::broker_in_time>("brokerInTime", kAlways),
    field<&ActiveMqMessage::broker_out_time>("brokerOutTime", kAlways),
    field<&ActiveMqMessage::properties>("properties"),
};

template <>
inline constexpr auto fields<ActiveMqEvent> = std::array{
    field<&ActiveMqEvent::event_source>("eventSource", kRequired),
    field<&ActiveMqEvent::event_source_arn>("eventSourceArn"),
    field<&ActiveMqEvent::messages>("messages", kRequired),
};

inline constexpr std::array<std::string_view, 2> kActiveMqSources = {"aws:mq", "aws:amq"};

template <>
inline constexpr Source source<ActiveMqEvent> = {
    .name = "activemq",
    .reference = "https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html",
    .kind = SourceKind::kObserve,
    .rank = 600,
    .probes = {one_of("eventSource", kActiveMqSources), is("messages", JsonKind::kArray)},
    .answers = "nothing",
};

}  // namespace lambent::inline LAMBENT_ABI
