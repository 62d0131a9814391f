// expect: deleted
// SPDX-License-Identifier: Apache-2.0
// A request is a view of its event.
#include "lambent/events/alb.h"
#include "lambent/http.h"

std::string_view method() {
#ifdef LAMBENT_FIXED
  static const lambent::AlbRequest event;
  lambent::HttpRequest request(event);
#else
  lambent::HttpRequest request(lambent::AlbRequest{});
#endif
  return request.method();
}
