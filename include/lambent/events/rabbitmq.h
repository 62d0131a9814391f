// SPDX-License-Identifier: Apache-2.0
// Amazon MQ for RabbitMQ: a batch of messages taken from one queue.
// https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/json_bytes.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// One message taken from a queue.
struct RabbitMqMessage {
  struct BasicProperties {
    std::string_view content_type{};
    std::string_view content_encoding{};
    /// Set by the sender: texts as `{"bytes": [76, 97]}`, which rabbitmq_text() reads, numbers as
    /// such, tables and lists of these.
    Map<RawJson> headers{};
    std::int64_t delivery_mode{};  ///< 1: not persistent, 2: persistent.
    std::int64_t priority{};
    std::string_view correlation_id{};
    std::string_view reply_to{};
    NumberOrText expiration{};  ///< Milliseconds; most often text.
    std::string_view message_id{};
    Timestamp timestamp{};  ///< "Jan 1, 1970, 12:33:41 AM"
    std::string_view type{};
    std::string_view user_id{};
    std::string_view app_id{};
    std::string_view cluster_id{};
    std::int64_t body_size{};  ///< Bytes behind `data`.
  };
  BasicProperties basic_properties{};
  bool redelivered{};
  Base64 data{};
};

/// What Lambda receives from a queue.
struct RabbitMqEvent {
  std::string_view event_source{};  ///< "aws:rmq".
  std::string_view event_source_arn{};  ///< Of the broker.
  Map<List<RabbitMqMessage>> rmq_messages_by_queue{};  ///< By "queue::virtual-host": "orders::/".
};

/// The text of a header value that is written as `{"bytes": [76, 97]}`; nothing of all else.
inline std::optional<std::string> rabbitmq_text(const RawJson& header) {
  return bytes_of_member(header, "bytes");
}

template <>
inline constexpr auto fields<RabbitMqMessage::BasicProperties> = std::array{
    field<&RabbitMqMessage::BasicProperties::content_type>("contentType", kNullable),
    field<&RabbitMqMessage::BasicProperties::content_encoding>("contentEncoding", kNullable),
    field<&RabbitMqMessage::BasicProperties::headers>("headers", kNullable),
    field<&RabbitMqMessage::BasicProperties::delivery_mode>("deliveryMode", kAlways),
    field<&RabbitMqMessage::BasicProperties::priority>("priority", kAlways),
    field<&RabbitMqMessage::BasicProperties::correlation_id>("correlationId", kNullable),
    field<&RabbitMqMessage::BasicProperties::reply_to>("replyTo", kNullable),
    field<&RabbitMqMessage::BasicProperties::expiration>("expiration", kNullable),
    field<&RabbitMqMessage::BasicProperties::message_id>("messageId", kNullable),
    field<&RabbitMqMessage::BasicProperties::timestamp>("timestamp", kNullable),
    field<&RabbitMqMessage::BasicProperties::type>("type", kNullable),
    field<&RabbitMqMessage::BasicProperties::user_id>("userId", kNullable),
    field<&RabbitMqMessage::BasicProperties::app_id>("appId", kNullable),
    field<&RabbitMqMessage::BasicProperties::cluster_id>("clusterId", kNullable),
    field<&RabbitMqMessage::BasicProperties::body_size>("bodySize", kAlways),
};

template <>
inline constexpr auto fields<RabbitMqMessage> = std::array{
    field<&RabbitMqMessage::basic_properties>("basicProperties"),
    field<&RabbitMqMessage::redelivered>("redelivered", kAlways),
    field<&RabbitMqMessage::data>("data", kAlways),
};

template <>
inline constexpr auto fields<RabbitMqEvent> = std::array{
    field<&RabbitMqEvent::event_source>("eventSource", kRequired),
    field<&RabbitMqEvent::event_source_arn>("eventSourceArn"),
    field<&RabbitMqEvent::rmq_messages_by_queue>("rmqMessagesByQueue", kRequired),
};

template <>
inline constexpr Source source<RabbitMqEvent> = {
    .name = "rabbitmq",
    .reference = "https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html",
    .kind = SourceKind::kObserve,
    .rank = 700,
    .probes = {equals("eventSource", "aws:rmq"), has("rmqMessagesByQueue")},
    .answers = "nothing",
};

}  // namespace lambent::inline LAMBENT_ABI
