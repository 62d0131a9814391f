// SPDX-License-Identifier: Apache-2.0
// routes: requests against a table of routes.
#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "lambent/event.h"
#include "lambent/events/alb.h"
#include "lambent/events/apigateway_http.h"
#include "lambent/events/apigateway_rest.h"
#include "lambent/events/function_url.h"
#include "lambent/events/vpc_lattice.h"
#include "lambent/fields.h"
#include "lambent/routes.h"

namespace lambent::cli {
namespace {

/// The table, on the line in front of the facts; or a fact: an event, and what becomes of it.
struct RouteCase {
  List<std::string_view> routes{};
  std::string_view id{};
  std::string_view source{};
  RawJson event{};
  List<std::string_view> strip{};
  std::int64_t status{};
  std::optional<std::string_view> route{};
  Map<std::string_view> params{};
  std::optional<std::string_view> allow{};
};

}  // namespace
}  // namespace lambent::cli

template <>
inline constexpr auto lambent::fields<lambent::cli::RouteCase> = std::array{
    field<&lambent::cli::RouteCase::routes>("routes"),
    field<&lambent::cli::RouteCase::id>("id"),
    field<&lambent::cli::RouteCase::source>("source"),
    field<&lambent::cli::RouteCase::event>("event"),
    field<&lambent::cli::RouteCase::strip>("strip"),
    field<&lambent::cli::RouteCase::status>("status"),
    field<&lambent::cli::RouteCase::route>("route"),
    field<&lambent::cli::RouteCase::params>("params"),
    field<&lambent::cli::RouteCase::allow>("allow"),
};

namespace lambent::cli {
namespace {

/// What became of a request.
struct Seen {
  std::int64_t status{};
  std::string allow{};
  std::string route{};
  std::map<std::string, std::string> params{};
};

/// Every route answers 200, and keeps what it was called with.
Routes table_of(const std::vector<std::string>& lines, Seen& seen) {
  Routes routes;
  for (const std::string& line : lines) {
    const std::string_view text = line;
    const std::size_t blank = text.find(' ');
    const std::string_view path = blank == text.npos ? "" : text.substr(blank + 1);
    routes.route(text.substr(0, blank), runtime(path), [&seen](const HttpRequest& request) {
      seen.route = request.route();
      for (const auto& [name, value] : request.params()) seen.params.emplace(name, value);
      return HttpResponse();
    });
  }
  return routes;
}

template <class E>
absl::Status send(const Routes& routes, const RawJson& json, Seen& seen) {
  const auto event = as<E>(json);
  if (!event.ok()) return event.status();
  HttpRequest request(**event);
  const HttpResponse response = routes.respond(request);
  seen.status = response.status;
  if (const std::string* const allow = response.find("allow")) seen.allow = *allow;
  return absl::OkStatus();
}

absl::Status send(const Routes& routes, const RouteCase& fact, Seen& seen) {
  if (fact.source == "alb") return send<AlbRequest>(routes, fact.event, seen);
  if (fact.source == "rest") return send<ApiGatewayRequest>(routes, fact.event, seen);
  if (fact.source == "http") return send<HttpApiRequest>(routes, fact.event, seen);
  if (fact.source == "url") return send<FunctionUrlRequest>(routes, fact.event, seen);
  if (fact.source != "lattice") return absl::NotFoundError("no requests of such a source");
  const absl::Status later = send<VpcLatticeRequest>(routes, fact.event, seen);
  return later.ok() ? later : send<VpcLatticeV1Request>(routes, fact.event, seen);
}

bool holds(const std::vector<std::string>& lines, const RouteCase& fact) {
  Seen seen;
  Routes routes = table_of(lines, seen);
  for (const std::string_view prefix : fact.strip) routes.strip_prefix(std::string(prefix));
  std::map<std::string, std::string> params;
  for (const auto& [name, value] : fact.params) params.emplace(name, value);
  return send(routes, fact, seen).ok() && seen.status == fact.status &&
         seen.route == fact.route.value_or("") && seen.params == params &&
         seen.allow == fact.allow.value_or("");
}

}  // namespace

int routes(const Arguments& arguments) {
  if (arguments.size() != 2 || arguments[0] != "--cases")
    return wrong_usage("routes takes --cases FILE");
  std::vector<std::string> lines;
  return run_cases(arguments[1], [&](std::string json) -> absl::StatusOr<Verdict> {
    const auto fact = lambent::decode<RouteCase>(std::move(json));
    if (!fact.ok()) return fact.status();
    if (!(*fact)->routes.empty()) {
      lines.assign((*fact)->routes.begin(), (*fact)->routes.end());
      Seen seen;
      absl::Status wrong = table_of(lines, seen).status();
      if (!wrong.ok()) return wrong;
      return Verdict{};
    }
    if ((*fact)->id.empty()) return absl::InvalidArgumentError("neither routes nor an id");
    return Verdict{std::string((*fact)->id), holds(lines, **fact)};
  });
}

}  // namespace lambent::cli
