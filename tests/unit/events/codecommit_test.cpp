// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/codecommit.h"

#include "catch.h"
#include "decoded.h"
#include "lambent/time.h"

using fixtures::decoded;
using fixtures::recognised;

TEST_CASE("CodeCommit: a small d in eventId, an offset without a colon, flags that may be absent",
          "[codecommit]") {
  const auto event = decoded<lambent::CodeCommitEvent>("codecommit/sample.json");
  const auto& record = event->records[0];
  CHECK(record.event_id == "9e866934-46bb-40c5-bff9-120ecfcaedde");
  CHECK(lambent::time_of(record.event_time).has_value());
  const auto& references = record.codecommit.references;
  REQUIRE(references.size() == 2);
  CHECK(references[0].created == true);
  CHECK_FALSE(references[0].deleted.has_value());
  CHECK(references[1].deleted == true);
  const auto plain = decoded<lambent::CodeCommitEvent>("codecommit/plain_push.json");
  CHECK_FALSE(plain->records[0].codecommit.references[0].created.has_value());
  CHECK(plain->records[0].custom_data.empty());
}

TEST_CASE("CodeCommit: an EventBridge event of the same service is another", "[codecommit]") {
  CHECK(
      recognised(R"({"source":"aws.codecommit","detail-type":"CodeCommit Repository State Change",)"
                 R"("detail":{}})") == "eventbridge");
}
