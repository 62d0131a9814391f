// SPDX-License-Identifier: Apache-2.0
// Every way in which events carry each other.
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "catch.h"
#include "envelopes.h"
#include "fixtures.h"
#include "lambent/alarm_documents.h"
#include "lambent/envelope.h"
#include "lambent/events/cloudwatch_logs.h"
#include "lambent/events/dynamodb.h"
#include "lambent/events/eventbridge.h"
#include "lambent/events/firehose.h"
#include "lambent/events/kinesis.h"
#include "lambent/events/s3.h"
#include "lambent/events/s3_test_event.h"
#include "lambent/events/sns.h"
#include "lambent/events/sqs.h"
#include "lambent/logs.h"

using lambent::Dispatcher;
using lambent::FirehoseEvent;
using lambent::KinesisEvent;
using lambent::S3Event;
using lambent::SnsEvent;
using lambent::SqsEvent;
using namespace envelopes;

TEST_CASE("S3 by way of SQS, of SNS and SQS, and of SNS with raw delivery", "[envelope]") {
  Strings seen;
  Dispatcher dispatcher;
  dispatcher.on<S3Event>(Keys{&seen}).unwrap<SqsEvent>();
  const auto answer = dispatcher.dispatch(sqs_json(
      {message("m1", s3_event("direct")), message("m2", notification(s3_event("topic")))}));
  REQUIRE(answer.ok());
  CHECK(*answer == kNoFailure);
  CHECK(seen == Strings{"direct", "topic"});
}

TEST_CASE("S3 by way of SNS", "[envelope]") {
  Strings seen;
  Dispatcher dispatcher;
  dispatcher.on<S3Event>(Keys{&seen}).unwrap<SnsEvent>();
  const json good = {{"Records",
                      {{{"EventSource", "aws:sns"},
                        {"EventVersion", "1.0"},
                        {"Sns", json::parse(notification(s3_event("topic")))}}}}};
  CHECK(dispatcher.dispatch(good.dump()).ok());
  const json bad = {{"Records",
                     {{{"EventSource", "aws:sns"},
                       {"EventVersion", "1.0"},
                       {"Sns", json::parse(notification(s3_event("bad")))}}}}};
  CHECK(dispatcher.dispatch(bad.dump()).status() == absl::UnavailableError("not now"));
  CHECK(seen == Strings{"topic", "bad"});
}

TEST_CASE("a notification comes to the handlers of SNS, in both spellings of its URL members",
          "[envelope]") {
  Strings urls;
  Dispatcher dispatcher;
  dispatcher.unwrap<SqsEvent>().on<SnsEvent>([&](const SnsEvent& event) {
    urls.emplace_back(event.records[0].sns.signing_cert_url);
    urls.emplace_back(event.records[0].sns.message);
  });
  json other = json::parse(notification("text"));
  other["SigningCertUrl"] = other["SigningCertURL"];
  other["UnsubscribeUrl"] = other["UnsubscribeURL"];
  other.erase("SigningCertURL");
  other.erase("UnsubscribeURL");
  REQUIRE(
      dispatcher
          .dispatch(sqs_json({message("m1", notification("text")), message("m2", other.dump())}))
          .ok());
  const std::string url = "https://sns.eu-west-1.amazonaws.com/cert.pem";
  CHECK(urls == Strings{url, "text", url, "text"});
}

TEST_CASE("EventBridge by way of SQS reaches the handlers of the event, and of its base",
          "[envelope]") {
  Strings types;
  Dispatcher dispatcher;
  dispatcher.unwrap<SqsEvent>().on<lambent::EventBridgeEvent>(
      [&](const lambent::EventBridgeEvent& event) { types.emplace_back(event.detail_type); });
  CHECK(
      dispatcher
          .dispatch(sqs_json({message("m1", fixtures::load("eventbridge/sample.json")),
                              message("m2", fixtures::load("eventbridge_codebuild/sample.json"))}))
          .value() == kNoFailure);
  CHECK(types.size() == 2);
}

TEST_CASE("CloudWatch Logs by way of Kinesis and of Firehose", "[envelope]") {
  const auto sample =
      lambent::decode<lambent::CloudWatchLogsEvent>(fixtures::load("cloudwatch_logs/sample.json"));
  REQUIRE(sample.ok());
  const std::string packed = (*sample)->awslogs.data.bytes().value();
  const auto unpacked = lambent::unpack(**sample);
  REQUIRE(unpacked.ok());
  const std::string document = lambent::encode(**unpacked);
  std::size_t lines = 0;
  Dispatcher dispatcher;
  dispatcher.unwrap<KinesisEvent>().unwrap<FirehoseEvent>().on<lambent::CloudWatchLogsEvent>(
      lambent::each<lambent::CloudWatchLogEvent>(
          [&](const lambent::CloudWatchLogEvent&) { ++lines; }));
  const std::size_t each = (*unpacked)->log_events.size();
  CHECK(dispatcher.dispatch(kinesis(packed)).value() == kNoFailure);
  CHECK(lines == each);
  const auto answer = dispatcher.dispatch(firehose(packed));
  REQUIRE(answer.ok());
  CHECK(json::parse(*answer)["records"][0]["result"] == "Ok");
  CHECK(json::parse(*answer)["records"][0]["data"] == lambent::to_base64(packed));
  CHECK(lines == 2 * each);
  REQUIRE(dispatcher.dispatch(firehose(document)).ok());
  CHECK(lines == 3 * each);
  // Other gzip is not opened.
  CHECK_FALSE(dispatcher.dispatch(kinesis("\x1f\x8b no gzip")).ok());
}

TEST_CASE("what unpacks to more than the dispatcher takes is not opened", "[envelope]") {
  const auto event = lambent::decode<lambent::CloudWatchLogsEvent>(
      fixtures::load("cloudwatch_logs/repeated_line.json"));
  REQUIRE(event.ok());
  const std::string payload = kinesis((*event)->awslogs.data.bytes().value());
  for (const std::size_t most : {2'000, 20'000}) {
    Strings seen;
    Dispatcher dispatcher({.max_bytes = most});
    dispatcher.unwrap<KinesisEvent>()
        .on<lambent::CloudWatchLogsEvent>(
            [&](const lambent::CloudWatchLogsEvent&) { seen.emplace_back("logs"); })
        .on<KinesisEvent>([&](const KinesisEvent&) { seen.emplace_back("record"); });
    CHECK(dispatcher.dispatch(payload).value() == kNoFailure);
    CHECK(seen == Strings{most == 2'000 ? "record" : "logs"});
  }
}

TEST_CASE("an alarm by way of SNS, and of SQS around that", "[envelope]") {
  Strings names;
  Dispatcher dispatcher;
  dispatcher.unwrap<SnsEvent>().unwrap<SqsEvent>().on<lambent::CloudWatchAlarmNotification>(
      [&](const lambent::CloudWatchAlarmNotification& alarm) {
        names.emplace_back(alarm.alarm_name);
      });
  const std::string alarm = R"({"AlarmName":"high","NewStateValue":"ALARM","NewStateReason":"r",)"
                            R"("StateChangeTime":"2026-01-01T00:00:00.000+0000"})";
  json event = json::parse(fixtures::load("sns/sample.json"));
  event["Records"][0]["Sns"]["Message"] = alarm;
  CHECK(dispatcher.dispatch(event.dump()).ok());
  CHECK(dispatcher.dispatch(sqs_json({message("m1", notification(alarm))})).value() == kNoFailure);
  CHECK(names == Strings{"high", "high"});
}

TEST_CASE("records of SQS by way of Firehose, and what they hold", "[envelope]") {
  Strings seen;
  Dispatcher dispatcher;
  dispatcher.unwrap<FirehoseEvent>().on<SqsEvent>([&](const SqsEvent& event) -> absl::Status {
    seen.emplace_back(event.records[0].body);
    return absl::OkStatus();
  });
  const auto answer = dispatcher.dispatch(firehose(message("m1", "text").dump()));
  REQUIRE(answer.ok());
  CHECK(seen == Strings{"text"});

  Dispatcher deeper;
  deeper.unwrap<FirehoseEvent>().on<S3Event>(Keys{&seen});
  CHECK(deeper.dispatch(firehose(message("m1", s3_event("deep")).dump())).ok());
  const auto bad = deeper.dispatch(firehose(message("m1", s3_event("bad")).dump()));
  REQUIRE(bad.ok());
  CHECK(json::parse(*bad)["records"][0]["result"] == "ProcessingFailed");
  CHECK(seen == Strings{"text", "deep", "bad"});
}

TEST_CASE("a change of DynamoDB by way of Kinesis", "[envelope]") {
  Strings tables;
  Dispatcher dispatcher;
  dispatcher.unwrap<KinesisEvent>().on<lambent::DynamoDbEvent>(
      [&](const lambent::DynamoDbEvent& event) {
        tables.emplace_back(event.records[0].table_name);
      });
  const std::string change =
      R"({"awsRegion":"eu-west-1","eventID":"e","eventName":"INSERT","userIdentity":null,)"
      R"("recordFormat":"application/json","tableName":"orders","dynamodb":{)"
      R"("Keys":{"id":{"S":"o1"}},"SizeBytes":3},"eventSource":"aws:dynamodb"})";
  CHECK(dispatcher.dispatch(kinesis(change)).value() == kNoFailure);
  CHECK(tables == Strings{"orders"});
}

TEST_CASE("S3's test message succeeds silently, and reaches its handler where there is one",
          "[envelope]") {
  const std::string text =
      R"({"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"b","Time":"2026-01-01T00:00:00Z"})";
  Strings seen;
  Dispatcher dispatcher;
  dispatcher.on<S3Event>(Keys{&seen}).unwrap<SqsEvent>().unwrap<SnsEvent>();
  CHECK(dispatcher.dispatch(sqs_json({message("m1", text), message("m2", notification(text))}))
            .value() == kNoFailure);
  json event = json::parse(fixtures::load("sns/sample.json"));
  event["Records"][0]["Sns"]["Message"] = text;
  CHECK(dispatcher.dispatch(event.dump()).ok());
  CHECK(seen.empty());

  dispatcher.on<lambent::S3TestEvent>(
      [&](const lambent::S3TestEvent& test) { seen.emplace_back(test.bucket); });
  CHECK(dispatcher.dispatch(sqs_json({message("m1", text)})).value() == kNoFailure);
  CHECK(seen == Strings{"b"});
}
