// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/sqs_receive_message.h"

#include <string>

#include "catch.h"
#include "fixtures.h"
#include "lambent/dispatcher.h"

TEST_CASE("ReceiveMessage spells MD5 in capitals, a sample does not", "[sqs_receive_message]") {
  const auto result = lambent::decode<lambent::SqsReceiveMessageResult>(
      fixtures::load("sqs_receive_message/sample.json"));
  REQUIRE(result.ok());
  const auto& message = (*result)->messages[0];
  CHECK(message.md5_of_body == "d42afce88a1e1236e63fb7a21459e85b");
  CHECK(message.attributes.value_or("ApproximateReceiveCount") == "5");
  CHECK(message.message_attributes.find("blob")->binary_value.bytes() == "\1\2\3");
  const auto other = lambent::decode<lambent::SqsReceiveMessageResult>(
      fixtures::load("sqs_receive_message/md5_with_small_letters.json"));
  REQUIRE(other.ok());
  CHECK((*other)->messages[0].md5_of_body == "defd25b4621cd701111d365be9980cf7");
  CHECK((*other)->messages[0].md5_of_message_attributes == "619f5b3759007687e325b840f6f9d640");
  CHECK(lambent::encode(**other).find(R"("MD5OfBody":)") != std::string::npos);
}

TEST_CASE("a batch of a queue and a result of ReceiveMessage are told apart",
          "[sqs_receive_message]") {
  CHECK(*lambent::recognise(R"({"Messages":[{"MessageId":"m","ReceiptHandle":"r"}]})") ==
        "sqs_receive_message");
  CHECK_FALSE(lambent::recognise(R"({"Messages":[]})").ok());
  CHECK_FALSE(lambent::recognise(R"({"Messages":[{"MessageId":"m"}]})").ok());
}

TEST_CASE("who passed messages on is answered with any JSON", "[sqs_receive_message]") {
  lambent::Dispatcher dispatcher;
  dispatcher.on<lambent::SqsReceiveMessageResult>(
      [](const lambent::SqsReceiveMessageResult& result) {
        return lambent::JsonText{R"({"handled":)" + std::to_string(result.messages.size()) + "}"};
      });
  const auto answer = dispatcher.dispatch(fixtures::load("sqs_receive_message/sample.json"));
  REQUIRE(answer.ok());
  CHECK(*answer == R"({"handled":1})");
}
