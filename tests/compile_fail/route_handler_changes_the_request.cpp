// expect: a handler of a route takes its arguments by value or by const&
// SPDX-License-Identifier: Apache-2.0
// Only interceptors may change a request.
#include "lambent/routes.h"

void add(lambent::Routes& routes) {
#ifdef LAMBENT_FIXED
  routes.get("/", [](const lambent::HttpRequest&) {});
#else
  routes.get("/", [](lambent::HttpRequest&) {});
#endif
}
