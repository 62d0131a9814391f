// SPDX-License-Identifier: Apache-2.0
// The unit test of README.md; ctest runs it.
#include "lambent/catch2.h"
#include "lambent/dispatcher.h"
#include "lambent/testing.h"
#include "shop.h"

void register_handlers(lambent::Dispatcher& dispatcher, Orders& orders);

absl::Status Orders::add(const Order& order) {
  return order.pieces > 0 ? absl::OkStatus() : absl::InvalidArgumentError("no pieces");
}
void make_thumbnail(const std::string&) {}

// [test]
TEST_CASE("an order without pieces comes again") {
  using namespace lambent::testing;
  Orders orders;
  lambent::Dispatcher dispatcher;
  register_handlers(dispatcher, orders);
  const auto two = sqs({{.message_id = "m1", .body = R"({"id": "A-1", "pieces": 2})"},
                        {.message_id = "m2", .body = R"({"id": "A-2"})"}});
  CHECK_THAT(dispatcher.dispatch(two), FailedItems("m2"));
}
// [test]
