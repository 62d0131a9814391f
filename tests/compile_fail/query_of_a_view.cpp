// expect: what the query says must be owned
// SPDX-License-Identifier: Apache-2.0
// The decoded text of a query is the handler's own.
#include <string>
#include <string_view>

#include "lambent/routes.h"

auto read(const lambent::HttpRequest& request) {
#ifdef LAMBENT_FIXED
  return request.query<std::string>("q");
#else
  return request.query<std::string_view>("q");
#endif
}
