// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/appsync_resolvers.h"

#include <string>
#include <string_view>

#include "catch.h"
#include "decoded.h"
#include "fixtures.h"
#include "lambent/dispatcher.h"
#include "lambent/event.h"

namespace {

using fixtures::recognised;

using Kind = lambent::AppSyncIdentity::Kind;

/// A resolver's payload with that identity.
std::string asked_by(std::string_view identity) {
  return R"({"arguments":{},"identity":)" + std::string(identity) +
         R"(,"info":{"fieldName":"f","parentTypeName":"Query"}})";
}

}  // namespace

TEST_CASE("an AppSync identity is told by its members", "[appsync]") {
  struct Row {
    std::string_view name;
    std::string_view identity;
    Kind expected;
  };
  const Row rows[] = {
      {"null for an API key", "null", Kind::kNone},
      {"nothing in it", "{}", Kind::kNone},
      {"resolverContext: Lambda", R"({"resolverContext":{}})", Kind::kLambda},
      {"resolverContext before all others",
       R"({"resolverContext":{"a":1},"accountId":"1","username":"u","claims":{}})", Kind::kLambda},
      {"resolverContext of null tells nothing", R"({"resolverContext":null,"claims":{"a":1}})",
       Kind::kOidc},
      {"userArn: IAM", R"({"userArn":"arn","username":"u","sourceIp":["::1"]})", Kind::kIam},
      {"accountId: IAM", R"({"accountId":"1","username":"u"})", Kind::kIam},
      {"IAM before Cognito", R"({"accountId":"1","username":"u","claims":{"a":1}})", Kind::kIam},
      {"username and claims: Cognito", R"({"username":"u","claims":{"a":1}})", Kind::kCognito},
      {"sourceIp and claims: Cognito", R"({"sourceIp":["::1"],"claims":{"a":1}})", Kind::kCognito},
      {"sub and username of a batch: Cognito", R"({"sub":"s","username":"u"})", Kind::kCognito},
      {"IAM members of null: Cognito",
       R"({"accountId":null,"userArn":null,"username":"u","claims":{}})", Kind::kCognito},
      {"sourceIp alone tells nothing", R"({"sourceIp":["::1"]})", Kind::kNone},
      {"claims: OIDC", R"({"sub":"s","issuer":"i","claims":{"a":1}})", Kind::kOidc},
      {"claims of null tell nothing", R"({"sub":"s","claims":null})", Kind::kNone},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      const auto event = lambent::decode<lambent::AppSyncResolverEvent>(asked_by(row.identity));
      REQUIRE(event.ok());
      CHECK((*event)->identity.kind() == row.expected);
      // What tells must come through a round trip.
      const auto again = lambent::decode<lambent::AppSyncResolverEvent>(lambent::encode(**event));
      REQUIRE(again.ok());
      CHECK((*again)->identity.kind() == row.expected);
    }
  }
}

TEST_CASE("each variant of an AppSync identity keeps its members", "[appsync]") {
  const auto load = [](std::string_view file) {
    auto event = lambent::decode<lambent::AppSyncResolverEvent>(
        fixtures::load("appsync_resolver/" + std::string(file)));
    REQUIRE(event.ok());
    return *std::move(event);
  };
  SECTION("Cognito") {
    const auto event = load("sample.json");
    const lambent::AppSyncIdentity& identity = event->identity;
    CHECK(identity.kind() == Kind::kCognito);
    CHECK(identity.sub == "3f1c2b7a-5d0e-4c8f-9a61-7e2d4b6c8f10");
    CHECK(identity.issuer.ends_with("/eu-west-1_Ab12Cd34E"));
    CHECK(identity.username == "mara");
    CHECK(identity.source_ip == lambent::List<std::string_view>{"203.0.113.7", "198.51.100.20"});
    CHECK(identity.default_auth_strategy == "ALLOW");
    CHECK(identity.groups == lambent::List<std::string_view>{"editors", "readers"});
    CHECK(identity.claims.kind() == lambent::JsonKind::kObject);
    CHECK(identity.claims.text.find(R"("email_verified": true)") != std::string_view::npos);
  }
  SECTION("Cognito whose groups are null") {
    const auto event = load("groups_of_null.json");
    CHECK(event->identity.kind() == Kind::kCognito);
    CHECK(event->identity.groups.empty());
  }
  SECTION("IAM through an identity pool") {
    const auto event = load("identity_iam.json");
    const lambent::AppSyncIdentity& identity = event->identity;
    CHECK(identity.kind() == Kind::kIam);
    CHECK(identity.account_id == "123456789012");
    CHECK(identity.user_arn == "arn:aws:sts::123456789012:assumed-role/shop-web/session");
    CHECK(identity.user == "AROAEXAMPLEID:session");
    CHECK(identity.username == "AROAEXAMPLEID:session");
    CHECK(identity.cognito_identity_auth_type == "authenticated");
    CHECK(identity.cognito_identity_id == "eu-west-1:9d8c7b6a-1111-2222-3333-444455556666");
    CHECK(identity.cognito_identity_pool_id == "eu-west-1:0a1b2c3d-aaaa-bbbb-cccc-ddddeeeeffff");
    CHECK(identity.cognito_identity_auth_provider ==
          R"("cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E")");
  }
  SECTION("IAM whose Cognito members are null") {
    const auto event = load("identity_iam_without_cognito.json");
    CHECK(event->identity.kind() == Kind::kIam);
    CHECK(event->identity.cognito_identity_id.empty());
  }
  SECTION("OIDC") {
    const auto event = load("identity_oidc.json");
    CHECK(event->identity.kind() == Kind::kOidc);
    CHECK(event->identity.issuer == "https://login.example.com/");
    CHECK(event->identity.username.empty());
  }
  SECTION("Lambda") {
    const auto event = load("identity_lambda.json");
    CHECK(event->identity.kind() == Kind::kLambda);
    CHECK(fixtures::without_empty(nlohmann::json::parse(event->identity.resolver_context.text)) ==
          nlohmann::json{{"tenant", "north"}, {"level", 3}});
  }
}

TEST_CASE("a resolver sees arguments, parent, request, pipeline and selection", "[appsync]") {
  const auto event = lambent::decode<lambent::AppSyncResolverEvent>(
      fixtures::load("appsync_resolver/sample.json"));
  REQUIRE(event.ok());
  CHECK((*event)->arguments.kind() == lambent::JsonKind::kObject);
  CHECK((*event)->source.text.find("p-100") != std::string_view::npos);
  CHECK((*event)->request.domain_name == "graphql.shop.example.com");
  CHECK((*event)->request.headers.value_or("X-Forwarded-Port") == "443");
  CHECK((*event)->prev.result.kind() == lambent::JsonKind::kObject);
  CHECK((*event)->stash.kind() == lambent::JsonKind::kObject);
  const lambent::AppSyncInfo& info = (*event)->info;
  CHECK(info.field_name == "reviews");
  CHECK(info.parent_type_name == "Product");
  CHECK(info.selection_set_list ==
        lambent::List<std::string_view>{"id", "text", "author", "author/name"});
  CHECK(info.selection_set_graphql.starts_with("{\n  id"));
  CHECK(info.variables.kind() == lambent::JsonKind::kObject);
}

TEST_CASE("null at the root type: identity, source, prev, domain name", "[appsync]") {
  const auto event = lambent::decode<lambent::AppSyncResolverEvent>(
      fixtures::load("appsync_resolver/sparse.json"));
  REQUIRE(event.ok());
  CHECK((*event)->identity.kind() == Kind::kNone);
  CHECK((*event)->source.kind() == lambent::JsonKind::kNull);
  CHECK((*event)->prev.result.empty());
  CHECK((*event)->request.domain_name.empty());
  CHECK(lambent::encode(**event) ==
        R"({"arguments":{},"identity":null,"source":null,)"
        R"("request":{"headers":{"x-api-key":"da2-exampleexampleexampleexam"}},"prev":null,)"
        R"("info":{"fieldName":"listProducts","parentTypeName":"Query"},"stash":{}})");
}

TEST_CASE("a header of null reads as empty", "[appsync]") {
  const auto event = lambent::decode<lambent::AppSyncResolverEvent>(
      fixtures::load("appsync_resolver/headers_of_null.json"));
  REQUIRE(event.ok());
  REQUIRE((*event)->request.headers.contains("x-referer"));
  CHECK((*event)->request.headers.find("x-referer")->empty());
}

TEST_CASE("a batch is the array itself, without request and source", "[appsync]") {
  const auto event = lambent::decode<lambent::AppSyncBatchResolverEvent>(
      fixtures::load("appsync_batch_resolver/identity_of_two_members.json"));
  REQUIRE(event.ok());
  REQUIRE((*event)->items.size() == 3);
  const lambent::AppSyncResolverEvent& last = (*event)->items.back();
  CHECK(last.identity.kind() == Kind::kCognito);
  CHECK(last.identity.username == "mara");
  CHECK(last.source.empty());
  CHECK(last.request.headers.empty());
  CHECK(last.info.variables.text.find("p-300") != std::string_view::npos);
  CHECK(lambent::encode(lambent::AppSyncBatchResolverEvent{}) == "[]");
  CHECK(lambent::decode<lambent::AppSyncBatchResolverEvent>(R"([{"arguments":{}}])")
            .status()
            .message() == "appsync_batch_resolver: $[0].info: this field is required but missing");
}

TEST_CASE("a resolver of Amplify names its field at the root", "[appsync]") {
  const auto event = lambent::decode<lambent::AppSyncAmplifyResolverEvent>(
      fixtures::load("appsync_amplify_resolver/sample.json"));
  REQUIRE(event.ok());
  CHECK((*event)->type_name == "Product");
  CHECK((*event)->field_name == "reviews");
  CHECK((*event)->identity.kind() == Kind::kCognito);
  CHECK((*event)->request.headers.contains("host"));
  CHECK((*event)->prev.result.kind() == lambent::JsonKind::kObject);
}

TEST_CASE("resolvers and what looks like them are told apart", "[appsync]") {
  struct Row {
    std::string_view name;
    std::string payload;
    std::string_view expected;
  };
  const Row rows[] = {
      {"source is the parent, not an EventBridge source",
       fixtures::load("appsync_resolver/source_like_an_eventbridge_event.json"),
       "appsync_resolver"},
      {"EventBridge whose detail is a resolver's payload",
       R"({"detail-type":"x","source":"shop","detail":)" + asked_by("null") + "}", "eventbridge"},
      {"members of both resolvers",
       R"({"typeName":"T","fieldName":"f","arguments":{},)"
       R"("info":{"fieldName":"f","parentTypeName":"T"}})",
       "appsync_resolver"},
      {"Amplify has no info", R"({"typeName":"T","fieldName":"f","arguments":{}})",
       "appsync_amplify_resolver"},
      {"a channel in info is AppSync Events",
       R"({"arguments":{},"info":{"fieldName":"f","parentTypeName":"T","channel":{},)"
       R"("operation":"PUBLISH"}})",
       "appsync_events"},
      {"arguments of null", R"({"arguments":null,"info":{"fieldName":"f","parentTypeName":"T"}})",
       "appsync_resolver"},
      {"no arguments", R"({"info":{"fieldName":"f","parentTypeName":"T"}})", "unknown"},
      {"an array of them is a batch", std::string("[") + asked_by("null") + "]",
       "appsync_batch_resolver"},
      {"an array of SQS messages from EventBridge Pipes",
       R"([{"messageId":"m","body":"{}","eventSource":"aws:sqs"}])", "unknown"},
      {"an array of arrays", "[[" + asked_by("null") + "]]", "unknown"},
      {"an empty array", "[]", "unknown"},
      {"a mapping template", R"({"version":"2018-05-29","operation":"Invoke","payload":{}})",
       "unknown"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) { CHECK(recognised(row.payload) == row.expected); }
  }
}

TEST_CASE("the answer of a resolver is any JSON", "[appsync]") {
  CHECK(lambent::AnswerTo<lambent::AppSyncResolverEvent>::from_json("[1]").text == "[1]");
  CHECK(lambent::AnswerTo<lambent::AppSyncBatchResolverEvent>::from_json("[]").text == "[]");
  CHECK(lambent::AnswerTo<lambent::AppSyncAmplifyResolverEvent>::from_json("null").text == "null");

  lambent::Dispatcher dispatcher;
  dispatcher
      .on<lambent::AppSyncResolverEvent>([](const lambent::AppSyncResolverEvent& event) {
        return lambent::json_string(event.info.field_name);
      })
      .on<lambent::AppSyncBatchResolverEvent>([](const lambent::AppSyncBatchResolverEvent& batch) {
        lambent::AppSyncBatchResponse response;
        for (const auto& item : batch.items)
          response.results.push_back({.data = {std::string(item.source.text)}});
        return response;
      });
  CHECK(*dispatcher.dispatch<lambent::AppSyncResolverEvent>(asked_by("null")) == "\"f\"");
  CHECK(*dispatcher.dispatch<lambent::AppSyncBatchResolverEvent>(
            R"([{"arguments":{},"source":{"id":1},"info":{"fieldName":"f"}}])") ==
        R"([{"data":{"id":1}}])");
}

TEST_CASE("the answer to a batch has data or an error for each item", "[appsync]") {
  const lambent::AppSyncBatchResponse response{
      .results = {{.data = {R"({"id":"r-1"})"}},
                  {.error_message = "no such product", .error_type = "NotFound"},
                  {}}};
  CHECK(lambent::encode(response) ==
        R"([{"data":{"id":"r-1"}},)"
        R"({"data":null,"errorMessage":"no such product","errorType":"NotFound"},)"
        R"({"data":null}])");
  CHECK(lambent::encode(lambent::AppSyncBatchResponse{}) == "[]");
}
