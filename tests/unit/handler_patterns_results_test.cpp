// SPDX-License-Identifier: Apache-2.0
// Patterns as options of handlers of sources where every record has a result.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "catch.h"
#include "lambent/batch.h"
#include "lambent/dispatcher.h"
#include "lambent/events/firehose.h"
#include "lambent/events/s3_batch.h"

using lambent::Dispatcher;

TEST_CASE("where every record has a result, those that do not match stay as they are",
          "[pattern][dispatcher]") {
  Dispatcher dispatcher;
  dispatcher
      .on<lambent::FirehoseEvent>(
          lambent::each<lambent::FirehoseRecord>([](const lambent::FirehoseRecord&) {
            return lambent::FirehoseResponseRecord{.data = "bmV3"};
          }),
          {.pattern = R"({"recordId":["2"]})"})
      .on<lambent::S3BatchEvent>(
          lambent::each<lambent::S3BatchTask>(
              [](const lambent::S3BatchTask&) { return absl::NotFoundError("no"); }),
          {.pattern = R"({"s3Key":[{"prefix":"a"}]})"});
  const auto answer = dispatcher.dispatch(lambent::FirehoseEvent{
      .records = {{.record_id = "1", .data = {"YQ=="}}, {.record_id = "2", .data = {"Yg=="}}}});
  REQUIRE(answer.ok());
  CHECK(lambent::encode(*answer) == R"({"records":[{"recordId":"2","result":"Ok","data":"bmV3"},)"
                                    R"({"recordId":"1","result":"Ok","data":"YQ=="}]})");
  const auto none = dispatcher.dispatch(lambent::FirehoseEvent{.records = {{.record_id = "3"}}});
  REQUIRE(none.ok());
  CHECK(none->records[0].result == "Ok");
  const auto tasks = dispatcher.dispatch(lambent::S3BatchEvent{
      .invocation_id = "i",
      .tasks = {{.task_id = "1", .s3_key = "a"}, {.task_id = "2", .s3_key = "b"}}});
  REQUIRE(tasks.ok());
  CHECK(tasks->invocation_id == "i");
  CHECK(tasks->results[0].result_code == "PermanentFailure");
  CHECK(tasks->results[1].result_code == "Succeeded");
}

TEST_CASE("where every record has a result, each goes to the first handler that takes it",
          "[pattern][dispatcher]") {
  const lambent::FirehoseEvent event{
      .records = {
          {.record_id = "a1"}, {.record_id = "b1"}, {.record_id = "a2"}, {.record_id = "c"}}};
  const auto says = [](std::string data) {
    return lambent::each<lambent::FirehoseRecord>([data](const lambent::FirehoseRecord& record) {
      return lambent::FirehoseResponseRecord{.data = data + std::string(record.record_id)};
    });
  };
  const auto answered = [](const Dispatcher& dispatcher, const lambent::FirehoseEvent& asked) {
    const auto answer = dispatcher.dispatch(asked);
    REQUIRE(answer.ok());
    std::vector<std::string> results;
    for (const auto& record : answer->records) results.push_back(record.record_id + record.data);
    std::sort(results.begin(), results.end());
    return results;
  };
  Dispatcher dispatcher;
  dispatcher.on<lambent::FirehoseEvent>(says("x"), {.pattern = R"({"recordId":[{"prefix":"a"}]})"})
      .on<lambent::FirehoseEvent>(says("y"), {.pattern = R"({"recordId":[{"prefix":"b"},"a2"]})"});
  CHECK(answered(dispatcher, event) == std::vector<std::string>{"a1xa1", "a2xa2", "b1yb1", "c"});

  SECTION("those that match nothing go to a handler without a pattern") {
    dispatcher.on<lambent::FirehoseEvent>(says("z"), {.priority = -1});
    CHECK(answered(dispatcher, event) ==
          std::vector<std::string>{"a1xa1", "a2xa2", "b1yb1", "czc"});
    CHECK(answered(dispatcher, {.records = {{.record_id = "c"}}}) ==
          std::vector<std::string>{"czc"});
    CHECK(answered(dispatcher, {.records = {{.record_id = "a"}}}) ==
          std::vector<std::string>{"axa"});
  }
  SECTION("a filter that refuses them leaves them to others") {
    Dispatcher picky;
    picky.on<lambent::FirehoseEvent>(says("n"),
                                     {.filter = [](const lambent::FirehoseEvent&) { return false; },
                                      .pattern = R"({"recordId":[{"prefix":"a"}]})"});
    CHECK(picky.dispatch(event).status().code() == absl::StatusCode::kNotFound);
    CHECK(answered(picky, {.records = {{.record_id = "c"}}}) == std::vector<std::string>{"c"});
    picky.on<lambent::FirehoseEvent>(says("z"), {.priority = -1});
    CHECK(answered(picky, {.records = {{.record_id = "a"}}}) == std::vector<std::string>{"aza"});
  }
  SECTION("a handler that refuses what is left leaves it as it is") {
    dispatcher.on<lambent::FirehoseEvent>(
        says("n"), {.filter = [](const lambent::FirehoseEvent&) { return false; }, .priority = -1});
    CHECK(answered(dispatcher, event) == std::vector<std::string>{"a1xa1", "a2xa2", "b1yb1", "c"});
    CHECK(dispatcher.dispatch(lambent::FirehoseEvent{.records = {{.record_id = "c"}}})
              .status()
              .code() == absl::StatusCode::kNotFound);
  }
  SECTION("a handler for one time takes its records once") {
    dispatcher.on<lambent::FirehoseEvent>(
        says("o"), {.pattern = R"({"recordId":["c"]})", .priority = 1, .once = true});
    CHECK(answered(dispatcher, event) ==
          std::vector<std::string>{"a1xa1", "a2xa2", "b1yb1", "coc"});
    CHECK(answered(dispatcher, event) == std::vector<std::string>{"a1xa1", "a2xa2", "b1yb1", "c"});
  }
  SECTION("a failure is the answer to all") {
    dispatcher.on<lambent::FirehoseEvent>(
        [](const lambent::FirehoseEvent&) -> absl::StatusOr<lambent::FirehoseResponse> {
          return absl::UnavailableError("down, behind others");
        },
        {.priority = -1});
    CHECK(dispatcher.dispatch(event).status().message() == "down, behind others");
    Dispatcher failing;
    failing
        .on<lambent::FirehoseEvent>(
            [](const lambent::FirehoseEvent&) -> absl::StatusOr<lambent::FirehoseResponse> {
              return absl::UnavailableError("down");
            },
            {.pattern = R"({"recordId":["a1"]})"})
        .on<lambent::FirehoseEvent>(says("z"), {.priority = -1});
    CHECK(failing.dispatch(event).status().message() == "down");
  }
}

TEST_CASE("what an answer says besides its results stays as the first handler said it",
          "[pattern][dispatcher]") {
  Dispatcher dispatcher;
  dispatcher
      .on<lambent::S3BatchEvent>(
          [](const lambent::S3BatchEvent& event) {
            lambent::S3BatchResponse response = lambent::answer_to(event);
            response.treat_missing_keys_as = "TemporaryFailure";
            return response;  // without a result
          },
          {.pattern = R"({"s3Key":["a"]})"})
      .on<lambent::S3BatchEvent>(
          lambent::each<lambent::S3BatchTask>([](const lambent::S3BatchTask&) {}),
          {.pattern = R"({"s3Key":["b"]})"});
  const auto answer = dispatcher.dispatch(lambent::S3BatchEvent{
      .invocation_id = "i",
      .tasks = {{.task_id = "1", .s3_key = "a"}, {.task_id = "2", .s3_key = "b"}}});
  REQUIRE(answer.ok());
  CHECK(answer->treat_missing_keys_as == "TemporaryFailure");
  CHECK(answer->invocation_id == "i");
  REQUIRE(answer->results.size() == 1);
  CHECK(answer->results[0].task_id == "2");
}

TEST_CASE("a handler that keeps the event gets a copy of the records that match",
          "[pattern][dispatcher]") {
  std::optional<lambent::Event<lambent::FirehoseEvent>> kept;
  Dispatcher dispatcher;
  dispatcher.on<lambent::FirehoseEvent>(
      [&](lambent::Event<lambent::FirehoseEvent> event) {
        kept = std::move(event);
        return lambent::FirehoseResponse{.records = {{.record_id = "a", .result = "Dropped"}}};
      },
      {.pattern = R"({"recordId":["a"]})"});
  REQUIRE(dispatcher.status().ok());
  const auto answer = dispatcher.dispatch(
      R"({"deliveryStreamArn":"arn:aws:firehose:eu-west-1:123456789012:deliverystream/d","invocationId":"i","records":[{"recordId":"a","data":"YQ==","approximateArrivalTimestamp":1},{"recordId":"b","data":"Yg==","approximateArrivalTimestamp":1}]})");
  REQUIRE(answer.ok());
  CHECK(answer->find(R"("Dropped")") != std::string::npos);
  REQUIRE(kept.has_value());
  CHECK((*kept)->records.size() == 1);
  CHECK((*kept)->records[0].record_id == "a");

  // Where nothing matches, a handler without a pattern gets the very event.
  dispatcher.on<lambent::FirehoseEvent>(
      [&](lambent::Event<lambent::FirehoseEvent> event) {
        kept = std::move(event);
        return lambent::FirehoseResponse();
      },
      {.priority = -1});
  const std::string payload =
      R"({"invocationId":"i","deliveryStreamArn":"d","records":[{"recordId":"b","data":"Yg==","approximateArrivalTimestamp":1}]})";
  REQUIRE(dispatcher.dispatch<lambent::FirehoseEvent>(payload).ok());
  CHECK((*kept)->records[0].record_id == "b");
  CHECK(kept->payload() == payload);
}
