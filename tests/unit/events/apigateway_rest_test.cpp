// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/apigateway_rest.h"

#include <chrono>
#include <string>
#include <string_view>

#include "catch.h"
#include "decoded.h"
#include "lambent/dispatcher.h"
#include "lambent/json.h"
#include "lambent/time.h"

using fixtures::decoded;
using fixtures::decoded_json;
using lambent::ApiGatewayRequest;
using lambent::JsonKind;
using lambent::ProxyResponse;

namespace {

/// A request of these members and those that every request has.
lambent::Event<ApiGatewayRequest> request(const std::string& members,
                                          const std::string& context = R"("requestId":"r")") {
  return decoded_json<ApiGatewayRequest>(R"({"resource":"/","path":"/","httpMethod":"GET",)" +
                                         members + R"(,"requestContext":{)" + context + "}}");
}

lambent::Event<ApiGatewayRequest> rest_with_context(const std::string& context) {
  return request(R"("body":null)", context);
}

}  // namespace

TEST_CASE("a route's template stands beside the path, which has no stage", "[apigateway_rest]") {
  const auto event = decoded<ApiGatewayRequest>("apigw_rest_proxy/sample.json");
  CHECK(event->resource == "/products/{id}");
  CHECK(event->path == "/products/p-100");
  CHECK(event->path_parameters.value_or("id") == "p-100");
  CHECK(event->stage_variables.value_or("table") == "products-live");
  const auto& context = event->request_context;
  CHECK(context.resource_path == "/products/{id}");
  CHECK(context.path == "/shop/products/p-100");
  CHECK(context.stage == "shop");
  CHECK(context.protocol == "HTTP/1.1");
  CHECK(context.http_method == "GET");
  CHECK(context.account_id == "123456789012");
  CHECK(context.api_id == "a1b2c3d4e5");
  CHECK(context.resource_id == "r7s8t9");
  CHECK(context.operation_name == "GetProduct");
  CHECK(context.domain_name == "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com");
  CHECK(context.domain_prefix == "a1b2c3d4e5");
  CHECK(context.request_id == "5e0f7c52-3c1b-4b1e-9a51-6d2f0c1e8a01");
  CHECK(context.extended_request_id == "Xk3fHExampleRequest=");
  CHECK(context.deployment_id == "d1ploy");
}

TEST_CASE("a greedy route gives its path as one parameter", "[apigateway_rest]") {
  const auto event = decoded<ApiGatewayRequest>("apigw_rest_proxy/private_api.json");
  CHECK(event->resource == "/{proxy+}");
  CHECK(event->path_parameters.value_or("proxy") == "internal/stock");
}

TEST_CASE("REST keeps the case of header names, an HTTP API sends small letters; both are found",
          "[apigateway_rest]") {
  const auto rest = decoded<ApiGatewayRequest>("apigw_rest_proxy/sample.json");
  CHECK(rest->headers.begin()->key == "Accept");
  CHECK(rest->headers.value_or("x-amzn-trace-id") == "Root=1-6acf1b4c-0123456789abcdef01234567");
  CHECK(rest->multi_value_headers.contains("X-TAG"));
  const auto http = decoded<ApiGatewayRequest>("apigw_rest_proxy/http_api_payload_1_0.json");
  CHECK(http->headers.begin()->key == "content-type");
  CHECK(http->headers.value_or("Content-Type") == "application/json");
}

TEST_CASE("of a repeated header or query parameter the last value is single, all are a list",
          "[apigateway_rest]") {
  const auto event = decoded<ApiGatewayRequest>("apigw_rest_proxy/sample.json");
  CHECK(event->headers.value_or("X-Tag") == "blue");
  CHECK(*event->multi_value_headers.find("x-tag") ==
        lambent::List<std::string_view>({"red", "blue"}));
  CHECK(event->query_string_parameters.value_or("tag") == "garden tools");
  CHECK(*event->multi_value_query_string_parameters.find("tag") ==
        lambent::List<std::string_view>({"new", "garden tools"}));
}

TEST_CASE("names of query parameters have a case", "[apigateway_rest]") {
  const auto event = request(R"("queryStringParameters":{"Tag":"a","tag":"b"})");
  CHECK(event->query_string_parameters.value_or("Tag") == "a");
  CHECK(event->query_string_parameters.value_or("tag") == "b");
  CHECK_FALSE(event->query_string_parameters.contains("TAG"));
}

TEST_CASE("requests of the older form have no multi-value members and no base64 flag",
          "[apigateway_rest]") {
  const auto event = request(R"("headers":{"Accept":"*/*"},"body":"x")");
  CHECK(event->headers.value_or("accept") == "*/*");
  CHECK(event->multi_value_headers.empty());
  CHECK(event->multi_value_query_string_parameters.empty());
  CHECK(event->body == "x");
  CHECK_FALSE(event->is_base64_encoded);
}

TEST_CASE("a header or parameter of null is empty, and is there", "[apigateway_rest]") {
  const auto event = request(R"("headers":{"x-a":null},"pathParameters":{"id":null})");
  CHECK(event->headers.contains("X-A"));
  CHECK(event->headers.value_or("x-a", "none").empty());
  CHECK(event->path_parameters.value_or("id", "none").empty());
}

TEST_CASE("a test of the console sends null for headers, parameters and body",
          "[apigateway_rest]") {
  const auto event = decoded<ApiGatewayRequest>("apigw_rest_proxy/console_test.json");
  CHECK(event->headers.empty());
  CHECK(event->multi_value_headers.empty());
  CHECK(event->query_string_parameters.empty());
  CHECK(event->path_parameters.empty());
  CHECK(event->stage_variables.empty());
  CHECK(event->body.empty());
  CHECK(event->request_context.identity.source_ip == "test-invoke-source-ip");
  CHECK(event->request_context.identity.api_key == "test-invoke-api-key");
  CHECK(event->request_context.stage == "test-invoke-stage");
}

TEST_CASE("a context may be without identity and method", "[apigateway_rest]") {
  const auto event = decoded<ApiGatewayRequest>("apigw_rest_proxy/sparse.json");
  CHECK(event->http_method == "GET");
  CHECK(event->request_context.request_id == "request-1");
  CHECK(event->request_context.http_method.empty());
  CHECK(event->request_context.extended_request_id.empty());
  CHECK(event->request_context.identity.source_ip.empty());
  CHECK(event->request_context.authorizer.empty());
}

TEST_CASE("a method may be any word", "[apigateway_rest]") {
  for (const std::string method : {"GET", "TRACE", "PROPFIND", "x-purge", ""}) {
    DYNAMIC_SECTION("'" << method << "'") {
      const auto event = decoded_json<ApiGatewayRequest>(
          R"({"resource":"/","path":"/","requestContext":{},"httpMethod":")" + method + R"("})");
      CHECK(event->http_method == method);
    }
  }
}

TEST_CASE("an HTTP API with payload 1.0 gives its version, no resource id, and null claims",
          "[apigateway_rest]") {
  const auto rest = decoded<ApiGatewayRequest>("apigw_rest_proxy/sample.json");
  CHECK(rest->version.empty());
  const auto event = decoded<ApiGatewayRequest>("apigw_rest_proxy/http_api_payload_1_0.json");
  CHECK(event->version == "1.0");
  CHECK(event->request_context.resource_id.empty());
  CHECK(event->request_context.stage == "$default");
  REQUIRE(event->request_context.authorizer.size() == 2);
  CHECK(event->request_context.authorizer.find("claims")->kind() == JsonKind::kNull);
  CHECK(event->request_context.authorizer.find("scopes")->text == "null");
}

TEST_CASE("what a Lambda authorizer returned keeps the kinds it came with", "[apigateway_rest]") {
  const auto event = decoded<ApiGatewayRequest>("apigw_rest_proxy/sample.json");
  const auto& authorizer = event->request_context.authorizer;
  CHECK(lambent::as<std::string>(*authorizer.find("principalId")).value() == "customer-42");
  CHECK(authorizer.find("role")->text == "\"buyer\"");
  CHECK(authorizer.find("integrationLatency")->kind() == JsonKind::kNumber);
  CHECK(authorizer.find("integrationLatency")->text == "37");
  const auto number = rest_with_context(R"("authorizer":{"clientId":1,"exp":"Exp","on":"true"})");
  const auto& others = number->request_context.authorizer;
  CHECK(others.find("clientId")->kind() == JsonKind::kNumber);
  CHECK(others.find("exp")->kind() == JsonKind::kString);
  CHECK(others.find("on")->text == "\"true\"");
}

TEST_CASE("claims of a Cognito authorizer are all text", "[apigateway_rest]") {
  const auto event = decoded<ApiGatewayRequest>("apigw_rest_proxy/cognito_authorizer.json");
  const lambent::RawJson* const claims = event->request_context.authorizer.find("claims");
  REQUIRE(claims != nullptr);
  const auto json = lambent::as<nlohmann::json>(*claims);
  REQUIRE(json.ok());
  CHECK((*json)["email_verified"] == "true");
  CHECK((*json)["cognito:groups"] == "buyers,testers");
  CHECK((*json)["exp"] == "Wed Oct 14 10:12:44 UTC 2026");
}

TEST_CASE("a caller who signed the request is known by access key, role and organisation",
          "[apigateway_rest]") {
  const auto event = decoded<ApiGatewayRequest>("apigw_rest_proxy/iam_caller.json");
  const auto& caller = event->request_context.identity;
  CHECK(caller.account_id == "123456789012");
  CHECK(caller.access_key == "ASIAEXAMPLEKEY");
  CHECK(caller.caller == "AROAEXAMPLE:reporter");
  CHECK(caller.user == "AROAEXAMPLE:reporter");
  CHECK(caller.user_arn == "arn:aws:sts::123456789012:assumed-role/reporter/session");
  CHECK(caller.principal_org_id == "o-example");
  CHECK(caller.cognito_identity_id == "eu-west-1:11111111-2222-3333-4444-555555555555");
  CHECK(caller.cognito_identity_pool_id == "eu-west-1:66666666-7777-8888-9999-000000000000");
  CHECK(caller.cognito_authentication_type == "authenticated");
  CHECK(caller.cognito_authentication_provider ==
        "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Example");
  CHECK(caller.api_key.empty());
  CHECK(caller.api_key_id.empty());
  CHECK(caller.source_ip == "198.51.100.23");
  CHECK(caller.user_agent == "example-sdk/2.1");
}

TEST_CASE("the methods of a Cognito identity are null or any JSON", "[apigateway_rest]") {
  const auto none = decoded<ApiGatewayRequest>("apigw_rest_proxy/iam_caller.json");
  CHECK(none->request_context.identity.cognito_amr.kind() == JsonKind::kNull);
  const auto some = rest_with_context(R"("identity":{"cognitoAmr":["authenticated","x"]})");
  CHECK(some->request_context.identity.cognito_amr.text == R"(["authenticated","x"])");
}

TEST_CASE("a private API names the network and endpoint of its caller", "[apigateway_rest]") {
  const auto event = decoded<ApiGatewayRequest>("apigw_rest_proxy/private_api.json");
  CHECK(event->request_context.identity.vpc_id == "vpc-0a1b2c3d");
  CHECK(event->request_context.identity.vpce_id == "vpce-0a1b2c3d");
}

TEST_CASE("a client certificate is there with mutual TLS only", "[apigateway_rest]") {
  const auto plain = decoded<ApiGatewayRequest>("apigw_rest_proxy/sample.json");
  CHECK_FALSE(plain->request_context.identity.client_cert.has_value());
  const auto event = decoded<ApiGatewayRequest>("apigw_rest_proxy/mutual_tls.json");
  const auto& certificate = event->request_context.identity.client_cert;
  REQUIRE(certificate.has_value());
  CHECK(certificate->client_cert_pem.starts_with("-----BEGIN CERTIFICATE-----\nMII"));
  CHECK(certificate->subject_dn == "CN=client.example.com,O=Example Store,C=IE");
  CHECK(certificate->issuer_dn == "CN=Example Store CA,O=Example Store,C=IE");
  CHECK(certificate->serial_number == "01:0a:1f:2b:3c:4d:5e:6f");
  CHECK(certificate->validity.not_before.text == "May  4 08:15:00 2026 GMT");
  const auto end = lambent::time_of(certificate->validity.not_after);
  REQUIRE(end.has_value());
  CHECK(*end == lambent::time_of(lambent::Timestamp{"2027-05-28T12:30:02Z"}));
}

TEST_CASE("a request gives its time as text of a web server's log and in milliseconds",
          "[apigateway_rest]") {
  const auto event = decoded<ApiGatewayRequest>("apigw_rest_proxy/sample.json");
  CHECK(event->request_context.request_time.text == "14/Oct/2026:09:12:44 +0000");
  CHECK(event->request_context.request_time_epoch.milliseconds == 1791969164123);
  const auto text = lambent::time_of(event->request_context.request_time);
  const auto number = lambent::time_of(event->request_context.request_time_epoch);
  REQUIRE(text.has_value());
  REQUIRE(number.has_value());
  CHECK(*number - *text == std::chrono::milliseconds(123));
}

TEST_CASE("a body stays as it was sent, decoded on request", "[apigateway_rest]") {
  const auto picture = decoded<ApiGatewayRequest>("apigw_rest_proxy/post_base64.json");
  CHECK(picture->is_base64_encoded);
  CHECK(picture->body == "iVBORw0KGgo=");
  CHECK(lambent::Base64{picture->body}.bytes() == "\x89PNG\r\n\x1a\n");
  // Samples claim base64 and hold plain text.
  const auto plain =
      decoded<ApiGatewayRequest>("apigw_rest_proxy/base64_flag_with_plain_body.json");
  CHECK(plain->is_base64_encoded);
  CHECK(plain->body == "plain text, not base64!");
  CHECK_FALSE(lambent::Base64{plain->body}.bytes().has_value());
  const auto json = decoded<ApiGatewayRequest>("apigw_rest_proxy/http_api_payload_1_0.json");
  CHECK(json->body == R"({"name":"Rake","price":"19.90"})");
  CHECK((*lambent::as<nlohmann::json>(json->body))["price"] == "19.90");
}

TEST_CASE("no body is null, absent or empty text", "[apigateway_rest]") {
  for (const std::string body : {R"("body":null)", R"("body":"")", R"("x":1)"}) {
    DYNAMIC_SECTION(body) {
      const auto event = request(body);
      CHECK(event->body.empty());
    }
  }
}

TEST_CASE("a request made by hand is written with null where API Gateway sends null",
          "[apigateway_rest]") {
  CHECK(lambent::encode(ApiGatewayRequest{.resource = "/", .path = "/", .http_method = "GET"}) ==
        R"({"resource":"/","path":"/","httpMethod":"GET","headers":null,"multiValueHeaders":null,)"
        R"("queryStringParameters":null,"multiValueQueryStringParameters":null,)"
        R"("pathParameters":null,"stageVariables":null,"body":null,"isBase64Encoded":false})");
}

TEST_CASE("an answer to API Gateway is a 200 without a body unless it says otherwise",
          "[apigateway_rest]") {
  CHECK(lambent::encode(ProxyResponse{}) ==
        R"({"statusCode":200,"body":"","isBase64Encoded":false})");
  CHECK(lambent::encode(ProxyResponse{.status_code = 204}) ==
        R"({"statusCode":204,"body":"","isBase64Encoded":false})");
}

TEST_CASE("an answer has single headers and lists of them side by side", "[apigateway_rest]") {
  CHECK(lambent::encode(ProxyResponse{
            .headers = {{"x-b", "2"}, {"content-type", "text/plain"}},
            .multi_value_headers = {{"x-b", {"2", "3"}}, {"set-cookie", {"a=1; Secure"}}},
            .body = "say \"hi\""}) ==
        R"({"statusCode":200,"headers":{"content-type":"text/plain","x-b":"2"},)"
        R"("multiValueHeaders":{"set-cookie":["a=1; Secure"],"x-b":["2","3"]},)"
        R"("body":"say \"hi\"","isBase64Encoded":false})");
}

TEST_CASE("an answer of bytes is base64 and says so", "[apigateway_rest]") {
  const std::string bytes("\x89PNG\0\xff", 6);
  const ProxyResponse response{.headers = {{"content-type", "image/png"}},
                               .body = lambent::to_base64(bytes),
                               .is_base64_encoded = true};
  CHECK(lambent::encode(response) == R"({"statusCode":200,"headers":{"content-type":"image/png"},)"
                                     R"("body":"iVBORwD/","isBase64Encoded":true})");
  CHECK(lambent::Base64{response.body}.bytes() == bytes);
}

TEST_CASE("an answer read back has a status, which is an integer", "[apigateway_rest]") {
  const auto error = [](const char* json) {
    return std::string(lambent::decode<ProxyResponse>(json).status().message());
  };
  CHECK(error(R"({"body":"x"})") == "$.statusCode: this field is required but missing");
  CHECK(error(R"({"statusCode":"200"})") == "$.statusCode: expected an integer, found a string");
  CHECK(error(R"({"statusCode":200.5})") ==
        "$.statusCode: expected an integer of 64 bits, found a number that is none");
  const auto answer = decoded_json<ProxyResponse>(R"({"statusCode":201.0,"headers":null})");
  CHECK(answer->status_code == 201);
  CHECK(answer->headers.empty());
}

TEST_CASE("a REST handler's answer goes back as JSON, its error as an error", "[apigateway_rest]") {
  lambent::Dispatcher dispatcher;
  dispatcher.on<ApiGatewayRequest>(
      [](const ApiGatewayRequest& request) -> absl::StatusOr<ProxyResponse> {
        if (request.http_method != "GET")
          return absl::UnimplementedError("no " + std::string(request.http_method));
        return ProxyResponse{.status_code = 404, .body = std::string(request.path)};
      });
  CHECK(*dispatcher.dispatch(fixtures::load("apigw_rest_proxy/sample.json")) ==
        R"({"statusCode":404,"body":"/products/p-100","isBase64Encoded":false})");
  CHECK(dispatcher.dispatch(fixtures::load("apigw_rest_proxy/cognito_authorizer.json")).status() ==
        absl::UnimplementedError("no DELETE"));
}
