// SPDX-License-Identifier: Apache-2.0
// Amazon Cognito user pools: a message is to be worded, or to be sent by your function.
// https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/shapes/cognito.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// Whom the message is for, and the placeholders that Cognito fills in.
struct CognitoCustomMessageRequest {
  static constexpr std::string_view kSignUp = "CustomMessage_SignUp";
  static constexpr std::string_view kAdminCreateUser = "CustomMessage_AdminCreateUser";
  static constexpr std::string_view kResendCode = "CustomMessage_ResendCode";
  static constexpr std::string_view kForgotPassword = "CustomMessage_ForgotPassword";
  static constexpr std::string_view kUpdateUserAttribute = "CustomMessage_UpdateUserAttribute";
  static constexpr std::string_view kVerifyUserAttribute = "CustomMessage_VerifyUserAttribute";
  static constexpr std::string_view kAuthentication = "CustomMessage_Authentication";

  Map<RawJson> user_attributes{};         ///< "email": text; flags are text or booleans.
  std::string_view code_parameter{};      ///< "####": the code, or the temporary password.
  std::string_view link_parameter{};      ///< "{##Click Here##}": a link that verifies.
  std::string_view username_parameter{};  ///< "{username}", where the user was made by an admin.
  Map<std::string_view> client_metadata{};
};

/// Cognito is about to send a message and asks for its words.
using CognitoCustomMessageEvent = CognitoTrigger<CognitoCustomMessageRequest>;

/// The words; those left empty stay as they are in the user pool. A message without
/// `code_parameter`, or without `username_parameter` where there is one, is not accepted.
struct CognitoCustomMessageResponse {
  std::string sms_message{};
  std::string email_message{};
  std::string email_subject{};
};

/// An email to send.
struct CognitoCustomEmailSenderRequest {
  static constexpr std::string_view kSignUp = "CustomEmailSender_SignUp";
  static constexpr std::string_view kResendCode = "CustomEmailSender_ResendCode";
  static constexpr std::string_view kForgotPassword = "CustomEmailSender_ForgotPassword";
  static constexpr std::string_view kUpdateUserAttribute = "CustomEmailSender_UpdateUserAttribute";
  static constexpr std::string_view kVerifyUserAttribute = "CustomEmailSender_VerifyUserAttribute";
  static constexpr std::string_view kAdminCreateUser = "CustomEmailSender_AdminCreateUser";
  static constexpr std::string_view kAuthentication = "CustomEmailSender_Authentication";
  static constexpr std::string_view kAccountTakeOverNotification =
      "CustomEmailSender_AccountTakeOverNotification";

  std::string_view type{};  ///< "customEmailSenderRequestV1".
  Base64 code{};            ///< Encrypted by the AWS Encryption SDK; empty where there is none.
  Map<std::string_view> client_metadata{};
  /// "email": text; flags are text or booleans. With kAccountTakeOverNotification what happened,
  /// instead: "IP_ADDRESS", "LOGIN_TIME", "CITY", "DEVICE_NAME", "ONE_CLICK_LINK_VALID", ...
  Map<RawJson> user_attributes{};
};

/// Cognito leaves an email to your function.
using CognitoCustomEmailSenderEvent = CognitoTrigger<CognitoCustomEmailSenderRequest>;

/// A text message to send.
struct CognitoCustomSmsSenderRequest {
  static constexpr std::string_view kSignUp = "CustomSMSSender_SignUp";
  static constexpr std::string_view kResendCode = "CustomSMSSender_ResendCode";
  static constexpr std::string_view kForgotPassword = "CustomSMSSender_ForgotPassword";
  static constexpr std::string_view kUpdateUserAttribute = "CustomSMSSender_UpdateUserAttribute";
  static constexpr std::string_view kVerifyUserAttribute = "CustomSMSSender_VerifyUserAttribute";
  static constexpr std::string_view kAdminCreateUser = "CustomSMSSender_AdminCreateUser";
  static constexpr std::string_view kAuthentication = "CustomSMSSender_Authentication";

  std::string_view type{};  ///< "customSMSSenderRequestV1"; samples repeat that of emails.
  Base64 code{};            ///< Encrypted by the AWS Encryption SDK; empty where there is none.
  Map<std::string_view> client_metadata{};
  Map<RawJson> user_attributes{};
};

/// Cognito leaves a text message to your function.
using CognitoCustomSmsSenderEvent = CognitoTrigger<CognitoCustomSmsSenderRequest>;

template <>
inline constexpr auto fields<CognitoCustomMessageRequest> = std::array{
    field<&CognitoCustomMessageRequest::user_attributes>("userAttributes"),
    field<&CognitoCustomMessageRequest::code_parameter>("codeParameter"),
    field<&CognitoCustomMessageRequest::link_parameter>("linkParameter"),
    field<&CognitoCustomMessageRequest::username_parameter>("usernameParameter"),
    field<&CognitoCustomMessageRequest::client_metadata>("clientMetadata"),
};

template <>
inline constexpr auto fields<CognitoCustomMessageResponse> = std::array{
    field<&CognitoCustomMessageResponse::sms_message>("smsMessage"),
    field<&CognitoCustomMessageResponse::email_message>("emailMessage"),
    field<&CognitoCustomMessageResponse::email_subject>("emailSubject"),
};

template <>
inline constexpr auto fields<CognitoCustomEmailSenderRequest> = std::array{
    field<&CognitoCustomEmailSenderRequest::type>("type"),
    field<&CognitoCustomEmailSenderRequest::code>("code"),
    field<&CognitoCustomEmailSenderRequest::client_metadata>("clientMetadata"),
    field<&CognitoCustomEmailSenderRequest::user_attributes>("userAttributes"),
};

template <>
inline constexpr auto fields<CognitoCustomSmsSenderRequest> = std::array{
    field<&CognitoCustomSmsSenderRequest::type>("type"),
    field<&CognitoCustomSmsSenderRequest::code>("code"),
    field<&CognitoCustomSmsSenderRequest::client_metadata>("clientMetadata"),
    field<&CognitoCustomSmsSenderRequest::user_attributes>("userAttributes"),
};

template <>
inline constexpr Source source<CognitoCustomMessageEvent> = {
    .name = "cognito_custom_message",
    .reference =
        "https://docs.aws.amazon.com/cognito/latest/developerguide/"
        "user-pool-lambda-custom-message.html",
    .kind = SourceKind::kAnswer,
    .rank = 1050,
    .probes = {starts_with("triggerSource", "CustomMessage_"), has("userPoolId"), has("request")},
    .answers = "the words of the message",
};

template <>
inline constexpr Source source<CognitoCustomEmailSenderEvent> = {
    .name = "cognito_custom_email_sender",
    .reference =
        "https://docs.aws.amazon.com/cognito/latest/developerguide/"
        "user-pool-lambda-custom-email-sender.html",
    .kind = SourceKind::kObserve,
    .rank = 1055,
    .probes = {starts_with("triggerSource", "CustomEmailSender_"), has("userPoolId"),
               has("request")},
    .answers = "nothing",
};

template <>
inline constexpr Source source<CognitoCustomSmsSenderEvent> = {
    .name = "cognito_custom_sms_sender",
    .reference =
        "https://docs.aws.amazon.com/cognito/latest/developerguide/"
        "user-pool-lambda-custom-sms-sender.html",
    .kind = SourceKind::kObserve,
    .rank = 1060,
    .probes = {starts_with("triggerSource", "CustomSMSSender_"), has("userPoolId"), has("request")},
    .answers = "nothing",
};

template <>
struct AnswerTo<CognitoCustomMessageEvent> : CognitoAnswer<CognitoCustomMessageResponse> {};

}  // namespace lambent::inline LAMBENT_ABI
