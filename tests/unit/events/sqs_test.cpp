// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/sqs.h"

#include <string>
#include <string_view>

#include "catch.h"
#include "decoded.h"
#include "lambent/dispatcher.h"
#include "lambent/events/eventbridge.h"
#include "lambent/events/s3.h"
#include "lambent/events/s3_test_event.h"
#include "lambent/events/sns.h"
#include "lambent/json.h"

using fixtures::decoded;
using fixtures::decoded_json;
using lambent::BatchResponse;
using lambent::SqsEvent;
using lambent::SqsMessage;

namespace {

/// The event that the body of the fixture's message holds.
template <class E>
lambent::Event<E> inside(const std::string& name) {
  const auto event = decoded<SqsEvent>(name);
  auto inner = lambent::as<E>(event->records[0].body);
  INFO(inner.status());
  REQUIRE(inner.ok());
  return *std::move(inner);
}

}  // namespace

TEST_CASE("a message names its queue, and has digests of its body and attributes", "[sqs]") {
  const auto event = decoded<SqsEvent>("sqs/sample.json");
  REQUIRE(event->records.size() == 2);
  const SqsMessage& message = event->records[0];
  CHECK(message.message_id == "3e8a7d10-52c4-4f0b-9b6e-1c2d3e4f0001");
  CHECK(message.receipt_handle == "AQEBExampleReceiptHandle1+/==");
  CHECK(message.md5_of_body == "28415457f77af68dfdcb4896e6862017");
  CHECK(message.md5_of_message_attributes == "f98207aea1c73b13d0fde26448a65a84");
  CHECK(message.event_source == "aws:sqs");
  CHECK(message.event_source_arn == "arn:aws:sqs:eu-west-1:123456789012:orders");
  CHECK(message.aws_region == "eu-west-1");
  CHECK(event->records[1].md5_of_message_attributes.empty());
}

TEST_CASE("what SQS says of a message is text, numbers and times, too", "[sqs]") {
  const auto event = decoded<SqsEvent>("sqs/sample.json");
  const auto& attributes = event->records[0].attributes;
  CHECK(attributes.value_or("ApproximateReceiveCount") == "1");
  CHECK(attributes.value_or("SentTimestamp") == "1791969164001");
  CHECK(attributes.value_or("ApproximateFirstReceiveTimestamp") == "1791969164101");
  CHECK(attributes.value_or("SenderId") == "AROAEXAMPLE:order-service");
  CHECK(attributes.value_or("AWSTraceHeader") ==
        "Root=1-6acf1b4c-0123456789abcdef01234567;Sampled=1");
  CHECK_FALSE(attributes.contains("MessageGroupId"));
  CHECK(lambent::decode<SqsEvent>(
            R"({"Records":[{"messageId":"m","body":"","attributes":{"SentTimestamp":5}}]})")
            .status()
            .message() ==
        "sqs: $.Records[0].attributes.SentTimestamp: expected a string, found a number");
}

TEST_CASE("messages of a FIFO queue have a group, a number beyond 64 bits and a deduplication id",
          "[sqs]") {
  const auto event = decoded<SqsEvent>("sqs/fifo.json");
  REQUIRE(event->records.size() == 3);
  for (const SqsMessage& message : event->records) {
    CHECK(message.event_source_arn.ends_with(".fifo"));
    CHECK(message.attributes.value_or("MessageDeduplicationId").size() == 64);
  }
  CHECK(event->records[0].attributes.value_or("MessageGroupId") == "customer-42");
  CHECK(event->records[1].attributes.value_or("MessageGroupId") == "customer-7");
  CHECK(event->records[2].attributes.value_or("SequenceNumber") == "18849496460467696131");
}

TEST_CASE("a message of a dead-letter queue names the queue it failed in", "[sqs]") {
  const auto event = decoded<SqsEvent>("sqs/dead_letter.json");
  const auto& attributes = event->records[0].attributes;
  CHECK(attributes.value_or("DeadLetterQueueSourceArn") ==
        "arn:aws:sqs:eu-west-1:123456789012:orders");
  CHECK(attributes.value_or("ApproximateReceiveCount") == "4");
  CHECK(event->records[0].event_source_arn.ends_with(":orders-dead"));
}

TEST_CASE("an attribute's type may have a suffix of the sender's", "[sqs]") {
  const auto event = decoded<SqsEvent>("sqs/sample.json");
  const auto& attributes = event->records[0].message_attributes;
  REQUIRE(attributes.size() == 3);
  CHECK(attributes.find("customer")->data_type == "String");
  CHECK(attributes.find("customer")->string_value == "customer-42");
  CHECK(attributes.find("priority")->data_type == "Number.int");
  CHECK(attributes.find("priority")->string_value == "7");
  CHECK(attributes.find("token")->data_type == "Binary.jwt");
  CHECK(attributes.find("token")->string_value.empty());
  CHECK(attributes.find("token")->binary_value.bytes() == "\1\2\3\4");
  CHECK_FALSE(attributes.contains("Customer"));
}

TEST_CASE("a binary attribute may hold no base64 and stand beside text", "[sqs]") {
  const auto event = decoded<SqsEvent>("sqs/binary_value_not_base64.json");
  const auto* const odd = event->records[0].message_attributes.find("odd");
  REQUIRE(odd != nullptr);
  CHECK(odd->binary_value.text == "not base64!");
  CHECK_FALSE(odd->binary_value.bytes().has_value());
  CHECK(odd->string_value == "beside it");
}

TEST_CASE("the lists that SQS reserves are read where samples fill them", "[sqs]") {
  const auto event = decoded<SqsEvent>("sqs/reserved_lists.json");
  const auto& attributes = event->records[0].message_attributes;
  CHECK(attributes.find("colours")->string_list_values ==
        lambent::List<std::string_view>({"red", "blue"}));
  CHECK(attributes.find("colours")->binary_list_values.empty());
  REQUIRE(attributes.find("blobs")->binary_list_values.size() == 2);
  CHECK(attributes.find("blobs")->binary_list_values[1].bytes() == "\2");
  CHECK(attributes.find("blobs")->string_list_values.empty());
}

TEST_CASE("a message needs no more than an id and a body", "[sqs]") {
  const auto event = decoded<SqsEvent>("sqs/sparse.json");
  const SqsMessage& message = event->records[0];
  CHECK(message.message_id == "m-1");
  CHECK(message.body == "hello");
  CHECK(message.attributes.empty());
  CHECK(message.message_attributes.empty());
  CHECK(message.md5_of_message_attributes.empty());
  CHECK(lambent::encode(message) ==
        R"({"messageId":"m-1","body":"hello","attributes":{},"messageAttributes":{},)"
        R"("eventSource":"aws:sqs"})");
}

TEST_CASE("a body may be empty", "[sqs]") {
  const auto event = decoded<SqsEvent>("sqs/empty_body.json");
  CHECK(event->records[0].body.empty());
  CHECK(event->records[0].md5_of_body == "d41d8cd98f00b204e9800998ecf8427e");
}

TEST_CASE("a body is the text that was sent, however it was escaped", "[sqs]") {
  const std::string text =
      "tab\t, newline\n, quote \", backslash \\, slash /, \x01, caf\xc3\xa9, "
      "\xe6\xbc\xa2\xe5\xad\x97, \xf0\x9f\x8c\xb1";
  for (const char* name : {"sqs/escapes_and_utf8.json", "sqs/unicode_escapes.json"}) {
    const auto event = decoded<SqsEvent>(name);
    CHECK(event->records[0].body == text);
    CHECK(event->records[0].md5_of_body == "463265a1d37c214398bec4f44efbc7c5");
  }
}

TEST_CASE("a body of JSON stays text and is decoded on request", "[sqs]") {
  const auto event = decoded<SqsEvent>("sqs/sample.json");
  CHECK(event->records[0].body == R"({"order":1007,"product":"p-100","quantity":2})");
  const auto order = lambent::as<nlohmann::json>(event->records[0].body);
  REQUIRE(order.ok());
  CHECK((*order)["quantity"] == 2);
  const auto text = decoded<SqsEvent>("sqs/fifo.json");
  CHECK_FALSE(lambent::as<nlohmann::json>(text->records[0].body).ok());
}

TEST_CASE("a body may hold a notification of S3, or its test message", "[sqs]") {
  const auto photo = inside<lambent::S3Event>("sqs/s3_inside.json");
  CHECK(photo->records[0].s3.object.key == "photos/rake.jpg");
  const auto test = inside<lambent::S3TestEvent>("sqs/s3_test_event_inside.json");
  CHECK(test->service == "Amazon S3");
  CHECK(test->event == "s3:TestEvent");
  CHECK(test->bucket == "example-photos");
  CHECK(test->time.text == "2026-10-14T09:12:44.123Z");
  CHECK(test->request_id == "7M2EXAMPLEREQST2");
  CHECK(test->host_id == "ExampleHostId1");
}

TEST_CASE("a body may hold a message of SNS, whose URL members are spelt another way", "[sqs]") {
  const auto message = inside<lambent::SnsMessage>("sqs/sns_inside.json");
  CHECK(message->type == "Notification");
  CHECK(message->subject == "Order 1007");
  CHECK(message->message == "Hello");
  CHECK(message->signing_cert_url ==
        "https://sns.eu-west-1.amazonaws.com/"
        "SimpleNotificationService-3b9a1c7d5e2f4680a1b3c5d7e9f02468.pem");
  CHECK(message->unsubscribe_url.starts_with("https://sns.eu-west-1.amazonaws.com/?Action="));
  CHECK(message->message_attributes.find("customer")->value == "customer-42");
  const auto around = inside<lambent::SnsMessage>("sqs/s3_inside_sns_inside.json");
  const auto photo = lambent::as<lambent::S3Event>(around->message);
  REQUIRE(photo.ok());
  CHECK((*photo)->records[0].s3.bucket.name == "example-photos");
}

TEST_CASE("a body may hold an event of EventBridge", "[sqs]") {
  const auto paid = inside<lambent::EventBridgeEvent>("sqs/eventbridge_inside.json");
  CHECK(paid->detail_type == "Order Paid");
  CHECK(paid->source == "com.example.shop");
  CHECK(paid->detail.text == R"({"order":1007})");
}

TEST_CASE("a batch may hold 10,000 messages", "[sqs]") {
  std::string json = R"({"Records":[)";
  for (int i = 0; i < 10000; ++i) {
    if (i != 0) json += ',';
    json += R"({"messageId":"m)";
    json += std::to_string(i);
    json += R"(","body":"x","eventSource":"aws:sqs"})";
  }
  json += "]}";
  const auto event = decoded_json<SqsEvent>(json);
  REQUIRE(event->records.size() == 10000);
  CHECK(event->records.back().message_id == "m9999");
}

TEST_CASE("the answer to a batch lists the ids of failed messages, in their order", "[sqs]") {
  CHECK(lambent::encode(BatchResponse{{{"m2"}, {"m1"}}}) ==
        R"({"batchItemFailures":[{"itemIdentifier":"m2"},{"itemIdentifier":"m1"}]})");
  lambent::Dispatcher dispatcher;
  dispatcher.on<SqsEvent>([](const SqsEvent& event) {
    BatchResponse response;
    for (const SqsMessage& message : event.records)
      if (message.body != "first")
        response.batch_item_failures.push_back({std::string(message.message_id)});
    return response;
  });
  CHECK(*dispatcher.dispatch(fixtures::load("sqs/fifo.json")) ==
        R"({"batchItemFailures":[{"itemIdentifier":"3e8a7d10-52c4-4f0b-9b6e-1c2d3e4f0002"},)"
        R"({"itemIdentifier":"3e8a7d10-52c4-4f0b-9b6e-1c2d3e4f0003"}]})");
}

TEST_CASE("a handler of SQS that returns nothing lists no failure", "[sqs]") {
  lambent::Dispatcher dispatcher;
  dispatcher.on<SqsEvent>([](const SqsEvent&) {});
  CHECK(*dispatcher.dispatch(fixtures::load("sqs/sample.json")) == R"({"batchItemFailures":[]})");
}

TEST_CASE("an answer without a list of failures, or with another name for it, lists none",
          "[sqs]") {
  for (const std::string json :
       {R"({})", R"({"batchItemFailures":null})", R"({"batchItemFailures":[]})",
        R"({"batchItemFailure":[{"itemIdentifier":"m1"}]})"}) {
    DYNAMIC_SECTION(json) {
      const auto answer = decoded_json<BatchResponse>(json);
      CHECK(answer->batch_item_failures.empty());
    }
  }
}

TEST_CASE("an answer whose failure has no id, or another name for it, is an error", "[sqs]") {
  for (const std::string item : {R"({})", R"({"itemIdentifier":null})", R"({"messageId":"m1"})"}) {
    DYNAMIC_SECTION(item) {
      const auto answer = lambent::decode<BatchResponse>(R"({"batchItemFailures":[)" + item + "]}");
      CHECK(answer.status().message() ==
            "$.batchItemFailures[0].itemIdentifier: this field is required but missing");
    }
  }
}
