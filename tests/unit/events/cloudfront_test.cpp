// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/cloudfront.h"

#include "catch.h"
#include "decoded.h"
#include "fixtures.h"
#include "lambent/dispatcher.h"

using fixtures::decoded;

TEST_CASE("the edge sends names of headers in lower case, and their own case beside",
          "[cloudfront]") {
  const auto event = decoded<lambent::CloudFrontEvent>("cloudfront_edge/sample.json");
  const auto& request = event->records[0].cf.request;
  REQUIRE(request.headers.find("user-agent") != nullptr);
  CHECK((*request.headers.find("user-agent"))[0].key == "User-Agent");
  CHECK(request.headers.find("cookie")->size() == 2);
  CHECK(request.client_ip == "2001:db8::1");
  CHECK(request.querystring == "size=large");
  REQUIRE(request.body.has_value());
  CHECK(request.body->encoding == "base64");
  const auto bare = decoded<lambent::CloudFrontEvent>("cloudfront_edge/header_without_key.json");
  CHECK((*bare->records[0].cf.request.headers.find("host"))[0].key.empty());
}

TEST_CASE("an origin is S3's or one's own", "[cloudfront]") {
  const auto own = decoded<lambent::CloudFrontEvent>("cloudfront_edge/sample.json");
  REQUIRE(own->records[0].cf.request.origin.has_value());
  CHECK(own->records[0].cf.request.origin->custom->ssl_protocols.size() == 2);
  CHECK(own->records[0].cf.request.origin->custom->port == 443);
  CHECK_FALSE(own->records[0].cf.request.origin->s3.has_value());
  const auto s3 = decoded<lambent::CloudFrontEvent>("cloudfront_edge/s3_origin.json");
  CHECK(s3->records[0].cf.request.origin->s3->region == "eu-west-1");
}

TEST_CASE("a response has its status as text; Java's sample has no event type", "[cloudfront]") {
  const auto event = decoded<lambent::CloudFrontEvent>("cloudfront_edge/viewer_response.json");
  REQUIRE(event->records[0].cf.response.has_value());
  CHECK(event->records[0].cf.response->status == "200");
  CHECK(event->records[0].cf.request.http_version == "2.0");
  const auto java =
      decoded<lambent::CloudFrontEvent>("cloudfront_edge/java_without_event_type.json");
  CHECK(java->records[0].cf.config.event_type.empty());
  CHECK(java->records[0].cf.config.request_id.empty());
}

TEST_CASE("the edge is answered with a changed request, a response of one's own, or null",
          "[cloudfront]") {
  const auto answered = [](auto handler) {
    lambent::Dispatcher dispatcher;
    dispatcher.on<lambent::CloudFrontEvent>(handler);
    return *dispatcher.dispatch(fixtures::load("cloudfront_edge/java_without_event_type.json"));
  };
  CHECK(
      answered([](const lambent::CloudFrontEvent& event) {
        auto request = lambent::answer_to(event.records[0].cf.request);
        const std::string prefix = "/a/prefix/of/many/letters";  // gone when it is written
        request.uri = prefix + "/index.html";
        return request;
      }) ==
      R"({"clientIp":"2001:db8::1","headers":{"host":[{"key":"Host","value":)"
      R"("d123.cf.net"}]},"method":"GET","querystring":"","uri":"/a/prefix/of/many/letters/index.html"})");
  CHECK(answered([](const lambent::CloudFrontEvent&) {
          return lambent::CloudFrontReply{.status = "302",
                                          .headers = {{"location", {{.value = "/"}}}}};
        }) == R"({"status":"302","headers":{"location":[{"value":"/"}]}})");
  CHECK(answered([](const lambent::CloudFrontEvent& event) {
          if (event.records[0].cf.request.uri == "/test") return lambent::JsonText{};
          return lambent::JsonText{lambent::encode(lambent::CloudFrontReply{})};
        }) == "null");
}

TEST_CASE("a request that is passed on says all that came", "[cloudfront]") {
  for (const auto& file : fixtures::of("cloudfront_edge")) {
    INFO(file);
    const auto event = lambent::decode<lambent::CloudFrontEvent>(fixtures::read(file));
    REQUIRE(event.ok());
    const lambent::CloudFrontRequest& request = (*event)->records[0].cf.request;
    CHECK(nlohmann::json::parse(lambent::encode(lambent::answer_to(request))) ==
          nlohmann::json::parse(lambent::encode(request)));
  }
}

TEST_CASE("a response is passed on with one more header", "[cloudfront]") {
  const lambent::CloudFrontResponse response{.status = "200",
                                             .status_description = "OK",
                                             .headers = {{"via", {{.key = "Via", .value = "1"}}}}};
  lambent::CloudFrontReply reply = lambent::answer_to(response);
  reply.headers["strict-transport-security"] = {{.value = "max-age=1"}};
  CHECK(lambent::encode(reply) ==
        R"({"status":"200","statusDescription":"OK","headers":{"strict-transport-security":)"
        R"([{"value":"max-age=1"}],"via":[{"key":"Via","value":"1"}]}})");
  // A blank body takes the place of the origin's.
  CHECK(lambent::encode(lambent::CloudFrontReply{.body = ""}) == R"({"status":"200","body":""})");
}
