// SPDX-License-Identifier: Apache-2.0
// What does it cost to find the route of a path, by the number of routes, and to bring a request to
// its handler and back? Beside it a list of regular expressions, tried one after another. And what does a request cost from JSON to JSON?
// Beside it the same by hand with nlohmann/json.
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <random>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "harness.h"
#include "http/route_trie.h"
#include "lambent/dispatcher.h"
#include "lambent/events/alb.h"
#include "lambent/routes.h"

namespace {

constexpr std::size_t kPaths = 1000;

/// Five templates for each of the things that an API has, of two to five segments.
std::vector<std::string> templates(std::size_t count) {
  static constexpr std::string_view kEnds[] = {"", "/{id}", "/latest", "/{id}/parts",
                                               "/{id}/parts/{part}"};
  std::vector<std::string> all;
  for (std::size_t thing = 0; all.size() < count; ++thing)
    for (const std::string_view end : kEnds)
      if (all.size() < count)
        all.push_back("/api/things" + std::to_string(thing) + std::string(end));
  return all;
}

/// Paths of them, one in twenty of none.
std::vector<std::string> paths(const std::vector<std::string>& table) {
  std::mt19937 random(7);
  std::vector<std::string> all;
  for (std::size_t i = 0; i < kPaths; ++i) {
    std::string path = table[random() % table.size()];
    for (std::size_t open = 0; (open = path.find('{')) != path.npos;)
      path.replace(open, path.find('}') + 1 - open, std::to_string(random() % 100'000));
    if (i % 20 == 0) path += "/none/of/these";
    all.push_back(std::move(path));
  }
  return all;
}

std::regex as_regex(const std::string& path_template) {
  std::string text;
  for (std::size_t i = 0; i < path_template.size(); ++i) {
    if (path_template[i] != '{') {
      text += path_template[i];
      continue;
    }
    text += "([^/]+)";
    i = path_template.find('}', i);
  }
  return std::regex(text, std::regex::optimize);
}

void measure_routing(bench::Harness& harness, std::size_t count, double bar) {
  const std::vector<std::string> table = templates(count);
  lambent::Routes routes;
  for (const std::string& path : table)
    routes.get(lambent::runtime(path),
               [](const lambent::HttpRequest&) { return lambent::HttpResponse(); });
  routes.not_found(
      [](const lambent::HttpRequest&) { return lambent::HttpResponse{.status = 404}; });
  const std::vector<std::string> all = paths(table);
  std::vector<lambent::AlbRequest> events;
  for (const std::string& path : all) events.push_back({.http_method = "GET", .path = path});

  std::vector<std::regex> expressions;
  for (const std::string& path : table) expressions.push_back(as_regex(path));
  const auto by_regex = [&](const std::string& path) {
    std::smatch found;
    for (const std::regex& expression : expressions)
      if (std::regex_match(path, found, expression)) return 200;
    return 404;
  };
  const auto by_routes = [&](const lambent::AlbRequest& event) {
    lambent::HttpRequest request(event);
    return routes.respond(request).status;
  };
  for (std::size_t i = 0; i < kPaths; ++i) {
    if (by_routes(events[i]) == by_regex(all[i])) continue;
    std::fprintf(stderr, "http_bench: %s is found in one way only\n", all[i].c_str());
    std::exit(1);
  }
  lambent::detail::RouteTrie trie;
  for (std::size_t i = 0; i < table.size(); ++i)
    trie.add(table[i], lambent::detail::Method::kGet, i, false);
  const auto find = [&](const std::string& path) {
    lambent::detail::PathValues values;
    bench::keep(trie.find({.path = path, .method = lambent::detail::Method::kGet}, values).route);
    bench::keep(values.size);
  };

  const std::string name = std::to_string(count) + " routes";
  const std::size_t few = count > 100 ? 20 : 200;
  const auto results = harness.measure(name, {{"lambent",
                                               [&] {
                                                 for (const std::string& path : all) find(path);
                                               },
                                               kPaths,
                                               {}},
                                              {"request to response",
                                               [&] {
                                                 for (const auto& event : events)
                                                   bench::keep(by_routes(event));
                                               },
                                               kPaths,
                                               {}},
                                              {"std_regex",
                                               [&] {
                                                 for (std::size_t i = 0; i < few; ++i)
                                                   bench::keep(by_regex(all[i]));
                                               },
                                               few,
                                               {}}});
  bench::at_most(bar, results[0].ns, name + ": ns for a path");
  bench::at_most(0, results[0].allocations, name + ": allocations for a path");
  bench::at_most(0, results[1].allocations, name + ": allocations for a request");
}

void measure_building(bench::Harness& harness) {
  const std::vector<std::string> table = templates(1000);
  const auto results =
      harness.measure("build 1,000 routes", {{"lambent", [&] {
                                                lambent::Routes routes;
                                                for (const std::string& path : table)
                                                  routes.get(lambent::runtime(path), [] {});
                                                bench::keep(routes);
                                              }}});
  bench::at_most(1, results[0].ns / 1e6, "1,000 routes: ms to build");
}

struct Product {
  std::int64_t id{};
  std::string name{};
  std::int64_t price{};
};

}  // namespace

template <>
inline constexpr auto lambent::fields<Product> = std::array{
    field<&Product::id>("id", kAlways),
    field<&Product::name>("name", kAlways),
    field<&Product::price>("price", kAlways),
};

namespace {

/// The same request by hand: what the handler needs, and no more.
std::string by_hand(const std::string& payload) {
  const nlohmann::json event = nlohmann::json::parse(payload);
  nlohmann::json answer = {{"statusCode", 404}, {"isBase64Encoded", false}};
  const std::string path = event.at("path");
  constexpr std::string_view kPrefix = "/products/";
  if (event.at("httpMethod") == "GET" && path.starts_with(kPrefix)) {
    const std::int64_t id = std::strtoll(path.c_str() + kPrefix.size(), nullptr, 10);
    answer["statusCode"] = 200;
    answer["multiValueHeaders"] = {{"Content-Type", {"application/json"}}};
    answer["body"] = nlohmann::json{{"id", id}, {"name", "tea"}, {"price", 350}}.dump();
  }
  return answer.dump();
}

void measure_whole_request(bench::Harness& harness) {
  nlohmann::json event =
      nlohmann::json::parse(bench::fixture("apigw_rest_proxy/identity_of_nulls.json"));
  event["httpMethod"] = "GET";
  event["path"] = "/products/42";
  event["resource"] = "/products/{id}";
  event["pathParameters"] = {{"id", "42"}};
  event["body"] = nullptr;
  event["isBase64Encoded"] = false;
  const std::string payload = event.dump();

  lambent::Routes routes;
  for (const std::string& path : templates(100)) routes.get(lambent::runtime(path), [] {});
  routes.get("/products/{id}", [](lambent::PathParam<std::int64_t, "id"> id) {
    return Product{.id = *id, .name = "tea", .price = 350};
  });
  lambent::Dispatcher dispatcher;
  dispatcher.on_http(std::move(routes));
  const auto answer = dispatcher.dispatch(payload);
  if (!answer.ok() || nlohmann::json::parse(*answer) != nlohmann::json::parse(by_hand(payload))) {
    std::fprintf(stderr, "http_bench: a request is answered in two ways: %s and %s\n",
                 answer.ok() ? answer->c_str() : std::string(answer.status().message()).c_str(),
                 by_hand(payload).c_str());
    std::exit(1);
  }
  const auto results = harness.measure(
      "REST event to answer", {{"lambent", [&] { bench::keep(dispatcher.dispatch(payload)); }},
                               {"nlohmann_dom", [&] { bench::keep(by_hand(payload)); }}});
  bench::at_least(8, results[1].ratio, "a REST event by hand: times Lambent's time");
}

}  // namespace

int main(int count, char** values) {
  bench::Harness harness("http", count, values);
  measure_routing(harness, 10, 70);
  measure_routing(harness, 100, 100);
  measure_routing(harness, 1000, 150);
  measure_building(harness);
  measure_whole_request(harness);
  return harness.finish();
}
