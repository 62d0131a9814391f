// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/appsync_authorizers.h"

#include <string>
#include <string_view>

#include "catch.h"
#include "decoded.h"
#include "fixtures.h"
#include "lambent/event.h"

using fixtures::recognised;

TEST_CASE("an AppSync authorizer sees the token, the query and the headers", "[appsync]") {
  const auto event = lambent::decode<lambent::AppSyncAuthorizerRequest>(
      fixtures::load("appsync_authorizer/sample.json"));
  REQUIRE(event.ok());
  CHECK((*event)->authorization_token == "Bearer example-token");
  CHECK((*event)->request_headers.value_or("authorization") == "Bearer example-token");
  const lambent::AppSyncAuthorizerRequest::Context& context = (*event)->request_context;
  CHECK(context.api_id == "a1b2c3d4e5f6g7h8i9j0k1l2m3");
  CHECK(context.account_id == "123456789012");
  CHECK(context.request_id == "5f0e1d2c-3b4a-4958-8677-665544332211");
  CHECK(context.query_string.starts_with("query Product($id: ID!) {\n"));
  CHECK(context.operation_name == "Product");
  CHECK(context.variables.value_or("id").text == "\"p-100\"");
  CHECK(context.variables.value_or("first").text == "10");
}

TEST_CASE("the query of an AppSync authorizer may be named queryDocument", "[appsync]") {
  const auto event = lambent::decode<lambent::AppSyncAuthorizerRequest>(
      fixtures::load("appsync_authorizer/query_document.json"));
  REQUIRE(event.ok());
  CHECK((*event)->request_context.query_string.starts_with("query Product"));
  const std::string written = lambent::encode(**event);
  CHECK(written.find(R"("queryString":"query Product)") != std::string::npos);
  CHECK(written.find("queryDocument") == std::string::npos);
  CHECK(recognised(written) == "appsync_authorizer");
}

TEST_CASE("the operation's name and the variables may be null", "[appsync]") {
  const auto event = lambent::decode<lambent::AppSyncAuthorizerRequest>(
      fixtures::load("appsync_authorizer/sparse.json"));
  REQUIRE(event.ok());
  CHECK((*event)->request_context.operation_name.empty());
  CHECK((*event)->request_context.variables.empty());
  CHECK(lambent::encode(**event) ==
        R"({"authorizationToken":"","requestContext":{"queryString":"{ products { id } }",)"
        R"("operationName":null,"variables":{}}})");
}

TEST_CASE("an authorizer of an Event API sees the operation and the channel", "[appsync]") {
  using Context = lambent::AppSyncEventsAuthorizerRequest::Context;
  struct Row {
    std::string_view file;
    std::string_view operation;
    std::string_view channel;
  };
  const Row rows[] = {{"sample.json", Context::kSubscribe, "/news/sports/*"},
                      {"connect.json", Context::kConnect, ""},
                      {"sparse.json", Context::kConnect, ""},
                      {"headers_by_their_other_name.json", Context::kPublish, "/news/sports"}};
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.file) {
      const auto event = lambent::decode<lambent::AppSyncEventsAuthorizerRequest>(
          fixtures::load("appsync_events_authorizer/" + std::string(row.file)));
      REQUIRE(event.ok());
      const Context& context = (*event)->request_context;
      CHECK(context.operation == row.operation);
      CHECK(context.channel == row.channel);
      CHECK(context.channel_namespace_name == (row.channel.empty() ? "" : "news"));
    }
  }
}

TEST_CASE("the headers of an Event API's authorizer may be named headers", "[appsync]") {
  const auto event = lambent::decode<lambent::AppSyncEventsAuthorizerRequest>(
      fixtures::load("appsync_events_authorizer/headers_by_their_other_name.json"));
  REQUIRE(event.ok());
  CHECK((*event)->request_headers.value_or("Host") == "a1b2c3.appsync-api.eu-west-1.amazonaws.com");
  const std::string written = lambent::encode(**event);
  CHECK(written.find(R"("requestHeaders":{"host")") != std::string::npos);
  CHECK(written.find(R"("headers")") == std::string::npos);
}

TEST_CASE("authorizers with a token are told apart", "[appsync]") {
  struct Row {
    std::string_view name;
    std::string_view payload;
    std::string_view expected;
  };
  const Row rows[] = {
      {"API Gateway has type and methodArn",
       R"({"type":"TOKEN","methodArn":"arn","authorizationToken":"t"})", "apigw_authorizer_token"},
      {"API Gateway with a context like AppSync's",
       R"({"type":"TOKEN","methodArn":"arn","authorizationToken":"t",)"
       R"("requestContext":{"queryString":"{ a }"}})",
       "apigw_authorizer_token"},
      {"AppSync with a type",
       R"({"type":"TOKEN","authorizationToken":"t",)"
       R"("requestContext":{"queryString":"{ a }"}})",
       "appsync_authorizer"},
      {"a query of null", R"({"authorizationToken":"t","requestContext":{"queryString":null}})",
       "appsync_authorizer"},
      {"a query by its other name",
       R"({"authorizationToken":"t","requestContext":{"queryDocument":"{ a }"}})",
       "appsync_authorizer"},
      {"an operation before a query",
       R"({"authorizationToken":"t","requestContext":{"queryString":"{ a }",)"
       R"("operation":"EVENT_PUBLISH"}})",
       "appsync_events_authorizer"},
      {"an operation that is not of events",
       R"({"authorizationToken":"t","requestContext":{"queryString":"{ a }","operation":"query"}})",
       "appsync_authorizer"},
      {"an operation unknown so far",
       R"({"authorizationToken":"t","requestContext":{"operation":"EVENT_UNSUBSCRIBE"}})",
       "appsync_events_authorizer"},
      {"no token", R"({"requestContext":{"queryString":"{ a }"}})", "unknown"},
      {"no query and no operation", R"({"authorizationToken":"t","requestContext":{}})", "unknown"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) { CHECK(recognised(row.payload) == row.expected); }
  }
}

TEST_CASE("the answer of an AppSync authorizer", "[appsync]") {
  SECTION("denies unless told otherwise, and leaves out what is not set") {
    CHECK(lambent::encode(lambent::AppSyncAuthorizerResponse{}) == R"({"isAuthorized":false})");
    CHECK(lambent::encode(lambent::AppSyncEventsAuthorizerResponse{}) ==
          R"({"isAuthorized":false})");
  }
  SECTION("a context of scalars, denied fields, no cache") {
    const lambent::AppSyncAuthorizerResponse response{
        .is_authorized = true,
        .resolver_context = {{"admin", false}, {"level", 3}, {"tenant", "north"}},
        .denied_fields = {"Query.orders", "Product.cost"},
        .ttl_override = 0};
    CHECK(lambent::encode(response) ==
          R"({"isAuthorized":true,"resolverContext":{"admin":false,"level":3,"tenant":"north"},)"
          R"("deniedFields":["Query.orders","Product.cost"],"ttlOverride":0})");
  }
  SECTION("a context of any JSON for the handlers of an Event API") {
    const lambent::AppSyncEventsAuthorizerResponse response{
        .is_authorized = true,
        .handler_context = {{"roles", lambent::JsonText{R"(["editor"])"}}, {"tenant", "north"}},
        .ttl_override = 300};
    CHECK(lambent::encode(response) ==
          R"({"isAuthorized":true,"handlerContext":{"roles":["editor"],"tenant":"north"},)"
          R"("ttlOverride":300})");
  }
}
