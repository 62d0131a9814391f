// expect: a_route_template_begins_with_a_slash
// SPDX-License-Identifier: Apache-2.0
// A template that no path can fit.
#include "lambent/routes.h"

void add(lambent::Routes& routes) {
#ifdef LAMBENT_FIXED
  routes.get("/orders", [] {});
#else
  routes.get("orders", [] {});
#endif
}
