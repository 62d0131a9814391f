// SPDX-License-Identifier: Apache-2.0
// The bridges to nlohmann/json and {fmt}.
#include "lambent/json.h"

#include <string>

#include "catch.h"
#include "lambent/events/eventbridge.h"
#include "lambent/events/sqs.h"
#include "lambent/format.h"

TEST_CASE("free-form JSON decodes as nlohmann::json", "[bridges]") {
  const auto value = lambent::as<nlohmann::json>(lambent::RawJson{R"({"a":[1,2]})"});
  REQUIRE(value.ok());
  CHECK((*value)["a"][1] == 2);
  CHECK(lambent::as<nlohmann::json>(lambent::RawJson{"{"}).status().code() ==
        absl::StatusCode::kInvalidArgument);
  std::string out = "x";
  lambent::Codec<nlohmann::json>::encode("\xff", out);
  CHECK(out == "x\"\xef\xbf\xbd\"");
}

TEST_CASE("events, values and statuses print", "[bridges]") {
  const lambent::BatchResponse response{{{"m1"}}};
  CHECK(fmt::format("{}", response) == R"({"batchItemFailures":[{"itemIdentifier":"m1"}]})");
  CHECK(fmt::format("{}", lambent::own(response)) == fmt::format("{}", response));
  CHECK(fmt::format("{} {}", lambent::source<lambent::SqsEvent>, lambent::SourceKind::kBatch) ==
        "sqs batch");
  CHECK(fmt::format("{}", absl::NotFoundError("x")) == "NOT_FOUND: x");
  CHECK(fmt::format("{} {}", lambent::Timestamp{"t"}, lambent::RawJson{"{}"}) == "t {}");
}
