// SPDX-License-Identifier: Apache-2.0
// Lines of routes, "GET /a/{x}", up to an empty one, and behind it a line with a method and a path:
// all of it may be anything. What the table finds must be what a plain search finds.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "lambent/events/alb.h"
#include "lambent/routes.h"
#include "routes_model.h"

namespace {

/// Takes the text up to `end` away from `rest`.
std::string_view take(std::string_view& rest, char end) {
  const std::size_t at = rest.find(end);
  const std::string_view taken = rest.substr(0, at);
  rest = at == rest.npos ? std::string_view() : rest.substr(at + 1);
  return taken;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  std::vector<routes_model::Route> routes;
  lambent::Routes table;
  std::string found;
  for (std::string_view line = take(rest, '\n'); !line.empty(); line = take(rest, '\n')) {
    const std::string_view method = take(line, ' ');
    if (method.find_first_of(",\t") != method.npos) return 0;  // a list, or blanks around a name
    routes.push_back({std::string(method), std::string(line)});
    table.route(method, lambent::runtime(line),
                [&](const lambent::HttpRequest& request) { found = request.route(); });
  }
  const std::string method(take(rest, ' '));
  const lambent::AlbRequest event{.http_method = method, .path = rest};
  lambent::HttpRequest request(event);
  const int status = table.respond(request).status;
  if (!table.status().ok()) {
    if (status != 500) std::abort();
    return 0;
  }
  const std::string taker = routes_model::taker(routes, method, std::string(request.raw_path()));
  if (taker != (found.empty() ? std::to_string(status) : found)) std::abort();
  return 0;
}
