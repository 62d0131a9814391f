// SPDX-License-Identifier: Apache-2.0
// Filters of event source mappings, source by source.
#include "lambent/record_filter.h"

#include <string>
#include <string_view>

#include "catch.h"
#include "lambent/batch.h"
#include "lambent/events/activemq.h"
#include "lambent/events/dynamodb.h"
#include "lambent/events/kafka.h"
#include "lambent/events/kinesis.h"
#include "lambent/events/rabbitmq.h"
#include "lambent/events/sqs.h"

using lambent::PatternService;
using lambent::RecordFilter;
using lambent::SqsMessage;

namespace {

template <class Record>
bool passes(std::string_view pattern, const Record& record) {
  const auto filter = RecordFilter<Record>::parse({pattern});
  INFO(pattern);
  REQUIRE(filter.ok());
  const auto found = filter->matches(record);
  REQUIRE(found.ok());
  return *found;
}

}  // namespace

TEST_CASE("an object in the pattern looks into a body of JSON, a list compares text", "[pattern]") {
  const SqsMessage order = {.message_id = "m1", .body = R"({"type":"buy","lines":[{"sku":"a"}]})"};
  const SqsMessage list = {.message_id = "m1", .body = R"( [{"type":"buy"}] )"};
  const SqsMessage text = {.message_id = "m1", .body = "type=buy"};
  const SqsMessage number = {.message_id = "m1", .body = "5"};
  constexpr std::string_view kBuy = R"({"body":{"type":["buy"]}})";
  CHECK(passes(kBuy, order));
  CHECK(passes(kBuy, list));
  CHECK_FALSE(passes(kBuy, text));
  CHECK_FALSE(passes(kBuy, number));
  CHECK(passes(R"({"body":[{"prefix":"type="}]})", text));
  CHECK_FALSE(passes(R"({"body":[{"prefix":"{"}]})", order));
  CHECK(passes(R"({"body":["5"]})", number));
  // Even where the tests alone would succeed.
  CHECK_FALSE(passes(R"({"body":{"x":[{"exists":false}]}})", text));
  CHECK(passes(R"({"body":{"x":[{"exists":false}]}})", order));
  // Other members do not ask for a form.
  CHECK(passes(R"({"messageId":["m1"]})", text));
  CHECK(passes(R"({"messageId":["m1"],"body":{"lines":{"sku":["a"]}}})", order));
  // Each alternative for itself.
  constexpr std::string_view kEither =
      R"({"$or":[{"body":{"type":["buy"]}},{"body":["type=buy"]}]})";
  CHECK(passes(kEither, order));
  CHECK(passes(kEither, text));
  CHECK_FALSE(passes(kEither, number));
}

TEST_CASE("a body that is cut short is text", "[pattern]") {
  const SqsMessage cut = {.message_id = "m1", .body = R"({"type":"buy")"};
  CHECK_FALSE(passes(R"({"body":{"type":["buy"]}})", cut));
  CHECK(passes(R"({"body":[{"prefix":"{"}]})", cut));
}

TEST_CASE("data of Kinesis is JSON in base64, and members of `kinesis` are the record's own",
          "[pattern]") {
  const std::string json = lambent::to_base64(R"({"q":12})");
  const lambent::KinesisRecord record = {.event_id = "shard:1",
                                         .kinesis = {.data = {json}, .partition_key = "p1"}};
  CHECK(passes(R"({"data":{"q":[{"numeric":[">=",10]}]},"partitionKey":["p1"]})", record));
  CHECK(passes(R"({"kinesis":{"partitionKey":["p1"]},"eventID":["shard:1"]})", record));
  CHECK_FALSE(passes(R"({"data":{"q":[13]}})", record));
  const std::string text = lambent::to_base64("q=12");
  const lambent::KinesisRecord plain = {.kinesis = {.data = {text}, .partition_key = "p1"}};
  CHECK_FALSE(passes(R"({"data":{"q":[{"exists":false}]}})", plain));
  CHECK(passes(R"({"partitionKey":["p1"]})", plain));
  const auto list = RecordFilter<lambent::KinesisRecord>::parse({R"({"data":["x"]})"});
  CHECK_THAT(std::string(list.status().message()), Catch::Contains("write an object"));
}

TEST_CASE("changes of DynamoDB are matched as they are, types and all", "[pattern]") {
  const auto event = lambent::decode<lambent::DynamoDbEvent>(
      R"({"Records":[{"eventName":"INSERT","eventSource":"aws:dynamodb","dynamodb":{
          "Keys":{"Id":{"S":"c-1"}},"SequenceNumber":"1","NewImage":{"price":{"N":"15"},
          "ok":{"BOOL":true},"tags":{"SS":["a","b"]},"m":{"M":{"city":{"S":"Oslo"}}}}}}]})");
  REQUIRE(event.ok());
  const lambent::DynamoDbRecord& record = (*event)->records[0];
  CHECK(passes(R"({"eventName":["INSERT"],"dynamodb":{"Keys":{"Id":{"S":["c-1"]}}}})", record));
  CHECK(passes(R"({"dynamodb":{"NewImage":{"price":{"N":["15"]}}}})", record));
  CHECK_FALSE(passes(R"({"dynamodb":{"NewImage":{"price":{"N":[15]}}}})", record));
  CHECK_FALSE(passes(R"({"dynamodb":{"NewImage":{"price":{"N":[{"numeric":[">",1]}]}}}})", record));
  CHECK(passes(R"({"dynamodb":{"NewImage":{"ok":{"BOOL":[true]},"tags":{"SS":["b"]}}}})", record));
  CHECK(passes(R"({"dynamodb":{"NewImage":{"m":{"M":{"city":{"S":["Oslo"]}}}}}})", record));
  CHECK_FALSE(passes(R"({"dynamodb":{"NewImage":{"price":[{"exists":true}]}}})", record));
}

TEST_CASE("values of Kafka and data of MQ are undone from base64", "[pattern]") {
  const std::string json = lambent::to_base64(R"({"device":"AB12"})");
  const std::string text = lambent::to_base64("error: no");
  const lambent::KafkaRecord record = {.topic = "t", .value = lambent::Base64{json}};
  CHECK(passes(R"({"value":{"device":[{"prefix":"AB"}]},"topic":["t"],"partition":[0]})", record));
  const lambent::KafkaRecord plain = {.topic = "t", .value = lambent::Base64{text}};
  CHECK(passes(R"({"value":[{"prefix":"error"}]})", plain));
  CHECK_FALSE(passes(R"({"value":{"device":[{"exists":false}]}})", plain));
  const lambent::KafkaRecord tombstone = {.topic = "t"};
  CHECK_FALSE(passes(R"({"value":{"device":[{"exists":false}]}})", tombstone));
  CHECK(passes(R"({"topic":["t"]})", tombstone));
  CHECK(passes(R"({"data":{"device":["AB12"]}})", lambent::ActiveMqMessage{.data = {json}}));
  CHECK(passes(R"({"data":[{"suffix":"no"}]})", lambent::RabbitMqMessage{.data = {text}}));
}

TEST_CASE("one of several patterns is enough, and their number is limited where AWS limits it",
          "[pattern]") {
  const auto filter = RecordFilter<SqsMessage>::parse({R"({"body":["a"]})", R"({"body":["b"]})"});
  REQUIRE(filter.ok());
  CHECK(*filter->matches(SqsMessage{.body = "b"}));
  CHECK_FALSE(*filter->matches(SqsMessage{.body = "c"}));
  CHECK_FALSE(RecordFilter<SqsMessage>::parse({}).ok());
  const std::vector<std::string_view> many(11, R"({"body":["a"]})");
  CHECK(RecordFilter<SqsMessage>::parse(many).ok());
  const auto refused =
      RecordFilter<SqsMessage>::parse(many, {.service = PatternService::kEventSourceMapping});
  CHECK(refused.status().code() == absl::StatusCode::kResourceExhausted);
  CHECK_FALSE(RecordFilter<SqsMessage>::parse({R"({"body":"a"})"}).ok());
}

TEST_CASE("a record that a filter of each() leaves out counts as handled", "[pattern]") {
  const auto filter = RecordFilter<SqsMessage>::parse({R"({"body":{"type":["buy"]}})"});
  REQUIRE(filter.ok());
  std::string seen;
  auto handler = lambent::each<SqsMessage>(
      [&](const SqsMessage& message) {
        seen += message.message_id;
        return absl::InternalError("no");
      },
      {.filter = *filter});
  const auto answer =
      handler(lambent::SqsEvent{.records = {{.message_id = "m1", .body = R"({"type":"sell"})"},
                                            {.message_id = "m2", .body = R"({"type":"buy"})"}}});
  REQUIRE(answer.ok());
  CHECK(seen == "m2");
  CHECK(lambent::encode(*answer) == R"({"batchItemFailures":[{"itemIdentifier":"m2"}]})");
}

TEST_CASE("of two payloads in one record the first one counts", "[pattern]") {
  const auto filter =
      RecordFilter<SqsMessage>::parse({R"({"body":{"a":["a text of some length"]}})"});
  REQUIRE(filter.ok());
  CHECK(*filter->matches(
      R"({"body":"{\"a\":\"a text of some length\"}","body":"{\"a\":\"another one, no shorter\"}"})"));
}

TEST_CASE("a body that cannot be looked into is an error, not a record left out", "[pattern]") {
  const auto filter = RecordFilter<SqsMessage>::parse({R"({"body":{"a":[1]}})"});
  REQUIRE(filter.ok());
  const std::string deep = R"({"a":)" + std::string(250, '[') + std::string(250, ']') + "}";
  CHECK(filter->matches(SqsMessage{.message_id = "m1", .body = deep}).status().code() ==
        absl::StatusCode::kResourceExhausted);
}
