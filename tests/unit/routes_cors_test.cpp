// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "catch.h"
#include "http_events.h"
#include "lambent/routes.h"

using namespace http_events;
using lambent::Cors;
using lambent::HttpResponse;
using lambent::Routes;

namespace {

HttpResponse from_origin(const Routes& routes, std::string_view method, std::string_view path,
                         std::string_view origin, std::string_view asks_for = "") {
  lambent::AlbRequest event = alb(method, path);
  if (asks_for.empty()) {
    event.headers = {{"origin", origin}};
  } else {
    event.headers = {{"origin", origin}, {"access-control-request-method", asks_for}};
  }
  return respond(routes, event);
}

std::string header(const HttpResponse& response, std::string_view name) {
  const std::string* const found = response.find(name);
  return found != nullptr ? *found : "(none)";
}

constexpr std::string_view kShop = "https://shop.example.com";
constexpr char kOrigin[] = "Access-Control-Allow-Origin";

Routes shop(Cors cors) {
  Routes routes;
  routes.get("/a", [] { return HttpResponse::text("a"); })
      .put("/a", [] {})
      .post("/a", [] {}, {.cors = false})
      .get("/throws", []() -> HttpResponse { throw std::runtime_error(""); })
      .any("/any", [] { return HttpResponse::text("any"); })
      .options("/own", [] { return HttpResponse::text("own"); })
      .get("/private", [] {}, {.cors = false})
      .cors(std::move(cors));
  REQUIRE(routes.status().ok());
  return routes;
}

}  // namespace

TEST_CASE("a listed origin may read every answer, errors included", "[routes][cors]") {
  const Routes routes = shop({.origins = {std::string(kShop)}, .expose_headers = {"X-A", "X-B"}});
  for (const std::string_view path : {"/a", "/throws", "/none"}) {
    INFO(path);
    const HttpResponse response = from_origin(routes, "GET", path, kShop);
    CHECK(header(response, kOrigin) == kShop);
    CHECK(header(response, "Vary") == "Origin");
    CHECK(header(response, "Access-Control-Expose-Headers") == "X-A, X-B");
  }
  CHECK(header(from_origin(routes, "DELETE", "/a", kShop), kOrigin) == kShop);

  const HttpResponse other = from_origin(routes, "GET", "/a", "https://evil.example.com");
  CHECK(other.status == 200);
  CHECK(header(other, kOrigin) == "(none)");
  CHECK(header(other, "Vary") == "Origin");
  CHECK(header(respond(routes, alb("GET", "/a")), "Vary") == "Origin");
  CHECK(header(from_origin(routes, "GET", "/private", kShop), kOrigin) == "(none)");
}

TEST_CASE("any origin is a star, on which nothing depends", "[routes][cors]") {
  const Routes routes = shop({.origins = {"*"}});
  const HttpResponse response = from_origin(routes, "GET", "/a", kShop);
  CHECK(header(response, kOrigin) == "*");
  CHECK(header(response, "Vary") == "(none)");
  CHECK(header(respond(routes, alb("GET", "/a")), kOrigin) == "(none)");
}

TEST_CASE("credentials go to named origins only", "[routes][cors]") {
  const Routes routes = shop({.origins = {std::string(kShop)}, .credentials = true});
  const HttpResponse response = from_origin(routes, "GET", "/a", kShop);
  CHECK(header(response, kOrigin) == kShop);
  CHECK(header(response, "Access-Control-Allow-Credentials") == "true");
  Routes wrong;
  wrong.cors({.origins = {"*"}, .credentials = true});
  CHECK(wrong.status().message() == "cors: with credentials origins are named, not \"*\"");
}

TEST_CASE("a preflight request is told what that path takes", "[routes][cors]") {
  const Routes routes = shop({.origins = {std::string(kShop)},
                              .allow_headers = {"X-Mine"},
                              .max_age = std::chrono::minutes(10)});
  const HttpResponse response = from_origin(routes, "OPTIONS", "/a", kShop, "PUT");
  CHECK(response.status == 204);
  CHECK(header(response, kOrigin) == kShop);
  CHECK(header(response, "Access-Control-Allow-Methods") == "GET, HEAD, OPTIONS, PUT");
  CHECK(header(response, "Access-Control-Allow-Headers") ==
        "Authorization, Content-Type, X-Amz-Date, X-Amz-Security-Token, X-Api-Key, X-Mine");
  CHECK(header(response, "Access-Control-Max-Age") == "600");
  CHECK(header(response, "Allow") == "GET, HEAD, OPTIONS, POST, PUT");

  SECTION("a method that opted out, and an origin that is not listed, are told nothing") {
    CHECK(header(from_origin(routes, "OPTIONS", "/a", kShop, "POST"), kOrigin) == "(none)");
    const HttpResponse other = from_origin(routes, "OPTIONS", "/a", "https://evil.example", "PUT");
    CHECK(other.status == 204);
    CHECK(header(other, kOrigin) == "(none)");
    CHECK(header(other, "Access-Control-Allow-Methods") == "(none)");
  }
  SECTION("a path with ANY takes all methods, and sees OPTIONS that are no preflight") {
    const HttpResponse any = from_origin(routes, "OPTIONS", "/any", kShop, "DELETE");
    CHECK(any.status == 204);
    CHECK(header(any, "Access-Control-Allow-Methods") ==
          "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT");
    CHECK(from_origin(routes, "OPTIONS", "/any", kShop).body == "any");
  }
  SECTION("a route for OPTIONS answers itself") {
    CHECK(from_origin(routes, "OPTIONS", "/own", kShop, "GET").body == "own");
    CHECK(header(from_origin(routes, "OPTIONS", "/own", kShop, "GET"), kOrigin) == kShop);
  }
  SECTION("a path that there is not stays 404, readable") {
    const HttpResponse none = from_origin(routes, "OPTIONS", "/none", kShop, "GET");
    CHECK(none.status == 404);
    CHECK(header(none, kOrigin) == kShop);
  }
}

TEST_CASE("without cors() nothing is added", "[routes][cors]") {
  Routes routes;
  routes.get("/a", [] {});
  CHECK(header(from_origin(routes, "GET", "/a", kShop), kOrigin) == "(none)");
  const HttpResponse options = from_origin(routes, "OPTIONS", "/a", kShop, "GET");
  CHECK(header(options, "Allow") == "GET, HEAD, OPTIONS");
  CHECK(header(options, kOrigin) == "(none)");
}

TEST_CASE("what a handler says of Vary stays, and nothing is said twice", "[routes][cors]") {
  const struct {
    std::vector<std::string> given;
    std::string sent;
  } rows[] = {
      {{}, "Origin"},
      {{"Accept"}, "Accept,Origin"},
      {{"Accept", "Accept-Language"}, "Accept,Accept-Language,Origin"},
      {{"X-Original-URL"}, "X-Original-URL,Origin"},
      {{"accept , origin"}, "accept , origin"},
      {{"*"}, "*"},
  };
  for (const auto& row : rows) {
    INFO(row.sent);
    Routes routes;
    routes.get("/a", [&] {
      HttpResponse response = HttpResponse::text("a");
      for (const std::string& value : row.given) response.add("Vary", value);
      return response;
    });
    routes.cors({.origins = {std::string(kShop)}});
    const lambent::AlbRequest event = alb("GET", "/a");
    CHECK(answer_to(event, respond(routes, event)).headers.at("Vary") == row.sent);
  }
}

TEST_CASE("a mounted table's cors() holds for all answers of its paths", "[routes][cors]") {
  Routes inner;
  inner.get("/a", [] {}).cors({.origins = {std::string(kShop)}});
  Routes routes;
  routes.get("/b", [] {}).mount("/v1", std::move(inner)).compress(1);
  CHECK(header(from_origin(routes, "DELETE", "/v1/a", kShop), kOrigin) == kShop);
  CHECK(header(from_origin(routes, "OPTIONS", "/v1/a", kShop), kOrigin) == kShop);
  CHECK(header(from_origin(routes, "OPTIONS", "/v1/a", kShop, "DELETE"), kOrigin) == kShop);
  CHECK(header(from_origin(routes, "DELETE", "/b", kShop), kOrigin) == "(none)");
  CHECK(header(from_origin(routes, "OPTIONS", "/b", kShop), kOrigin) == "(none)");
}

TEST_CASE("an origin that no browser sends is an error", "[routes][cors]") {
  for (const char* const wrong :
       {"", "shop.example.com", "https://shop.example.com/", "https://a/b"}) {
    INFO(wrong);
    Routes routes;
    routes.cors({.origins = {wrong}});
    CHECK(absl::IsInvalidArgument(routes.status()));
  }
  Routes routes;
  routes.cors({.origins = {"http://localhost:3000", "null", "capacitor://localhost"}});
  CHECK(routes.status().ok());
}
