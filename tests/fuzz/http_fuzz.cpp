// SPDX-License-Identifier: Apache-2.0
// A request whose path, query, headers and body may be anything, behind four gateways: whatever is
// asked of it gives an answer.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "lambent/event.h"
#include "lambent/events/alb.h"
#include "lambent/events/apigateway_http.h"
#include "lambent/events/apigateway_rest.h"
#include "lambent/events/vpc_lattice.h"
#include "lambent/routes.h"

namespace {

template <class E>
void ask(const lambent::Routes& routes, const E& event) {
  lambent::HttpRequest request(event);
  const std::string answer = encode(answer_to(event, routes.respond(request)));
  if (!lambent::decode<lambent::Answer<E>>(answer).ok()) std::abort();
  // What was decoded is UTF-8, or as it was sent; the names that are listed are found.
  for (const auto& [name, value] : request.query_parameters())
    if (!request.query(name)) std::abort();
  for (const auto& [name, value] : request.headers()) (void)request.header(name);
  (void)request.cookie("a");
  (void)request.source_ip();
  (void)request.body();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const auto take = [&] {
    const std::size_t end = rest.find('\n');
    const std::string_view taken = rest.substr(0, end);
    rest = end == rest.npos ? std::string_view() : rest.substr(end + 1);
    return taken;
  };
  const std::string_view path = take();
  const std::string_view query = take();
  const std::string_view header = take();
  const std::string_view stage = take();

  lambent::Routes routes;
  routes
      .any("/{id}/{rest+}",
           [](lambent::PathParam<int, "id"> id, lambent::Query<std::string, "q"> text) {
             return lambent::HttpResponse::text(*text + std::to_string(*id));
           })
      .post("/{text}",
            [](const lambent::HttpRequest& request) {
              return lambent::HttpResponse::text(std::string(request.param("text")));
            })
      .cors({.origins = {"https://a.example"}})
      .compress(8);

  lambent::AlbRequest alb{.http_method = "POST", .path = path, .body = rest};
  alb.query_string_parameters = {{query, query}};
  alb.headers = {{"origin", header},
                 {"accept-encoding", header},
                 {"cookie", header},
                 {"x-forwarded-for", header}};
  alb.is_base64_encoded = size % 2 == 0;
  ask(routes, alb);

  lambent::HttpApiRequest http{.version = "2.0", .route_key = header, .raw_path = path};
  http.raw_query_string = query;
  http.path_parameters = {{"proxy", stage}};
  http.request_context.stage = stage;
  http.request_context.http.method = "OPTIONS";
  http.headers = {{"origin", header}, {"access-control-request-method", "POST"}};
  ask(routes, http);

  lambent::ApiGatewayRequest api{.resource = header, .path = path, .http_method = "GET"};
  api.path_parameters = {{"proxy", stage}, {"x", query}};
  api.multi_value_headers = {{"origin", {header, stage}}, {"Cookie", {query, header}}};
  ask(routes, api);

  const lambent::VpcLatticeRequest lattice{.version = "2.0", .path = path, .method = "POST"};
  ask(routes, lattice);
  return 0;
}
