// SPDX-License-Identifier: Apache-2.0
// The tests of docs/guide.md; ctest runs them.
#include <chrono>
#include <string>

#include "lambent/catch2.h"
#include "lambent/dispatcher.h"
#include "lambent/envelope.h"
#include "lambent/routes.h"
#include "lambent/testing.h"

TEST_CASE("events of the guide are built as it says") {
  // [builders]
  using namespace lambent::testing;

  const auto upload = s3_put("photos", "summer/rake (1).jpg");
  const auto orders = sqs({R"({"id": 1})", "no JSON"}, "orders.fifo");
  const auto call = http_get<lambent::ApiGatewayRequest>("/products/7?currency=EUR");
  const auto change =
      dynamodb_modify("products", R"({"id": "p-1", "stock": 2})", R"({"id": "p-1", "stock": 1})");
  const auto nested = inside_sqs(inside_sns(upload));

  // Any of the 94 types, changed by path; a path that the type does not have is an error.
  const auto alarm = sample_with<lambent::EventBridgeEvent>(
      {{"detail-type", "Order Paid"}, {"detail.amount", "41.5"}});
  // [builders]
  CHECK(lambent::decoded_key(upload->records[0].s3.object) == "summer/rake (1).jpg");
  CHECK(orders->records.size() == 2);
  CHECK(call->path == "/products/7");
  CHECK(change->records[0].event_name == "MODIFY");
  CHECK(nested->records.size() == 1);
  CHECK_THAT(alarm, IsOk());
}

TEST_CASE("handlers are tested with events and a clock") {
  using namespace std::chrono_literals;
  using namespace lambent::testing;
  // [dispatch]
  lambent::Dispatcher dispatcher;
  dispatcher.on<lambent::SqsEvent>(
      [](const lambent::SqsEvent&, const lambent::Context& context) -> absl::Status {
        if (context.remaining() < 1s) return absl::DeadlineExceededError("too late");
        return absl::OkStatus();
      });

  TestContext context;
  CHECK_THAT(dispatcher.dispatch(sqs({"one"}), context), FailedItems());
  context.set_remaining(10ms);
  CHECK_THAT(dispatcher.dispatch(sqs({"one"}), context),
             HasCode(absl::StatusCode::kDeadlineExceeded));
  // As JSON, recognised and decoded as on Lambda.
  context.set_remaining(2s);
  CHECK_THAT(dispatcher.dispatch(lambent::encode(sqs({"one"})), context), FailedItems());
  // [dispatch]
}
