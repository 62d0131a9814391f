// expect: a_parameter_of_a_route_template_has_no_name
// SPDX-License-Identifier: Apache-2.0
#include "lambent/routes.h"

void add(lambent::Routes& routes) {
#ifdef LAMBENT_FIXED
  routes.get("/orders/{id}", [] {});
#else
  routes.get("/orders/{}", [] {});
#endif
}
