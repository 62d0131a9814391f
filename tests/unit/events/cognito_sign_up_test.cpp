// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/cognito_sign_up.h"

#include <optional>
#include <string>
#include <string_view>

#include "catch.h"
#include "fixtures.h"
#include "lambent/event.h"

namespace {

using SignUp = lambent::CognitoPreSignUpEvent;
using Migration = lambent::CognitoUserMigrationEvent;

}  // namespace

TEST_CASE("a sign-up has attributes, validation data and metadata", "[cognito]") {
  const auto event = lambent::decode<SignUp>(fixtures::load("cognito_pre_signup/sample.json"));
  REQUIRE(event.ok());
  CHECK((*event)->trigger_source == lambent::CognitoPreSignUpRequest::kSignUp);
  CHECK((*event)->request.user_attributes.value_or("email").text == R"("ada@example.com")");
  CHECK((*event)->request.validation_data.value_or("inviteCode") == "K7-22");
  CHECK((*event)->request.client_metadata.value_or("campaign") == "spring");
}

TEST_CASE("the maps of a sign-up may be null", "[cognito]") {
  const auto event =
      lambent::decode<SignUp>(fixtures::load("cognito_pre_signup/maps_of_null.json"));
  REQUIRE(event.ok());
  CHECK((*event)->request.user_attributes.empty());
  CHECK((*event)->request.validation_data.empty());
  CHECK((*event)->request.client_metadata.empty());
}

TEST_CASE("a flag among the attributes is text or a boolean", "[cognito]") {
  const auto text =
      lambent::decode<SignUp>(fixtures::load("cognito_pre_signup/external_provider.json"));
  const auto boolean =
      lambent::decode<SignUp>(fixtures::load("cognito_pre_signup/version_is_any_text.json"));
  REQUIRE(text.ok());
  REQUIRE(boolean.ok());
  CHECK((*text)->request.user_attributes.value_or("email_verified").text == "\"false\"");
  CHECK((*boolean)->request.user_attributes.value_or("email_verified").text == "true");
  CHECK(lambent::encode(**boolean).find(R"({"email_verified":true})") != std::string::npos);
}

TEST_CASE("the response to a sign-up arrives with its members or without", "[cognito]") {
  const auto full = lambent::decode<SignUp>(fixtures::load("cognito_pre_signup/sample.json"));
  const auto empty =
      lambent::decode<SignUp>(fixtures::load("cognito_pre_signup/maps_of_null.json"));
  REQUIRE(full.ok());
  REQUIRE(empty.ok());
  CHECK((*empty)->response.text == "{}");
  for (const auto& response : {(*full)->response, (*empty)->response}) {
    const auto decoded = lambent::as<lambent::CognitoPreSignUpResponse>(response);
    REQUIRE(decoded.ok());
    CHECK(**decoded == lambent::CognitoPreSignUpResponse{});
  }
}

TEST_CASE("all flags of the answer to a sign-up are written", "[cognito]") {
  CHECK(lambent::encode(lambent::CognitoPreSignUpResponse{}) ==
        R"({"autoConfirmUser":false,"autoVerifyEmail":false,"autoVerifyPhone":false})");
  CHECK(lambent::encode(lambent::CognitoPreSignUpResponse{.auto_confirm_user = true,
                                                          .auto_verify_phone = true}) ==
        R"({"autoConfirmUser":true,"autoVerifyEmail":false,"autoVerifyPhone":true})");
}

TEST_CASE("a user is confirmed after a sign-up or a new password", "[cognito]") {
  const auto event = lambent::decode<lambent::CognitoPostConfirmationEvent>(
      fixtures::load("cognito_post_confirmation/forgotten_password.json"));
  REQUIRE(event.ok());
  CHECK((*event)->trigger_source ==
        lambent::CognitoPostConfirmationRequest::kConfirmForgotPassword);
  CHECK((*event)->request.user_attributes.value_or("cognito:user_status").text == "\"CONFIRMED\"");
  CHECK((*event)->request.client_metadata.empty());
}

TEST_CASE("a user to migrate has a password unless it was forgotten", "[cognito]") {
  const auto known =
      lambent::decode<Migration>(fixtures::load("cognito_user_migration/sample.json"));
  REQUIRE(known.ok());
  CHECK((*known)->user_name == "ada");
  CHECK((*known)->request.password == "correct horse 7");
  CHECK((*known)->request.validation_data.value_or("shop") == "dublin");
  const auto forgotten =
      lambent::decode<Migration>(fixtures::load("cognito_user_migration/forgotten_password.json"));
  REQUIRE(forgotten.ok());
  CHECK((*forgotten)->request.password.empty());
  CHECK((*forgotten)->request.validation_data.empty());
}

TEST_CASE("the request may name the user to migrate, and attributes", "[cognito]") {
  const auto event = lambent::decode<Migration>(
      fixtures::load("cognito_user_migration/request_names_the_user.json"));
  REQUIRE(event.ok());
  CHECK((*event)->request.user_name == "ada");
  CHECK((*event)->request.user_attributes.value_or("email").text == R"("ada@example.com")");
}

TEST_CASE("the response to a migration arrives full of null, or set", "[cognito]") {
  const auto nothing =
      lambent::decode<Migration>(fixtures::load("cognito_user_migration/sample.json"));
  REQUIRE(nothing.ok());
  const auto blank = lambent::as<lambent::CognitoUserMigrationResponse>((*nothing)->response);
  REQUIRE(blank.ok());
  CHECK(lambent::encode(**blank) == "{}");
  const auto set = lambent::decode<Migration>(
      fixtures::load("cognito_user_migration/request_names_the_user.json"));
  REQUIRE(set.ok());
  const auto user = lambent::as<lambent::CognitoUserMigrationResponse>((*set)->response);
  REQUIRE(user.ok());
  CHECK((*user)->user_attributes.at("email") == "ada@example.com");
  CHECK((*user)->final_user_status == lambent::CognitoUserMigrationResponse::kConfirmed);
  CHECK((*user)->message_action == lambent::CognitoUserMigrationResponse::kSuppress);
  CHECK((*user)->force_alias_creation == false);
  CHECK((*user)->enable_sms_mfa == std::nullopt);
}

TEST_CASE("of a migrated user only what is set is written", "[cognito]") {
  using Response = lambent::CognitoUserMigrationResponse;
  CHECK(lambent::encode(Response{}) == "{}");
  CHECK(lambent::encode(Response{.user_attributes = {{"email", "ada@example.com"}}}) ==
        R"({"userAttributes":{"email":"ada@example.com"}})");
  CHECK(
      lambent::encode(Response{
          .user_attributes = {{"email", "ada@example.com"}, {"email_verified", "true"}},
          .final_user_status = std::string(Response::kResetRequired),
          .message_action = std::string(Response::kResend),
          .desired_delivery_mediums = {std::string(Response::kEmail), std::string(Response::kSms)},
          .force_alias_creation = false,
          .enable_sms_mfa = true}) ==
      R"({"userAttributes":{"email":"ada@example.com","email_verified":"true"},)"
      R"("finalUserStatus":"RESET_REQUIRED","messageAction":"RESEND",)"
      R"("desiredDeliveryMediums":["EMAIL","SMS"],"forceAliasCreation":false,)"
      R"("enableSMSMFA":true})");
}
