// SPDX-License-Identifier: Apache-2.0
#include "lambent/message_attributes.h"

#include <charconv>
#include <system_error>

namespace lambent::inline LAMBENT_ABI {
namespace {

MessageAttribute::Type type_named(std::string_view name) {
  using Type = MessageAttribute::Type;
  if (name == "String.Array") return Type::kStringArray;
  name = name.substr(0, name.find('.'));
  if (name == "String") return Type::kString;
  if (name == "Number") return Type::kNumber;
  if (name == "Binary") return Type::kBinary;
  return Type::kOther;
}

template <class Number>
std::optional<Number> parsed(std::string_view text) {
  Number number{};
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

std::int64_t system_number(const SqsMessage& message, std::string_view name) {
  return parsed<std::int64_t>(message.attributes.value_or(name)).value_or(0);
}

}  // namespace

MessageAttribute::MessageAttribute(const SqsMessageAttribute& attribute)
    : type_(type_named(attribute.data_type)),
      text_(type_ == Type::kBinary ? attribute.binary_value.text : attribute.string_value) {}

MessageAttribute::MessageAttribute(const SqsReceiveMessageResult::Attribute& attribute)
    : type_(type_named(attribute.data_type)),
      text_(type_ == Type::kBinary ? attribute.binary_value.text : attribute.string_value) {}

MessageAttribute::MessageAttribute(const SnsMessageAttribute& attribute)
    : type_(type_named(attribute.type)), text_(attribute.value) {}

std::optional<std::int64_t> MessageAttribute::as_int64() const {
  if (type_ != Type::kNumber) return std::nullopt;
  return parsed<std::int64_t>(text_);
}

std::optional<double> MessageAttribute::as_double() const {
  if (type_ != Type::kNumber) return std::nullopt;
  return parsed<double>(text_);
}

std::optional<std::string> MessageAttribute::bytes() const {
  if (type_ != Type::kBinary) return std::nullopt;
  return Base64{text_}.bytes();
}

std::optional<RawJson> MessageAttribute::array() const {
  if (type_ != Type::kStringArray) return std::nullopt;
  return RawJson{text_};
}

EpochMs sent_at(const SqsMessage& message) { return {system_number(message, "SentTimestamp")}; }

EpochMs first_received_at(const SqsMessage& message) {
  return {system_number(message, "ApproximateFirstReceiveTimestamp")};
}

std::int64_t receive_count(const SqsMessage& message) {
  return system_number(message, "ApproximateReceiveCount");
}

}  // namespace lambent::inline LAMBENT_ABI
