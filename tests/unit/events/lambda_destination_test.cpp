// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/lambda_destination.h"

#include <string>

#include "catch.h"
#include "fixtures.h"
#include "lambent/event.h"

namespace {

using DestinationEvent = lambent::LambdaDestinationEvent;

lambent::Event<DestinationEvent> destination(const std::string& name) {
  auto event =
      lambent::decode<DestinationEvent>(fixtures::load("lambda_destination/" + name + ".json"));
  INFO(event.status());
  REQUIRE(event.ok());
  return *std::move(event);
}

}  // namespace

TEST_CASE("payload and answer of the invocation are any JSON", "[lambda_destination]") {
  const auto failed = destination("sample");
  CHECK(failed->request_context.condition == DestinationEvent::kRetriesExhausted);
  CHECK(failed->request_payload.kind() == lambent::JsonKind::kObject);
  REQUIRE(failed->response_context.has_value());
  CHECK(failed->response_context->function_error == "Unhandled");
  const auto fine = destination("success");
  CHECK(fine->request_payload.kind() == lambent::JsonKind::kArray);
  CHECK(fine->response_payload.text == "\"done\"");
  CHECK(fine->response_context->function_error.empty());
}

TEST_CASE("an invocation that never ran has no response", "[lambda_destination]") {
  const auto event = destination("too_old_without_response");
  CHECK(event->request_context.condition == DestinationEvent::kEventAgeExceeded);
  CHECK_FALSE(event->response_context.has_value());
  CHECK(event->response_payload.kind() == lambent::JsonKind::kNull);
}

TEST_CASE("a batch of a stream that was given up has no payload", "[lambda_destination]") {
  const auto dynamodb = destination("dynamodb_stream_batch");
  REQUIRE(dynamodb->ddb_stream_batch_info.has_value());
  CHECK(dynamodb->ddb_stream_batch_info->batch_size == 2);
  CHECK(dynamodb->request_payload.empty());
  CHECK_FALSE(dynamodb->kinesis_batch_info.has_value());
  const auto kinesis = destination("kinesis_batch");
  REQUIRE(kinesis->kinesis_batch_info.has_value());
  CHECK(kinesis->kinesis_batch_info->start_sequence_number.size() == 56);
}

TEST_CASE("a condition that is new is kept", "[lambda_destination]") {
  const auto event = destination("sparse");
  CHECK(event->request_context.condition == "NewCondition");
}

TEST_CASE("a batch of Kafka that was given up names its partitions, and may bring the event along",
          "[lambda_destination]") {
  const auto event = destination("kafka_batch");
  CHECK(event->request_context.condition == DestinationEvent::kMaximumPayloadSizeExceeded);
  REQUIRE(event->kafka_batch_info.has_value());
  CHECK(event->kafka_batch_info->batch_size == 2);
  CHECK(event->kafka_batch_info->records_info.begin()->key == "orders-0");
  CHECK(event->kafka_batch_info->records_info.begin()->value.last_record_offset == "18");
  CHECK(lambent::as<std::string>(event->payload).value() == R"({"eventSource":"aws:kafka"})");
}
