// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/apigateway_authorizers.h"

#include <cstdint>
#include <string>
#include <string_view>

#include "catch.h"
#include "decoded.h"
#include "lambent/dispatcher.h"
#include "lambent/json.h"
#include "lambent/time.h"

using fixtures::decoded;
using fixtures::decoded_json;
using lambent::IamAuthorizerResponse;
using lambent::PolicyDocument;
using lambent::PolicyStatement;
using lambent::RequestAuthorizerRequest;
using lambent::TokenAuthorizerRequest;

namespace {

std::string statement(PolicyStatement statement) { return lambent::encode(statement); }

/// The context of an answer, as JSON.
std::string context(std::string_view key, lambent::JsonScalar value) {
  IamAuthorizerResponse response;
  response.context[std::string(key)] = value;
  return nlohmann::json::parse(lambent::encode(response))["context"].dump();
}

}  // namespace

TEST_CASE("a token is the header as it was sent, its scheme included", "[apigateway_authorizers]") {
  const auto event = decoded<TokenAuthorizerRequest>("apigw_authorizer_token/sample.json");
  CHECK(event->type == "TOKEN");
  CHECK(event->authorization_token == "Bearer example-token");
  CHECK(event->method_arn ==
        "arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5/shop/GET/products/p-100");
  const auto empty = decoded<TokenAuthorizerRequest>("apigw_authorizer_token/sparse.json");
  CHECK(empty->authorization_token.empty());
}

TEST_CASE("the path in a method's ARN may hold slashes and colons", "[apigateway_authorizers]") {
  const auto event =
      decoded<TokenAuthorizerRequest>("apigw_authorizer_token/path_with_colons.json");
  CHECK(event->authorization_token == "allow");
  CHECK(event->method_arn.ends_with(":a1b2c3d4e5/shop/POST/products/urn:isbn:0451450523/reviews"));
}

TEST_CASE("a token authorizer is told from one that gets the whole request",
          "[apigateway_authorizers]") {
  CHECK(fixtures::recognised(R"({"type":"TOKEN","methodArn":"m","authorizationToken":"t"})") ==
        "apigw_authorizer_token");
  CHECK(fixtures::recognised(R"({"type":"REQUEST","methodArn":"m","authorizationToken":"t"})") ==
        "apigw_authorizer_request");
  CHECK(fixtures::recognised(R"({"type":"REQUEST","routeArn":"r","authorizationToken":"t"})") ==
        "apigw_authorizer_v2");
  CHECK(fixtures::recognised(R"({"type":"TOKEN","authorizationToken":"t"})") == "unknown");
  CHECK(fixtures::recognised(
            R"({"type":"REQUEST","methodArn":"m","requestContext":{"connectionId":"c"}})") ==
        "apigw_authorizer_request");
}

TEST_CASE("a REST API asks with the whole request and the key of the caller",
          "[apigateway_authorizers]") {
  const auto event = decoded<RequestAuthorizerRequest>("apigw_authorizer_request/sample.json");
  CHECK(event->type == "REQUEST");
  CHECK(event->version.empty());
  CHECK(event->identity_source.empty());
  CHECK(event->resource == "/products/{id}");
  CHECK(event->path == "/products/p-100");
  CHECK(event->http_method == "GET");
  CHECK(event->headers.begin()->key == "Accept");
  CHECK(event->headers.value_or("authorization") == "Bearer example-token");
  CHECK(*event->multi_value_headers.find("x-tag") ==
        lambent::List<std::string_view>({"red", "blue"}));
  CHECK(event->query_string_parameters.value_or("currency") == "EUR");
  CHECK(event->multi_value_query_string_parameters.find("currency")->size() == 1);
  CHECK(event->path_parameters.value_or("id") == "p-100");
  CHECK(event->stage_variables.value_or("table") == "products-live");
  const auto& context = event->request_context;
  CHECK(context.stage == "shop");
  CHECK(context.path == "/shop/products/p-100");
  CHECK(context.resource_id == "r7s8t9");
  CHECK(context.identity.api_key == "example-api-key");
  CHECK(context.identity.api_key_id == "k1l2m3n4o5");
  CHECK(context.identity.source_ip == "203.0.113.7");
  CHECK(context.connection_id.empty());
  CHECK(context.http.empty());
}

TEST_CASE("an HTTP API with payload 1.0 joins its identity sources with commas",
          "[apigateway_authorizers]") {
  const auto event =
      decoded<RequestAuthorizerRequest>("apigw_authorizer_request/http_api_payload_1_0.json");
  CHECK(event->version == "1.0");
  CHECK(event->identity_source == "Bearer example-token,203.0.113.7");
  CHECK(event->authorization_token == "Bearer example-token,203.0.113.7");
  CHECK(event->headers.begin()->key == "authorization");
  CHECK(event->multi_value_headers.empty());
}

TEST_CASE("an HTTP API with payload 1.0 adds the context of payload 2.0",
          "[apigateway_authorizers]") {
  const auto event =
      decoded<RequestAuthorizerRequest>("apigw_authorizer_request/http_api_payload_1_0.json");
  const auto& context = event->request_context;
  CHECK(context.route_key == "GET /products");
  CHECK(context.resource_id.empty());
  const auto http = lambent::as<nlohmann::json>(context.http);
  REQUIRE(http.ok());
  CHECK((*http)["method"] == "GET");
  CHECK((*http)["sourceIp"] == "203.0.113.7");
  CHECK(context.time == context.request_time);
  CHECK(context.time_epoch == context.request_time_epoch);
  CHECK(context.time_epoch.milliseconds == 1791969164123);
}

TEST_CASE("a WebSocket API asks when a client connects, without path and method",
          "[apigateway_authorizers]") {
  const auto event = decoded<RequestAuthorizerRequest>("apigw_authorizer_request/websocket.json");
  CHECK(event->version == "$LATEST");
  CHECK(event->method_arn.ends_with("/live/$connect"));
  CHECK(event->resource.empty());
  CHECK(event->path.empty());
  CHECK(event->http_method.empty());
  CHECK(event->query_string_parameters.value_or("token") == "example-token");
  const auto& context = event->request_context;
  CHECK(context.route_key == "$connect");
  CHECK(context.event_type == "CONNECT");
  CHECK(context.connection_id == "ExampleConnection1=");
  CHECK(context.message_direction == "IN");
  CHECK(context.message_id.empty());
  CHECK(context.connected_at.milliseconds == 1791969164001);
  CHECK_FALSE(context.disconnect_status_code.has_value());
}

TEST_CASE("an authorizer sees a client certificate with mutual TLS, else it is absent or null",
          "[apigateway_authorizers]") {
  const auto absent = decoded<RequestAuthorizerRequest>("apigw_authorizer_request/sample.json");
  CHECK_FALSE(absent->request_context.identity.client_cert.has_value());
  const auto null = decoded<RequestAuthorizerRequest>("apigw_authorizer_request/sparse.json");
  CHECK(null->request_context.identity.source_ip == "203.0.113.7");
  CHECK_FALSE(null->request_context.identity.client_cert.has_value());
  const auto event = decoded<RequestAuthorizerRequest>("apigw_authorizer_request/mutual_tls.json");
  const auto& certificate = event->request_context.identity.client_cert;
  REQUIRE(certificate.has_value());
  CHECK(certificate->serial_number == "01:0a:1f:2b:3c:4d:5e:6f");
  CHECK(lambent::time_of(certificate->validity.not_before) ==
        lambent::time_of(lambent::Timestamp{"2026-05-04T08:15:00Z"}));
}

TEST_CASE("what an authorizer is asked about may be null in every part",
          "[apigateway_authorizers]") {
  const auto event = decoded<RequestAuthorizerRequest>("apigw_authorizer_request/sparse.json");
  CHECK(event->resource.empty());
  CHECK(event->headers.empty());
  CHECK(event->multi_value_headers.empty());
  CHECK(event->query_string_parameters.empty());
  CHECK(event->path_parameters.empty());
  CHECK(event->stage_variables.empty());
}

TEST_CASE("a policy has the version of the language, and its statements even where there are none",
          "[apigateway_authorizers]") {
  CHECK(lambent::encode(PolicyDocument{}) == R"({"Version":"2012-10-17","Statement":[]})");
  CHECK(lambent::encode(IamAuthorizerResponse{}) ==
        R"({"principalId":"","policyDocument":{"Version":"2012-10-17","Statement":[]}})");
}

TEST_CASE("an action or a resource is one text or a list", "[apigateway_authorizers]") {
  CHECK(statement({.effect = std::string(PolicyStatement::kAllow),
                   .action = "execute-api:Invoke",
                   .resource = "*"}) ==
        R"({"Effect":"Allow","Action":"execute-api:Invoke","Resource":"*"})");
  CHECK(statement({.effect = std::string(PolicyStatement::kDeny),
                   .action = {"execute-api:Invoke"},
                   .resource = {"arn:a/*", "arn:b/*"}}) ==
        R"({"Effect":"Deny","Action":["execute-api:Invoke"],"Resource":["arn:a/*","arn:b/*"]})");
}

TEST_CASE("a statement says what it is not about, whom it concerns, and when",
          "[apigateway_authorizers]") {
  CHECK(statement({.sid = "OfficeOnly",
                   .effect = "Allow",
                   .not_action = "execute-api:Invalidate",
                   .not_resource = {"arn:a"},
                   .principal = {R"({"AWS":"123456789012"})"},
                   .not_principal = {R"("*")"},
                   .condition = {{"IpAddress", {{"aws:SourceIp", {"192.0.2.0/24", "::1/128"}}}},
                                 {"Bool", {{"aws:SecureTransport", "true"}}}}}) ==
        R"({"Sid":"OfficeOnly","Effect":"Allow","NotAction":"execute-api:Invalidate",)"
        R"("NotResource":["arn:a"],"Principal":{"AWS":"123456789012"},"NotPrincipal":"*",)"
        R"("Condition":{"Bool":{"aws:SecureTransport":"true"},)"
        R"("IpAddress":{"aws:SourceIp":["192.0.2.0/24","::1/128"]}}})");
}

TEST_CASE("a policy that is read is written as it was", "[apigateway_authorizers]") {
  const std::string json =
      R"({"principalId":"u","policyDocument":{"Version":"2008-10-17","Statement":[)"
      R"({"Effect":"Allow|Deny","Action":["execute-api:Invoke"],"Resource":"arn:x",)"
      R"("Condition":{"Null":{"aws:TokenIssueTime":"true"}}}]},)"
      R"("context":{"booleanKey":true,"numberKey":1.50,"stringKey":"value"},)"
      R"("usageIdentifierKey":"key"})";
  const auto event = decoded_json<IamAuthorizerResponse>(json);
  CHECK(lambent::encode(*event) == json);
  CHECK(event->policy_document.statement[0].effect == "Allow|Deny");
  CHECK(event->context.at("numberKey").kind == lambent::JsonKind::kNumber);
  CHECK(event->context.at("numberKey").text == "1.50");
}

TEST_CASE("a policy document and its effect are required when an answer is read",
          "[apigateway_authorizers]") {
  const auto error = [](const char* json) {
    return std::string(lambent::decode<IamAuthorizerResponse>(json).status().message());
  };
  CHECK(error(R"({"principalId":"u"})") == "$.policyDocument: this field is required but missing");
  CHECK(error(R"({"principalId":"u","policyDocument":{}})") ==
        "$.policyDocument.Statement: this field is required but missing");
  CHECK(error(R"({"principalId":"u","policyDocument":{"Statement":[{"effect":"Allow"}]}})") ==
        "$.policyDocument.Statement[0].Effect: this field is required but missing");
}

TEST_CASE("the context of a REST authorizer holds text, numbers, flags and null, and never nests",
          "[apigateway_authorizers]") {
  CHECK(context("a", "say \"x\"") == R"({"a":"say \"x\""})");
  CHECK(context("a", std::string_view("x")) == R"({"a":"x"})");
  CHECK(context("a", 3) == R"({"a":3})");
  CHECK(context("a", std::int64_t{9007199254740993}) == R"({"a":9007199254740993})");
  CHECK(context("a", 0.5) == R"({"a":0.5})");
  CHECK(context("a", false) == R"({"a":false})");
  CHECK(context("a", {}) == R"({"a":null})");
  CHECK(context("a", "") == R"({"a":""})");
  const auto error = [](const char* value) {
    const auto answer = lambent::decode<IamAuthorizerResponse>(
        R"({"principalId":"","policyDocument":{"Statement":[]},"context":{"a":)" +
        std::string(value) + "}}");
    return std::string(answer.status().message());
  };
  CHECK(error("{}") == "$.context.a: expected a string, a number or a boolean, found an object");
  CHECK(error("true").empty());
  CHECK(error("null").empty());
}

TEST_CASE("a usage plan's key is written where it is set", "[apigateway_authorizers]") {
  CHECK(lambent::encode(
            IamAuthorizerResponse{.principal_id = "u", .usage_identifier_key = "plan-key"}) ==
        R"({"principalId":"u","policyDocument":{"Version":"2012-10-17","Statement":[]},)"
        R"("usageIdentifierKey":"plan-key"})");
}

TEST_CASE("a handler answers with a policy, and refuses with the error Unauthorized",
          "[apigateway_authorizers]") {
  lambent::Dispatcher dispatcher;
  const auto answer = [](std::string_view token,
                         std::string_view arn) -> absl::StatusOr<IamAuthorizerResponse> {
    if (token.empty()) return absl::UnauthenticatedError("Unauthorized");
    return IamAuthorizerResponse{
        .principal_id = "u",
        .policy_document = {.statement = {{.effect = std::string(PolicyStatement::kDeny),
                                           .action = "execute-api:Invoke",
                                           .resource = std::string(arn)}}}};
  };
  dispatcher
      .on<TokenAuthorizerRequest>([&](const TokenAuthorizerRequest& request) {
        return answer(request.authorization_token, "arn:token");
      })
      .on<RequestAuthorizerRequest>([&](const RequestAuthorizerRequest& request) {
        return answer(request.headers.value_or("authorization"), "arn:request");
      });
  const auto policy = [](const std::string& arn) {
    return R"({"principalId":"u","policyDocument":{"Version":"2012-10-17","Statement":[)"
           R"({"Effect":"Deny","Action":"execute-api:Invoke","Resource":")" +
           arn + R"("}]}})";
  };
  CHECK(*dispatcher.dispatch(fixtures::load("apigw_authorizer_token/sample.json")) ==
        policy("arn:token"));
  CHECK(*dispatcher.dispatch(fixtures::load("apigw_authorizer_request/sample.json")) ==
        policy("arn:request"));
  for (const char* name :
       {"apigw_authorizer_token/sparse.json", "apigw_authorizer_request/sparse.json"}) {
    INFO(name);
    CHECK(dispatcher.dispatch(fixtures::load(name)).status().message() == "Unauthorized");
  }
}
