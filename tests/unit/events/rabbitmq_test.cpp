// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/rabbitmq.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "catch.h"
#include "decoded.h"
#include "fixtures.h"
#include "lambent/event.h"
#include "lambent/time.h"

namespace {

using fixtures::recognised;

auto rabbitmq(std::string_view file) {
  return lambent::decode<lambent::RabbitMqEvent>(
      fixtures::load("rabbitmq/" + std::string(file) + ".json"));
}

const lambent::RabbitMqMessage& first_order(const lambent::RabbitMqEvent& event) {
  const auto* messages = event.rmq_messages_by_queue.find("orders::/");
  REQUIRE(messages != nullptr);
  REQUIRE_FALSE(messages->empty());
  return messages->front();
}

}  // namespace

TEST_CASE("a message of RabbitMQ has its properties and data", "[rabbitmq]") {
  const auto event = rabbitmq("sample");
  REQUIRE(event.ok());
  CHECK((*event)->event_source == "aws:rmq");
  CHECK((*event)->event_source_arn ==
        "arn:aws:mq:eu-west-1:123456789012:broker:shop:b-2b3c4d5e-6f70-4b8c-9dae-1f2a3b4c5d6e");
  const lambent::RabbitMqMessage& message = first_order(**event);
  CHECK(message.data.bytes() == R"({"order":"o-17"})");
  CHECK_FALSE(message.redelivered);
  const auto& properties = message.basic_properties;
  CHECK(properties.content_type == "application/json");
  CHECK(properties.content_encoding == "utf-8");
  CHECK(properties.delivery_mode == 2);
  CHECK(properties.priority == 5);
  CHECK(properties.correlation_id == "c-17");
  CHECK(properties.reply_to == "answers");
  CHECK(properties.message_id == "m-17");
  CHECK(properties.type == "order");
  CHECK(properties.user_id == "shop");
  CHECK(properties.app_id == "checkout");
  CHECK(properties.cluster_id == "c-1");
  CHECK(properties.body_size == 16);
}

TEST_CASE("messages of RabbitMQ come in lists by queue and virtual host", "[rabbitmq]") {
  const auto event = rabbitmq("several_queues");
  REQUIRE(event.ok());
  REQUIRE((*event)->rmq_messages_by_queue.size() == 2);
  const auto* orders = (*event)->rmq_messages_by_queue.find("orders::/");
  REQUIRE(orders != nullptr);
  REQUIRE(orders->size() == 2);
  CHECK((*orders)[1].redelivered);
  const auto* returns = (*event)->rmq_messages_by_queue.find("returns::shop");
  REQUIRE(returns != nullptr);
  CHECK((*returns)[0].data.bytes() == "r-1");
}

TEST_CASE("properties that RabbitMQ sends as null are written as null", "[rabbitmq]") {
  const auto event = rabbitmq("sparse");
  REQUIRE(event.ok());
  CHECK(first_order(**event).basic_properties.content_type.empty());
  CHECK(first_order(**event).basic_properties.headers.empty());
  CHECK(lambent::encode(first_order(**event).basic_properties) ==
        R"({"contentType":null,"contentEncoding":null,"headers":null,"deliveryMode":1,)"
        R"("priority":0,"correlationId":null,"replyTo":null,"expiration":null,"messageId":null,)"
        R"("timestamp":null,"type":null,"userId":null,"appId":null,"clusterId":null,)"
        R"("bodySize":16})");
}

TEST_CASE("the expiration of a message of RabbitMQ is text or a number", "[rabbitmq]") {
  struct Row {
    std::string_view file;
    lambent::NumberOrText expected;
    std::string_view written;
  };
  const Row rows[] = {{"sample", {"60000", false}, R"("expiration":"60000")"},
                      {"expiration_is_a_number", {"60000", true}, R"("expiration":60000)"},
                      {"sparse", {}, R"("expiration":null)"}};
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.file) {
      const auto event = rabbitmq(row.file);
      REQUIRE(event.ok());
      CHECK(first_order(**event).basic_properties.expiration == row.expected);
      CHECK(lambent::encode(**event).find(row.written) != std::string::npos);
    }
  }
}

TEST_CASE("the time of a message of RabbitMQ is written as people write it", "[rabbitmq]") {
  const auto event = rabbitmq("first_hour_of_1970");
  REQUIRE(event.ok());
  const auto& properties = first_order(**event).basic_properties;
  CHECK(properties.timestamp.text == "Jan 1, 1970, 12:33:41 AM");
  const auto time = lambent::time_of(properties.timestamp);
  REQUIRE(time.has_value());
  CHECK(time->time_since_epoch() == std::chrono::seconds(33 * 60 + 41));
}

TEST_CASE("headers of RabbitMQ hold texts as bytes, numbers, lists and tables", "[rabbitmq]") {
  const auto event = rabbitmq("header_values");
  REQUIRE(event.ok());
  const auto& headers = first_order(**event).basic_properties.headers;
  struct Row {
    std::string_view name;
    lambent::JsonKind kind;
    std::optional<std::string> text;
  };
  const Row rows[] = {
      {"city", lambent::JsonKind::kObject, "K\xc3\xb6ln"},
      {"attempts", lambent::JsonKind::kNumber, std::nullopt},
      {"ratio", lambent::JsonKind::kNumber, std::nullopt},
      {"urgent", lambent::JsonKind::kBool, std::nullopt},
      {"none", lambent::JsonKind::kNull, std::nullopt},
      {"x-death", lambent::JsonKind::kArray, std::nullopt},
      {"route", lambent::JsonKind::kObject, std::nullopt},
  };
  REQUIRE(headers.size() == std::size(rows));
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      const lambent::RawJson* header = headers.find(row.name);
      REQUIRE(header != nullptr);
      CHECK(header->kind() == row.kind);
      CHECK(lambent::rabbitmq_text(*header) == row.text);
    }
  }
  CHECK(headers.find("attempts")->text == "10");
}

TEST_CASE("RabbitMQ is told from what looks like it", "[rabbitmq]") {
  struct Row {
    std::string_view name;
    std::string_view payload;
    std::string_view expected;
  };
  const Row rows[] = {
      {"queues", R"({"eventSource":"aws:rmq","rmqMessagesByQueue":{}})", "rabbitmq"},
      {"messages beside the queues",
       R"({"eventSource":"aws:rmq","messages":[],"rmqMessagesByQueue":{}})", "rabbitmq"},
      {"queues under the name of ActiveMQ",
       R"({"eventSource":"aws:amq","messages":[],"rmqMessagesByQueue":{}})", "activemq"},
      {"no queues", R"({"eventSource":"aws:rmq"})", "unknown"},
      {"no name", R"({"rmqMessagesByQueue":{}})", "unknown"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) { CHECK(recognised(row.payload) == row.expected); }
  }
}
