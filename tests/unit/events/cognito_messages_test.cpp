// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/cognito_messages.h"

#include <string>
#include <string_view>
#include <type_traits>

#include "catch.h"
#include "decoded.h"
#include "fixtures.h"
#include "lambent/event.h"

namespace {

using fixtures::recognised;

using Message = lambent::CognitoCustomMessageEvent;
using Email = lambent::CognitoCustomEmailSenderEvent;
using Sms = lambent::CognitoCustomSmsSenderEvent;

}  // namespace

TEST_CASE("a message has placeholders, of which the user name may be null", "[cognito]") {
  const auto event =
      lambent::decode<Message>(fixtures::load("cognito_custom_message/user_name_of_null.json"));
  REQUIRE(event.ok());
  CHECK((*event)->trigger_source == lambent::CognitoCustomMessageRequest::kForgotPassword);
  CHECK((*event)->request.code_parameter == "####");
  CHECK((*event)->request.link_parameter == "{##Click Here##}");
  CHECK((*event)->request.username_parameter.empty());
  const auto made =
      lambent::decode<Message>(fixtures::load("cognito_custom_message/made_by_an_admin.json"));
  REQUIRE(made.ok());
  CHECK((*made)->request.username_parameter == "{username}");
  CHECK((*made)->request.link_parameter.empty());
}

TEST_CASE("flags among the attributes may be booleans", "[cognito]") {
  const auto event =
      lambent::decode<Message>(fixtures::load("cognito_custom_message/boolean_attributes.json"));
  REQUIRE(event.ok());
  const auto& attributes = (*event)->request.user_attributes;
  CHECK(attributes.value_or("email_verified").text == "false");
  CHECK(attributes.value_or("phone_number_verified").text == "true");
  CHECK(attributes.value_or("email").kind() == lambent::JsonKind::kString);
}

TEST_CASE("a trigger source that names several is a message's", "[cognito]") {
  const std::string payload = fixtures::load("cognito_custom_message/several_trigger_sources.json");
  CHECK(recognised(payload) == "cognito_custom_message");
  const auto event = lambent::decode<Message>(payload);
  REQUIRE(event.ok());
  const auto response = lambent::as<lambent::CognitoCustomMessageResponse>((*event)->response);
  REQUIRE(response.ok());
  CHECK((*response)->sms_message == "Code: ####");
  CHECK((*response)->email_subject == "Your code");
}

TEST_CASE("of words only those that are set are written", "[cognito]") {
  using Response = lambent::CognitoCustomMessageResponse;
  const auto event = lambent::decode<Message>(fixtures::load("cognito_custom_message/sample.json"));
  REQUIRE(event.ok());
  const auto arrived = lambent::as<Response>((*event)->response);
  REQUIRE(arrived.ok());
  CHECK(lambent::encode(**arrived) == "{}");
  CHECK(lambent::encode(Response{}) == "{}");
  CHECK(lambent::encode(Response{.sms_message = "Code: ####",
                                 .email_message = "<b>####</b>",
                                 .email_subject = "Your code"}) ==
        R"({"smsMessage":"Code: ####","emailMessage":"<b>####</b>","emailSubject":"Your code"})");
  CHECK(lambent::encode(Response{.email_subject = "Your code"}) ==
        R"({"emailSubject":"Your code"})");
}

TEST_CASE("the code of a message to send is encrypted, in base64", "[cognito]") {
  const auto event =
      lambent::decode<Email>(fixtures::load("cognito_custom_email_sender/sample.json"));
  REQUIRE(event.ok());
  CHECK((*event)->request.type == "customEmailSenderRequestV1");
  REQUIRE((*event)->request.code.bytes().has_value());
  CHECK((*event)->request.code.bytes()->starts_with("\x01\x80\x03"));
  CHECK((*event)->request.client_metadata.value_or("campaign") == "spring");
  CHECK((*event)->response.empty());
  CHECK(lambent::encode(**event).find("\"response\"") == std::string::npos);
}

TEST_CASE("a message to send may have no code", "[cognito]") {
  const auto event =
      lambent::decode<Email>(fixtures::load("cognito_custom_email_sender/code_null.json"));
  REQUIRE(event.ok());
  CHECK((*event)->request.code.empty());
  CHECK((*event)->request.client_metadata.empty());
}

TEST_CASE("an attempt to take an account over comes as attributes", "[cognito]") {
  const auto event =
      lambent::decode<Email>(fixtures::load("cognito_custom_email_sender/account_take_over.json"));
  REQUIRE(event.ok());
  CHECK((*event)->trigger_source ==
        lambent::CognitoCustomEmailSenderRequest::kAccountTakeOverNotification);
  const auto& attributes = (*event)->request.user_attributes;
  CHECK(attributes.size() == 11);
  for (const std::string_view name :
       {"EVENT_ID", "USER_NAME", "IP_ADDRESS", "ACCOUNT_TAKE_OVER_ACTION", "ONE_CLICK_LINK_VALID",
        "ONE_CLICK_LINK_INVALID", "LOGIN_TIME", "FEEDBACK_TOKEN", "CITY", "COUNTRY", "DEVICE_NAME"})
    CHECK(attributes.contains(name));
  CHECK(attributes.value_or("IP_ADDRESS").text == "\"203.0.113.9\"");
}

TEST_CASE("a text message may say that it is an email", "[cognito]") {
  const std::string payload = fixtures::load("cognito_custom_sms_sender/type_of_an_email.json");
  CHECK(recognised(payload) == "cognito_custom_sms_sender");
  const auto event = lambent::decode<Sms>(payload);
  REQUIRE(event.ok());
  CHECK((*event)->request.type == "customEmailSenderRequestV1");
  CHECK((*event)->caller_context.aws_sdk_version == "aws-sdk-js-3.5");
  CHECK((*event)->request.user_attributes.value_or("phone_number_verified").text == "false");
}

TEST_CASE("nobody answers who leaves a message to be sent", "[cognito]") {
  CHECK(std::is_void_v<lambent::Answer<Email>>);
  CHECK(std::is_void_v<lambent::Answer<Sms>>);
  CHECK(lambent::source<Email>.kind == lambent::SourceKind::kObserve);
  CHECK(lambent::source<Sms>.kind == lambent::SourceKind::kObserve);
}
