// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/function_url.h"

#include <string>

#include "catch.h"
#include "decoded.h"
#include "fixtures.h"
#include "lambent/dispatcher.h"

using fixtures::decoded;

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
