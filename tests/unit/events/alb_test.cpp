// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/alb.h"

#include <string>

#include "catch.h"
#include "decoded.h"
#include "lambent/event.h"

using fixtures::decoded;

TEST_CASE("a load balancer does not decode queries or paths", "[alb]") {
  const auto event = decoded<lambent::AlbRequest>("alb/sample.json");
  CHECK(event->query_string_parameters.value_or("q") == "%3Flamp%3Dbrass");
  const auto multi = decoded<lambent::AlbRequest>("alb/multi_value.json");
  CHECK(multi->path == "/a%20b");
  CHECK((*multi->multi_value_query_string_parameters.find("q"))[1] == "%C3%A9");
}

TEST_CASE("a load balancer sends single or multi-value members; samples hold both", "[alb]") {
  const auto single = decoded<lambent::AlbRequest>("alb/sample.json");
  CHECK(single->multi_value_headers.empty());
  CHECK(single->headers.value_or("Host") == "shop-1.eu-west-1.elb.amazonaws.com");
  const auto multi = decoded<lambent::AlbRequest>("alb/multi_value.json");
  CHECK(multi->headers.empty());
  CHECK(multi->multi_value_headers.find("Cookie")->size() == 2);
  CHECK(multi->is_base64_encoded);
  const auto both = decoded<lambent::AlbRequest>("alb/both_forms.json");
  CHECK(both->multi_value_headers.find("accept")->size() == 2);
  CHECK(both->headers.value_or("accept") == "b");
  CHECK(both->body.empty());
}

TEST_CASE("a health check is a request like others", "[alb]") {
  const auto event = decoded<lambent::AlbRequest>("alb/health_check.json");
  CHECK(event->headers.value_or("user-agent") == "ELB-HealthChecker/2.0");
  CHECK(event->query_string_parameters.empty());
}

TEST_CASE("an answer to a load balancer always has headers, and says whether it is base64",
          "[alb]") {
  CHECK(lambent::encode(lambent::AlbResponse{}) ==
        R"({"statusCode":200,"headers":{},"multiValueHeaders":{},"body":"",)"
        R"("isBase64Encoded":false})");
  CHECK(lambent::encode(lambent::AlbResponse{.status_code = 404,
                                             .status_description = "404 Not Found",
                                             .multi_value_headers = {{"set-cookie", {"a", "b"}}},
                                             .body = "no"}) ==
        R"({"statusCode":404,"statusDescription":"404 Not Found","headers":{},)"
        R"("multiValueHeaders":{"set-cookie":["a","b"]},"body":"no","isBase64Encoded":false})");
}

TEST_CASE("a load balancer's request has its query and its body, blank ones too", "[alb]") {
  const std::string json = lambent::encode(lambent::AlbRequest());
  CHECK(json.find(R"("queryStringParameters":{})") != json.npos);
  CHECK(json.find(R"("body":"")") != json.npos);
}
