// SPDX-License-Identifier: Apache-2.0
// Patterns as options of handlers.
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "catch.h"
#include "fixtures.h"
#include "lambent/batch.h"
#include "lambent/dispatcher.h"
#include "lambent/events/dynamodb.h"
#include "lambent/events/eventbridge.h"
#include "lambent/events/function_url.h"
#include "lambent/events/kafka.h"
#include "lambent/events/kinesis.h"
#include "lambent/events/rabbitmq.h"
#include "lambent/events/s3.h"
#include "lambent/events/sqs.h"
#include "lambent/pattern.h"

using lambent::Dispatcher;
using lambent::EventBridgeEvent;
using lambent::SqsEvent;
using lambent::SqsMessage;

namespace {

using Strings = std::vector<std::string>;

EventBridgeEvent from(std::string_view source, std::string_view detail = "{}") {
  return {.id = "e", .detail_type = "T", .source = source, .detail = {detail}};
}

SqsMessage queued(std::string_view id, std::string_view body) {
  return {.message_id = id, .body = body, .event_source = "aws:sqs"};
}

}  // namespace

TEST_CASE("only events that match a handler's pattern reach it", "[pattern][dispatcher]") {
  Strings seen;
  Dispatcher dispatcher;
  dispatcher
      .on<EventBridgeEvent>([&](const EventBridgeEvent&) { seen.emplace_back("shop"); },
                            {.pattern = R"({"source":["shop"]})"})
      .on<EventBridgeEvent>([&](const EventBridgeEvent&) { seen.emplace_back("large"); },
                            {.pattern = R"({"detail":{"total":[{"numeric":[">",100]}]}})"})
      .on<EventBridgeEvent>([&](const EventBridgeEvent&) { seen.emplace_back("all"); });
  REQUIRE(dispatcher.status().ok());
  CHECK(dispatcher.dispatch(from("shop", R"({"total":101})")).ok());
  CHECK(seen == Strings{"shop", "large", "all"});
  seen.clear();
  CHECK(dispatcher.dispatch(lambent::encode(from("bank", R"({"total":100.5})"))).ok());
  CHECK(seen == Strings{"large", "all"});
  seen.clear();
  CHECK(dispatcher.dispatch(from("bank")).ok());
  CHECK(seen == Strings{"all"});
  CHECK(dispatcher.handlers()[0].filtered);
}

TEST_CASE("a pattern may be a Pattern, and goes together with a filter", "[pattern][dispatcher]") {
  const auto pattern = lambent::Pattern::parse(R"({"source":["shop"]})");
  REQUIRE(pattern.ok());
  int calls = 0;
  Dispatcher dispatcher;
  dispatcher.on<EventBridgeEvent>(
      [&](const EventBridgeEvent&) { ++calls; },
      {.filter = [](const EventBridgeEvent& event) { return event.id == "e"; },
       .pattern = *pattern});
  EventBridgeEvent other = from("shop");
  other.id = "f";
  CHECK(dispatcher.dispatch(other).ok());
  CHECK(dispatcher.dispatch(from("bank")).ok());
  CHECK(calls == 0);
  CHECK(dispatcher.dispatch(from("shop")).ok());
  CHECK(calls == 1);
}

TEST_CASE("a bad pattern fails its registration", "[pattern][dispatcher]") {
  Dispatcher dispatcher;
  dispatcher.on<EventBridgeEvent>([](const EventBridgeEvent&) {},
                                  {.pattern = R"({"source":"shop"})"});
  CHECK_THAT(std::string(dispatcher.status().message()), Catch::Contains("$.source"));
  const auto kinesis = Dispatcher().subscribe<lambent::KinesisEvent>(
      [](const lambent::KinesisEvent&) {}, {.pattern = R"({"data":["x"]})"});
  CHECK(kinesis.status().code() == absl::StatusCode::kInvalidArgument);
}

TEST_CASE("of sources that answer the first handler whose pattern matches answers",
          "[pattern][dispatcher]") {
  const auto answer = [](std::string text) {
    return [text](const lambent::FunctionUrlRequest&) {
      return lambent::HttpApiResponse{.body = text};
    };
  };
  Dispatcher dispatcher;
  dispatcher
      .on<lambent::FunctionUrlRequest>(answer("images"),
                                       {.pattern = R"({"rawPath":[{"wildcard":"/images/*"}]})"})
      .on<lambent::FunctionUrlRequest>(answer("photos"), {.pattern = R"({"rawPath":["/photos"]})"});
  CHECK(dispatcher.dispatch(lambent::FunctionUrlRequest{.raw_path = "/images/a"})->body ==
        "images");
  CHECK(dispatcher.dispatch(lambent::FunctionUrlRequest{.raw_path = "/photos"})->body == "photos");
  CHECK(dispatcher.dispatch(lambent::FunctionUrlRequest{.raw_path = "/"}).status().code() ==
        absl::StatusCode::kNotFound);
  dispatcher.on<lambent::FunctionUrlRequest>(answer("other"), {.priority = -1});
  CHECK(dispatcher.dispatch(lambent::FunctionUrlRequest{.raw_path = "/"})->body == "other");
}

TEST_CASE(
    "patterns see the members of the payload that the struct has not, whoever keeps the event",
    "[pattern][dispatcher]") {
  using lambent::FunctionUrlRequest;
  Dispatcher dispatcher;
  dispatcher
      .on<FunctionUrlRequest>(
          [](const FunctionUrlRequest&) { return lambent::HttpApiResponse{.body = "new"}; },
          {.pattern = R"({"newMember":["x"]})"})
      .on<FunctionUrlRequest>(
          [](lambent::Event<FunctionUrlRequest>) {
            return lambent::HttpApiResponse{.body = "rest"};
          },
          {.priority = -1});
  REQUIRE(dispatcher.status().ok());
  auto payload = nlohmann::json::parse(fixtures::load("lambda_function_url/sample.json"));
  const auto body_of = [&] {
    return nlohmann::json::parse(dispatcher.dispatch(payload.dump()).value())["body"];
  };
  CHECK(body_of() == "rest");
  payload["newMember"] = "x";
  CHECK(body_of() == "new");
}

TEST_CASE("of a queue the handler sees the messages that match, and the others count as handled",
          "[pattern][dispatcher]") {
  Strings buys;
  Strings texts;
  Dispatcher dispatcher;
  dispatcher
      .on<SqsEvent>(lambent::each<SqsMessage>([&](const SqsMessage& one) {
                      buys.emplace_back(one.message_id);
                      return one.message_id == "m4" ? absl::InternalError("no") : absl::OkStatus();
                    }),
                    {.pattern = R"({"body":{"type":["buy"]}})"})
      .on<SqsEvent>(
          [&](const SqsEvent& event) {
            for (const SqsMessage& one : event.records) texts.emplace_back(one.message_id);
          },
          {.pattern = R"({"body":[{"prefix":"t"}]})"});
  const SqsEvent event{.records = {queued("m1", R"({"type":"buy"})"), queued("m2", "text"),
                                   queued("m3", R"({"type":"sell"})"),
                                   queued("m4", R"({"type":"buy"})")}};
  for (const bool typed : {true, false}) {
    buys.clear();
    texts.clear();
    const auto answer = typed ? lambent::encode(*dispatcher.dispatch(event))
                              : *dispatcher.dispatch(lambent::encode(event));
    CHECK(answer == R"({"batchItemFailures":[{"itemIdentifier":"m4"}]})");
    CHECK(buys == Strings{"m1", "m4"});
    CHECK(texts == Strings{"m2"});
  }
  buys.clear();
  const auto nothing = dispatcher.dispatch(
      lambent::encode(SqsEvent{.records = {queued("m5", R"({"type":"gift"})")}}));
  CHECK(nothing.value() == R"({"batchItemFailures":[]})");
  CHECK(buys.empty());
}

TEST_CASE("records of partitions and of queues keep their names", "[pattern][dispatcher]") {
  Strings seen;
  Dispatcher dispatcher;
  dispatcher
      .on<lambent::MskEvent>(
          [&](const lambent::MskEvent& event) {
            for (const auto& partition : event.records)
              for (const auto& record : partition.value)
                seen.push_back(std::string(partition.key) + ":" + std::to_string(record.offset));
          },
          {.pattern = R"({"offset":[{"numeric":[">",1]}],"topic":["t"]})"})
      .on<lambent::RabbitMqEvent>(
          [&](const lambent::RabbitMqEvent& event) {
            for (const auto& queue : event.rmq_messages_by_queue)
              seen.push_back(std::string(queue.key) + std::to_string(queue.value.size()));
          },
          {.pattern = R"({"data":{"a":[1]}})"});
  const lambent::MskEvent kafka{
      .event_source = "aws:kafka",
      .records = {{"t-0", {{.topic = "t", .offset = 1}, {.topic = "t", .offset = 2}}},
                  {"t-1", {{.topic = "t", .partition = 1, .offset = 1}}},
                  {"t-2", {{.topic = "t", .partition = 2, .offset = 3}}}}};
  REQUIRE(dispatcher.dispatch(lambent::encode(kafka)).ok());
  REQUIRE(dispatcher.dispatch(kafka).ok());
  const std::string one = lambent::to_base64(R"({"a":1})");
  const std::string two = lambent::to_base64(R"({"a":2})");
  const lambent::RabbitMqEvent rabbit{
      .event_source = "aws:rmq",
      .rmq_messages_by_queue = {{"q::/", {{.data = {two}}, {.data = {one}}}},
                                {"r::/", {{.data = {two}}}}}};
  REQUIRE(dispatcher.dispatch(rabbit).ok());
  CHECK(seen == Strings{"t-0:2", "t-2:3", "t-0:2", "t-2:3", "q::/1"});
}

TEST_CASE("a partition without records holds none to match", "[pattern][dispatcher]") {
  std::size_t seen = 0;
  Dispatcher dispatcher;
  dispatcher.on<lambent::MskEvent>(
      [&](const lambent::MskEvent& event) {
        for (const auto& partition : event.records) seen += partition.value.size();
      },
      {.pattern = R"({"offset":[{"numeric":[">",1]}]})"});
  CHECK(dispatcher
            .dispatch(R"({"eventSource":"aws:kafka","records":{"a-0":null,"b-0":)"
                      R"([{"topic":"b","partition":0,"offset":1},)"
                      R"({"topic":"b","partition":0,"offset":2}]}})")
            .ok());
  CHECK(seen == 1);
}

TEST_CASE("a handler that fails with all that it got lists that, and not what others handled",
          "[pattern][dispatcher]") {
  const auto fails = [](const auto&) { return absl::InternalError("no"); };
  Strings sold;
  Dispatcher dispatcher;
  dispatcher
      .on<SqsEvent>(lambent::each<SqsMessage>(fails), {.pattern = R"({"body":{"type":["buy"]}})"})
      .on<SqsEvent>(lambent::each<SqsMessage>(
                        [&](const SqsMessage& one) { sold.emplace_back(one.message_id); }),
                    {.pattern = R"({"body":{"type":["sell"]}})"})
      .on<lambent::KinesisEvent>(lambent::each<lambent::KinesisRecord>(fails),
                                 {.pattern = R"({"partitionKey":["p2"]})"})
      .on<lambent::MskEvent>(lambent::each<lambent::KafkaRecord>(fails),
                             {.pattern = R"({"partition":[1]})"});
  REQUIRE(dispatcher.status().ok());
  const auto buy = queued("m1", R"({"type":"buy"})");
  const auto answer = dispatcher.dispatch(
      SqsEvent{.records = {buy, queued("m2", R"({"type":"sell"})"), queued("m3", "gift")}});
  REQUIRE(answer.ok());
  CHECK(lambent::encode(*answer) == R"({"batchItemFailures":[{"itemIdentifier":"m1"}]})");
  CHECK(sold == Strings{"m2"});
  const auto stream = dispatcher.dispatch(lambent::KinesisEvent{
      .records = {{.kinesis = {.partition_key = "p1", .sequence_number = "1"}},
                  {.kinesis = {.partition_key = "p2", .sequence_number = "2"}}}});
  REQUIRE(stream.ok());
  CHECK(lambent::encode(*stream) == R"({"batchItemFailures":[{"itemIdentifier":"2"}]})");
  const auto topic = dispatcher.dispatch(lambent::MskEvent{
      .records = {{"t-0", {{.topic = "t"}}}, {"t-1", {{.topic = "t", .partition = 1}}}}});
  REQUIRE(topic.ok());
  REQUIRE(topic->batch_item_failures.size() == 1);
  CHECK(topic->batch_item_failures[0].item_identifier.partition == "t-1");
  // Of all the dispatch itself fails, with what was wrong.
  CHECK(dispatcher.dispatch(SqsEvent{.records = {buy}}).status() == absl::InternalError("no"));
}

TEST_CASE("streams and notifications are filtered by their records", "[pattern][dispatcher]") {
  Strings seen;
  Dispatcher dispatcher;
  dispatcher
      .on<lambent::S3Event>(lambent::each<lambent::S3Record>([&](const lambent::S3Record& record) {
                              seen.emplace_back(record.s3.object.key);
                            }),
                            {.pattern = R"({"s3":{"object":{"key":[{"suffix":".png"}]}}})"})
      .on<lambent::KinesisEvent>(
          [&](const lambent::KinesisEvent& event) {
            seen.push_back(std::to_string(event.records.size()));
          },
          {.pattern = R"({"partitionKey":["p1"]})"})
      .on<lambent::DynamoDbEvent>(
          [&](const lambent::DynamoDbEvent& event) {
            seen.emplace_back(event.records[0].event_name);
          },
          {.pattern = R"({"eventName":["REMOVE"]})"});
  REQUIRE(dispatcher
              .dispatch(lambent::S3Event{.records = {{.s3 = {.object = {.key = "a.png"}}},
                                                     {.s3 = {.object = {.key = "b.jpg"}}}}})
              .ok());
  REQUIRE(dispatcher
              .dispatch(lambent::KinesisEvent{.records = {{.kinesis = {.partition_key = "p1"}},
                                                          {.kinesis = {.partition_key = "p2"}}}})
              .ok());
  REQUIRE(dispatcher
              .dispatch(lambent::DynamoDbEvent{
                  .records = {{.event_name = "INSERT"}, {.event_name = "REMOVE"}}})
              .ok());
  CHECK(seen == Strings{"a.png", "1", "REMOVE"});
}

TEST_CASE("a pattern that is none names its source and its handler", "[pattern][dispatcher]") {
  Dispatcher dispatcher;
  dispatcher.on<lambent::S3Event>([](const lambent::S3Event&) {},
                                  {.name = "photos", .pattern = "{"});
  CHECK(std::string(dispatcher.status().message())
            .starts_with("s3_notification: the pattern of photos: "));
}

TEST_CASE("events for a base reach its handlers by their patterns", "[pattern][dispatcher]") {
  Strings seen;
  Dispatcher dispatcher;
  dispatcher.on<EventBridgeEvent>(
      [&](const EventBridgeEvent& event) { seen.emplace_back(event.source); },
      {.pattern = R"({"source":["aws.codebuild"],"detail":{"build-status":[{"exists":true}]}})"});
  CHECK(dispatcher.dispatch(fixtures::load("eventbridge_codebuild/sample.json")).ok());
  CHECK(seen == Strings{"aws.codebuild"});
}

TEST_CASE("of many handlers those run whose pattern matches, and those without, in their order",
          "[pattern][dispatcher]") {
  constexpr int kHandlers = 40;
  std::vector<int> seen;
  Dispatcher dispatcher;
  // Every fourth takes all, the others one source of three.
  for (int i = 0; i < kHandlers; ++i) {
    const auto handler = [&seen, i](const EventBridgeEvent&) { seen.push_back(i); };
    if (i % 4 == 1) {
      dispatcher.on<EventBridgeEvent>(handler);
    } else {
      std::string pattern = R"({"source":["s)";
      pattern.append(std::to_string(i % 3)).append("\"]}");
      dispatcher.on<EventBridgeEvent>(handler, {.pattern = pattern});
    }
  }
  for (int source = 0; source < 4; ++source) {
    std::string name = "s";
    name.append(std::to_string(source));
    std::vector<int> expected;
    for (int i = 0; i < kHandlers; ++i)
      if (i % 4 == 1 || i % 3 == source) expected.push_back(i);
    seen.clear();
    CHECK(dispatcher.dispatch(from(name)).ok());
    CHECK(seen == expected);
  }
}

TEST_CASE("handlers come and go while threads dispatch by patterns",
          "[pattern][dispatcher][threads]") {
  Dispatcher dispatcher;
  std::atomic<int> calls{0};
  dispatcher.on<EventBridgeEvent>([&](const EventBridgeEvent&) { ++calls; },
                                  {.pattern = R"({"source":["shop"]})"});
  std::atomic<bool> over{false};
  std::jthread changes([&] {
    for (int i = 0; i < 200; ++i) {
      const auto live = dispatcher.subscribe<EventBridgeEvent>(
          [](const EventBridgeEvent&) {}, {.pattern = R"({"source":["bank"]})"});
      if (!live.ok()) ++calls;
    }
    over = true;
  });
  int dispatched = 0;
  while (!over) {
    if (!dispatcher.dispatch(from("shop")).ok()) break;
    ++dispatched;
  }
  changes.join();
  CHECK(calls == dispatched);
}

TEST_CASE("what cannot be matched fails the dispatch, and is not lost", "[pattern][dispatcher]") {
  Dispatcher dispatcher;
  dispatcher.on<EventBridgeEvent>([](const EventBridgeEvent&) {},
                                  {.pattern = R"({"detail":{"a":[1]}})"});
  const std::string deep = R"({"a":)" + std::string(250, '[') + std::string(250, ']') + "}";
  CHECK(dispatcher.dispatch(from("shop", deep)).code() == absl::StatusCode::kResourceExhausted);
}
