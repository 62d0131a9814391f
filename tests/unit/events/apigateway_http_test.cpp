// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/apigateway_http.h"

#include <array>
#include <chrono>
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
using lambent::HttpApiRequest;
using lambent::HttpApiResponse;
using lambent::JsonKind;

namespace {

struct CatalogueItem {
  std::string id{};
  std::int64_t status_code{};
};

lambent::Event<HttpApiRequest> authorized(const std::string& authorizer) {
  return decoded_json<HttpApiRequest>(
      R"({"version":"2.0","requestContext":{"http":{"method":"GET"},"authorizer":)" + authorizer +
      "}}");
}

/// What goes back for the sample where the handler answers this.
template <class Answer>
std::string answered(Answer answer) {
  lambent::Dispatcher dispatcher;
  dispatcher.on<HttpApiRequest>([&](const HttpApiRequest&) { return answer; });
  return dispatcher.dispatch(fixtures::load("apigw_http_v2/sample.json")).value();
}

}  // namespace

template <>
inline constexpr auto lambent::fields<CatalogueItem> =
    std::array{lambent::field<&CatalogueItem::id>("id", lambent::kRequired),
               lambent::field<&CatalogueItem::status_code>("statusCode", lambent::kRequired)};

TEST_CASE("a route key is method and template, or $default", "[apigateway_http]") {
  const auto event = decoded<HttpApiRequest>("apigw_http_v2/sample.json");
  CHECK(event->version == "2.0");
  CHECK(event->route_key == "GET /products/{id}");
  CHECK(event->path_parameters.value_or("id") == "p-100");
  CHECK(event->stage_variables.value_or("table") == "products-live");
  CHECK(event->request_context.route_key == event->route_key);
  CHECK(event->request_context.http.method == "GET");
  CHECK(event->request_context.http.protocol == "HTTP/1.1");
  CHECK(event->request_context.domain_prefix == "h1i2j3k4l5");
  const auto fallback = decoded<HttpApiRequest>("apigw_http_v2/path_with_space.json");
  CHECK(fallback->route_key == "$default");
}

TEST_CASE("a raw path begins with the stage unless that is $default, and keeps its spaces",
          "[apigateway_http]") {
  const auto plain = decoded<HttpApiRequest>("apigw_http_v2/sample.json");
  CHECK(plain->request_context.stage == "$default");
  CHECK(plain->raw_path == "/products/p-100");
  const auto event = decoded<HttpApiRequest>("apigw_http_v2/path_with_space.json");
  CHECK(event->request_context.stage == "shop");
  CHECK(event->raw_path == "/shop/garden tools");
  CHECK(event->request_context.http.path == "/shop/garden tools");
}

TEST_CASE("the raw query is encoded, its parameters are decoded and joined with commas",
          "[apigateway_http]") {
  const auto event = decoded<HttpApiRequest>("apigw_http_v2/path_with_space.json");
  CHECK(event->raw_query_string == "q=a%20b&q=c+d");
  CHECK(event->query_string_parameters.value_or("q") == "a b,c d");
  const auto none = decoded<HttpApiRequest>("apigw_http_v2/sam_local.json");
  CHECK(none->raw_query_string.empty());
  CHECK(none->query_string_parameters.empty());
}

TEST_CASE("a repeated header is joined with commas, as one that holds a comma looks",
          "[apigateway_http]") {
  const auto event = decoded<HttpApiRequest>("apigw_http_v2/sample.json");
  CHECK(event->headers.value_or("X-Tag") == "red,blue");
  CHECK(event->headers.find("Content-Type") == event->headers.find("content-type"));
  const auto comma =
      decoded_json<HttpApiRequest>(R"({"version":"2.0","headers":{"date":"Wed, 14 Oct 2026"},)"
                                   R"("requestContext":{"http":{"method":"GET"}}})");
  CHECK(comma->headers.value_or("date") == "Wed, 14 Oct 2026");
}

TEST_CASE("cookies are a list beside the cookie header, empty or absent without cookies",
          "[apigateway_http]") {
  const auto both = decoded<HttpApiRequest>("apigw_http_v2/sample.json");
  CHECK(both->cookies == lambent::List<std::string_view>({"session=abc123", "theme=dark"}));
  CHECK(both->headers.value_or("cookie") == "session=abc123; theme=dark");
  const auto absent = decoded<HttpApiRequest>("apigw_http_v2/base64_body.json");
  CHECK(absent->cookies.empty());
  const auto empty = decoded<HttpApiRequest>("apigw_http_v2/sam_local.json");
  CHECK(empty->cookies.empty());
}

TEST_CASE("SAM local sends null for stage variables and a time without its space",
          "[apigateway_http]") {
  const auto event = decoded<HttpApiRequest>("apigw_http_v2/sam_local.json");
  CHECK(event->stage_variables.empty());
  CHECK(event->path_parameters.empty());
  CHECK(event->body.empty());
  CHECK(event->request_context.time.text == "14/Oct/2026:09:12:44+0000");
  const auto other = decoded<HttpApiRequest>("apigw_http_v2/sample.json");
  CHECK(other->request_context.time.text == "14/Oct/2026:09:12:44 +0000");
  const auto time = lambent::time_of(event->request_context.time);
  REQUIRE(time.has_value());
  CHECK(time == lambent::time_of(other->request_context.time));
  const auto exact = lambent::time_of(other->request_context.time_epoch);
  REQUIRE(exact.has_value());
  CHECK(*exact - *time == std::chrono::milliseconds(123));
}

TEST_CASE("the address of a caller is any text", "[apigateway_http]") {
  const auto event = decoded_json<HttpApiRequest>(
      R"({"version":"2.0","requestContext":{"http":{"method":"GET","sourceIp":"IP"}}})");
  CHECK(event->request_context.http.source_ip == "IP");
}

TEST_CASE("a request may hold little more than its method", "[apigateway_http]") {
  const auto event = decoded<HttpApiRequest>("apigw_http_v2/sparse.json");
  CHECK(event->request_context.http.method == "GET");
  CHECK(event->headers.empty());
  CHECK(event->cookies.empty());
  CHECK(event->body.empty());
  CHECK_FALSE(event->is_base64_encoded);
  CHECK_FALSE(event->request_context.authentication.has_value());
  CHECK_FALSE(event->request_context.authorizer.has_value());
}

TEST_CASE("a certificate of mutual TLS is in the authentication, which may be without one",
          "[apigateway_http]") {
  const auto event = decoded<HttpApiRequest>("apigw_http_v2/sample.json");
  REQUIRE(event->request_context.authentication.has_value());
  REQUIRE(event->request_context.authentication->client_cert.has_value());
  const auto& certificate = *event->request_context.authentication->client_cert;
  CHECK(certificate.subject_dn == "CN=client.example.com,O=Example Store,C=IE");
  CHECK(certificate.validity.not_after.text == "May 28 12:30:02 2027 GMT");
  const auto without =
      decoded_json<HttpApiRequest>(R"({"version":"2.0","requestContext":{"http":{"method":"GET"},)"
                                   R"("authentication":{"clientCert":null}}})");
  REQUIRE(without->request_context.authentication.has_value());
  CHECK_FALSE(without->request_context.authentication->client_cert.has_value());
}

TEST_CASE("claims of a token are text", "[apigateway_http]") {
  const auto event = decoded<HttpApiRequest>("apigw_http_v2/sample.json");
  REQUIRE(event->request_context.authorizer.has_value());
  REQUIRE(event->request_context.authorizer->jwt.has_value());
  const auto& claims = event->request_context.authorizer->jwt->claims;
  CHECK(claims.find("exp")->text == "\"1791972764\"");
  CHECK(claims.find("admin")->text == "\"false\"");
  CHECK(claims.find("groups")->text == "\"[buyers testers]\"");
}

TEST_CASE("claims of a token keep their JSON kinds", "[apigateway_http]") {
  const auto event = decoded<HttpApiRequest>("apigw_http_v2/mixed_claims.json");
  REQUIRE(event->request_context.authorizer.has_value());
  const auto& authorizer = *event->request_context.authorizer;
  REQUIRE(authorizer.jwt.has_value());
  const auto& claims = authorizer.jwt->claims;
  CHECK(claims.find("sub")->text == "\"customer-42\"");
  CHECK(claims.find("exp")->text == "1791972764");
  CHECK(claims.find("admin")->kind() == JsonKind::kBool);
  CHECK(claims.find("groups")->kind() == JsonKind::kArray);
  CHECK(*lambent::as<nlohmann::json>(*claims.find("groups")) ==
        nlohmann::json({"buyers", "testers"}));
  CHECK(authorizer.jwt->scopes ==
        lambent::List<std::string_view>({"products.read", "orders.write"}));
  CHECK(authorizer.principal_id == "customer-42");
  CHECK(authorizer.integration_latency == 12);
  CHECK(authorizer.lambda.empty());
  CHECK_FALSE(authorizer.iam.has_value());
}

TEST_CASE("scopes are null where a route asks for none, and are written so", "[apigateway_http]") {
  const auto event = decoded<HttpApiRequest>("apigw_http_v2/jwt_without_scopes.json");
  REQUIRE(event->request_context.authorizer->jwt.has_value());
  CHECK(event->request_context.authorizer->jwt->scopes.empty());
  CHECK_FALSE(event->request_context.authorizer->integration_latency.has_value());
  CHECK(lambent::encode(*event).find(R"("jwt":{"claims":{"sub":"customer-42"},"scopes":null})") !=
        std::string::npos);
}

TEST_CASE("what a Lambda authorizer returned may nest and keeps its JSON kinds",
          "[apigateway_http]") {
  const auto event = decoded<HttpApiRequest>("apigw_http_v2/lambda_authorizer.json");
  REQUIRE(event->request_context.authorizer.has_value());
  const auto& context = event->request_context.authorizer->lambda;
  REQUIRE(context.size() == 5);
  CHECK(context.find("customer")->text == "\"customer-42\"");
  CHECK(context.find("level")->text == "3");
  CHECK(context.find("trial")->text == "false");
  CHECK(context.find("note")->text == "null");
  CHECK((*lambent::as<nlohmann::json>(*context.find("limits")))["burst"][1] == 10.5);
  CHECK_FALSE(event->request_context.authorizer->jwt.has_value());
}

TEST_CASE("a sample's authorizer holds both a token's claims and a Lambda's context",
          "[apigateway_http]") {
  const auto event =
      authorized(R"({"jwt":{"claims":{"a":"1"},"scopes":["s"]},"lambda":{"key":"value"}})");
  REQUIRE(event->request_context.authorizer.has_value());
  CHECK(event->request_context.authorizer->jwt->claims.value_or("a").text == "\"1\"");
  CHECK(event->request_context.authorizer->lambda.value_or("key").text == "\"value\"");
}

TEST_CASE("a Lambda authorizer without context sends null", "[apigateway_http]") {
  const auto event = authorized(R"({"lambda":null})");
  REQUIRE(event->request_context.authorizer.has_value());
  CHECK(event->request_context.authorizer->lambda.empty());
}

TEST_CASE("a caller who signed the request may have a Cognito identity", "[apigateway_http]") {
  const auto event = decoded<HttpApiRequest>("apigw_http_v2/iam.json");
  REQUIRE(event->request_context.authorizer->iam.has_value());
  const auto& iam = *event->request_context.authorizer->iam;
  CHECK(iam.access_key == "ASIAEXAMPLEKEY");
  CHECK(iam.account_id == "123456789012");
  CHECK(iam.caller_id == "AROAEXAMPLE:order-service");
  CHECK(iam.user_id == "AROAEXAMPLE:order-service");
  CHECK(iam.user_arn == "arn:aws:sts::123456789012:assumed-role/order-service/session");
  CHECK(iam.principal_org_id == "o-example");
  REQUIRE(iam.cognito_identity.has_value());
  CHECK(iam.cognito_identity->amr.front() == "authenticated");
  CHECK(iam.cognito_identity->identity_id == "eu-west-1:11111111-2222-3333-4444-555555555555");
  CHECK(iam.cognito_identity->identity_pool_id == "eu-west-1:66666666-7777-8888-9999-000000000000");
  const auto other = decoded<HttpApiRequest>("apigw_http_v2/iam_without_cognito.json");
  REQUIRE(other->request_context.authorizer->iam.has_value());
  CHECK_FALSE(other->request_context.authorizer->iam->cognito_identity.has_value());
  CHECK(other->request_context.authorizer->iam->principal_org_id.empty());
}

TEST_CASE("the body of an HTTP API stays as it was sent, decoded on request", "[apigateway_http]") {
  const auto text = decoded<HttpApiRequest>("apigw_http_v2/sample.json");
  CHECK_FALSE(text->is_base64_encoded);
  CHECK(text->body == R"({"note":"hello"})");
  const auto picture = decoded<HttpApiRequest>("apigw_http_v2/base64_body.json");
  CHECK(picture->is_base64_encoded);
  CHECK(picture->body == "iVBORw0KGgo=");
  CHECK(lambent::Base64{picture->body}.bytes() == "\x89PNG\r\n\x1a\n");
}

TEST_CASE("an answer to an HTTP API has cookies of its own and no multi-value headers",
          "[apigateway_http]") {
  CHECK(lambent::encode(HttpApiResponse{}) ==
        R"({"statusCode":200,"body":"","isBase64Encoded":false})");
  CHECK(lambent::encode(HttpApiResponse{.status_code = 302,
                                        .headers = {{"location", "/login"}},
                                        .cookies = {"a=1; Secure", "b=2"},
                                        .body = lambent::to_base64("\xff"),
                                        .is_base64_encoded = true}) ==
        R"({"statusCode":302,"headers":{"location":"/login"},"cookies":["a=1; Secure","b=2"],)"
        R"("body":"/w==","isBase64Encoded":true})");
}

TEST_CASE("an answer without a status is a 200 when it is read", "[apigateway_http]") {
  const auto answer = decoded_json<HttpApiResponse>(R"({"body":"x","cookies":null})");
  CHECK(answer->status_code == 200);
  CHECK(answer->body == "x");
  CHECK(answer->cookies.empty());
}

TEST_CASE("an HTTP API takes a response as it is, and any JSON for a body with status 200",
          "[apigateway_http]") {
  CHECK(answered(HttpApiResponse{.status_code = 201, .body = "made"}) ==
        R"({"statusCode":201,"body":"made","isBase64Encoded":false})");
  CHECK(answered(std::string("a \"b\"")) ==
        R"({"statusCode":200,"headers":{"content-type":"application/json"},)"
        R"("body":"\"a \\\"b\\\"\"","isBase64Encoded":false})");
  CHECK(answered(nlohmann::json::array({1, nullptr})) ==
        R"({"statusCode":200,"headers":{"content-type":"application/json"},)"
        R"("body":"[1,null]","isBase64Encoded":false})");
}

TEST_CASE("data with a member named statusCode is a body, not a response", "[apigateway_http]") {
  CHECK(answered(CatalogueItem{.id = "p-100", .status_code = 404}) ==
        R"({"statusCode":200,"headers":{"content-type":"application/json"},)"
        R"("body":"{\"id\":\"p-100\",\"statusCode\":404}","isBase64Encoded":false})");
}
