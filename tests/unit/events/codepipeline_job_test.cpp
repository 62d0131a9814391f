// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/codepipeline_job.h"

#include <string>

#include "catch.h"
#include "fixtures.h"
#include "lambent/event.h"
#include "lambent/json.h"

namespace {

auto job(const std::string& name) {
  return lambent::decode<lambent::CodePipelineJobEvent>(
      fixtures::load("codepipeline_job/" + name + ".json"));
}

}  // namespace

TEST_CASE("the root has one member, with a dot in its name", "[codepipeline_job]") {
  CHECK(*lambent::recognise(R"({"CodePipeline.job":{}})") == "codepipeline_job");
  CHECK_FALSE(lambent::recognise(R"({"CodePipeline":{"job":{}}})").ok());
  const auto event = job("sample");
  REQUIRE(event.ok());
  CHECK((*event)->job.id == "f4a16119-f7a0-4ddf-98b4-d2df486db8a5");
  CHECK(lambent::encode(**event).starts_with(R"({"CodePipeline.job":{)"));
}

TEST_CASE("user parameters are text, often JSON, and absent when empty", "[codepipeline_job]") {
  const auto event = job("sample");
  REQUIRE(event.ok());
  const auto settings = lambent::as<nlohmann::json>(lambent::user_parameters(**event));
  REQUIRE(settings.ok());
  CHECK((*settings)["retries"] == 2);
  const auto none = job("without_user_parameters");
  REQUIRE(none.ok());
  CHECK(lambent::user_parameters(**none).empty());
  CHECK_FALSE((*none)->job.data.encryption_key.has_value());
}

TEST_CASE("an artifact has a place, and a revision that may be null", "[codepipeline_job]") {
  const auto event = job("sample");
  REQUIRE(event.ok());
  const auto& data = (*event)->job.data;
  REQUIRE(data.input_artifacts.size() == 1);
  CHECK(data.input_artifacts[0].location.s3_location.object_key == "shop/source/7bab414.zip");
  CHECK(data.output_artifacts[0].revision.empty());
  CHECK(lambent::encode(**event).find(R"("revision":null)") != std::string::npos);
  CHECK(data.artifact_credentials.expiration_time.milliseconds == 1791972764000);
  CHECK(data.continuation_token == R"({"step":2})");
}

TEST_CASE("the key of an artifact is kept as it was sent", "[codepipeline_job]") {
  const auto event = lambent::decode<lambent::CodePipelineJobEvent>(
      R"({"CodePipeline.job":{"id":"1","data":{"inputArtifacts":[{"location":{"s3Location":)"
      R"({"objectKey":"a%2Bb+c"}}}]}}})");
  REQUIRE(event.ok());
  CHECK((*event)->job.data.input_artifacts[0].location.s3_location.object_key == "a%2Bb+c");
}

TEST_CASE("a job and an EventBridge event of CodePipeline are told apart", "[codepipeline_job]") {
  const std::string payload = fixtures::load("codepipeline_job/sample.json");
  CHECK(*lambent::recognise(payload) == "codepipeline_job");
  CHECK(*lambent::recognise(R"({"source":"aws.codepipeline","detail-type":)"
                            R"("CodePipeline Pipeline Execution State Change","detail":)" +
                            payload + "}") == "eventbridge_codepipeline");
}
