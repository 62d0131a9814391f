// SPDX-License-Identifier: Apache-2.0
// The unit test of README.md; ctest runs it.
#include "catch.h"
#include "lambent/dispatcher.h"
#include "lambent/events/sqs.h"
#include "shop.h"

void register_handlers(lambent::Dispatcher& dispatcher, Orders& orders);

absl::Status Orders::add(const Order& order) {
  return order.pieces > 0 ? absl::OkStatus() : absl::InvalidArgumentError("no pieces");
}
void make_thumbnail(const std::string&) {}

// [test]
TEST_CASE("an order without pieces comes again") {
  Orders orders;
  lambent::Dispatcher dispatcher;
  register_handlers(dispatcher, orders);
  const lambent::SqsEvent two = {
      .records = {{.message_id = "m1", .body = R"({"id": "A-1", "pieces": 2})"},
                  {.message_id = "m2", .body = R"({"id": "A-2"})"}}};
  const absl::StatusOr<lambent::BatchResponse> answer = dispatcher.dispatch(two);
  REQUIRE(answer.ok());
  REQUIRE(answer->batch_item_failures.size() == 1);
  CHECK(answer->batch_item_failures[0].item_identifier == "m2");
}
// [test]
