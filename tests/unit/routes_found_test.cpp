// SPDX-License-Identifier: Apache-2.0
// Which route takes which request, behind every gateway.
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "catch.h"
#include "http_events.h"
#include "lambent/routes.h"
#include "routes_model.h"

using namespace http_events;

namespace {

/// What became of a request.
struct Outcome {
  int status{};
  std::string route{};
  std::map<std::string, std::string> params{};
  std::string allow{};
};

Outcome served(std::string route, std::map<std::string, std::string> params = {}) {
  return {200, std::move(route), std::move(params), ""};
}
Outcome refused(int status, std::string allow = "") { return {status, "", {}, std::move(allow)}; }

/// A request to an HTTP API in payload 1.0, which looks like one of a REST API.
lambent::ApiGatewayRequest http_api_v1(std::string_view path) {
  lambent::ApiGatewayRequest event = rest("GET", path, "$default");
  event.version = "1.0";
  event.request_context.stage = "$default";
  return event;
}

struct Row {
  std::string note;
  AnyEvent event;
  Outcome outcome;
  std::vector<std::string> strip{};
};

constexpr std::string_view kTable[] = {
    "GET /",
    "GET /products",
    "POST /products",
    "GET /products/{id}",
    "PUT /products/{id}",
    "DELETE /products/{id}",
    "GET /products/special",
    "GET /products/{id}/reviews/{review}",
    "ANY /files/{path+}",
    "GET /files/index",
    "POST /orders/{id}",
    "GET /orders/new",
    "GET /exact/",
    "GET /caf\u00e9",
    "ANY /any",
};

Outcome outcome_of(const Row& row) {
  Outcome outcome;
  lambent::Routes routes;
  for (const std::string_view line : kTable) {
    const std::size_t blank = line.find(' ');
    routes.route(line.substr(0, blank), lambent::runtime(line.substr(blank + 1)),
                 [&](const lambent::HttpRequest& request) {
                   outcome.route = request.route();
                   for (const auto& [name, value] : request.params()) {
                     CHECK(request.param(name) == value);
                     outcome.params.emplace(name, value);
                   }
                   return lambent::HttpResponse();
                 });
  }
  for (const std::string& prefix : row.strip) routes.strip_prefix(prefix);
  REQUIRE(routes.status().ok());
  const lambent::HttpResponse response = row.event.to(routes);
  outcome.status = response.status;
  if (const std::string* const allow = response.find("Allow")) outcome.allow = *allow;
  return outcome;
}

}  // namespace

TEST_CASE("the table alone decides who takes a request", "[routes]") {
  const Row rows[] = {
      {"a parameter", alb("GET", "/products/42"), served("GET /products/{id}", {{"id", "42"}})},
      {"a parameter", url("GET", "/products/42"), served("GET /products/{id}", {{"id", "42"}})},
      {"a parameter", http_api("GET", "/products/42", "$default"),
       served("GET /products/{id}", {{"id", "42"}})},
      {"a parameter", lattice_v1("GET", "/products/42"),
       served("GET /products/{id}", {{"id", "42"}})},
      {"a parameter", lattice("GET", "/products/42"), served("GET /products/{id}", {{"id", "42"}})},
      {"root", alb("GET", "/"), served("GET /")},
      {"an empty path is /", alb("GET", ""), served("GET /")},
      {"static before parameter", alb("GET", "/products/special"), served("GET /products/special")},
      {"the static route has no PUT: the parameter route serves it",
       alb("PUT", "/products/special"), served("PUT /products/{id}", {{"id", "special"}})},
      {"no route with PATCH: 405, methods of every template that fits",
       alb("PATCH", "/products/special"), refused(405, "DELETE, GET, HEAD, OPTIONS, PUT")},
      {"405", alb("POST", "/products/42"), refused(405, "DELETE, GET, HEAD, OPTIONS, PUT")},
      {"405", alb("DELETE", "/products"), refused(405, "GET, HEAD, OPTIONS, POST")},
      {"404", alb("GET", "/nothing"), refused(404)},
      {"404, no prefix matching", alb("GET", "/products/1/reviews"), refused(404)},
      {"404, case matters", alb("GET", "/Products/42"), refused(404)},
      {"two parameters", alb("GET", "/products/1/reviews/7"),
       served("GET /products/{id}/reviews/{review}", {{"id", "1"}, {"review", "7"}})},
      {"one trailing slash is forgiven: /products, not an empty id", alb("GET", "/products/"),
       served("GET /products")},
      {"trailing slash", alb("GET", "/products/42/"), served("GET /products/{id}", {{"id", "42"}})},
      {"an empty segment is no parameter", alb("GET", "/products//"), refused(404)},
      {"404", alb("GET", "//products"), refused(404)},
      {"a template that ends in a slash matches itself", alb("GET", "/exact/"),
       served("GET /exact/")},
      {"... and is not reached without it", alb("GET", "/exact"), refused(404)},
      {"greedy", alb("GET", "/files/a/b/c.txt"),
       served("ANY /files/{path+}", {{"path", "a/b/c.txt"}})},
      {"static before greedy", alb("GET", "/files/index"), served("GET /files/index")},
      {"ANY on the greedy route takes the method the static one lacks", alb("POST", "/files/index"),
       served("ANY /files/{path+}", {{"path", "index"}})},
      {"greedy needs at least one character", alb("GET", "/files/"), refused(404)},
      {"404", alb("GET", "/files"), refused(404)},
      {"greedy keeps the slash", alb("GET", "/files/a/"),
       served("ANY /files/{path+}", {{"path", "a/"}})},
      {"greedy keeps empty segments", alb("GET", "/files//a"),
       served("ANY /files/{path+}", {{"path", "/a"}})},
      {"static", alb("GET", "/orders/new"), served("GET /orders/new")},
      {"other method falls to the parameter", alb("POST", "/orders/new"),
       served("POST /orders/{id}", {{"id", "new"}})},
      {"405", alb("GET", "/orders/7"), refused(405, "OPTIONS, POST")},
      {"HEAD is served by GET", alb("HEAD", "/products"), served("GET /products")},
      {"at one template: HEAD, then GET, then ANY; only then the next template",
       alb("HEAD", "/files/index"), served("GET /files/index")},
      {"no GET: 405", alb("HEAD", "/orders/7"), refused(405, "OPTIONS, POST")},
      {"automatic OPTIONS", alb("OPTIONS", "/products"), refused(204, "GET, HEAD, OPTIONS, POST")},
      {"ANY takes OPTIONS too", alb("OPTIONS", "/any"), served("ANY /any")},
      {"404", alb("OPTIONS", "/nothing"), refused(404)},
      {"ANY takes every method", alb("TRACE", "/any"), served("ANY /any")},
      {"unknown method on a known path", alb("BREW", "/products"),
       refused(405, "GET, HEAD, OPTIONS, POST")},
      {"split first, decode once: the slash stays in the parameter", alb("GET", "/products/a%2Fb"),
       served("GET /products/{id}", {{"id", "a/b"}})},
      {"decoded once only", alb("GET", "/products/%2542"),
       served("GET /products/{id}", {{"id", "%42"}})},
      {"plus is plus in a path", alb("GET", "/products/a+b"),
       served("GET /products/{id}", {{"id", "a+b"}})},
      {"a malformed escape stays as it is", alb("GET", "/products/50%"),
       served("GET /products/{id}", {{"id", "50%"}})},
      {"a malformed escape stays as it is", alb("GET", "/products/%zz"),
       served("GET /products/{id}", {{"id", "%zz"}})},
      {"not UTF-8 after decoding: left as sent", alb("GET", "/products/%FF"),
       served("GET /products/{id}", {{"id", "%FF"}})},
      {"static segments are compared decoded", alb("GET", "/caf%C3%A9"), served("GET /caf\u00e9")},
      {"greedy, decoded per segment", alb("GET", "/files/a%20b/c%2Fd"),
       served("ANY /files/{path+}", {{"path", "a b/c/d"}})},
      {"function URL keeps the encoding", url("GET", "/products/%E6%97%A5"),
       served("GET /products/{id}", {{"id", "\u65e5"}})},
      {"HTTP API has already decoded", http_api("GET", "/products/a b", "$default"),
       served("GET /products/{id}", {{"id", "a b"}})},
      {"... so nothing is decoded again", http_api("GET", "/products/%42", "$default"),
       served("GET /products/{id}", {{"id", "%42"}})},
      {"$default route, named stage: stage removed", http_api("GET", "/dev/products/42", "dev"),
       served("GET /products/{id}", {{"id", "42"}})},
      {"stage root", http_api("GET", "/dev", "dev"), served("GET /")},
      {"stage only as a whole segment", http_api("GET", "/development/products", "dev"),
       refused(404)},
      {"named route: what precedes it is the prefix",
       http_api("GET", "/dev/products/42", "dev", "GET /products/{id}", {{"id", "42"}}),
       served("GET /products/{id}", {{"id", "42"}})},
      {"custom domain mapping",
       http_api("GET", "/v1/products/42", "dev", "GET /products/{id}", {{"id", "42"}}),
       served("GET /products/{id}", {{"id", "42"}})},
      {"catch-all route behind a mapping",
       http_api("GET", "/v1/products/special", "dev", "ANY /{proxy+}",
                {{"proxy", "products/special"}}),
       served("GET /products/special")},
      {"the table decides, not routeKey",
       http_api("GET", "/products/special", "$default", "GET /products/{id}", {{"id", "special"}}),
       served("GET /products/special")},
      {"REST: path has no stage", rest("GET", "/products/42", "/products/{id}", {{"id", "42"}}),
       served("GET /products/{id}", {{"id", "42"}})},
      {"REST behind a base path mapping",
       rest("GET", "/shop/products/42", "/products/{id}", {{"id", "42"}}),
       served("GET /products/{id}", {{"id", "42"}})},
      {"nested mapping, catch-all, trailing slash",
       rest("GET", "/shop/v2/products/42/", "/{proxy+}", {{"proxy", "products/42"}}),
       served("GET /products/{id}", {{"id", "42"}})},
      {"encoded in both", rest("GET", "/products/a%2Fb", "/products/{id}", {{"id", "a%2Fb"}}),
       served("GET /products/{id}", {{"id", "a/b"}})},
      {"REST root", rest("GET", "/", "/"), served("GET /")},
      {"no parameters", rest("POST", "/products", "/products"), served("POST /products")},
      {"405 behind a catch-all", rest("DELETE", "/products", "/{proxy+}", {{"proxy", "products"}}),
       refused(405, "GET, HEAD, OPTIONS, POST")},
      {"a query string in the path is cut off", lattice("GET", "/products/42?x=1"),
       served("GET /products/{id}", {{"id", "42"}})},
      {"explicit prefix",
       alb("GET", "/api/v1/products/42"),
       served("GET /products/{id}", {{"id", "42"}}),
       {"/api/v1"}},
      {"explicit prefix, root", alb("GET", "/api/v1"), served("GET /"), {"/api/v1"}},
      {"prefix as whole segments", alb("GET", "/api/v10/products"), refused(404), {"/api/v1"}},
      {"a custom domain's mapping on the API's root", rest("GET", "/shop", "/"), served("GET /")},
      {"payload 1.0 of an HTTP API is decoded", http_api_v1("/products/%42"),
       served("GET /products/{id}", {{"id", "%42"}})},
      {"a path of a REST API that its template does not explain stays",
       rest("GET", "/products/42", "/other/{x}", {{"x", "1"}}),
       served("GET /products/{id}", {{"id", "42"}})},
      {"an HTTP API cuts at a decoded ?",
       http_api("GET", "/v1/products/4?2", "dev", "GET /products/{id}", {{"id", "4?2"}}),
       served("GET /products/{id}", {{"id", "4"}})},
      {"a path without a slash in front", alb("GET", "products"), refused(404)},
      {"* is a path for no route", alb("OPTIONS", "*"), refused(404)},
      {"ANY is no method of requests", alb("ANY", "/products"),
       refused(405, "GET, HEAD, OPTIONS, POST")},
  };
  for (const Row& row : rows) {
    INFO(row.note);
    const Outcome outcome = outcome_of(row);
    CHECK(outcome.status == row.outcome.status);
    CHECK(outcome.route == row.outcome.route);
    CHECK(outcome.params == row.outcome.params);
    CHECK(outcome.allow == row.outcome.allow);
  }
}

TEST_CASE("what precedes the template in the path is known without configuration", "[routes]") {
  struct {
    std::string_view path, resource;
    Parameters parameters;
    std::string_view left;
  } const rows[] = {
      {"/prod/a/b/c", "/{x}/b/{y}", {{"x", "a"}, {"y", "c"}}, "/a/b/c"},
      {"/v1/a/b/c/", "/a/{proxy+}", {{"proxy", "b/c"}}, "/a/b/c/"},
      {"/v1/a/b/c/", "/a/{proxy+}", {{"proxy", "b/c/"}}, "/a/b/c/"},
      {"/a", "/a", {}, "/a"},
      {"/a/a", "/a", {}, "/a"},
      {"/ba", "/a", {}, "/ba"},
      {"/a/b", "/{x}", {}, "/a/b"},
      {"/v1/", "/", {}, "/"},
      {"/v1", "/{x", {{"x", "v1"}}, "/v1"},
      {"/v1", "{", {}, "/v1"},
  };
  for (const auto& row : rows) {
    INFO(row.path << " as " << row.resource);
    const auto event = rest("GET", row.path, row.resource, row.parameters);
    CHECK(lambent::HttpRequest(event).raw_path() == row.left);
  }
}

TEST_CASE("random tables find what a plain search finds", "[routes]") {
  std::mt19937 random(11);
  const auto pick = [&](auto... items) {
    const std::string_view all[] = {items...};
    return std::string(all[random() % std::size(all)]);
  };
  for (int round = 0; round < 400; ++round) {
    std::vector<routes_model::Route> routes;
    lambent::Routes table;
    std::string found;
    const auto size = 1 + random() % 30;
    for (std::size_t i = 0; i < size; ++i) {
      std::string path;
      const auto depth = 1 + random() % 4;
      for (std::size_t at = 0; at < depth; ++at) {
        path += "/";
        path += pick("a", "b", "abcdefgh", "abcdefghi", "xbcdefghi", "a b", "{p}", "{q}", "{r+}");
        if (path.back() == '}')
          path.insert(path.size() - 1 - path.ends_with("+}"), std::to_string(at));
        if (path.ends_with("+}")) break;
      }
      if (!path.ends_with("+}") && random() % 8 == 0) path += "/";
      const std::string method = pick("GET", "PUT", "HEAD", "OPTIONS", "ANY");
      lambent::Routes alone;  // is it a route at all, and a new one?
      for (const auto& [known_method, known_path] : routes)
        alone.route(known_method, lambent::runtime(known_path), [] {});
      alone.route(method, lambent::runtime(path), [] {});
      if (!alone.status().ok()) continue;
      routes.push_back({method, path});
      table.route(method, lambent::runtime(path),
                  [&](const lambent::HttpRequest& request) { found = request.route(); });
    }
    REQUIRE(table.status().ok());
    for (int i = 0; i < 50; ++i) {
      std::string path;
      const auto depth = 1 + random() % 5;
      for (std::size_t at = 0; at < depth; ++at)
        path.append("/").append(
            pick("a", "b", "abcdefgh", "abcdefghi", "xbcdefghi", "a%20b", "%61", "%", "", "z"));
      const std::string method = pick("GET", "PUT", "HEAD", "OPTIONS", "ANY", "BREW");
      found.clear();
      const int status = respond(table, alb(method, path)).status;
      INFO(method << " " << path);
      const std::string got = found.empty() ? std::to_string(status) : found;
      CHECK(got == routes_model::taker(routes, method, path));
    }
  }
}

TEST_CASE("a table of equal templates with parameters costs no more than it has nodes",
          "[routes][limits]") {
  // Every segment of the path fits the text and the parameter alike, and the end fits none.
  lambent::Routes routes;
  for (int mask = 0; mask < 256; ++mask) {
    std::string path;
    for (int i = 0; i < 8; ++i)
      path += mask >> i & 1 ? "/a" : std::string("/{p") + std::to_string(i) + "}";
    routes.get(lambent::runtime(path + "/end"), [] {});
  }
  REQUIRE(routes.status().ok());
  std::string path;
  for (int i = 0; i < 8; ++i) path += "/a";
  CHECK(respond(routes, alb("GET", path + "/none")).status == 404);
  CHECK(respond(routes, alb("GET", path + "/end")).status == 204);

  std::string text;
  for (int i = 0; i < 16; ++i) text.append("/{p").append(std::to_string(i)).append("}/x");
  lambent::Routes deep;
  deep.get(lambent::runtime(text), [] {});
  REQUIRE(deep.status().ok());
  std::string long_path;
  for (int i = 0; i < 100'000; ++i) long_path += "/a/x";
  CHECK(respond(deep, alb("GET", long_path)).status == 404);
  CHECK(respond(deep, alb("GET", long_path.substr(0, 16 * 4))).status == 204);
}
