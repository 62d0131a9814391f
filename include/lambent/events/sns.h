// SPDX-License-Identifier: Apache-2.0
// Amazon SNS: a message published to a topic.
// https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
#pragma once

#include <array>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// A typed value beside the text of a message.
struct SnsMessageAttribute {
  std::string_view type{};   ///< "String", "Number", "String.Array" or "Binary".
  std::string_view value{};  ///< Of Binary: base64.
};

/// The message itself. SQS queues that subscribe to a topic get it as their body.
struct SnsMessage {
  std::string_view type{};  ///< "Notification".
  std::string_view message_id{};
  std::string_view topic_arn{};
  std::string_view subject{};
  std::string_view message{};  ///< The text exactly as it was published.
  Timestamp timestamp{};
  std::string_view signature_version{};
  std::string_view signature{};
  std::string_view signing_cert_url{};
  std::string_view unsubscribe_url{};
  std::string_view token{};
  Map<SnsMessageAttribute> message_attributes{};
};

/// A message, and the subscription that it came by.
struct SnsRecord {
  std::string_view event_source{};  ///< "aws:sns".
  std::string_view event_version{};
  std::string_view event_subscription_arn{};
  SnsMessage sns{};
};

/// What Lambda receives from a topic.
struct SnsEvent {
  List<SnsRecord> records{};  ///< Always one.
};

template <>
inline constexpr auto fields<SnsMessageAttribute> = std::array{
    field<&SnsMessageAttribute::type>("Type", kRequired),
    field<&SnsMessageAttribute::value>("Value", kAlways),
};

template <>
inline constexpr auto fields<SnsMessage> = std::array{
    field<&SnsMessage::type>("Type"),
    field<&SnsMessage::message_id>("MessageId", kRequired),
    field<&SnsMessage::topic_arn>("TopicArn"),
    field<&SnsMessage::subject>("Subject", kNullable),
    field<&SnsMessage::message>("Message", kRequired),
    field<&SnsMessage::timestamp>("Timestamp"),
    field<&SnsMessage::signature_version>("SignatureVersion"),
    field<&SnsMessage::signature>("Signature"),
    // The same message inside an SQS body ends these two in URL.
    field<&SnsMessage::signing_cert_url>("SigningCertUrl").also("SigningCertURL"),
    field<&SnsMessage::unsubscribe_url>("UnsubscribeUrl").also("UnsubscribeURL"),
    field<&SnsMessage::token>("Token"),
    field<&SnsMessage::message_attributes>("MessageAttributes", kAlways),
};

template <>
inline constexpr auto fields<SnsRecord> = std::array{
    field<&SnsRecord::event_source>("EventSource"),
    field<&SnsRecord::event_version>("EventVersion"),
    field<&SnsRecord::event_subscription_arn>("EventSubscriptionArn"),
    field<&SnsRecord::sns>("Sns", kRequired),
};

template <>
inline constexpr auto fields<SnsEvent> = std::array{
    field<&SnsEvent::records>("Records", kRequired),
};

inline constexpr std::array<Probes, 1> kSnsByMember = {{{has("Records[0].Sns")}}};

template <>
inline constexpr Source source<SnsEvent> = {
    .name = "sns",
    .reference = "https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html",
    .kind = SourceKind::kObserve,
    .rank = kRecordRank,
    .probes = {equals("Records[0].EventSource", "aws:sns")},
    .or_probes = kSnsByMember,
    .answers = "nothing",
};

}  // namespace lambent::inline LAMBENT_ABI
