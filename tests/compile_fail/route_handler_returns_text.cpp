// expect: say what the text is
// SPDX-License-Identifier: Apache-2.0
// Text may be plain or a JSON string.
#include <string>

#include "lambent/routes.h"

void add(lambent::Routes& routes) {
#ifdef LAMBENT_FIXED
  routes.get("/", [] { return lambent::HttpResponse::text("hello"); });
#else
  routes.get("/", [] { return std::string("hello"); });
#endif
}
