// SPDX-License-Identifier: Apache-2.0
#include "lambent/logs.h"

#include <cstdint>
#include <string>
#include <string_view>

#include "catch.h"
#include "fixtures.h"

namespace {
absl::StatusOr<lambent::Event<lambent::CloudWatchLogs>> unpacked(
    std::string_view fixture, const lambent::UnpackOptions& options = {}) {
  auto event = lambent::decode<lambent::CloudWatchLogsEvent>(fixtures::load(fixture));
  REQUIRE(event.ok());
  return lambent::unpack(**event, options);
}
}  // namespace

TEST_CASE("packed log events are opened, gzip or zlib, with padding or without", "[logs]") {
  for (const char* fixture : {"cloudwatch_logs/sample.json", "cloudwatch_logs/without_padding.json",
                              "cloudwatch_logs/zlib_wrapped.json"}) {
    DYNAMIC_SECTION(fixture) {
      const auto logs = unpacked(fixture);
      INFO(logs.status());
      REQUIRE(logs.ok());
      CHECK((*logs)->message_type == lambent::CloudWatchLogs::kData);
      REQUIRE_FALSE((*logs)->log_events.empty());
      CHECK_FALSE((*logs)->log_events[0].id.empty());
      CHECK((*logs)->log_events[0].timestamp.milliseconds > 0);
      CHECK_FALSE((*logs)->log_events[0].message.empty());
    }
  }
  const auto probe = unpacked("cloudwatch_logs/control_message.json");
  REQUIRE(probe.ok());
  CHECK((*probe)->message_type == lambent::CloudWatchLogs::kControl);
}

TEST_CASE("what cannot be opened is an error", "[logs]") {
  using absl::StatusCode;
  CHECK(unpacked("cloudwatch_logs/not_base64.json").status().code() ==
        StatusCode::kInvalidArgument);
  CHECK(unpacked("cloudwatch_logs/truncated_gzip.json").status().code() ==
        StatusCode::kInvalidArgument);
  CHECK(unpacked("cloudwatch_logs/inner_document_malformed.json").status().code() ==
        StatusCode::kInvalidArgument);
  CHECK(lambent::unpack_logs({"aGVsbG8="}).status().code() == StatusCode::kInvalidArgument);
  CHECK(lambent::unpack_logs({""}).status().code() == StatusCode::kInvalidArgument);
}

TEST_CASE("a document may unpack to the limit and no further", "[logs]") {
  const auto logs = unpacked("cloudwatch_logs/highly_compressed.json");
  REQUIRE(logs.ok());
  const std::size_t size = logs->payload().size();
  CHECK(unpacked("cloudwatch_logs/highly_compressed.json", {.max_bytes = size}).ok());
  CHECK(unpacked("cloudwatch_logs/highly_compressed.json", {.max_bytes = SIZE_MAX}).ok());
  CHECK(
      unpacked("cloudwatch_logs/highly_compressed.json", {.max_bytes = size - 1}).status().code() ==
      absl::StatusCode::kResourceExhausted);
  CHECK(unpacked("cloudwatch_logs/highly_compressed.json", {.max_bytes = 0}).status().code() ==
        absl::StatusCode::kResourceExhausted);
}
