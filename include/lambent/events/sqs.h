// SPDX-License-Identifier: Apache-2.0
// Amazon SQS: a batch of messages taken from one queue.
// https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
#pragma once

#include <array>
#include <string_view>

#include "lambent/answers.h"
#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// A typed value beside the body of a message.
struct SqsMessageAttribute {
  std::string_view data_type{};      ///< "String", "Number" or "Binary", maybe with a ".suffix".
  std::string_view string_value{};   ///< Numbers are text, too.
  Base64 binary_value{};
  List<std::string_view> string_list_values{};  ///< Reserved by SQS.
  List<Base64> binary_list_values{};            ///< Reserved by SQS.
};

/// One message taken from a queue.
struct SqsMessage {
  std::string_view message_id{};      ///< Unique within the queue; names a failed message.
  std::string_view receipt_handle{};  ///< Needed to delete the message by hand.
  std::string_view body{};            ///< The text exactly as it was sent.
  std::string_view md5_of_body{};
  std::string_view md5_of_message_attributes{};
  /// Set by SQS, all text: "SentTimestamp" (milliseconds since 1970), "ApproximateReceiveCount",
  /// "SenderId", for FIFO queues "MessageGroupId", "SequenceNumber", ...
  Map<std::string_view> attributes{};
  Map<SqsMessageAttribute> message_attributes{};  ///< Set by the sender.
  std::string_view event_source{};                ///< "aws:sqs".
  std::string_view event_source_arn{};            ///< Ends with ".fifo" for FIFO queues.
  std::string_view aws_region{};
};

/// What Lambda receives from a queue.
struct SqsEvent {
  List<SqsMessage> records{};  ///< 1 to 10,000 messages.
};

template <>
inline constexpr auto fields<SqsMessageAttribute> = std::array{
    field<&SqsMessageAttribute::data_type>("dataType", kRequired),
    field<&SqsMessageAttribute::string_value>("stringValue"),
    field<&SqsMessageAttribute::binary_value>("binaryValue"),
    field<&SqsMessageAttribute::string_list_values>("stringListValues"),
    field<&SqsMessageAttribute::binary_list_values>("binaryListValues"),
};

template <>
inline constexpr auto fields<SqsMessage> = std::array{
    field<&SqsMessage::message_id>("messageId", kRequired),
    field<&SqsMessage::receipt_handle>("receiptHandle"),
    field<&SqsMessage::body>("body", kRequired),
    field<&SqsMessage::md5_of_body>("md5OfBody"),
    field<&SqsMessage::md5_of_message_attributes>("md5OfMessageAttributes"),
    field<&SqsMessage::attributes>("attributes", kAlways),
    field<&SqsMessage::message_attributes>("messageAttributes", kAlways),
    field<&SqsMessage::event_source>("eventSource"),
    field<&SqsMessage::event_source_arn>("eventSourceARN"),
    field<&SqsMessage::aws_region>("awsRegion"),
};

template <>
inline constexpr auto fields<SqsEvent> = std::array{
    field<&SqsEvent::records>("Records", kRequired),
};

template <>
inline constexpr Source source<SqsEvent> = {
    .name = "sqs",
    .reference = "https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html",
    .kind = SourceKind::kBatch,
    .rank = kRecordRank,
    .probes = {equals("Records[0].eventSource", "aws:sqs")},
    .answers = "ids of the failed messages",
};

template <>
struct AnswerTo<SqsEvent> {
  using type = BatchResponse;
};

}  // namespace lambent::inline LAMBENT_ABI
