// expect: a handler of a route takes const HttpRequest&
// SPDX-License-Identifier: Apache-2.0
// A parameter needs its name: arguments are not matched by their order.
#include "lambent/routes.h"

void add(lambent::Routes& routes) {
#ifdef LAMBENT_FIXED
  routes.get("/orders/{id}", [](lambent::PathParam<int, "id">) {});
#else
  routes.get("/orders/{id}", [](int) {});
#endif
}
