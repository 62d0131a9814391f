// SPDX-License-Identifier: Apache-2.0
// What each() reports of the batches of queues and streams.
#include "lambent/batch.h"

#include <string>

#include "batches.h"
#include "catch.h"
#include "lambent/dispatcher.h"
#include "lambent/events/dynamodb.h"
#include "lambent/events/kafka.h"
#include "lambent/events/kinesis.h"
#include "lambent/events/sqs.h"

using lambent::each;
using lambent::each_body;
using lambent::FifoScope;
using lambent::KinesisEvent;
using lambent::KinesisRecord;
using lambent::Report;
using lambent::SqsEvent;
using lambent::SqsMessage;
using namespace batches;

TEST_CASE("of a standard queue the failed messages are listed, thrown ones too", "[batch]") {
  Strings seen;
  auto handler = each<SqsMessage>(Handler{&seen});
  const auto answer = handler(SqsEvent{.records = {{.message_id = "m1", .body = "good"},
                                                   {.message_id = "m2", .body = "bad"},
                                                   {.message_id = "m3", .body = "worse"},
                                                   {.message_id = "m4", .body = "good"}}});
  REQUIRE(answer.ok());
  CHECK(listed(*answer) == Strings{"m2", "m3"});
  CHECK(seen == Strings{"m1", "m2", "m3", "m4"});
}

TEST_CASE("nothing is listed where all went well, and of an empty batch", "[batch]") {
  auto handler = each<SqsMessage>([](const SqsMessage&) {});
  const auto answer = handler(SqsEvent{.records = {{.message_id = "m1"}}});
  REQUIRE(answer.ok());
  CHECK(lambent::encode(*answer) == R"({"batchItemFailures":[]})");
  CHECK(handler(SqsEvent{}).ok());
}

TEST_CASE("a message that came twice in a batch is listed once", "[batch]") {
  auto handler = each<SqsMessage>([](const SqsMessage& message) {
    return message.message_id == "m1" ? absl::InternalError("no") : absl::OkStatus();
  });
  const auto answer = handler(
      SqsEvent{.records = {{.message_id = "m1"}, {.message_id = "m2"}, {.message_id = "m1"}}});
  REQUIRE(answer.ok());
  CHECK(listed(*answer) == Strings{"m1"});
}

TEST_CASE("the dispatch fails where every record failed, with the first one's reason", "[batch]") {
  Strings seen;
  auto handler = each<SqsMessage>(Handler{&seen});
  const auto one = handler(SqsEvent{.records = {{.message_id = "m1", .body = "bad"}}});
  CHECK(one.status() == absl::UnavailableError("not now"));
  const auto two = handler(SqsEvent{
      .records = {{.message_id = "m1", .body = "bad"}, {.message_id = "m2", .body = "worse"}}});
  CHECK(two.status() ==
        absl::UnavailableError("2 of 2 records were not handled, the first: not now"));
}

TEST_CASE("on a FIFO queue a failure ends its message group, and no other", "[batch]") {
  Strings seen;
  auto handler = each<SqsMessage>(Handler{&seen});
  const auto answer =
      handler(SqsEvent{.records = {in_group("a1", "a", "good"), in_group("b1", "b", "bad"),
                                   in_group("a2", "a", "good"), in_group("b2", "b", "good"),
                                   in_group("c1", "c", "worse"), in_group("c2", "c", "good")}});
  REQUIRE(answer.ok());
  CHECK(listed(*answer) == Strings{"b1", "b2", "c1", "c2"});
  CHECK(seen == Strings{"a1", "b1", "a2", "c1"});
}

TEST_CASE("on a FIFO queue a failure may end the whole batch", "[batch]") {
  Strings seen;
  auto handler = each<SqsMessage>(Handler{&seen}, {.fifo = FifoScope::kWholeBatch});
  const auto answer =
      handler(SqsEvent{.records = {in_group("a1", "a", "good"), in_group("b1", "b", "bad"),
                                   in_group("a2", "a", "good")}});
  REQUIRE(answer.ok());
  CHECK(listed(*answer) == Strings{"b1", "a2"});
  CHECK(seen == Strings{"a1", "b1"});
}

TEST_CASE("messages of a standard queue may have groups, which then have no order", "[batch]") {
  Strings seen;
  auto handler = each<SqsMessage>(Handler{&seen});
  SqsMessage failed = in_group("a1", "a", "bad");
  SqsMessage next = in_group("a2", "a", "good");
  failed.event_source_arn = next.event_source_arn = "arn:aws:sqs:eu-west-1:123456789012:orders";
  const auto answer = handler(SqsEvent{.records = {failed, next}});
  REQUIRE(answer.ok());
  CHECK(listed(*answer) == Strings{"a1"});
}

TEST_CASE("of a stream the earliest failed record of the batch is listed, whatever its number says",
          "[batch]") {
  // As text, and as numbers too, the later of the two failures comes first.
  const KinesisEvent event{
      .records = {{.kinesis = {.partition_key = "k", .sequence_number = "7"}},
                  {.kinesis = {.partition_key = "k", .sequence_number = "99"}},
                  {.kinesis = {.partition_key = "l", .sequence_number = "100"}},
                  {.kinesis = {.partition_key = "l", .sequence_number = "8"}}}};
  Strings seen;
  auto handler = each<KinesisRecord>([&](const KinesisRecord& record) {
    seen.emplace_back(record.kinesis.sequence_number);
    return record.kinesis.sequence_number == "99" ? absl::InternalError("no") : absl::OkStatus();
  });
  const auto answer = handler(event);
  REQUIRE(answer.ok());
  CHECK(listed(*answer) == Strings{"99"});
  CHECK(seen == Strings{"7", "99"});  // what is behind it comes again in any case
}

TEST_CASE("of a DynamoDB stream the earliest failed record is listed", "[batch]") {
  auto handler = each<lambent::DynamoDbRecord>([](const lambent::DynamoDbRecord& record) {
    return record.event_name == "MODIFY" ? absl::InternalError("no") : absl::OkStatus();
  });
  const auto answer = handler(lambent::DynamoDbEvent{
      .records = {{.event_name = "INSERT", .dynamodb = {.sequence_number = "1"}},
                  {.event_name = "MODIFY", .dynamodb = {.sequence_number = "2"}},
                  {.event_name = "MODIFY", .dynamodb = {.sequence_number = "3"}}}});
  REQUIRE(answer.ok());
  CHECK(listed(*answer) == Strings{"2"});
}

TEST_CASE("a time window keeps its state, and lists its earliest failure", "[batch]") {
  auto handler = each<KinesisRecord>([](const KinesisRecord& record) {
    return record.kinesis.data.empty() ? absl::InternalError("no") : absl::OkStatus();
  });
  const lambent::KinesisTimeWindowEvent event{
      .records = {{.kinesis = {.data = {"e30="}, .sequence_number = "1"}},
                  {.kinesis = {.sequence_number = "2"}}},
      .state = {R"({"sum":7})"}};
  const auto answer = handler(event);
  REQUIRE(answer.ok());
  CHECK(lambent::encode(*answer) ==
        R"({"state":{"sum":7},"batchItemFailures":[{"itemIdentifier":"2"}]})");
  const auto last = handler(lambent::KinesisTimeWindowEvent{.is_final_invoke_for_window = true});
  CHECK(last.ok());
}

TEST_CASE("of every Kafka partition the earliest failed offset is listed, as an object",
          "[batch]") {
  Strings seen;
  auto handler = each<lambent::KafkaRecord>([&](const lambent::KafkaRecord& record) {
    seen.push_back(std::to_string(record.partition) + ":" + std::to_string(record.offset));
    return record.offset % 2 == 1 ? absl::InternalError("no") : absl::OkStatus();
  });
  const lambent::MskEvent event{
      .records = {{"a-b-0",
                   {{.topic = "a-b", .partition = 0, .offset = 10},
                    {.topic = "a-b", .partition = 0, .offset = 11},
                    {.topic = "a-b", .partition = 0, .offset = 12}}},
                  {"a-b-1", {{.topic = "a-b", .partition = 1, .offset = 7}}},
                  {"a-b-2", {{.topic = "a-b", .partition = 2, .offset = 8}}}}};
  const auto answer = handler(event);
  REQUIRE(answer.ok());
  CHECK(lambent::encode(*answer) ==
        R"({"batchItemFailures":[{"itemIdentifier":{"partition":"a-b-0","offset":11}},)"
        R"({"itemIdentifier":{"partition":"a-b-1","offset":7}}]})");
  CHECK(seen == Strings{"0:10", "0:11", "1:7", "2:8"});
  const auto none = handler(lambent::SelfManagedKafkaEvent{
      .records = {{"t-0", {{.topic = "t", .partition = 0, .offset = 1}}}}});
  CHECK(none.status() == absl::InternalError("no"));
}

TEST_CASE("without ReportBatchItemFailures one failure fails the batch", "[batch]") {
  Strings seen;
  auto handler = each<SqsMessage>(Handler{&seen}, {.report = Report::kWholeBatch});
  CHECK(handler(SqsEvent{.records = {{.message_id = "m1", .body = "good"}}}).ok());
  const auto answer = handler(SqsEvent{
      .records = {{.message_id = "m1", .body = "bad"}, {.message_id = "m2", .body = "good"}}});
  CHECK(answer.status() == absl::UnavailableError("not now"));
  CHECK(seen.back() == "m2");  // what can be done is done
}

TEST_CASE("bodies are decoded, and one that does not decode fails alone", "[batch]") {
  std::int64_t sum = 0;
  lambent::Dispatcher dispatcher;
  dispatcher.on<SqsEvent>(each_body<Order>([&](const Order& order) { sum += order.amount; }));
  const auto answer = dispatcher.dispatch(
      SqsEvent{.records = {{.message_id = "m1", .body = R"({"id":"o1","amount":3})"},
                           {.message_id = "m2", .body = R"({"id":"o2","amount":"much"})"},
                           {.message_id = "m3", .body = "no JSON"},
                           {.message_id = "m4", .body = R"({"id":"o4","amount":4})"}}});
  REQUIRE(answer.ok());
  CHECK(listed(*answer) == Strings{"m2", "m3"});
  CHECK(sum == 7);
}

TEST_CASE("bodies come from base64, and from new images", "[batch]") {
  std::int64_t sum = 0;
  auto handler = each_body<Order>([&](const Order& order) { sum += order.amount; });
  const std::string order = lambent::to_base64(R"({"id":"o1","amount":5})");
  const auto kinesis =
      handler(KinesisEvent{.records = {{.kinesis = {.data = {order}, .sequence_number = "1"}},
                                       {.kinesis = {.data = {"*"}, .sequence_number = "2"}}}});
  REQUIRE(kinesis.ok());
  CHECK(listed(*kinesis) == Strings{"2"});
  CHECK(sum == 5);

  const auto items = lambent::decode<lambent::DynamoDbEvent>(
      R"({"Records":[{"eventName":"INSERT","eventSource":"aws:dynamodb","dynamodb":{
          "SequenceNumber":"1","NewImage":{"id":{"S":"o2"},"amount":{"N":"10"}}}},
        {"eventName":"REMOVE","eventSource":"aws:dynamodb","dynamodb":{"SequenceNumber":"2"}},
        {"eventName":"MODIFY","eventSource":"aws:dynamodb","dynamodb":{"SequenceNumber":"3"}}]})");
  REQUIRE(items.ok());
  const auto dynamodb = handler(**items);
  REQUIRE(dynamodb.ok());
  CHECK(sum == 15);
  // A removed item has no new image; that a changed one has none is a fault of the stream's view.
  CHECK(listed(*dynamodb) == Strings{"3"});
}

TEST_CASE("a tombstone of Kafka has no body, and counts as handled", "[batch]") {
  auto handler = each_body<Order>([](const Order&) { return absl::InternalError("called"); });
  CHECK(handler(lambent::MskEvent{.records = {{"t-0", {{.topic = "t"}}}}}).ok());
}
