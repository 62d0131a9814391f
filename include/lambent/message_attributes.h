// SPDX-License-Identifier: Apache-2.0
// What stands beside the text of a message, by its type, whether it came from SQS or from SNS:
//
//   if (const auto* priority = message.message_attributes.find("priority"))
//     queue.insert(lambent::MessageAttribute(*priority).as_int64().value_or(0));
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lambent/events/sns.h"
#include "lambent/events/sqs.h"
#include "lambent/events/sqs_receive_message.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// One attribute of a message. Borrows from the event, like the attribute it is made of.
class LAMBENT_API MessageAttribute {
 public:
  /// What it holds.
  enum class Type : std::uint8_t { kString, kNumber, kBinary, kStringArray, kOther };

  /// Of any of the three.
  MessageAttribute(const SqsMessageAttribute& attribute);
  MessageAttribute(const SqsReceiveMessageResult::Attribute& attribute);
  MessageAttribute(const SnsMessageAttribute& attribute);

  /// By the part of the type's name before the sender's own suffix: "Number.int" is a number.
  Type type() const { return type_; }
  /// What was sent, whatever the type; of binary attributes the base64.
  std::string_view text() const { return text_; }

  /// Of a number that is a whole one and fits; nothing of all else.
  std::optional<std::int64_t> as_int64() const;
  /// Of a number, as near as a double comes.
  std::optional<double> as_double() const;
  /// Of a binary attribute whose text is base64.
  std::optional<std::string> bytes() const;
  /// Of a string array, which only SNS has: JSON, an array of strings, numbers, booleans and nulls.
  std::optional<RawJson> array() const;

 private:
  Type type_;
  std::string_view text_;
};

/// When a message was sent; 0 where SQS does not say so.
LAMBENT_API EpochMs sent_at(const SqsMessage& message);
/// When it was first delivered; likewise.
LAMBENT_API EpochMs first_received_at(const SqsMessage& message);
/// How often it has been delivered, this time included: more than once after a failure, and at times
/// without one. 0 where SQS does not say so.
LAMBENT_API std::int64_t receive_count(const SqsMessage& message);

}  // namespace lambent::inline LAMBENT_ABI
