// expect: what the query says must be owned
// SPDX-License-Identifier: Apache-2.0
// All values of a parameter are the handler's own, too.
#include <string>
#include <string_view>
#include <vector>

#include "lambent/routes.h"

void add(lambent::Routes& routes) {
#ifdef LAMBENT_FIXED
  routes.get("/", [](lambent::Query<std::vector<std::string>, "q">) {});
#else
  routes.get("/", [](lambent::Query<std::vector<std::string_view>, "q">) {});
#endif
}
