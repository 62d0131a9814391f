// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/cognito_sync.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "catch.h"
#include "fixtures.h"
#include "lambent/event.h"

namespace {

using SyncEvent = lambent::CognitoSyncEvent;
using SyncRecord = lambent::CognitoSyncRecord;
using SyncResponse = lambent::CognitoSyncResponse;

}  // namespace

TEST_CASE("a dataset was synchronized; its version is a number", "[cognito]") {
  const auto event = lambent::decode<SyncEvent>(fixtures::load("cognito_sync/sample.json"));
  REQUIRE(event.ok());
  CHECK((*event)->version == 2);
  CHECK((*event)->event_type == "SyncTrigger");
  CHECK((*event)->region == "eu-west-1");
  CHECK((*event)->identity_pool_id == "eu-west-1:5f0c2d1e-7b3a-4c6d-8e9f-0a1b2c3d4e5f");
  CHECK((*event)->identity_id == "eu-west-1:9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d");
  CHECK((*event)->dataset_name == "progress");
  REQUIRE((*event)->dataset_records.size() == 2);
  CHECK((*event)->dataset_records.value_or("level") ==
        SyncRecord{.old_value = "6", .new_value = "7", .op = SyncRecord::kReplace});
}

TEST_CASE("a value of null is none, an empty one is one", "[cognito]") {
  const auto event = lambent::decode<SyncEvent>(fixtures::load("cognito_sync/values_of_null.json"));
  REQUIRE(event.ok());
  const auto& records = (*event)->dataset_records;
  CHECK(records.value_or("badge").old_value == std::nullopt);
  CHECK(records.value_or("draft").new_value == std::nullopt);
  CHECK(records.value_or("draft").op == SyncRecord::kRemove);
  const std::string written = lambent::encode(**event);
  CHECK(written.find(R"({"oldValue":null,"newValue":"bronze","op":"replace"})") !=
        std::string::npos);
  const auto empty = lambent::decode<SyncEvent>(
      R"({"identityPoolId":"p","datasetRecords":{"a":{"oldValue":"","newValue":null}}})");
  REQUIRE(empty.ok());
  CHECK((*empty)->dataset_records.value_or("a").old_value == "");
  CHECK(lambent::encode(**empty).find(R"({"oldValue":"","newValue":null})") != std::string::npos);
}

TEST_CASE("the records of an answer are those of the event, changed", "[cognito]") {
  const std::string payload = fixtures::load("cognito_sync/values_of_null.json");
  const auto event = lambent::decode<SyncEvent>(payload);
  REQUIRE(event.ok());
  SyncResponse response = answer_to(**event);
  CHECK(nlohmann::json::parse(lambent::encode(response)) ==
        nlohmann::json::parse(payload)["datasetRecords"]);
  response.dataset_records["badge"].new_value = "";
  response.dataset_records["extra"] = {.new_value = "1", .op = std::string(SyncRecord::kReplace)};
  CHECK(lambent::encode(response) == R"({"badge":{"oldValue":null,"newValue":"","op":"replace"},)"
                                     R"("draft":{"oldValue":"x","newValue":null,"op":"remove"},)"
                                     R"("extra":{"oldValue":null,"newValue":"1","op":"replace"}})");
  CHECK(lambent::encode(SyncResponse{}) == "{}");
}
