// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/cognito_tokens.h"

#include <string>
#include <string_view>

#include "catch.h"
#include "decoded.h"
#include "fixtures.h"
#include "lambent/event.h"

namespace {

using fixtures::recognised;

using TokensEvent = lambent::CognitoPreTokenGenerationEvent;
using TokensResponse = lambent::CognitoPreTokenGenerationResponse;

}  // namespace

TEST_CASE("a token is for a user with groups and roles", "[cognito]") {
  const auto event =
      lambent::decode<TokensEvent>(fixtures::load("cognito_pre_token_generation/sample.json"));
  REQUIRE(event.ok());
  const auto& groups = (*event)->request.group_configuration;
  REQUIRE(groups.groups_to_override.size() == 2);
  CHECK(groups.groups_to_override[1] == "dublin");
  CHECK(groups.iam_roles_to_override[0] == "arn:aws:iam::123456789012:role/editor");
  CHECK(groups.preferred_role == "arn:aws:iam::123456789012:role/editor");
}

TEST_CASE("a preferred role may be null", "[cognito]") {
  const auto event = lambent::decode<TokensEvent>(
      fixtures::load("cognito_pre_token_generation/preferred_role_null.json"));
  REQUIRE(event.ok());
  CHECK((*event)->request.group_configuration.preferred_role.empty());
  CHECK((*event)->request.group_configuration.groups_to_override.empty());
  CHECK(recognised(lambent::encode(**event)) == "cognito_pre_token_generation");
}

TEST_CASE("details of null are details of nothing", "[cognito]") {
  const auto event =
      lambent::decode<TokensEvent>(fixtures::load("cognito_pre_token_generation/sample.json"));
  REQUIRE(event.ok());
  CHECK((*event)->response.text.find("null") != std::string_view::npos);
  const auto response = lambent::as<TokensResponse>((*event)->response);
  REQUIRE(response.ok());
  CHECK(lambent::encode(**response) == "{}");
}

TEST_CASE("a trigger of no known name with groups is about tokens", "[cognito]") {
  const std::string payload =
      fixtures::load("cognito_pre_token_generation/named_pre_token_gen.json");
  CHECK(recognised(payload) == "cognito_pre_token_generation");
  const auto event = lambent::decode<TokensEvent>(payload);
  REQUIRE(event.ok());
  CHECK((*event)->trigger_source == "PreTokenGen");
  const auto response = lambent::as<TokensResponse>((*event)->response);
  REQUIRE(response.ok());
  const auto& details = (*response)->claims_override_details;
  CHECK(details.claims_to_add_or_override.at("shop") == "dublin");
  CHECK(details.claims_to_suppress.front() == "email");
  REQUIRE(details.group_override_details.has_value());
  CHECK(details.group_override_details->groups_to_override.front() == "editors");
  CHECK(details.group_override_details->preferred_role.empty());
}

TEST_CASE("the version of a token's trigger is unreliable", "[cognito]") {
  CHECK(recognised(fixtures::load("cognito_pre_token_generation/version_is_any_text.json")) ==
        "cognito_pre_token_generation");
}

TEST_CASE("of changes of an ID token only what is set is written", "[cognito]") {
  CHECK(lambent::encode(TokensResponse{}) == "{}");
  CHECK(lambent::encode(
            TokensResponse{.claims_override_details = {.claims_to_suppress = {"email"}}}) ==
        R"({"claimsOverrideDetails":{"claimsToSuppress":["email"]}})");
  CHECK(lambent::encode(TokensResponse{
            .claims_override_details =
                {.claims_to_add_or_override = {{"shop", "dublin"}},
                 .group_override_details =
                     lambent::CognitoGroupOverride{
                         .groups_to_override = {"editors"},
                         .iam_roles_to_override = {"arn:aws:iam::123456789012:role/editor"},
                         .preferred_role = "arn:aws:iam::123456789012:role/editor"}}}) ==
        R"({"claimsOverrideDetails":{"claimsToAddOrOverride":{"shop":"dublin"},)"
        R"("groupOverrideDetails":{"groupsToOverride":["editors"],)"
        R"("iamRolesToOverride":["arn:aws:iam::123456789012:role/editor"],)"
        R"("preferredRole":"arn:aws:iam::123456789012:role/editor"}}})");
}

TEST_CASE("a blank override takes all groups away", "[cognito]") {
  CHECK(lambent::encode(
            TokensResponse{.claims_override_details = {.group_override_details =
                                                           lambent::CognitoGroupOverride{}}}) ==
        R"({"claimsOverrideDetails":{"groupOverrideDetails":{}}})");
}
