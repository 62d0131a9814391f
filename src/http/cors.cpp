// SPDX-License-Identifier: Apache-2.0
// https://fetch.spec.whatwg.org/#http-cors-protocol
#include <fmt/format.h>

#include <algorithm>

#include "http/lists.h"
#include "http/route_table.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

bool takes_any(const Cors& cors) {
  return std::find(cors.origins.begin(), cors.origins.end(), "*") != cors.origins.end();
}

bool takes(const Cors& cors, std::string_view origin) {
  return takes_any(cors) ||
         std::find(cors.origins.begin(), cors.origins.end(), origin) != cors.origins.end();
}

/// Says that the origin may read the answer. False where it may not.
bool add_origin(const Cors& cors, const HttpRequest& request, HttpResponse& response) {
  if (!takes_any(cors)) add_vary(response, "Origin");
  const std::string_view origin = request.header("origin");
  if (origin.empty() || !takes(cors, origin)) return false;
  response.set("Access-Control-Allow-Origin", takes_any(cors) ? "*" : std::string(origin));
  if (cors.credentials) response.set("Access-Control-Allow-Credentials", "true");
  return true;
}

std::string list_of(const std::vector<std::string>& names) {
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

absl::Status check(const Cors& cors) {
  if (cors.credentials && takes_any(cors))
    return absl::InvalidArgumentError("cors: with credentials origins are named, not \"*\"");
  for (const std::string& origin : cors.origins) {
    const std::size_t host = origin.find("://");
    if (origin == "*" || origin == "null") continue;
    if (host == origin.npos || origin.find('/', host + 3) != origin.npos)
      return absl::InvalidArgumentError(fmt::format(
          "cors: {}: an origin is a scheme and a host, \"https://shop.example.com\"", origin));
  }
  return absl::OkStatus();
}

bool is_preflight(const HttpRequest& request) {
  return !request.header("origin").empty() &&
         !request.header("access-control-request-method").empty();
}

void add_cors(const Cors& cors, const HttpRequest& request, HttpResponse& response) {
  if (add_origin(cors, request, response) && !cors.expose_headers.empty())
    response.set("Access-Control-Expose-Headers", list_of(cors.expose_headers));
}

void add_preflight(const Cors& cors, const HttpRequest& request, std::string methods,
                   HttpResponse& response) {
  if (!add_origin(cors, request, response)) return;
  response.set("Access-Control-Allow-Methods", std::move(methods));
  std::vector<std::string> headers = {"Authorization", "Content-Type", "X-Amz-Date",
                                      "X-Amz-Security-Token", "X-Api-Key"};
  headers.insert(headers.end(), cors.allow_headers.begin(), cors.allow_headers.end());
  response.set("Access-Control-Allow-Headers", list_of(headers));
  if (cors.max_age) response.set("Access-Control-Max-Age", std::to_string(cors.max_age->count()));
}

void add_vary(HttpResponse& response, std::string_view name) {
  for (const HttpResponse::Header& header : response.headers) {
    if (!equal_ignoring_case(header.name, "Vary")) continue;
    for (std::string_view list = header.value; !list.empty();) {
      const std::string_view entry = take_entry(list, ',');
      if (entry == "*" || equal_ignoring_case(entry, name)) return;
    }
  }
  response.add("Vary", std::string(name));
}

}  // namespace lambent::inline LAMBENT_ABI::detail
