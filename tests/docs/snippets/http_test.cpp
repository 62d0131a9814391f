// SPDX-License-Identifier: Apache-2.0
// The test of docs/http.md; ctest runs it.
#include "lambent/http.h"
#include "catch.h"
#include "lambent/events/alb.h"
#include "lambent/routes.h"

TEST_CASE("a route is tested with a request made by hand", "[docs]") {
  const lambent::Routes routes;
  // [test]
  lambent::AlbRequest event{.http_method = "GET", .path = "/products/7"};
  lambent::HttpRequest request(event);
  CHECK(routes.respond(request).status == 404);
  // [test]
}
