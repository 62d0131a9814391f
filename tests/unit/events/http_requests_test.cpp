// SPDX-License-Identifier: Apache-2.0
// HTTP requests by way of load balancers, function URLs, VPC Lattice and Lambda@Edge.
#include <string>

#include "catch.h"
#include "decoded.h"
#include "fixtures.h"
#include "lambent/dispatcher.h"
#include "lambent/events/alb.h"
#include "lambent/events/cloudfront.h"
#include "lambent/events/function_url.h"
#include "lambent/events/vpc_lattice.h"

using fixtures::decoded;

TEST_CASE("HTTP requests that look alike are told apart", "[http]") {
  struct Row {
    const char* name;
    const char* payload;
    const char* expected;
  };
  const Row rows[] = {
      {"a load balancer's request with the members of REST",
       R"({"resource":"/","path":"/","httpMethod":"GET","requestContext":{"elb":{}}})", "alb"},
      {"REST", R"({"resource":"/","path":"/","httpMethod":"GET","requestContext":{}})",
       "apigw_rest_proxy"},
      {"neither", R"({"path":"/","httpMethod":"GET","requestContext":{}})", "unknown"},
      {"a function URL",
       R"({"version":"2.0","requestContext":{"http":{},"domainName":"x.lambda-url.eu.on.aws"}})",
       "lambda_function_url"},
      {"an HTTP API", R"({"version":"2.0","requestContext":{"http":{},"domainName":"x.example"}})",
       "apigw_http_v2"},
      {"an HTTP API without a domain", R"({"version":"2.0","requestContext":{"http":{}}})",
       "apigw_http_v2"},
      {"Lattice, which says version 2.0, too",
       R"({"version":"2.0","requestContext":{"serviceArn":"s","targetGroupArn":"t"}})",
       "vpc_lattice_v2"},
      {"Lattice 1", R"({"raw_path":"/","method":"GET","is_base64_encoded":false})",
       "vpc_lattice_v1"},
      {"Lambda@Edge", R"({"Records":[{"cf":{}}]})", "cloudfront_edge"},
      {"a record with a cf that is no object", R"({"Records":[{"cf":"x"}]})", "unknown"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      const auto id = lambent::recognise(row.payload);
      CHECK((id.ok() ? std::string(*id) : "unknown") == row.expected);
    }
  }
}

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

TEST_CASE("an answer to a load balancer always says whether it is base64", "[alb]") {
  CHECK(lambent::encode(lambent::AlbResponse{}) ==
        R"({"statusCode":200,"body":"","isBase64Encoded":false})");
  CHECK(lambent::encode(lambent::AlbResponse{.status_code = 404,
                                             .status_description = "404 Not Found",
                                             .multi_value_headers = {{"set-cookie", {"a", "b"}}},
                                             .body = "no"}) ==
        R"({"statusCode":404,"statusDescription":"404 Not Found",)"
        R"("multiValueHeaders":{"set-cookie":["a","b"]},"body":"no","isBase64Encoded":false})");
}

TEST_CASE("a function URL is open to anonymous callers, or asks IAM", "[function_url]") {
  const auto open = decoded<lambent::FunctionUrlRequest>("lambda_function_url/sample.json");
  CHECK(open->request_context.account_id == "anonymous");
  CHECK_FALSE(open->request_context.authorizer.has_value());
  CHECK(open->cookies[0] == "s=1");
  const auto iam = decoded<lambent::FunctionUrlRequest>("lambda_function_url/iam.json");
  REQUIRE(iam->request_context.authorizer.has_value());
  REQUIRE(iam->request_context.authorizer->iam.has_value());
  CHECK(iam->request_context.authorizer->iam->access_key == "AKIAEXAMPLE");
  CHECK_FALSE(iam->request_context.authorizer->iam->cognito_identity.has_value());
  CHECK(iam->is_base64_encoded);
}

TEST_CASE("a function URL may be without a route key", "[function_url]") {
  const auto event = decoded<lambent::FunctionUrlRequest>("lambda_function_url/sparse.json");
  CHECK(event->route_key.empty());
  CHECK(event->request_context.http.method == "GET");
}

TEST_CASE("a function URL takes any JSON for a body", "[function_url]") {
  lambent::Dispatcher dispatcher;
  dispatcher.on<lambent::FunctionUrlRequest>(
      [](const lambent::FunctionUrlRequest&) { return std::string("hi"); });
  CHECK(*dispatcher.dispatch(fixtures::load("lambda_function_url/sample.json")) ==
        R"({"statusCode":200,"headers":{"content-type":"application/json"},)"
        R"("body":"\"hi\"","isBase64Encoded":false})");
}

TEST_CASE("Lattice sends headers as lists, at times as plain strings", "[vpc_lattice]") {
  const auto lists = decoded<lambent::VpcLatticeRequest>("vpc_lattice_v2/sample.json");
  REQUIRE(lists->headers.find("Accept") != nullptr);
  CHECK(lists->headers.find("Accept")->values.size() == 2);
  CHECK(lists->query_string_parameters.find("tag")->values[1] == "b");
  CHECK(lists->request_context.time_epoch == "1791969164123456");  // microseconds
  CHECK(lists->request_context.identity.principal_org_id == "o-81db5b484e0e0421");
  const auto strings = decoded<lambent::VpcLatticeRequest>(
      "vpc_lattice_v2/plain_strings_and_snake_case_query.json");
  CHECK(strings->headers.find("host")->values[0] == "shop.example.com");
  CHECK(strings->headers.find("host")->single);
  CHECK(strings->query_string_parameters.find("state")->values[0] == "prod");
  CHECK_FALSE(strings->is_base64_encoded);
  CHECK(lambent::encode(*strings).find(R"("host":"shop.example.com")") != std::string::npos);
}

TEST_CASE("names of a client certificate have a small or a capital x", "[vpc_lattice]") {
  for (const char* name : {"sample", "certificate_names_with_a_capital_x"}) {
    const auto event = decoded<lambent::VpcLatticeRequest>("vpc_lattice_v2/" + std::string(name) + ".json");
    const auto& identity = event->request_context.identity;
    CHECK(identity.x509_issuer_ou == "issuer");
    CHECK(identity.x509_san_name_cn == "shop");
    CHECK(identity.x509_san_uri == "spiffe://shop");
    CHECK(identity.x509_subject_cn == "client");
  }
}

TEST_CASE("Lattice 1 spells names with underscores, and its body may be null", "[vpc_lattice]") {
  const auto event = decoded<lambent::VpcLatticeV1Request>("vpc_lattice_v1/sample.json");
  CHECK(event->raw_path == "/products?order=1007");
  CHECK(event->query_string_parameters.value_or("order") == "1007");
  const auto blank = decoded<lambent::VpcLatticeV1Request>("vpc_lattice_v1/body_of_null.json");
  CHECK(blank->body.empty());
  CHECK(lambent::encode(lambent::VpcLatticeResponse{.body = "x"}) ==
        R"({"statusCode":200,"body":"x","isBase64Encoded":false})");
}

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
  const auto java = decoded<lambent::CloudFrontEvent>("cloudfront_edge/java_without_event_type.json");
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
  CHECK(answered([](const lambent::CloudFrontEvent& event) {
          lambent::CloudFrontRequest request = event.records[0].cf.request;
          request.uri = "/index.html";
          return request;
        }) == R"({"clientIp":"2001:db8::1","headers":{"host":[{"key":"Host","value":)"
              R"("d123.cf.net"}]},"method":"GET","querystring":"","uri":"/index.html"})");
  CHECK(answered([](const lambent::CloudFrontEvent&) {
          return lambent::CloudFrontReply{.status = "302",
                                          .headers = {{"location", {{.value = "/"}}}}};
        }) == R"({"status":"302","headers":{"location":[{"value":"/"}]}})");
  CHECK(answered([](const lambent::CloudFrontEvent& event) {
          if (event.records[0].cf.request.uri == "/test") return lambent::JsonText{};
          return lambent::JsonText{lambent::encode(lambent::CloudFrontReply{})};
        }) == "null");
}
