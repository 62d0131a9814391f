// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/cognito_tokens_v2.h"

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "catch.h"
#include "decoded.h"
#include "fixtures.h"
#include "lambent/event.h"

namespace {

using fixtures::recognised;

using TokensV2Event = lambent::CognitoPreTokenGenerationV2Event;
using TokensV2Response = lambent::CognitoPreTokenGenerationV2Response;

}  // namespace

TEST_CASE("an access token has scopes, which are a list", "[cognito]") {
  const auto event =
      lambent::decode<TokensV2Event>(fixtures::load("cognito_pre_token_generation_v2/sample.json"));
  REQUIRE(event.ok());
  CHECK((*event)->version == "2");
  REQUIRE((*event)->request.scopes.size() == 2);
  CHECK((*event)->request.scopes[0] == "aws.cognito.signin.user.admin");
  CHECK((*event)->request.group_configuration.groups_to_override[0] == "editors");
  CHECK((*event)->request.client_metadata.value_or("campaign") == "spring");
}

TEST_CASE("version 3 is for machines, too", "[cognito]") {
  const auto event = lambent::decode<TokensV2Event>(
      fixtures::load("cognito_pre_token_generation_v2/client_credentials.json"));
  REQUIRE(event.ok());
  CHECK((*event)->version == "3");
  CHECK((*event)->trigger_source ==
        lambent::CognitoPreTokenGenerationV2Request::kClientCredentials);
  CHECK((*event)->request.group_configuration.groups_to_override.empty());
  CHECK((*event)->request.scopes[0] == "orders/read");
}

TEST_CASE("versions of the tokens' trigger are told apart", "[cognito]") {
  struct Row {
    std::string_view name;
    std::string_view members;
    std::string_view expected;
  };
  const std::string_view v1 = "cognito_pre_token_generation";
  const std::string_view v2 = "cognito_pre_token_generation_v2";
  const Row rows[] = {
      {"version 1", R"("version":"1","request":{"groupConfiguration":{}})", v1},
      {"version 2", R"("version":"2","request":{"groupConfiguration":{}})", v2},
      {"version 3", R"("version":"3","request":{"groupConfiguration":{}})", v2},
      {"no version", R"("request":{"groupConfiguration":{}})", v1},
      {"a version of other text", R"("version":"V2_0","request":{"groupConfiguration":{}})", v1},
      {"scopes under version 1",
       R"("version":"1","request":{"groupConfiguration":{},"scopes":["openid"]})", v2},
      {"scopes without a version", R"("request":{"groupConfiguration":{},"scopes":[]})", v2},
      {"the response of version 2",
       R"("version":"1","request":{"groupConfiguration":{}},)"
       R"("response":{"claimsAndScopeOverrideDetails":null})",
       v2},
      {"the response of version 1",
       R"("version":"1","request":{"groupConfiguration":{}},)"
       R"("response":{"claimsOverrideDetails":null})",
       v1},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      for (const std::string name : {"TokenGeneration_HostedAuth", "PreTokenGen"}) {
        const std::string who = R"("userPoolId":"p","triggerSource":")" + name + '"';
        CHECK(recognised(std::string("{") + who + "," + std::string(row.members) + "}") ==
              row.expected);
        CHECK(recognised(std::string("{") + std::string(row.members) + "," + who + "}") ==
              row.expected);
      }
    }
  }
}

TEST_CASE("tokens of version 2 need no groups where the trigger has its name", "[cognito]") {
  CHECK(recognised(fixtures::load("cognito_pre_token_generation_v2/version_1_with_scopes.json")) ==
        "cognito_pre_token_generation_v2");
  CHECK(recognised(R"({"triggerSource":"PreTokenGen","userPoolId":"p","version":"2",)"
                   R"("request":{"scopes":[]}})") == "unknown");
}

TEST_CASE("the value of a claim is any JSON", "[cognito]") {
  const auto event = lambent::decode<TokensV2Event>(
      fixtures::load("cognito_pre_token_generation_v2/claims_of_every_kind.json"));
  REQUIRE(event.ok());
  const auto response = lambent::as<TokensV2Response>((*event)->response);
  REQUIRE(response.ok());
  const auto& details = (*response)->claims_and_scope_override_details;
  for (const auto& claims : {details.id_token_generation.claims_to_add_or_override,
                             details.access_token_generation.claims_to_add_or_override}) {
    CHECK(claims.at("shop") == lambent::json_string("dublin"));
    CHECK(claims.at("level").text == "7");
    CHECK(claims.at("beta").text == "true");
    CHECK(nlohmann::json::parse(claims.at("tills").text) == nlohmann::json({1, "2", false}));
    CHECK(nlohmann::json::parse(claims.at("address").text)["city"] == "Dublin");
  }
  CHECK(details.access_token_generation.scopes_to_add.front() == "orders/read");
  CHECK(details.access_token_generation.scopes_to_suppress.front() == "openid");
  CHECK(details.group_override_details->groups_to_override.front() == "editors");
  // And back again, without what is null or empty.
  CHECK(fixtures::without_empty(nlohmann::json::parse(lambent::encode(**response))) ==
        fixtures::without_empty(nlohmann::json::parse((*event)->response.text)));
}

TEST_CASE("a claim of text is quoted", "[cognito]") {
  CHECK(lambent::json_string("").text == "\"\"");
  CHECK(lambent::json_string("dublin").text == "\"dublin\"");
  const std::string nasty = "a\"b\\c\n\x01\x1f/\xc3\xa9";
  CHECK(lambent::json_string(nasty).text == "\"a\\\"b\\\\c\\n\\u0001\\u001f/\xc3\xa9\"");
  CHECK(nlohmann::json::parse(lambent::json_string(nasty).text) == nasty);
}

TEST_CASE("of changes of both tokens only what is set is written", "[cognito]") {
  CHECK(lambent::encode(TokensV2Response{}) == "{}");
  TokensV2Response response;
  auto& details = response.claims_and_scope_override_details;
  details.access_token_generation.scopes_to_add = {"orders/read"};
  CHECK(lambent::encode(response) == R"({"claimsAndScopeOverrideDetails":{"accessTokenGeneration":)"
                                     R"({"scopesToAdd":["orders/read"]}}})");
  details.access_token_generation = {.claims_to_add_or_override = {{"level", 7}},
                                     .claims_to_suppress = {"email"},
                                     .scopes_to_suppress = {"openid"}};
  details.id_token_generation.claims_to_add_or_override["shop"] = "dublin";
  details.group_override_details = lambent::CognitoGroupOverride{};
  CHECK(lambent::encode(response) ==
        R"({"claimsAndScopeOverrideDetails":{)"
        R"("idTokenGeneration":{"claimsToAddOrOverride":{"shop":"dublin"}},)"
        R"("accessTokenGeneration":{"claimsToAddOrOverride":{"level":7},)"
        R"("claimsToSuppress":["email"],"scopesToSuppress":["openid"]},)"
        R"("groupOverrideDetails":{}}})");
}
