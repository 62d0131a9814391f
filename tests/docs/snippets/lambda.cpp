// SPDX-License-Identifier: Apache-2.0
// What else is on docs/lambda.md.
#include <string>

#include "lambent/response_stream.h"
#include "lambent/routes.h"
#include "lambent/runtime.h"
#include "shop.h"

int run_options(const lambent::Dispatcher& dispatcher, int argc, char** argv, Orders& orders) {
  // [options]
  return lambent::run(
      dispatcher, argc, argv,
      {.init = [&] { return orders.connect(); }, .on_shutdown = {[&] { orders.flush(); }}});
  // [options]
}

void stream(lambent::Routes& routes, const Table& table) {
  // [stream]
  routes.get("/rows", [&](const lambent::Context& context) -> absl::Status {
    lambent::ResponseStream stream(context, lambent::HttpResponse::text(""));
    for (const std::string& row : table.rows())
      if (absl::Status gone = stream.write(row); !gone.ok()) return gone;
    return stream.finish();
  });
  // [stream]
}
