// SPDX-License-Identifier: Apache-2.0
// Amazon SQS: what the ReceiveMessage operation returned, passed on by another service.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
#pragma once

#include <array>
#include <string_view>

#include "lambent/answers.h"
#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// Messages as the operation returns them; nothing deletes them but you.
struct SqsReceiveMessageResult {
  struct Attribute {
    std::string_view data_type{};  ///< "String", "Number" or "Binary", maybe with a ".suffix".
    std::string_view string_value{};
    Base64 binary_value{};
    List<std::string_view> string_list_values{};  ///< Reserved by SQS.
    List<Base64> binary_list_values{};  ///< Reserved by SQS.
  };
  struct Message {
    std::string_view message_id{};
    std::string_view receipt_handle{};  ///< Needed to delete the message.
    std::string_view md5_of_body{};
    std::string_view body{};
    Map<std::string_view> attributes{};  ///< As those of SqsMessage.
    std::string_view md5_of_message_attributes{};
    Map<Attribute> message_attributes{};
  };
  List<Message> messages{};
};

template <>
inline constexpr auto fields<SqsReceiveMessageResult::Attribute> = std::array{
    field<&SqsReceiveMessageResult::Attribute::data_type>("DataType", kRequired),
    field<&SqsReceiveMessageResult::Attribute::string_value>("StringValue"),
    field<&SqsReceiveMessageResult::Attribute::binary_value>("BinaryValue"),
    field<&SqsReceiveMessageResult::Attribute::string_list_values>("StringListValues"),
    field<&SqsReceiveMessageResult::Attribute::binary_list_values>("BinaryListValues"),
};

template <>
inline constexpr auto fields<SqsReceiveMessageResult::Message> = std::array{
    field<&SqsReceiveMessageResult::Message::message_id>("MessageId", kRequired),
    field<&SqsReceiveMessageResult::Message::receipt_handle>("ReceiptHandle", kRequired),
    field<&SqsReceiveMessageResult::Message::md5_of_body>("MD5OfBody").also("Md5OfBody"),
    field<&SqsReceiveMessageResult::Message::body>("Body"),
    field<&SqsReceiveMessageResult::Message::attributes>("Attributes"),
    field<&SqsReceiveMessageResult::Message::md5_of_message_attributes>("MD5OfMessageAttributes")
        .also("Md5OfMessageAttributes"),
    field<&SqsReceiveMessageResult::Message::message_attributes>("MessageAttributes"),
};

template <>
inline constexpr auto fields<SqsReceiveMessageResult> = std::array{
    field<&SqsReceiveMessageResult::messages>("Messages", kRequired),
};

template <>
inline constexpr Source source<SqsReceiveMessageResult> = {
    .name = "sqs_receive_message",
    .reference =
        "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/"
        "API_ReceiveMessage.html",
    .kind = SourceKind::kAnswer,
    .rank = 5400,
    .probes = {has("Messages[0].MessageId"), has("Messages[0].ReceiptHandle")},
    .answers = "any JSON, to the service that passed the messages on",
};

template <>
struct AnswerTo<SqsReceiveMessageResult> : AnyJsonAnswer<> {};

}  // namespace lambent::inline LAMBENT_ABI
