// SPDX-License-Identifier: Apache-2.0
#include "lambent/message_attributes.h"

#include "catch.h"
#include "fixtures.h"
#include "lambent/event.h"
#include "lambent/json.h"

using lambent::MessageAttribute;
using lambent::SnsMessageAttribute;
using lambent::SqsMessageAttribute;

TEST_CASE("an attribute is what its type says, suffixes of the sender's apart",
          "[message_attributes]") {
  using Type = MessageAttribute::Type;
  CHECK(MessageAttribute(SqsMessageAttribute{.data_type = "String"}).type() == Type::kString);
  CHECK(MessageAttribute(SqsMessageAttribute{.data_type = "Number.int"}).type() == Type::kNumber);
  CHECK(MessageAttribute(SqsMessageAttribute{.data_type = "Binary.png"}).type() == Type::kBinary);
  CHECK(MessageAttribute(SnsMessageAttribute{.type = "String.Array"}).type() == Type::kStringArray);
  CHECK(MessageAttribute(SnsMessageAttribute{.type = "Numbers"}).type() == Type::kOther);
  CHECK(MessageAttribute(SnsMessageAttribute{}).type() == Type::kOther);
}

TEST_CASE("a number is read as a whole, and only where the type says number",
          "[message_attributes]") {
  const auto number = [](std::string_view text) {
    return MessageAttribute(SnsMessageAttribute{.type = "Number", .value = text});
  };
  CHECK(number("-42").as_int64() == -42);
  CHECK(number("1e3").as_int64() == std::nullopt);
  CHECK(number("1e3").as_double() == 1000.0);
  CHECK(number("7.5").as_double() == 7.5);
  CHECK(number("7 apples").as_int64() == std::nullopt);
  CHECK(number("7 apples").as_double() == std::nullopt);
  CHECK(number("").as_int64() == std::nullopt);
  CHECK(number("9223372036854775808").as_int64() == std::nullopt);
  const MessageAttribute text(SqsMessageAttribute{.data_type = "String", .string_value = "7"});
  CHECK(text.as_int64() == std::nullopt);
  CHECK(text.as_double() == std::nullopt);
  CHECK(text.text() == "7");
}

TEST_CASE("bytes come from base64, which senders' samples do not always hold",
          "[message_attributes]") {
  const MessageAttribute bytes(
      SqsMessageAttribute{.data_type = "Binary", .binary_value = {"AQIDBA=="}});
  CHECK(bytes.bytes() == std::string("\1\2\3\4"));
  CHECK(bytes.text() == "AQIDBA==");
  CHECK(MessageAttribute(SnsMessageAttribute{.type = "Binary", .value = "not base64!"}).bytes() ==
        std::nullopt);
  CHECK(MessageAttribute(SnsMessageAttribute{.type = "String", .value = "AQIDBA=="}).bytes() ==
        std::nullopt);
}

TEST_CASE("a string array is JSON", "[message_attributes]") {
  const MessageAttribute array(
      SnsMessageAttribute{.type = "String.Array", .value = R"(["a",null,7])"});
  REQUIRE(array.array().has_value());
  CHECK(*lambent::as<nlohmann::json>(*array.array()) == nlohmann::json({"a", nullptr, 7}));
  CHECK(MessageAttribute(SnsMessageAttribute{.type = "String", .value = "[]"}).array() ==
        std::nullopt);
}

TEST_CASE("the attributes of a decoded message are found by name", "[message_attributes]") {
  const auto event = lambent::decode<lambent::SqsEvent>(fixtures::load("sqs/sample.json"));
  REQUIRE(event.ok());
  const auto& attributes = (*event)->records[0].message_attributes;
  CHECK(MessageAttribute(*attributes.find("priority")).as_int64() == 7);
  CHECK(MessageAttribute(*attributes.find("customer")).text() == "customer-42");
  CHECK(MessageAttribute(*attributes.find("token")).bytes() == std::string("\1\2\3\4"));
}

TEST_CASE("attributes of fetched messages are read alike", "[message_attributes]") {
  using Attribute = lambent::SqsReceiveMessageResult::Attribute;
  CHECK(MessageAttribute(Attribute{.data_type = "Number", .string_value = "7"}).as_int64() == 7);
  CHECK(MessageAttribute(Attribute{.data_type = "Binary", .binary_value = {"AAE="}}).bytes() ==
        std::string("\0\1", 2));
}

TEST_CASE("a message says when it was sent, and how often it came", "[message_attributes]") {
  const lambent::SqsMessage message{
      .attributes = {{"ApproximateReceiveCount", "3"},
                     {"SentTimestamp", "1791969164477"},
                     {"ApproximateFirstReceiveTimestamp", "1791969164500"}}};
  CHECK(lambent::sent_at(message).milliseconds == 1791969164477);
  CHECK(lambent::first_received_at(message).milliseconds == 1791969164500);
  CHECK(lambent::receive_count(message) == 3);
  CHECK(lambent::receive_count({}) == 0);
  CHECK(lambent::sent_at({.attributes = {{"SentTimestamp", "soon"}}}).milliseconds == 0);
}
