// SPDX-License-Identifier: Apache-2.0
// An answer that leaves in pieces while the handler runs. lambent::run() brings them to Lambda, or
// to the client of a local port; here a sink prints them.
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "lambent/events/function_url.h"
#include "lambent/response_stream.h"
#include "lambent/routes.h"

namespace {

class PrintingSink : public lambent::ResponseSink {
 public:
  absl::Status begin(std::string_view content_type) override {
    std::cout << "begins: " << content_type << '\n';
    return absl::OkStatus();
  }
  absl::Status begin_http(lambent::HttpResponse head) override {
    std::cout << "begins: status " << head.status << '\n';
    return absl::OkStatus();
  }
  absl::Status write(std::string_view bytes) override {
    std::cout << "piece:  " << bytes;
    return absl::OkStatus();
  }
  absl::Status finish() override {
    std::cout << "ends\n";
    return absl::OkStatus();
  }
  void fail(const absl::Status& reason) override { std::cout << "fails: " << reason << '\n'; }
};

}  // namespace

int main() {
  const std::vector<std::string> orders = {"A-1\n", "A-2\n", "A-3\n"};
  // [route]
  lambent::Routes routes;
  routes.get("/orders.csv", [&](const lambent::Context& context) -> absl::Status {
    lambent::ResponseStream stream(context, lambent::HttpResponse::text(""));
    for (const std::string& row : orders)
      if (absl::Status gone = stream.write(row); !gone.ok()) return gone;  // nobody reads on
    return stream.finish();
  });
  // [route]
  lambent::Dispatcher dispatcher;
  dispatcher.on_http(std::move(routes));

  lambent::FunctionUrlRequest request{
      .version = "2.0", .route_key = "$default", .raw_path = "/orders.csv"};
  request.request_context.http = {.method = "GET", .path = "/orders.csv"};
  PrintingSink sink;
  const auto streamed = dispatcher.dispatch(request, {.response_sink = &sink});
  if (!streamed.ok()) return 1;

  // Without a sink the same route answers in one piece.
  const absl::StatusOr<lambent::HttpApiResponse> whole = dispatcher.dispatch(request);
  if (whole.ok()) std::cout << "whole:  " << whole->body.size() << " bytes\n";
}

// prints:
// begins: status 200
// piece:  A-1
// piece:  A-2
// piece:  A-3
// ends
// whole:  12 bytes
