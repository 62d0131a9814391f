// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/cognito_federation.h"

#include <string>

#include "catch.h"
#include "fixtures.h"
#include "lambent/event.h"

namespace {

using FederationEvent = lambent::CognitoInboundFederationEvent;
using FederationRequest = lambent::CognitoInboundFederationRequest;
using FederationResponse = lambent::CognitoInboundFederationResponse;

}  // namespace

TEST_CASE("an OpenID Connect provider sends tokens and a profile", "[cognito]") {
  const auto event =
      lambent::decode<FederationEvent>(fixtures::load("cognito_inbound_federation/sample.json"));
  REQUIRE(event.ok());
  CHECK((*event)->request.provider_name == "ExampleStaff");
  CHECK((*event)->request.provider_type == FederationRequest::kOidc);
  const FederationRequest::Attributes& attributes = (*event)->request.attributes;
  CHECK(attributes.token_response.value_or("expires_in") == "3600");
  CHECK(attributes.id_token.value_or("email_verified") == "true");
  CHECK(attributes.user_info.value_or("given_name") == "Ada");
  CHECK(attributes.saml_response.empty());
}

TEST_CASE("a SAML provider sends the attributes of its assertion", "[cognito]") {
  const auto event =
      lambent::decode<FederationEvent>(fixtures::load("cognito_inbound_federation/saml.json"));
  REQUIRE(event.ok());
  CHECK((*event)->request.provider_type == FederationRequest::kSaml);
  const FederationRequest::Attributes& attributes = (*event)->request.attributes;
  CHECK(attributes.saml_response.value_or(
            "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress") ==
        "ada@example.com");
  CHECK(attributes.token_response.empty());
  CHECK(attributes.id_token.empty());
  CHECK(attributes.user_info.empty());
  const auto response = lambent::as<FederationResponse>((*event)->response);
  REQUIRE(response.ok());
  CHECK((*response)->user_attributes_to_map.at("email") == "ada@example.com");
}

TEST_CASE("an external provider means two triggers", "[cognito]") {
  CHECK(*lambent::recognise(fixtures::load("cognito_inbound_federation/saml.json")) ==
        "cognito_inbound_federation");
  CHECK(*lambent::recognise(fixtures::load("cognito_pre_signup/external_provider.json")) ==
        "cognito_pre_signup");
}

TEST_CASE("the attributes to store are always written", "[cognito]") {
  CHECK(lambent::encode(FederationResponse{}) == R"({"userAttributesToMap":{}})");
  CHECK(
      lambent::encode(FederationResponse{{{"email", "ada@example.com"}, {"given_name", "Ada"}}}) ==
      R"({"userAttributesToMap":{"email":"ada@example.com","given_name":"Ada"}})");
}
