// SPDX-License-Identifier: Apache-2.0
// each() on sources whose answer has a result for every record, and on those that list no failures.
#include <stdexcept>
#include <string>
#include <vector>

#include "catch.h"
#include "fixtures.h"
#include "lambent/batch.h"
#include "lambent/dispatcher.h"
#include "lambent/events/activemq.h"
#include "lambent/events/cloudwatch_logs.h"
#include "lambent/events/documentdb.h"
#include "lambent/events/firehose.h"
#include "lambent/events/kinesis_analytics.h"
#include "lambent/events/rabbitmq.h"
#include "lambent/events/s3.h"
#include "lambent/events/s3_batch.h"
#include "lambent/events/sns.h"

using lambent::each;
using lambent::each_body;
using lambent::FirehoseRecord;
using lambent::FirehoseResponseRecord;

namespace {

struct Reading {
  std::string_view sensor{};
};

using Strings = std::vector<std::string>;

}  // namespace

template <>
inline constexpr auto lambent::fields<Reading> = std::array{
    field<&Reading::sensor>("sensor", kRequired),
};

TEST_CASE("every record of a transformation has its result", "[batch]") {
  auto handler = each<FirehoseRecord>(
      [](const FirehoseRecord& record) -> absl::StatusOr<FirehoseResponseRecord> {
        if (record.data.text == "ZmFpbA==") return absl::InternalError("no");
        if (record.data.text == "dGhyb3c=") throw std::runtime_error("no");
        if (record.data.text == "ZHJvcA==")
          return FirehoseResponseRecord{.result = std::string(FirehoseResponseRecord::kDropped)};
        return FirehoseResponseRecord{.data = lambent::to_base64("new")};
      });
  const auto answer =
      handler(lambent::FirehoseEvent{.records = {{.record_id = "1", .data = {"b2xk"}},
                                                 {.record_id = "2", .data = {"ZmFpbA=="}},
                                                 {.record_id = "3", .data = {"dGhyb3c="}},
                                                 {.record_id = "4", .data = {"ZHJvcA=="}}}});
  REQUIRE(answer.ok());
  CHECK(lambent::encode(*answer) ==
        R"({"records":[{"recordId":"1","result":"Ok","data":"bmV3"},)"
        R"({"recordId":"2","result":"ProcessingFailed","data":"ZmFpbA=="},)"
        R"({"recordId":"3","result":"ProcessingFailed","data":"dGhyb3c="},)"
        R"({"recordId":"4","result":"Dropped","data":""}]})");
}

TEST_CASE("a record stays as it is where its handler gives no result, or a filter passes it over",
          "[batch]") {
  auto handler = each<lambent::FirehoseMskRecord>(
      [](const lambent::FirehoseMskRecord&) {},
      {.filter = [](const auto& record) { return record.record_id == "1"; }});
  const auto answer = handler(
      lambent::FirehoseMskEvent{.records = {{.record_id = "1", .kafka_record_value = {"YQ=="}},
                                            {.record_id = "2", .kafka_record_value = {"Yg=="}}}});
  REQUIRE(answer.ok());
  REQUIRE(answer->records.size() == 2);
  CHECK(answer->records[0].result == "Ok");
  CHECK(answer->records[0].kafka_record_value == "YQ==");
  CHECK(answer->records[1].kafka_record_value == "Yg==");
}

TEST_CASE("bodies of a transformation are decoded, and results are those of their records",
          "[batch]") {
  lambent::Dispatcher dispatcher;
  dispatcher.on<lambent::FirehoseEvent>(each_body<Reading>([](const Reading& reading) {
    return FirehoseResponseRecord{.data = lambent::to_base64(reading.sensor)};
  }));
  const auto answer = dispatcher.dispatch(lambent::FirehoseEvent{
      .records = {{.record_id = "1", .data = {lambent::to_base64(R"({"sensor":"s"})")}},
                  {.record_id = "2", .data = {lambent::to_base64("no JSON")}}}});
  REQUIRE(answer.ok());
  CHECK(answer->records[0].record_id == "1");
  CHECK(answer->records[0].data == lambent::to_base64("s"));
  CHECK(answer->records[1].result == FirehoseResponseRecord::kProcessingFailed);
}

TEST_CASE("Kinesis Analytics gets delivery results, and transformed records", "[batch]") {
  const auto fails = [](const auto&) { return absl::InternalError("no"); };
  const auto output = each<lambent::KinesisAnalyticsOutputRecord>(fails)(
      lambent::KinesisAnalyticsOutputEvent{.records = {{.record_id = "1"}}});
  REQUIRE(output.ok());
  CHECK(lambent::encode(*output) == R"({"records":[{"recordId":"1","result":"DeliveryFailed"}]})");
  const auto stream = each<lambent::KinesisAnalyticsStreamRecord>(fails)(
      lambent::KinesisAnalyticsStreamsPreprocessingEvent{
          .records = {{.record_id = "1", .data = {"YQ=="}}}});
  REQUIRE(stream.ok());
  CHECK(lambent::encode(*stream) ==
        R"({"records":[{"recordId":"1","result":"ProcessingFailed","data":"YQ=="}]})");
  const auto firehose = each<lambent::KinesisAnalyticsFirehoseRecord>([](const auto&) {
    return lambent::KinesisAnalyticsPreprocessingResponseRecord{.data = "Yg=="};
  })(lambent::KinesisAnalyticsFirehosePreprocessingEvent{.records = {{.record_id = "1"}}});
  REQUIRE(firehose.ok());
  CHECK(firehose->records[0].data == "Yg==");
  CHECK(firehose->records[0].record_id == "1");
}

TEST_CASE("tasks of S3 Batch fail for now or for ever, as the Status says", "[batch]") {
  const auto run = [](absl::Status status) {
    auto handler = each<lambent::S3BatchTask>([&](const lambent::S3BatchTask&) { return status; });
    const auto answer = handler(lambent::S3BatchEvent{
        .invocation_schema_version = "2.0", .invocation_id = "i", .tasks = {{.task_id = "t"}}});
    REQUIRE(answer.ok());
    CHECK(answer->invocation_id == "i");
    REQUIRE(answer->results.size() == 1);
    CHECK(answer->results[0].task_id == "t");
    return answer->results[0];
  };
  CHECK(run(absl::OkStatus()).result_code == "Succeeded");
  CHECK(run(absl::UnavailableError("later")).result_code == "TemporaryFailure");
  CHECK(run(absl::NotFoundError("gone")).result_code == "PermanentFailure");
  CHECK(run(absl::NotFoundError("gone")).result_string == "gone");
  // 1,024 bytes would end within the last character.
  const std::string text =
      run(absl::InternalError(std::string(1023, 'x') + "\u00e9")).result_string;
  CHECK(text == std::string(1023, 'x'));
}

TEST_CASE("sources that list no failures fail with all of them, and run every record", "[batch]") {
  Strings seen;
  const auto fails_second = [&](const std::string& id) {
    seen.push_back(id);
    return seen.size() == 2 ? absl::NotFoundError("no") : absl::OkStatus();
  };
  const auto check = [&](const absl::Status& status, const Strings& ids) {
    CHECK(status == absl::NotFoundError("no"));
    CHECK(seen == ids);
    seen.clear();
  };
  auto s3 = each<lambent::S3Record>([&](const lambent::S3Record& record) {
    return fails_second(std::string(record.s3.object.key));
  });
  check(s3(lambent::S3Event{.records = {{.s3 = {.object = {.key = "a"}}},
                                        {.s3 = {.object = {.key = "b"}}},
                                        {.s3 = {.object = {.key = "c"}}}}}),
        {"a", "b", "c"});
  auto activemq = each<lambent::ActiveMqMessage>([&](const lambent::ActiveMqMessage& message) {
    return fails_second(std::string(message.message_id));
  });
  check(activemq(lambent::ActiveMqEvent{.messages = {{.message_id = "1"}, {.message_id = "2"}}}),
        {"1", "2"});
  auto rabbitmq = each<lambent::RabbitMqMessage>([&](const lambent::RabbitMqMessage& message) {
    return fails_second(std::string(message.data.text));
  });
  check(rabbitmq(lambent::RabbitMqEvent{
            .rmq_messages_by_queue = {{"q::/", {{.data = {"a"}}}}, {"r::/", {{.data = {"b"}}}}}}),
        {"a", "b"});
  auto documentdb = each<lambent::DocumentDbRecord>([&](const lambent::DocumentDbRecord& record) {
    return fails_second(std::string(record.event.id.data));
  });
  check(documentdb(lambent::DocumentDbEvent{
            .events = {{.event = {.id = {"1"}}}, {.event = {.id = {"2"}}}}}),
        {"1", "2"});
}

TEST_CASE("bodies of SNS, of MQ and of DocumentDB are decoded", "[batch]") {
  Strings seen;
  auto handler =
      each_body<Reading>([&](const Reading& reading) { seen.emplace_back(reading.sensor); });
  const std::string data = lambent::to_base64(R"({"sensor":"mq"})");
  CHECK(handler(lambent::SnsEvent{.records = {{.sns = {.message = R"({"sensor":"sns"})"}}}}).ok());
  CHECK(handler(lambent::ActiveMqEvent{.messages = {{.data = {data}}}}).ok());
  CHECK(handler(lambent::RabbitMqEvent{.rmq_messages_by_queue = {{"q::/", {{.data = {data}}}}}})
            .ok());
  CHECK(handler(lambent::DocumentDbEvent{
                    .events = {{.event = {.operation_type = "insert",
                                          .full_document = {R"({"sensor":"docdb"})"}}},
                               {.event = {.operation_type = "delete"}}}})
            .ok());
  CHECK(seen == Strings{"sns", "mq", "mq", "docdb"});
  // An update that was not looked up cannot be told from one that changed nothing.
  CHECK(handler(lambent::DocumentDbEvent{.events = {{.event = {.operation_type = "update"}}}})
            .code() == absl::StatusCode::kInvalidArgument);
}

TEST_CASE("the lines of a Logs event come one by one, and a control message has none", "[batch]") {
  const auto event =
      lambent::decode<lambent::CloudWatchLogsEvent>(fixtures::load("cloudwatch_logs/sample.json"));
  REQUIRE(event.ok());
  Strings ids;
  auto handler = each<lambent::CloudWatchLogEvent>(
      [&](const lambent::CloudWatchLogEvent& line) { ids.emplace_back(line.id); });
  REQUIRE(handler(**event).ok());
  CHECK(ids.size() == 2);
  const auto broken = handler(lambent::CloudWatchLogsEvent{.awslogs = {.data = {"YQ=="}}});
  CHECK(broken.code() == absl::StatusCode::kInvalidArgument);
}
