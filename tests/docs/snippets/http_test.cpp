// SPDX-License-Identifier: Apache-2.0
// The test of docs/http.md; ctest runs it.
#include "lambent/catch2.h"
#include "lambent/routes.h"
#include "lambent/testing.h"

TEST_CASE("a route is tested with a synthetic request", "[docs]") {
  const lambent::Routes routes;
  // [test]
  const auto event = lambent::testing::http_get<lambent::AlbRequest>("/products/7");
  lambent::HttpRequest request(*event);
  CHECK_THAT(routes.respond(request), lambent::testing::Answered(404));
  // [test]
}
