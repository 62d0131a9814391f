// SPDX-License-Identifier: Apache-2.0
// What holds for all triggers of Cognito user pools, and how they are told apart.
#include "lambent/shapes/cognito.h"

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "catch.h"
#include "decoded.h"
#include "fixtures.h"
#include "lambent/dispatcher.h"
#include "lambent/event.h"
#include "lambent/events/cognito_authentication.h"
#include "lambent/events/cognito_challenges.h"
#include "lambent/events/cognito_federation.h"
#include "lambent/events/cognito_messages.h"
#include "lambent/events/cognito_sign_up.h"
#include "lambent/events/cognito_sync.h"
#include "lambent/events/cognito_tokens.h"
#include "lambent/events/cognito_tokens_v2.h"

namespace {

using fixtures::recognised;

/// The answer to a payload of one handler.
template <class E, class F>
absl::StatusOr<std::string> answered(std::string payload, F handler) {
  lambent::Dispatcher dispatcher;
  dispatcher.on<E>(std::move(handler));
  return dispatcher.dispatch(std::move(payload));
}

}  // namespace

TEST_CASE("a trigger says who asks and by way of which application", "[cognito]") {
  const auto event = lambent::decode<lambent::CognitoPostConfirmationEvent>(
      fixtures::load("cognito_post_confirmation/sample.json"));
  REQUIRE(event.ok());
  CHECK((*event)->version == "1");
  CHECK((*event)->trigger_source == "PostConfirmation_ConfirmSignUp");
  CHECK((*event)->region == "eu-west-1");
  CHECK((*event)->user_pool_id == "eu-west-1_Qx7LmP2sT");
  CHECK((*event)->user_name == "ada");
  CHECK((*event)->caller_context.aws_sdk_version == "aws-sdk-unknown-unknown");
  CHECK((*event)->caller_context.client_id == "4k2v9rj0d3h8q1m6t5b7n2c0aa");
  CHECK((*event)->response.text == "{}");
}

TEST_CASE("the version is any text, and never a number", "[cognito]") {
  std::string payload = fixtures::load("cognito_pre_signup/version_is_any_text.json");
  const auto event = lambent::decode<lambent::CognitoPreSignUpEvent>(payload);
  REQUIRE(event.ok());
  CHECK((*event)->version == "string");
  payload.replace(payload.find("\"string\""), 8, "1");
  CHECK(lambent::decode<lambent::CognitoPreSignUpEvent>(payload).status().message() ==
        "cognito_pre_signup: $.version: expected a string, found a number");
}

TEST_CASE("the SDK of the caller has two spellings", "[cognito]") {
  const auto event = lambent::decode<lambent::CognitoCustomEmailSenderEvent>(
      fixtures::load("cognito_custom_email_sender/aws_sdk.json"));
  REQUIRE(event.ok());
  CHECK((*event)->caller_context.aws_sdk_version == "aws-sdk-js-3.5");
  CHECK(lambent::encode(**event).find(R"("awsSdkVersion":"aws-sdk-js-3.5")") != std::string::npos);
}

TEST_CASE("machines have no user name", "[cognito]") {
  const auto event = lambent::decode<lambent::CognitoPreTokenGenerationV2Event>(
      fixtures::load("cognito_pre_token_generation_v2/client_credentials.json"));
  REQUIRE(event.ok());
  CHECK((*event)->user_name.empty());
  CHECK((*event)->request.user_attributes.empty());
  CHECK(lambent::encode(**event).find("userName") == std::string::npos);
}

TEMPLATE_TEST_CASE("a response may be absent", "[cognito]", lambent::CognitoPreAuthenticationEvent,
                   lambent::CognitoPostAuthenticationEvent, lambent::CognitoCustomEmailSenderEvent,
                   lambent::CognitoCustomSmsSenderEvent) {
  const bool sends = lambent::source<TestType>.kind == lambent::SourceKind::kObserve;
  const std::string payload = fixtures::load(std::string(lambent::source<TestType>.name) +
                                             (sends ? "/sample.json" : "/response_absent.json"));
  const auto event = lambent::decode<TestType>(payload);
  REQUIRE(event.ok());
  CHECK((*event)->response.empty());
  CHECK(lambent::encode(**event).find("\"response\"") == std::string::npos);
}

TEST_CASE("an unknown trigger source of a known kind is kept", "[cognito]") {
  const auto event = lambent::decode<lambent::CognitoPreSignUpEvent>(
      fixtures::load("cognito_pre_signup/unknown_trigger_source.json"));
  REQUIRE(event.ok());
  CHECK((*event)->trigger_source == "PreSignUp_Passkey");
  CHECK(lambent::encode(**event).find(R"("PreSignUp_Passkey")") != std::string::npos);
}

TEST_CASE("the trigger source tells the triggers apart", "[cognito]") {
  using SignUp = lambent::CognitoPreSignUpRequest;
  using Confirmation = lambent::CognitoPostConfirmationRequest;
  using Token = lambent::CognitoPreTokenGenerationRequest;
  using Migration = lambent::CognitoUserMigrationRequest;
  using Message = lambent::CognitoCustomMessageRequest;
  using Email = lambent::CognitoCustomEmailSenderRequest;
  using Sms = lambent::CognitoCustomSmsSenderRequest;
  struct Row {
    std::string_view trigger_source;
    std::string_view expected;
  };
  const Row rows[] = {
      {SignUp::kSignUp, "cognito_pre_signup"},
      {SignUp::kAdminCreateUser, "cognito_pre_signup"},
      {SignUp::kExternalProvider, "cognito_pre_signup"},
      {"InboundFederation_ExternalProvider", "cognito_inbound_federation"},
      {Confirmation::kConfirmSignUp, "cognito_post_confirmation"},
      {Confirmation::kConfirmForgotPassword, "cognito_post_confirmation"},
      {"PreAuthentication_Authentication", "cognito_pre_authentication"},
      {"PostAuthentication_Authentication", "cognito_post_authentication"},
      {Token::kHostedAuth, "cognito_pre_token_generation"},
      {Token::kAuthentication, "cognito_pre_token_generation"},
      {Token::kNewPasswordChallenge, "cognito_pre_token_generation"},
      {Token::kAuthenticateDevice, "cognito_pre_token_generation"},
      {Token::kRefreshTokens, "cognito_pre_token_generation"},
      {"DefineAuthChallenge_Authentication", "cognito_define_auth_challenge"},
      {"CreateAuthChallenge_Authentication", "cognito_create_auth_challenge"},
      {"VerifyAuthChallengeResponse_Authentication", "cognito_verify_auth_challenge"},
      {Migration::kAuthentication, "cognito_user_migration"},
      {Migration::kForgotPassword, "cognito_user_migration"},
      {Message::kSignUp, "cognito_custom_message"},
      {Message::kAdminCreateUser, "cognito_custom_message"},
      {Message::kResendCode, "cognito_custom_message"},
      {Message::kForgotPassword, "cognito_custom_message"},
      {Message::kUpdateUserAttribute, "cognito_custom_message"},
      {Message::kVerifyUserAttribute, "cognito_custom_message"},
      {Message::kAuthentication, "cognito_custom_message"},
      {Email::kSignUp, "cognito_custom_email_sender"},
      {Email::kResendCode, "cognito_custom_email_sender"},
      {Email::kForgotPassword, "cognito_custom_email_sender"},
      {Email::kUpdateUserAttribute, "cognito_custom_email_sender"},
      {Email::kVerifyUserAttribute, "cognito_custom_email_sender"},
      {Email::kAdminCreateUser, "cognito_custom_email_sender"},
      {Email::kAuthentication, "cognito_custom_email_sender"},
      {Email::kAccountTakeOverNotification, "cognito_custom_email_sender"},
      {Sms::kSignUp, "cognito_custom_sms_sender"},
      {Sms::kResendCode, "cognito_custom_sms_sender"},
      {Sms::kForgotPassword, "cognito_custom_sms_sender"},
      {Sms::kUpdateUserAttribute, "cognito_custom_sms_sender"},
      {Sms::kVerifyUserAttribute, "cognito_custom_sms_sender"},
      {Sms::kAdminCreateUser, "cognito_custom_sms_sender"},
      {Sms::kAuthentication, "cognito_custom_sms_sender"},
      {"PreSignUp_Passkey", "cognito_pre_signup"},
      {"presignup_SignUp", "unknown"},
      {"PreTokenGen", "unknown"},
      {"", "unknown"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.trigger_source) {
      const std::string start = R"({"triggerSource":")" + std::string(row.trigger_source) + "\",";
      CHECK(recognised(start + R"("userPoolId":"p","request":{}})") == row.expected);
      // What says "version 2" of a token says nothing of the other triggers, nor do groups.
      const bool token =
          row.expected == "cognito_pre_token_generation" || row.expected == "unknown";
      CHECK(recognised(start + R"("version":"2","userPoolId":"p","request":)"
                               R"({"scopes":[],"groupConfiguration":{}},)"
                               R"("response":{"claimsAndScopeOverrideDetails":null}})") ==
            (token ? "cognito_pre_token_generation_v2" : row.expected));
      CHECK(recognised(start + R"("request":{}})") == "unknown");
      CHECK(recognised(start + R"("userPoolId":"p"})") == "unknown");
    }
  }
}

TEST_CASE("a trigger source that is no text is of no trigger", "[cognito]") {
  CHECK(recognised(R"({"triggerSource":7,"userPoolId":"p","request":{"groupConfiguration":{}}})") ==
        "unknown");
}

TEST_CASE("user pools and Cognito Sync are told apart", "[cognito]") {
  CHECK(recognised(R"({"datasetRecords":{},"identityPoolId":"x"})") == "cognito_sync");
  CHECK(recognised(R"({"datasetRecords":{},"identityPoolId":"x",)"
                   R"("triggerSource":"PreSignUp_SignUp","userPoolId":"p","request":{}})") ==
        "cognito_pre_signup");
  CHECK(recognised(R"({"datasetRecords":{}})") == "unknown");
}

TEST_CASE("the answer is the event with its response filled in", "[cognito]") {
  using nlohmann::json;
  SECTION("members that no row names are kept") {
    json payload = json::parse(fixtures::load("cognito_pre_signup/sample.json"));
    payload["novelty"] = {{"a", 1}};
    payload["request"]["novelty"] = 1.5;
    const auto answer = answered<lambent::CognitoPreSignUpEvent>(
        payload.dump(), [](const lambent::CognitoPreSignUpEvent&) {
          return lambent::CognitoPreSignUpResponse{.auto_confirm_user = true};
        });
    REQUIRE(answer.ok());
    payload["response"]["autoConfirmUser"] = true;
    CHECK(json::parse(*answer) == payload);
  }
  SECTION("a response that did not come is added") {
    json payload = json::parse(fixtures::load("cognito_post_authentication/response_absent.json"));
    const auto answer = answered<lambent::CognitoPostAuthenticationEvent>(
        payload.dump(), [](const lambent::CognitoPostAuthenticationEvent&) {
          return lambent::CognitoEmptyResponse{};
        });
    REQUIRE(answer.ok());
    payload["response"] = json::object();
    CHECK(json::parse(*answer) == payload);
  }
  SECTION("what was not set is not sent back as null") {
    json payload = json::parse(fixtures::load("cognito_custom_message/sample.json"));
    const auto answer = answered<lambent::CognitoCustomMessageEvent>(
        payload.dump(), [](const lambent::CognitoCustomMessageEvent& event) {
          return lambent::CognitoCustomMessageResponse{
              .sms_message = "Code: " + std::string(event.request.code_parameter)};
        });
    REQUIRE(answer.ok());
    payload["response"] = {{"smsMessage", "Code: ####"}};
    CHECK(json::parse(*answer) == payload);
  }
  SECTION("Cognito Sync: the records") {
    json payload = json::parse(fixtures::load("cognito_sync/sample.json"));
    const auto answer = answered<lambent::CognitoSyncEvent>(
        payload.dump(), [](const lambent::CognitoSyncEvent& event) {
          auto response = answer_to(event);
          response.dataset_records["badge"].new_value = "gold";
          return response;
        });
    REQUIRE(answer.ok());
    payload["datasetRecords"]["badge"]["newValue"] = "gold";
    CHECK(json::parse(*answer) == payload);
  }
  SECTION("an error refuses") {
    const auto answer = answered<lambent::CognitoPreAuthenticationEvent>(
        fixtures::load("cognito_pre_authentication/sample.json"),
        [](const lambent::CognitoPreAuthenticationEvent&)
            -> absl::StatusOr<lambent::CognitoEmptyResponse> {
          return absl::PermissionDeniedError("not on Sundays");
        });
    CHECK(answer.status() == absl::PermissionDeniedError("not on Sundays"));
  }
  SECTION("nothing is answered to who leaves a message to be sent") {
    int sent = 0;
    const auto answer = answered<lambent::CognitoCustomSmsSenderEvent>(
        fixtures::load("cognito_custom_sms_sender/sample.json"),
        [&](const lambent::CognitoCustomSmsSenderEvent&) { ++sent; });
    REQUIRE(answer.ok());
    CHECK(*answer == "null");
    CHECK(sent == 1);
  }
}

TEST_CASE("an empty response is an object of nothing", "[cognito]") {
  CHECK(lambent::encode(lambent::CognitoEmptyResponse{}) == "{}");
}
