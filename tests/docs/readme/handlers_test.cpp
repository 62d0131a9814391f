// SPDX-License-Identifier: Apache-2.0
// [test]
#include "lambent/catch2.h"
#include "lambent/testing.h"
#include "shop.h"

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
