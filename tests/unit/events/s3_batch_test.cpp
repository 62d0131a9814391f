// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/s3_batch.h"

#include <string>

#include "catch.h"
#include "fixtures.h"
#include "lambent/dispatcher.h"

TEST_CASE("the key of a task is decoded: a plus is a space", "[s3_batch]") {
  const auto event =
      lambent::decode<lambent::S3BatchV1Event>(fixtures::load("s3_batch_v1/sample.json"));
  REQUIRE(event.ok());
  CHECK(lambent::decoded_key((*event)->tasks[0]) == "photos/brass lamp(1).jpg");
  const auto plus =
      lambent::decode<lambent::S3BatchEvent>(fixtures::load("s3_batch_v2/sample.json"));
  REQUIRE(plus.ok());
  CHECK(lambent::decoded_key((*plus)->tasks[0]) == "a+b/c d.txt");
}

TEST_CASE("schema 1.0 names a bucket by its ARN, 2.0 by its name", "[s3_batch]") {
  const auto one = lambent::decode<lambent::S3BatchV1Event>(
      fixtures::load("s3_batch_v1/bucket_arn_with_region_and_account.json"));
  REQUIRE(one.ok());
  CHECK((*one)->tasks[0].s3_bucket_arn == "arn:aws:s3:eu-west-1:123456789012:shop-uploads");
  CHECK((*one)->tasks[0].s3_bucket.empty());
  CHECK((*one)->tasks[0].s3_version_id.empty());
  const auto two =
      lambent::decode<lambent::S3BatchEvent>(fixtures::load("s3_batch_v2/sample.json"));
  REQUIRE(two.ok());
  CHECK((*two)->tasks[0].s3_bucket == "shop-uploads");
  CHECK((*two)->job.user_arguments.value_or("quality") == "80");
  CHECK(lambent::encode(**two).find(R"("s3VersionId":null)") != std::string::npos);
}

TEST_CASE("user arguments may be null", "[s3_batch]") {
  const auto event = lambent::decode<lambent::S3BatchEvent>(
      fixtures::load("s3_batch_v2/user_arguments_of_null.json"));
  REQUIRE(event.ok());
  CHECK((*event)->job.user_arguments.empty());
}

TEST_CASE("the schemas are told apart by the text of their version", "[s3_batch]") {
  const auto named = [](const std::string& version) {
    const auto id =
        lambent::recognise(R"({"job":{},"tasks":[],"invocationSchemaVersion":)" + version + "}");
    return id.ok() ? std::string(*id) : "unknown";
  };
  CHECK(named("\"1.0\"") == "s3_batch_v1");
  CHECK(named("\"2.0\"") == "s3_batch_v2");
  CHECK(named("\"3.0\"") == "unknown");
  CHECK(named("2.0") == "unknown");
}

TEST_CASE("an answer echoes version and invocation of its event", "[s3_batch]") {
  lambent::Dispatcher dispatcher;
  dispatcher.on<lambent::S3BatchEvent>([](const lambent::S3BatchEvent& event) {
    lambent::S3BatchResponse response = lambent::answer_to(event);
    response.results.push_back(
        {.task_id = std::string(event.tasks[0].task_id),
         .result_code = std::string(lambent::S3BatchResult::kTemporaryFailure),
         .result_string = "later"});
    return response;
  });
  CHECK(*dispatcher.dispatch(fixtures::load("s3_batch_v2/sample.json")) ==
        R"({"invocationSchemaVersion":"2.0","treatMissingKeysAs":"PermanentFailure",)"
        R"("invocationId":"c2hlbHZlcyBhbmQgbGFtcHM",)"
        R"("results":[{"taskId":"dGFzay04","resultCode":"TemporaryFailure",)"
        R"("resultString":"later"}]})");
  CHECK(lambent::encode(lambent::S3BatchResult{.task_id = "t"}) ==
        R"({"taskId":"t","resultCode":"Succeeded","resultString":""})");
  CHECK(lambent::answer_to(lambent::S3BatchV1Event{.invocation_schema_version = "1.0"})
            .invocation_schema_version == "1.0");
}

TEST_CASE("handlers of schema 2.0 get tasks of schema 1.0, and answer in that", "[s3_batch]") {
  lambent::Dispatcher dispatcher;
  std::string bucket;
  dispatcher.on<lambent::S3BatchEvent>([&](const lambent::S3BatchEvent& event) {
    bucket = event.tasks[0].s3_bucket_arn;
    return lambent::answer_to(event);
  });
  const auto answer = dispatcher.dispatch(fixtures::load("s3_batch_v1/sample.json"));
  REQUIRE(answer.ok());
  CHECK(*answer == R"({"invocationSchemaVersion":"1.0","treatMissingKeysAs":"PermanentFailure",)"
                   R"("invocationId":"bGFtcHMgYW5kIHNoZWx2ZXM","results":[]})");
  CHECK(bucket == "arn:aws:s3:::shop-uploads");
}

TEST_CASE("an answer without results says what becomes of the tasks", "[s3_batch]") {
  CHECK(lambent::encode(lambent::S3BatchResponse{}) ==
        R"({"invocationSchemaVersion":"","treatMissingKeysAs":"PermanentFailure",)"
        R"("invocationId":"","results":[]})");
  lambent::S3BatchResponse response = lambent::answer_to(
      lambent::S3BatchV1Event{.invocation_schema_version = "1.0", .invocation_id = "i"});
  response.treat_missing_keys_as = std::string(lambent::S3BatchResult::kTemporaryFailure);
  CHECK(lambent::encode(response) ==
        R"({"invocationSchemaVersion":"1.0","treatMissingKeysAs":"TemporaryFailure",)"
        R"("invocationId":"i","results":[]})");
}
