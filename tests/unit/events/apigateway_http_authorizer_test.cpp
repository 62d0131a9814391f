// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/apigateway_http_authorizer.h"

#include <string>
#include <string_view>

#include "catch.h"
#include "decoded.h"
#include "lambent/dispatcher.h"
#include "lambent/json.h"
#include "lambent/time.h"

using fixtures::decoded;
using fixtures::decoded_json;
using lambent::HttpApiAuthorizerRequest;
using lambent::HttpApiAuthorizerResponse;

TEST_CASE("an HTTP API asks about a route, and lists its identity sources",
          "[apigateway_http_authorizer]") {
  const auto event = decoded<HttpApiAuthorizerRequest>("apigw_authorizer_v2/sample.json");
  CHECK(event->version == "2.0");
  CHECK(event->type == "REQUEST");
  CHECK(event->route_arn ==
        "arn:aws:execute-api:eu-west-1:123456789012:h1i2j3k4l5/$default/GET/products/p-100");
  CHECK(event->identity_source == lambent::List<std::string_view>({"Bearer example-token", "EUR"}));
  CHECK(event->route_key == "GET /products/{id}");
  CHECK(event->raw_path == "/products/p-100");
  CHECK(event->raw_query_string == "currency=EUR");
  CHECK(event->cookies == lambent::List<std::string_view>({"session=abc123", "theme=dark"}));
  CHECK(event->headers.value_or("Authorization") == "Bearer example-token");
  CHECK(event->query_string_parameters.value_or("currency") == "EUR");
  CHECK(event->path_parameters.value_or("id") == "p-100");
  CHECK(event->stage_variables.value_or("table") == "products-live");
  CHECK(event->request_context.http.method == "GET");
  CHECK(event->request_context.stage == "$default");
}

TEST_CASE("identity sources and cookies may be absent", "[apigateway_http_authorizer]") {
  const auto event =
      decoded<HttpApiAuthorizerRequest>("apigw_authorizer_v2/time_without_space.json");
  CHECK(event->identity_source.empty());
  CHECK(event->cookies.empty());
  CHECK(event->raw_query_string.empty());
  CHECK(event->headers.value_or("x-api-key") == "example");
}

TEST_CASE("identity sources may be null, and are written so", "[apigateway_http_authorizer]") {
  const auto event = decoded<HttpApiAuthorizerRequest>("apigw_authorizer_v2/sparse.json");
  CHECK(event->identity_source.empty());
  CHECK(event->headers.empty());
  CHECK_FALSE(event->request_context.authentication.has_value());
  CHECK(lambent::encode(*event) ==
        R"({"version":"2.0","type":"REQUEST","routeArn":)"
        R"("arn:aws:execute-api:eu-west-1:123456789012:h1i2j3k4l5/$default/GET/",)"
        R"("identitySource":null,"requestContext":{"timeEpoch":1791969164123,)"
        R"("http":{"method":"GET"}}})");
}

TEST_CASE("a time in an authorizer's request may lack the space before its offset",
          "[apigateway_http_authorizer]") {
  const auto event =
      decoded<HttpApiAuthorizerRequest>("apigw_authorizer_v2/time_without_space.json");
  CHECK(event->request_context.time.text == "14/Oct/2026:09:12:44+0000");
  const auto time = lambent::time_of(event->request_context.time);
  REQUIRE(time.has_value());
  CHECK(time == lambent::time_of(lambent::Timestamp{"2026-10-14T09:12:44Z"}));
  CHECK(event->request_context.http.source_ip == "IP");
}

TEST_CASE("who is asked for an authorization sees no other authorizer's result",
          "[apigateway_http_authorizer]") {
  const auto event = decoded<HttpApiAuthorizerRequest>("apigw_authorizer_v2/sample.json");
  CHECK_FALSE(event->request_context.authorizer.has_value());
  REQUIRE(event->request_context.authentication.has_value());
  REQUIRE(event->request_context.authentication->client_cert.has_value());
  CHECK(event->request_context.authentication->client_cert->issuer_dn ==
        "CN=Example Store CA,O=Example Store,C=IE");
}

TEST_CASE("a list of identity sources is told from payload 1.0's text",
          "[apigateway_http_authorizer]") {
  CHECK(lambent::decode<HttpApiAuthorizerRequest>(
            R"({"type":"REQUEST","routeArn":"r","identitySource":"a,b"})")
            .status()
            .message() ==
        "apigw_authorizer_v2: $.identitySource: expected an array, found a string");
}

TEST_CASE("a simple answer is yes or no, with a context that may nest",
          "[apigateway_http_authorizer]") {
  CHECK(lambent::encode(HttpApiAuthorizerResponse{.is_authorized = true}) ==
        R"({"isAuthorized":true})");
  CHECK(lambent::encode(HttpApiAuthorizerResponse{
            .is_authorized = false,
            .context = {R"({"level":3,"limits":{"burst":[5,10.5]},"note":null})"}}) ==
        R"({"isAuthorized":false,"context":{"level":3,"limits":{"burst":[5,10.5]},"note":null}})");
}

TEST_CASE("a policy is answered without a yes or no", "[apigateway_http_authorizer]") {
  CHECK(lambent::encode(HttpApiAuthorizerResponse{
            .principal_id = "customer-42",
            .policy_document =
                lambent::PolicyDocument{.statement = {{.effect = "Allow",
                                                       .action = "execute-api:Invoke",
                                                       .resource = {"arn:a", "arn:b"}}}},
            .context = {R"({"a":{"b":1}})"}}) ==
        R"({"principalId":"customer-42","policyDocument":{"Version":"2012-10-17","Statement":[)"
        R"({"Effect":"Allow","Action":"execute-api:Invoke","Resource":["arn:a","arn:b"]}]},)"
        R"("context":{"a":{"b":1}}})");
}

TEST_CASE("an authorizer's answer that says nothing holds nothing",
          "[apigateway_http_authorizer]") {
  CHECK(lambent::encode(HttpApiAuthorizerResponse{}) == "{}");
}

TEST_CASE("both forms of an authorizer's answer are read", "[apigateway_http_authorizer]") {
  const auto simple =
      decoded_json<HttpApiAuthorizerResponse>(R"({"isAuthorized":false,"context":{"a":[1]}})");
  CHECK(simple->is_authorized == false);
  CHECK_FALSE(simple->policy_document.has_value());
  CHECK(simple->context.text == R"({"a":[1]})");
  const auto policy = decoded_json<HttpApiAuthorizerResponse>(
      R"({"principalId":"u","policyDocument":{"Version":"2012-10-17","Statement":[)"
      R"({"Effect":"Deny","Action":"*","Resource":"*"}]}})");
  CHECK_FALSE(policy->is_authorized.has_value());
  REQUIRE(policy->policy_document.has_value());
  CHECK(policy->policy_document->statement[0].effect == lambent::PolicyStatement::kDeny);
  CHECK(policy->policy_document->statement[0].action.single);
}

TEST_CASE("a handler of an HTTP API's authorizer answers yes or no",
          "[apigateway_http_authorizer]") {
  lambent::Dispatcher dispatcher;
  dispatcher.on<HttpApiAuthorizerRequest>([](const HttpApiAuthorizerRequest& request) {
    return HttpApiAuthorizerResponse{.is_authorized = !request.identity_source.empty()};
  });
  CHECK(*dispatcher.dispatch(fixtures::load("apigw_authorizer_v2/sample.json")) ==
        R"({"isAuthorized":true})");
  CHECK(*dispatcher.dispatch(fixtures::load("apigw_authorizer_v2/sparse.json")) ==
        R"({"isAuthorized":false})");
}
