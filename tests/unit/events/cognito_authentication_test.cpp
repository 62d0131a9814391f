// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/cognito_authentication.h"

#include <string>

#include "catch.h"
#include "fixtures.h"
#include "lambent/event.h"

namespace {

using Before = lambent::CognitoPreAuthenticationEvent;
using After = lambent::CognitoPostAuthenticationEvent;

}  // namespace

TEST_CASE("a sign-in has attributes and validation data", "[cognito]") {
  const auto event =
      lambent::decode<Before>(fixtures::load("cognito_pre_authentication/sample.json"));
  REQUIRE(event.ok());
  CHECK((*event)->request.user_attributes.value_or("phone_number_verified").text == "\"false\"");
  CHECK((*event)->request.validation_data.value_or("appVersion") == "3.2.1");
  CHECK_FALSE((*event)->request.user_not_found);
}

TEST_CASE("the validation data of a sign-in may be null", "[cognito]") {
  const auto event =
      lambent::decode<Before>(fixtures::load("cognito_pre_authentication/response_absent.json"));
  REQUIRE(event.ok());
  CHECK((*event)->request.validation_data.empty());
}

TEST_CASE("a user who is not there signs in", "[cognito]") {
  const auto event =
      lambent::decode<Before>(fixtures::load("cognito_pre_authentication/user_not_found.json"));
  REQUIRE(event.ok());
  CHECK((*event)->request.user_not_found);
  CHECK((*event)->request.user_attributes.empty());
  CHECK((*event)->request.client_metadata.value_or("campaign") == "spring");
  CHECK(lambent::encode(**event).find(R"("userNotFound":true)") != std::string::npos);
}

TEST_CASE("a user has signed in, with a new device or a known one", "[cognito]") {
  const auto with_new =
      lambent::decode<After>(fixtures::load("cognito_post_authentication/sample.json"));
  REQUIRE(with_new.ok());
  CHECK((*with_new)->request.new_device_used);
  CHECK((*with_new)->request.client_metadata.value_or("campaign") == "spring");
  const auto with_known =
      lambent::decode<After>(fixtures::load("cognito_post_authentication/response_absent.json"));
  REQUIRE(with_known.ok());
  CHECK_FALSE((*with_known)->request.new_device_used);
  CHECK(lambent::encode(**with_known).find(R"("newDeviceUsed":false)") != std::string::npos);
}
