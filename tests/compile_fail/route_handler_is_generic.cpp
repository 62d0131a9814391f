// expect: a handler of a route is no overloaded or generic function
// SPDX-License-Identifier: Apache-2.0
// What it takes is read from its signature.
#include "lambent/routes.h"

void add(lambent::Routes& routes) {
#ifdef LAMBENT_FIXED
  routes.get("/orders/{id}", [](lambent::PathParam<int, "id">, const lambent::HttpRequest&) {});
#else
  routes.get("/orders/{id}", [](lambent::PathParam<int, "id">, const auto&) {});
#endif
}
