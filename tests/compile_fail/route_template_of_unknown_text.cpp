// expect: constant expression
// SPDX-License-Identifier: Apache-2.0
// Text that is known only when the program runs says so: runtime(text).
#include <string>

#include "lambent/routes.h"

void add(lambent::Routes& routes, const std::string& path) {
#ifdef LAMBENT_FIXED
  routes.get(lambent::runtime(path), [] {});
#else
  routes.get(path, [] {});
#endif
}
