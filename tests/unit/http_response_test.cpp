// SPDX-License-Identifier: Apache-2.0
// How a response is written for each gateway.
#include "lambent/http_response.h"

#include <string>
#include <string_view>

#include "catch.h"
#include "http_events.h"
#include "lambent/event.h"

using namespace http_events;
using lambent::HttpResponse;

namespace {

HttpResponse rich() {
  HttpResponse response = HttpResponse::text("body", 201);
  response.add("X-A", "1").add("x-a", "2").add("Set-Cookie", "c=3");
  response.cookies = {"a=1; Secure", "b=2"};
  return response;
}

constexpr std::string_view kBytes{"\xff\x00", 2};

}  // namespace

TEST_CASE("a response is made of what it is", "[http]") {
  CHECK(*HttpResponse::html("<p>").find("content-type") == "text/html; charset=utf-8");
  CHECK(*HttpResponse::bytes("x", "image/png").find("CONTENT-TYPE") == "image/png");
  CHECK(*HttpResponse::redirect("/a").find("location") == "/a");
  CHECK(HttpResponse::redirect("/a", 308).status == 308);
  CHECK(HttpResponse::no_content().status == 204);
  CHECK(HttpResponse::json(std::string("a\"b")).body == R"("a\"b")");
  CHECK(HttpResponse::error(409, "say \"no\"").body == R"({"message":"say \"no\""})");
  HttpResponse response =
      HttpResponse::text("x").set("content-type", "a/b").add("X", "1").add("x", "2");
  CHECK(response.headers.size() == 3);
  CHECK(*response.find("Content-Type") == "a/b");
  response.set("X", "3");
  CHECK(response.headers.size() == 2);
  CHECK(response.find("y") == nullptr);
}

TEST_CASE("a REST or WebSocket API gets all values of a header, cookies too", "[http]") {
  const std::string expected =
      R"({"statusCode":201,"multiValueHeaders":{"Content-Type":["text/plain; charset=utf-8"],)"
      R"("Set-Cookie":["a=1; Secure","b=2","c=3"],"X-A":["1","2"]},"body":"body",)"
      R"("isBase64Encoded":false})";
  CHECK(encode(answer_to(rest("GET", "/", "/"), rich())) == expected);
  CHECK(encode(answer_to(websocket("x"), rich())) == expected);
}

TEST_CASE("an HTTP API or function URL gets joined headers, and cookies apart", "[http]") {
  const std::string expected =
      R"({"statusCode":201,"headers":{"Content-Type":"text/plain; charset=utf-8","X-A":"1,2"},)"
      R"("cookies":["a=1; Secure","b=2","c=3"],"body":"body","isBase64Encoded":false})";
  CHECK(encode(answer_to(http_api("GET", "/"), rich())) == expected);
  CHECK(encode(answer_to(url("GET", "/"), rich())) == expected);
}

TEST_CASE("a load balancer gets the kind of headers that its request came with", "[http]") {
  lambent::AlbRequest event = alb("GET", "/");
  lambent::AlbResponse answer = answer_to(event, rich());
  CHECK(answer.status_description == "201 Created");
  CHECK(answer.headers.at("X-A") == "1,2");
  CHECK(answer.headers.at("Set-Cookie") == "c=3");
  CHECK(answer.multi_value_headers.empty());
  event.multi_value_headers = {{"accept", {"*"}}};
  answer = answer_to(event, rich());
  CHECK(answer.headers.empty());
  CHECK(answer.multi_value_headers.at("X-A").size() == 2);
  CHECK(answer.multi_value_headers.at("Set-Cookie").size() == 3);
  CHECK(answer_to(event, HttpResponse::text("", 599)).status_description == "599");
}

TEST_CASE("Lattice gets everything joined", "[http]") {
  for (const lambent::VpcLatticeResponse& answer :
       {answer_to(lattice("GET", "/"), rich()), answer_to(lattice_v1("GET", "/"), rich())}) {
    CHECK(answer.status_description == "201 Created");
    CHECK(answer.headers.at("X-A") == "1,2");
    CHECK(answer.headers.at("Set-Cookie") == "a=1; Secure,b=2,c=3");
  }
}

TEST_CASE("a body that is no UTF-8 goes as base64 everywhere", "[http]") {
  const auto check = [](const auto& event) {
    auto answer = answer_to(event, HttpResponse::bytes(std::string(kBytes), "image/png"));
    CHECK(answer.is_base64_encoded);
    CHECK(answer.body == "/wA=");
    answer = answer_to(event, HttpResponse::bytes("<svg/>", "image/svg+xml"));
    CHECK_FALSE(answer.is_base64_encoded);
    CHECK(answer.body == "<svg/>");
  };
  check(rest("GET", "/", "/"));
  check(http_api("GET", "/"));
  check(url("GET", "/"));
  check(alb("GET", "/"));
  check(lattice("GET", "/"));
  check(lattice_v1("GET", "/"));
}

TEST_CASE("failures have a status", "[http]") {
  CHECK(lambent::http_status(absl::InvalidArgumentError("")) == 400);
  CHECK(lambent::http_status(absl::NotFoundError("")) == 404);
  CHECK(lambent::http_status(absl::UnauthenticatedError("")) == 500);
  CHECK(lambent::http_status(lambent::http_error(409, "")) == 409);
  CHECK(lambent::http_error(409, "taken").message() == "taken");
}

TEST_CASE("a header stays on its line, whatever a client has put into its value", "[http]") {
  HttpResponse response = HttpResponse::redirect("/x\r\nSet-Cookie: evil=1");
  response.add("X-A\nB", "1")
      .add("X-Zero", std::string("1\0\0 2\0", 6))
      .cookies.push_back("a=1\r\nX-C: 2");
  const auto answer = answer_to(lambent::FunctionUrlRequest(), std::move(response));
  CHECK(answer.headers.at("Location") == "/xSet-Cookie: evil=1");
  CHECK(answer.headers.at("X-AB") == "1");
  CHECK(answer.headers.at("X-Zero") == "1 2");
  CHECK(answer.cookies == std::vector<std::string>{"a=1X-C: 2"});
}
