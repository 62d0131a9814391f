// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/activemq.h"

#include <string>
#include <string_view>

#include "catch.h"
#include "decoded.h"
#include "fixtures.h"
#include "lambent/event.h"

namespace {

using fixtures::recognised;

using lambent::ActiveMqMessage;

auto activemq(std::string_view file) {
  return lambent::decode<lambent::ActiveMqEvent>(
      fixtures::load("activemq/" + std::string(file) + ".json"));
}

}  // namespace

TEST_CASE("a message of ActiveMQ has all that JMS knows of it", "[activemq]") {
  const auto event = activemq("sample");
  REQUIRE(event.ok());
  CHECK((*event)->event_source_arn ==
        "arn:aws:mq:eu-west-1:123456789012:broker:shop:b-1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d");
  REQUIRE((*event)->messages.size() == 1);
  const ActiveMqMessage& message = (*event)->messages[0];
  CHECK(message.message_id ==
        "ID:b-1a2b3c4d-1.mq.eu-west-1.amazonaws.com-40157-1791969160000-4:12:1:1:3");
  CHECK(message.message_type == ActiveMqMessage::kTextMessage);
  CHECK(message.timestamp.milliseconds == 1791969164477);
  CHECK(message.delivery_mode == 2);
  CHECK(message.correlation_id == "c-17");
  CHECK(message.reply_to == "queue://answers");
  CHECK(message.destination.physical_name == "orders");
  CHECK_FALSE(message.redelivered);
  CHECK(message.type == "order");
  CHECK(message.expiration == 0);
  CHECK(message.priority == 4);
  CHECK(message.connection_id == "ID:shop-40157-1791969160000-2:1");
  CHECK(message.persistent == true);
  CHECK(message.broker_in_time.milliseconds == 1791969164478);
  CHECK(message.broker_out_time.milliseconds == 1791969164479);
  CHECK(message.properties.value_or("tenant") == "north");
  CHECK(message.properties.value_or("attempt") == "1");
}

TEST_CASE("the id of a message of ActiveMQ ends in capitals", "[activemq]") {
  CHECK_FALSE(lambent::decode<lambent::ActiveMqEvent>(
                  R"({"eventSource":"aws:mq","messages":[{"messageId":"ID:1"}]})")
                  .ok());
  const auto event = lambent::decode<lambent::ActiveMqEvent>(
      R"({"eventSource":"aws:mq","messages":[{"messageID":"ID:1"}]})");
  REQUIRE(event.ok());
  CHECK((*event)->messages[0].message_id == "ID:1");
}

TEST_CASE("data of a message of ActiveMQ is base64 whatever its type", "[activemq]") {
  const auto text = activemq("sample");
  REQUIRE(text.ok());
  CHECK((*text)->messages[0].data.bytes() == "o-17");
  const auto bytes = activemq("bytes_message_without_delivery_members");
  REQUIRE(bytes.ok());
  CHECK((*bytes)->messages[0].message_type == ActiveMqMessage::kBytesMessage);
  CHECK((*bytes)->messages[0].data.bytes() == std::string("\0\xff\x10", 3));
}

TEST_CASE("members of delivery that were not sent are not written", "[activemq]") {
  const auto event = activemq("bytes_message_without_delivery_members");
  REQUIRE(event.ok());
  const ActiveMqMessage& message = (*event)->messages[0];
  CHECK_FALSE(message.delivery_mode.has_value());
  CHECK_FALSE(message.priority.has_value());
  CHECK_FALSE(message.expiration.has_value());
  CHECK_FALSE(message.redelivered);
  CHECK(message.persistent == false);
  const std::string written = lambent::encode(**event);
  for (const char* key : {"deliveryMode", "priority", "expiration", "correlationID", "replyTo",
                          "\"type\"", "properties"})
    CHECK(written.find(key) == std::string::npos);
  CHECK(written.find(R"("persistent":false)") != std::string::npos);
}

TEST_CASE("an expiration and a priority of 0 are written", "[activemq]") {
  const auto event = activemq("without_connection");
  REQUIRE(event.ok());
  CHECK((*event)->messages[0].redelivered);
  CHECK((*event)->messages[0].connection_id.empty());
  CHECK_FALSE((*event)->messages[0].persistent.has_value());
  const std::string written = lambent::encode(**event);
  CHECK(written.find(R"("expiration":0,"priority":0)") != std::string::npos);
  CHECK(written.find("connectionId") == std::string::npos);
  CHECK(written.find("persistent") == std::string::npos);
}

TEST_CASE("the destination's name is read in two spellings and written in one", "[activemq]") {
  for (const char* file : {"sample", "physicalname_in_lower_case"}) {
    DYNAMIC_SECTION(file) {
      const auto event = activemq(file);
      REQUIRE(event.ok());
      CHECK((*event)->messages[0].destination.physical_name == "orders");
      CHECK(lambent::encode(**event).find(R"("destination":{"physicalName":"orders"})") !=
            std::string::npos);
    }
  }
}

TEST_CASE("where to reply may be the text null, or null", "[activemq]") {
  const auto text = activemq("reply_to_is_the_text_null");
  REQUIRE(text.ok());
  CHECK((*text)->messages[0].reply_to == "null");
  CHECK(lambent::encode(**text).find(R"("replyTo":"null")") != std::string::npos);
  const auto null = activemq("sparse");
  REQUIRE(null.ok());
  CHECK((*null)->messages[0].reply_to.empty());
  CHECK((*null)->messages[0].correlation_id.empty());
  CHECK((*null)->messages[0].type.empty());
}

TEST_CASE("ActiveMQ has two names, and is told from what looks like it", "[activemq]") {
  struct Row {
    std::string_view name;
    std::string_view payload;
    std::string_view expected;
  };
  const Row rows[] = {
      {"mq", R"({"eventSource":"aws:mq","messages":[]})", "activemq"},
      {"amq", R"({"eventSource":"aws:amq","messages":[]})", "activemq"},
      {"rmq", R"({"eventSource":"aws:rmq","messages":[]})", "unknown"},
      {"rmq with its queues", R"({"eventSource":"aws:rmq","rmqMessagesByQueue":{}})", "rabbitmq"},
      {"queues of RabbitMQ", R"({"eventSource":"aws:mq","rmqMessagesByQueue":{}})", "unknown"},
      {"messages in an object", R"({"eventSource":"aws:mq","messages":{}})", "unknown"},
      {"no messages", R"({"eventSource":"aws:amq"})", "unknown"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) { CHECK(recognised(row.payload) == row.expected); }
  }
  const auto mq = activemq("sample");
  REQUIRE(mq.ok());
  CHECK((*mq)->event_source == "aws:mq");
  const auto amq = activemq("source_amq");
  REQUIRE(amq.ok());
  CHECK((*amq)->event_source == "aws:amq");
}
