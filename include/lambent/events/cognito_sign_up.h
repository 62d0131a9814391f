// SPDX-License-Identifier: Apache-2.0
// Amazon Cognito user pools: somebody signs up, has confirmed it, or comes from another directory.
// https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-sign-up.html
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lambent/fields.h"
#include "lambent/shapes/cognito.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// Who wants to sign up.
struct CognitoPreSignUpRequest {
  static constexpr std::string_view kSignUp = "PreSignUp_SignUp";
  static constexpr std::string_view kAdminCreateUser = "PreSignUp_AdminCreateUser";
  static constexpr std::string_view kExternalProvider = "PreSignUp_ExternalProvider";

  Map<RawJson> user_attributes{};            ///< "email": text; flags are text or booleans.
  Map<std::string_view> validation_data{};   ///< From the sign-up; not stored with the user.
  Map<std::string_view> client_metadata{};   ///< From the application, not checked by Cognito.
};

/// Cognito is about to store a new user. To refuse, fail with an error.
using CognitoPreSignUpEvent = CognitoTrigger<CognitoPreSignUpRequest>;

/// What is to be taken as confirmed. All three are always written.
struct CognitoPreSignUpResponse {
  bool auto_confirm_user{};
  bool auto_verify_email{};  ///< Only with an email address.
  bool auto_verify_phone{};  ///< Only with a phone number.
};

/// Who has confirmed a sign-up or a new password.
struct CognitoPostConfirmationRequest {
  static constexpr std::string_view kConfirmSignUp = "PostConfirmation_ConfirmSignUp";
  static constexpr std::string_view kConfirmForgotPassword =
      "PostConfirmation_ConfirmForgotPassword";

  Map<RawJson> user_attributes{};
  Map<std::string_view> client_metadata{};
};

/// A user is confirmed.
using CognitoPostConfirmationEvent = CognitoTrigger<CognitoPostConfirmationRequest>;

/// Who signs in, or has forgotten a password, and is not in the user pool.
struct CognitoUserMigrationRequest {
  static constexpr std::string_view kAuthentication = "UserMigration_Authentication";
  static constexpr std::string_view kForgotPassword = "UserMigration_ForgotPassword";

  std::string_view password{};     ///< As it was typed; empty where it was forgotten.
  Map<std::string_view> validation_data{};
  Map<std::string_view> client_metadata{};
  std::string_view user_name{};  ///< That of the event is meant; some samples have it here, too.
  Map<RawJson> user_attributes{};  ///< Cognito knows none yet; some samples have them.
};

/// Cognito does not know a user and asks whether another directory does.
using CognitoUserMigrationEvent = CognitoTrigger<CognitoUserMigrationRequest>;

/// The user as the other directory knows it; only what is set is written.
struct CognitoUserMigrationResponse {
  static constexpr const char* kConfirmed = "CONFIRMED";  ///< Keeps the password.
  static constexpr const char* kResetRequired = "RESET_REQUIRED";
  static constexpr const char* kSuppress = "SUPPRESS";
  static constexpr const char* kResend = "RESEND";
  static constexpr const char* kSms = "SMS";
  static constexpr const char* kEmail = "EMAIL";

  /// Required. For forgotten passwords with "email_verified" or "phone_number_verified": "true".
  std::map<std::string, std::string> user_attributes{};
  std::string final_user_status{};  ///< kConfirmed or kResetRequired.
  std::string message_action{};  ///< kSuppress: no welcome message.
  std::vector<std::string> desired_delivery_mediums{};  ///< kSms, kEmail, or both.
  std::optional<bool> force_alias_creation{};  ///< Takes an alias from another user.
  std::optional<bool> enable_sms_mfa{};
};

template <>
inline constexpr auto fields<CognitoPreSignUpRequest> = std::array{
    field<&CognitoPreSignUpRequest::user_attributes>("userAttributes"),
    field<&CognitoPreSignUpRequest::validation_data>("validationData"),
    field<&CognitoPreSignUpRequest::client_metadata>("clientMetadata"),
};

template <>
inline constexpr auto fields<CognitoPreSignUpResponse> = std::array{
    field<&CognitoPreSignUpResponse::auto_confirm_user>("autoConfirmUser", kAlways),
    field<&CognitoPreSignUpResponse::auto_verify_email>("autoVerifyEmail", kAlways),
    field<&CognitoPreSignUpResponse::auto_verify_phone>("autoVerifyPhone", kAlways),
};

template <>
inline constexpr auto fields<CognitoPostConfirmationRequest> = std::array{
    field<&CognitoPostConfirmationRequest::user_attributes>("userAttributes"),
    field<&CognitoPostConfirmationRequest::client_metadata>("clientMetadata"),
};

template <>
inline constexpr auto fields<CognitoUserMigrationRequest> = std::array{
    field<&CognitoUserMigrationRequest::password>("password"),
    field<&CognitoUserMigrationRequest::validation_data>("validationData"),
    field<&CognitoUserMigrationRequest::client_metadata>("clientMetadata"),
    field<&CognitoUserMigrationRequest::user_name>("userName"),
    field<&CognitoUserMigrationRequest::user_attributes>("userAttributes"),
};

template <>
inline constexpr auto fields<CognitoUserMigrationResponse> = std::array{
    field<&CognitoUserMigrationResponse::user_attributes>("userAttributes"),
    field<&CognitoUserMigrationResponse::final_user_status>("finalUserStatus"),
    field<&CognitoUserMigrationResponse::message_action>("messageAction"),
    field<&CognitoUserMigrationResponse::desired_delivery_mediums>("desiredDeliveryMediums"),
    field<&CognitoUserMigrationResponse::force_alias_creation>("forceAliasCreation"),
    field<&CognitoUserMigrationResponse::enable_sms_mfa>("enableSMSMFA"),
};

template <>
inline constexpr Source source<CognitoPreSignUpEvent> = {
    .name = "cognito_pre_signup",
    .reference =
        "https://docs.aws.amazon.com/cognito/latest/developerguide/"
        "user-pool-lambda-pre-sign-up.html",
    .kind = SourceKind::kAnswer,
    .rank = 1010,
    .probes = {starts_with("triggerSource", "PreSignUp_"), has("userPoolId"), has("request")},
    .answers = "what is taken as confirmed",
};

template <>
inline constexpr Source source<CognitoPostConfirmationEvent> = {
    .name = "cognito_post_confirmation",
    .reference =
        "https://docs.aws.amazon.com/cognito/latest/developerguide/"
        "user-pool-lambda-post-confirmation.html",
    .kind = SourceKind::kAnswer,
    .rank = 1015,
    .probes = {starts_with("triggerSource", "PostConfirmation_"), has("userPoolId"),
               has("request")},
    .answers = "an empty response",
};

template <>
inline constexpr Source source<CognitoUserMigrationEvent> = {
    .name = "cognito_user_migration",
    .reference =
        "https://docs.aws.amazon.com/cognito/latest/developerguide/"
        "user-pool-lambda-migrate-user.html",
    .kind = SourceKind::kAnswer,
    .rank = 1045,
    .probes = {starts_with("triggerSource", "UserMigration_"), has("userPoolId"), has("request")},
    .answers = "the user",
};

template <>
struct AnswerTo<CognitoPreSignUpEvent> : CognitoAnswer<CognitoPreSignUpResponse> {};

template <>
struct AnswerTo<CognitoPostConfirmationEvent> : CognitoAnswer<CognitoEmptyResponse> {};

template <>
struct AnswerTo<CognitoUserMigrationEvent> : CognitoAnswer<CognitoUserMigrationResponse> {};

}  // namespace lambent::inline LAMBENT_ABI
