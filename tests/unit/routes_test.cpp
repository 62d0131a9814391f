// SPDX-License-Identifier: Apache-2.0
// What handlers of routes take and give, and what becomes of failures.
#include "lambent/routes.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "catch.h"
#include "http_events.h"
#include "lambent/context.h"
#include "lambent/fields.h"

using namespace http_events;
using lambent::HttpRequest;
using lambent::HttpResponse;
using lambent::Routes;

namespace {

struct Product {
  std::string_view name{};
  std::int64_t price{};
};

enum class Colour { kRed, kBlue };

lambent::AlbRequest get(std::string_view path, Parameters query) {
  lambent::AlbRequest event = alb("GET", path);
  event.query_string_parameters = query;
  return event;
}

HttpResponse plain_function(const HttpRequest& request) {
  return HttpResponse::text(std::string(request.path()));
}

}  // namespace

template <>
inline constexpr auto lambent::fields<Product> = std::array{
    field<&Product::name>("name", kRequired),
    field<&Product::price>("price"),
};

template <>
struct lambent::FromText<Colour> {
  static constexpr std::string_view kExpected = "red or blue";
  static std::optional<Colour> parse(std::string_view text) {
    if (text == "red") return Colour::kRed;
    if (text == "blue") return Colour::kBlue;
    return std::nullopt;
  }
};

TEST_CASE("a handler takes what it names, made of the request", "[routes]") {
  Routes routes;
  routes
      .put(
          "/products/{id}/{colour}",
          [](lambent::PathParam<std::int64_t, "id"> id, lambent::PathParam<Colour, "colour"> colour,
             lambent::Body<Product> product, lambent::Query<std::optional<bool>, "dry"> dry,
             lambent::Query<std::vector<int>, "tag"> tags,
             const lambent::Context& context) -> HttpResponse {
            return HttpResponse::text(
                std::to_string(*id) + (*colour == Colour::kRed ? " red " : " blue ") +
                std::string(product->name) + (dry->value_or(false) ? " dry " : " ") +
                std::to_string(tags->size()) + " " + std::string(context.request_id));
          })
      .get("/search",
           [](lambent::Query<std::string, "for"> text) { return HttpResponse::text(*text); });
  REQUIRE(routes.status().ok());

  lambent::AlbRequest event = alb("PUT", "/products/7/blue");
  event.body = R"({"name":"tea"})";
  event.multi_value_query_string_parameters = {{"tag", {"1", "2"}}, {"dry", {"true"}}};
  const HttpResponse response = respond(routes, event, {.request_id = "r-1"});
  CHECK(response.status == 200);
  CHECK(response.body == "7 blue tea dry 2 r-1");

  SECTION("a path that names no resource is 404") {
    event.path = "/products/seven/blue";
    CHECK(respond(routes, event).status == 404);
    CHECK(respond(routes, event).body ==
          R"({"message":"path parameter id: expected a whole number"})");
    event.path = "/products/99999999999999999999/blue";
    CHECK(respond(routes, event).status == 404);
    event.path = "/products/7/green";
    CHECK(respond(routes, event).body ==
          R"({"message":"path parameter colour: expected red or blue"})");
  }
  SECTION("a wrong body is 400 and names what is wrong with it") {
    event.body = R"({"name":1})";
    CHECK(respond(routes, event).status == 400);
    CHECK(respond(routes, event).body ==
          R"({"message":"body: $.name: expected a string, found a number"})");
    event.body = "";
    CHECK(respond(routes, event).status == 400);
    event.body = R"({"name":"t)";
    CHECK(respond(routes, event).status == 400);
    event.is_base64_encoded = true;
    CHECK(respond(routes, event).body == R"({"message":"body: expected base64"})");
  }
  SECTION("a base64 body is decoded first") {
    const std::string base64 = lambent::to_base64(R"({"name":"coffee"})");
    event.body = base64;
    event.is_base64_encoded = true;
    CHECK(respond(routes, event).body == "7 blue coffee dry 2 ");
  }
  SECTION("a wrong or missing parameter of the query is 400") {
    event.multi_value_query_string_parameters = {{"tag", {"1", "x"}}};
    CHECK(respond(routes, event).body ==
          R"({"message":"query parameter tag: expected a whole number"})");
    event.multi_value_query_string_parameters = {{"dry", {"yes"}}};
    CHECK(respond(routes, event).body ==
          R"({"message":"query parameter dry: expected true or false"})");
    CHECK(respond(routes, get("/search", {})).status == 400);
    CHECK(respond(routes, get("/search", {})).body ==
          R"({"message":"query parameter for: it is required but missing"})");
    CHECK(respond(routes, get("/search", {{"for", "a+b%26"}})).body == "a b&");
  }
}

TEST_CASE("a handler may be anything that can be called", "[routes]") {
  struct Moves {
    std::unique_ptr<std::string> text = std::make_unique<std::string>("moved");
    HttpResponse operator()(const HttpRequest&) { return HttpResponse::text(*text); }
  };
  Routes routes;
  routes.get("/function", plain_function)
      .get("/pointer", &plain_function)
      .get("/generic",
           [](const auto& request) { return HttpResponse::text(std::string(request.method())); })
      .get("/both",
           [](const auto& request, const auto& context) {
             return HttpResponse::text(std::string(request.path()) +
                                       std::string(context.request_id));
           })
      .get("/moves", Moves{})
      .get("/nothing", []() noexcept {})
      .get("/mutable",
           [count = 0]() mutable { return HttpResponse::text(std::to_string(++count)); });
  REQUIRE(routes.status().ok());
  CHECK(respond(routes, alb("GET", "/function")).body == "/function");
  CHECK(respond(routes, alb("GET", "/pointer")).body == "/pointer");
  CHECK(respond(routes, alb("GET", "/generic")).body == "GET");
  CHECK(respond(routes, alb("GET", "/both"), {.request_id = "!"}).body == "/both!");
  CHECK(respond(routes, alb("GET", "/moves")).body == "moved");
  CHECK(respond(routes, alb("GET", "/nothing")).status == 204);
  respond(routes, alb("GET", "/mutable"));
  CHECK(respond(routes, alb("GET", "/mutable")).body == "2");
}

TEST_CASE("what a handler gives becomes a response", "[routes]") {
  Routes routes;
  routes.get("/struct", [] { return Product{"tea", 3}; })
      .get("/maybe", []() -> absl::StatusOr<Product> { return Product{"tea", 3}; })
      .get("/json", [] { return lambent::RawJson{"[1, 2]"}; })
      .get("/status", [] { return absl::OkStatus(); })
      .get("/response", []() -> absl::StatusOr<HttpResponse> { return HttpResponse::html("<p>"); });
  const HttpResponse response = respond(routes, alb("GET", "/struct"));
  CHECK(response.status == 200);
  CHECK(*response.find("content-type") == "application/json");
  CHECK(response.body == R"({"name":"tea","price":3})");
  CHECK(respond(routes, alb("GET", "/maybe")).body == response.body);
  CHECK(respond(routes, alb("GET", "/json")).body == "[1, 2]");
  CHECK(respond(routes, alb("GET", "/status")).status == 204);
  CHECK(respond(routes, alb("GET", "/status")).body.empty());
  CHECK(*respond(routes, alb("GET", "/response")).find("Content-Type") ==
        "text/html; charset=utf-8");
}

TEST_CASE("failures become answers, and what happened inside stays there", "[routes]") {
  Routes routes;
  routes.get("/invalid", [] { return absl::InvalidArgumentError("no such size"); })
      .get("/absent", []() -> absl::StatusOr<Product> { return absl::NotFoundError("no tea"); })
      .get("/denied", [] { return absl::PermissionDeniedError("secret"); })
      .get("/teapot", [] { return lambent::http_error(418, "short and stout"); })
      .get("/own500", [] { return lambent::http_error(500, "said on purpose"); })
      .get("/throws", []() -> HttpResponse { throw std::runtime_error("secret"); });
  struct {
    std::string path;
    int status;
    std::string body;
  } const rows[] = {
      {"/invalid", 400, R"({"message":"no such size"})"},
      {"/absent", 404, R"({"message":"no tea"})"},
      {"/denied", 500, R"({"message":"Internal server error"})"},
      {"/teapot", 418, R"({"message":"short and stout"})"},
      {"/own500", 500, R"({"message":"said on purpose"})"},
      {"/throws", 500, R"({"message":"Internal server error"})"},
      {"/none", 404, R"({"message":"Not found"})"},
  };
  for (const auto& row : rows) {
    INFO(row.path);
    const HttpResponse response = respond(routes, alb("GET", row.path));
    CHECK(response.status == row.status);
    CHECK(response.body == row.body);
    CHECK(*response.find("Content-Type") == "application/json");
  }
  CHECK(respond(routes, alb("POST", "/throws")).body == R"({"message":"Method not allowed"})");
}

TEST_CASE("errors may be answered in one's own way", "[routes]") {
  Routes routes;
  routes.get("/denied", [] { return absl::PermissionDeniedError("no"); })
      .get("/throws", []() -> HttpResponse { throw std::runtime_error("oh"); })
      .on_error([](const HttpRequest& request, const absl::Status& failure) {
        if (failure.message() == "oh") throw std::runtime_error("again");
        return HttpResponse::text(std::string(request.route()), 403);
      })
      .not_found([](const HttpRequest& request) {
        return HttpResponse::text("no " + std::string(request.path()), 404);
      })
      .method_not_allowed([](const HttpRequest&) { return HttpResponse::text("no", 405); });
  CHECK(respond(routes, alb("GET", "/denied")).status == 403);
  CHECK(respond(routes, alb("GET", "/denied")).body == "GET /denied");
  CHECK(respond(routes, alb("GET", "/throws")).status == 500);
  CHECK(respond(routes, alb("GET", "/none")).body == "no /none");
  const HttpResponse refused = respond(routes, alb("PUT", "/denied"));
  CHECK(refused.body == "no");
  CHECK(*refused.find("allow") == "GET, HEAD, OPTIONS");
}

TEST_CASE("HEAD is answered as GET without the body, unless that is turned off", "[routes]") {
  Routes routes;
  routes.get("/a", [] { return HttpResponse::text("body").add("Content-Length", "4"); })
      .head("/b", [] { return HttpResponse::text("body").add("X-B", "1"); });
  const HttpResponse response = respond(routes, alb("HEAD", "/a"));
  CHECK(response.status == 200);
  CHECK(response.body.empty());
  CHECK(*response.find("content-length") == "4");
  CHECK(*respond(routes, alb("HEAD", "/b")).find("X-B") == "1");
  CHECK(respond(routes, alb("HEAD", "/none")).body.empty());
  routes.serve_head(false);
  CHECK(respond(routes, alb("HEAD", "/a")).status == 405);
  CHECK(*respond(routes, alb("HEAD", "/a")).find("Allow") == "GET, OPTIONS");
  CHECK(*respond(routes, alb("GET", "/b")).find("Allow") == "HEAD, OPTIONS");
}

TEST_CASE("forgiving a trailing slash can be turned off", "[routes]") {
  Routes routes;
  routes.get("/a", [] {}).forgive_trailing_slash(false);
  CHECK(respond(routes, alb("GET", "/a")).status == 204);
  CHECK(respond(routes, alb("GET", "/a/")).status == 404);
}

TEST_CASE("a wrong route is an error of the table, which says what and where", "[routes]") {
  const auto error_of = [](std::string_view methods, std::string_view path) {
    Routes routes;
    routes.route(methods, lambent::runtime(path), [] {});
    return std::string(routes.status().message());
  };
  CHECK(error_of("GET", "a/{}") == "route a/{}: at 0: it must begin with a slash");
  CHECK(error_of("GET", "") == "route : at 0: it must begin with a slash");
  CHECK(error_of("GET", "/a//b") == "route /a//b: at 3: this segment is empty");
  CHECK(error_of("GET", "/a/{}") == "route /a/{}: at 3: this parameter has no name");
  CHECK(error_of("GET", "/a/{+}") == "route /a/{+}: at 3: this parameter has no name");
  CHECK(error_of("GET", "/v{n}") == "route /v{n}: at 1: braces must enclose a whole segment");
  CHECK(error_of("GET", "/{n}v") == "route /{n}v: at 1: braces must enclose a whole segment");
  CHECK(error_of("GET", "/{n") == "route /{n: at 1: braces must enclose a whole segment");
  CHECK(error_of("GET", "/n}") == "route /n}: at 1: braces must enclose a whole segment");
  CHECK(error_of("GET", "/{{n}}") == "route /{{n}}: at 1: braces must enclose a whole segment");
  CHECK(error_of("GET", "/{p+}/x") ==
        "route /{p+}/x: at 1: a parameter with + must be the last segment");
  CHECK(error_of("GET", "/{a}/{b}/{a}") ==
        "route /{a}/{b}/{a}: at 9: this parameter's name stands here twice");
  CHECK(error_of("GET", "/{1a}").find("at 1: a parameter's name must begin") != std::string::npos);
  CHECK(error_of("GET", "/{a b}").find("at 1: a parameter's name must begin") != std::string::npos);
  CHECK(error_of("FETCH", "/a").find("route FETCH /a: methods are") == 0);
  CHECK(error_of("", "/a").find("methods are") != std::string::npos);
  CHECK(error_of("GET,", "/a").find("methods are") != std::string::npos);
  CHECK(error_of("GET ,\tPOST\t", "/a/{b.c-d_1}/").empty());
  std::string long_path;
  for (int i = 0; i < 32; ++i) long_path += "/a";
  CHECK(error_of("GET", long_path).empty());
  CHECK(error_of("GET", long_path + "/a").find("there are at most 32") != std::string::npos);
}

TEST_CASE("two routes for the same requests are an error", "[routes]") {
  Routes routes;
  routes.get("/a/{x}", [] {}).post("/a/{y}", [] {});
  CHECK(routes.status().ok());
  routes.get("/a/{y}", [] {});
  CHECK(absl::IsAlreadyExists(routes.status()));
  CHECK(routes.status().message() == "route GET /a/{y}: GET /a/{x} takes the same");
  // What is wrong is answered, not half of it served.
  CHECK(respond(routes, alb("GET", "/a/1")).status == 500);
}

TEST_CASE("a parameter that the template does not have is an error", "[routes]") {
  Routes routes;
  routes.get("/a/{x}", [](lambent::PathParam<int, "y">) {});
  CHECK(routes.status().message() ==
        "route GET /a/{x}: the handler takes y, which the template does not have");
  Routes asked;
  asked.get("/a/{x}", [](const HttpRequest& request) { return request.param<int>("y").status(); });
  CHECK(respond(asked, alb("GET", "/a/1")).status == 500);
}

TEST_CASE("prefixes to drop are compared decoded, as whole segments", "[routes]") {
  Routes routes;
  routes
      .get("/x",
           [](const HttpRequest& request) {
             return HttpResponse::text(std::string(request.path()));
           })
      .strip_prefix("/a b/c")
      .strip_prefix("/api/");
  REQUIRE(routes.status().ok());
  CHECK(respond(routes, alb("GET", "/a%20b/%63/x")).body == "/a b/c/x");
  CHECK(respond(routes, alb("GET", "/api/x")).status == 200);
  CHECK(respond(routes, alb("GET", "/a%20b/cc/x")).status == 404);
  CHECK(respond(routes, alb("GET", "/a%20b")).status == 404);
  CHECK(respond(routes, http_api("GET", "/%61pi/x")).status == 404);  // decoded already
  for (const char* const wrong : {"", "/", "api", "/a//b", "/a?b", "/{x}"}) {
    INFO(wrong);
    Routes refused;
    refused.strip_prefix(wrong);
    CHECK(absl::IsInvalidArgument(refused.status()));
  }
}

TEST_CASE("a message that quotes what is no UTF-8 stays readable JSON", "[routes]") {
  CHECK(HttpResponse::error(400, "no \xff").body == "{\"message\":\"no \xef\xbf\xbd\"}");
}

TEST_CASE("parameters are there decoded and as sent", "[routes]") {
  Routes routes;
  std::string seen;
  routes.get("/{a}/{rest+}", [&](const HttpRequest& request) {
    seen = std::string(request.param("a")) + "|" + std::string(request.raw_param("a")) + "|" +
           std::string(request.param("rest")) + "|" + std::string(request.raw_param("rest")) + "|" +
           std::string(request.param("none")) + "|" + std::string(request.path());
  });
  respond(routes, alb("GET", "/x%20y/a%2Fb/%zz"));
  CHECK(seen == "x y|x%20y|a/b/%zz|a%2Fb/%zz||/x y/a/b/%zz");
}

TEST_CASE("bodies of text are gzipped for clients that accept it", "[routes]") {
  const std::string text(5000, 'x');
  Routes routes;
  routes.get("/text", [&] { return HttpResponse::text(text); })
      .get("/short", [] { return HttpResponse::text("short"); })
      .get("/never", [&] { return HttpResponse::text(text); }, {.compress = false})
      .get("/part", [&] { return HttpResponse::text(text, 206); })
      .get("/range",
           [&] { return HttpResponse::text(text).add("Content-Range", "bytes 0-4999/*"); })
      .get("/stays", [&] { return HttpResponse::text(text).add("Cache-Control", "no-transform"); })
      .get("/sized",
           [&] {
             return HttpResponse::text(text).add("Content-Length", "5000").add("ETag", "\"1\"");
           })
      .get("/packed", [&] { return HttpResponse::text(text).add("Content-Encoding", "br"); })
      .compress(1000);
  const auto encoding = [&](std::string_view path, std::string_view accepts) {
    lambent::AlbRequest event = alb("GET", path);
    event.headers = {{"accept-encoding", accepts}};
    const HttpResponse response = respond(routes, event);
    const std::string* const found = response.find("content-encoding");
    return found != nullptr ? *found : std::string();
  };
  CHECK(encoding("/text", "gzip, deflate") == "gzip");
  CHECK(encoding("/text", "br;q=1.0, GZIP;q=0.5") == "gzip");
  CHECK(encoding("/text", "*") == "gzip");
  CHECK(encoding("/text", "deflate\t,\tgzip\t") == "gzip");
  CHECK(encoding("/text", "gzip\t;\tq=0\t, br").empty());
  CHECK(encoding("/text", "*, gzip;q=0").empty());
  CHECK(encoding("/text", "gzip;q=0.0").empty());
  CHECK(encoding("/text", "deflate, , ;").empty());
  CHECK(encoding("/text", "").empty());
  CHECK(encoding("/short", "gzip").empty());
  CHECK(encoding("/never", "gzip").empty());
  CHECK(encoding("/packed", "gzip") == "br");
  CHECK(encoding("/part", "gzip").empty());
  CHECK(encoding("/range", "gzip").empty());
  CHECK(encoding("/stays", "gzip").empty());
  lambent::AlbRequest event = alb("GET", "/sized");
  event.headers = {{"accept-encoding", "gzip"}};
  const HttpResponse sized = respond(routes, event);
  CHECK(*sized.find("content-length") == std::to_string(sized.body.size()));
  CHECK(*sized.find("etag") == "W/\"1\"");
  event.http_method = "HEAD";
  CHECK(*respond(routes, event).find("content-length") == *sized.find("content-length"));
  const HttpResponse plain = respond(routes, alb("GET", "/text"));
  CHECK(*plain.find("Vary") == "Accept-Encoding");
  CHECK(plain.body == text);
}
