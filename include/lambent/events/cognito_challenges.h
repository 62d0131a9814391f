// SPDX-License-Identifier: Apache-2.0
// Amazon Cognito user pools: a sign-in with challenges of your own. `define` chooses the next step,
// `create` makes a challenge, `verify` judges the answer; then `define` is asked again.
// https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-challenge.html
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/shapes/cognito.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// A step of a sign-in, and whether it was passed.
struct CognitoChallengeResult {
  static constexpr std::string_view kCustomChallenge = "CUSTOM_CHALLENGE";
  static constexpr std::string_view kSrpA = "SRP_A";
  static constexpr std::string_view kPasswordVerifier = "PASSWORD_VERIFIER";
  static constexpr std::string_view kSmsMfa = "SMS_MFA";
  static constexpr std::string_view kDeviceSrpAuth = "DEVICE_SRP_AUTH";
  static constexpr std::string_view kDevicePasswordVerifier = "DEVICE_PASSWORD_VERIFIER";
  static constexpr std::string_view kAdminNoSrpAuth = "ADMIN_NO_SRP_AUTH";

  std::string_view challenge_name{};  ///< One of the constants above, or another.
  bool challenge_result{};  ///< Passed.
  std::string_view challenge_metadata{};  ///< Custom challenges: what `create` called it.
};

/// How far a sign-in has come.
struct CognitoDefineAuthChallengeRequest {
  Map<RawJson> user_attributes{};  ///< "email": text; flags are text or booleans.
  List<CognitoChallengeResult> session{};  ///< Every step so far, the first one first.
  Map<std::string_view> client_metadata{};
  bool user_not_found{};  ///< There is no such user, and the caller must not learn it.
};

/// Cognito asks for the next step of a sign-in.
using CognitoDefineAuthChallengeEvent = CognitoTrigger<CognitoDefineAuthChallengeRequest>;

/// The next step: a challenge, or one of the two flags.
struct CognitoDefineAuthChallengeResponse {
  std::string challenge_name{};  ///< A constant of CognitoChallengeResult; left out when empty.
  bool issue_tokens{};  ///< Signed in.
  bool fail_authentication{};  ///< Refused.
};

/// Which challenge is to be made.
struct CognitoCreateAuthChallengeRequest {
  Map<RawJson> user_attributes{};
  std::string_view challenge_name{};  ///< CognitoChallengeResult::kCustomChallenge.
  List<CognitoChallengeResult> session{};
  Map<std::string_view> client_metadata{};
  bool user_not_found{};
};

/// Cognito asks for a challenge.
using CognitoCreateAuthChallengeEvent = CognitoTrigger<CognitoCreateAuthChallengeRequest>;

/// The challenge; only what is set is written.
struct CognitoCreateAuthChallengeResponse {
  std::map<std::string, std::string> public_challenge_parameters{};  ///< For the application.
  std::map<std::string, std::string> private_challenge_parameters{};  ///< For `verify`: the answer.
  std::string challenge_metadata{};  ///< Your name for this challenge; comes back in `session`.
};

/// What the user answered.
struct CognitoVerifyAuthChallengeRequest {
  Map<RawJson> user_attributes{};
  Map<std::string_view> private_challenge_parameters{};  ///< What `create` returned.
  std::string_view challenge_answer{};
  Map<std::string_view> client_metadata{};
  bool user_not_found{};
};

/// Cognito asks whether the answer to a challenge is right.
using CognitoVerifyAuthChallengeEvent = CognitoTrigger<CognitoVerifyAuthChallengeRequest>;

/// The verdict.
struct CognitoVerifyAuthChallengeResponse {
  bool answer_correct{};
};

template <>
inline constexpr auto fields<CognitoChallengeResult> = std::array{
    // None is required: entries may be null.
    field<&CognitoChallengeResult::challenge_name>("challengeName", kAlways),
    field<&CognitoChallengeResult::challenge_result>("challengeResult", kAlways),
    field<&CognitoChallengeResult::challenge_metadata>("challengeMetadata"),
};

template <>
inline constexpr auto fields<CognitoDefineAuthChallengeRequest> = std::array{
    field<&CognitoDefineAuthChallengeRequest::user_attributes>("userAttributes"),
    field<&CognitoDefineAuthChallengeRequest::session>("session", kAlways),
    field<&CognitoDefineAuthChallengeRequest::client_metadata>("clientMetadata"),
    field<&CognitoDefineAuthChallengeRequest::user_not_found>("userNotFound", kAlways),
};

template <>
inline constexpr auto fields<CognitoDefineAuthChallengeResponse> = std::array{
    field<&CognitoDefineAuthChallengeResponse::challenge_name>("challengeName"),
    field<&CognitoDefineAuthChallengeResponse::issue_tokens>("issueTokens", kAlways),
    field<&CognitoDefineAuthChallengeResponse::fail_authentication>("failAuthentication", kAlways),
};

template <>
inline constexpr auto fields<CognitoCreateAuthChallengeRequest> = std::array{
    field<&CognitoCreateAuthChallengeRequest::user_attributes>("userAttributes"),
    field<&CognitoCreateAuthChallengeRequest::challenge_name>("challengeName"),
    field<&CognitoCreateAuthChallengeRequest::session>("session", kAlways),
    field<&CognitoCreateAuthChallengeRequest::client_metadata>("clientMetadata"),
    field<&CognitoCreateAuthChallengeRequest::user_not_found>("userNotFound", kAlways),
};

template <>
inline constexpr auto fields<CognitoCreateAuthChallengeResponse> = std::array{
    field<&CognitoCreateAuthChallengeResponse::public_challenge_parameters>(
        "publicChallengeParameters"),
    field<&CognitoCreateAuthChallengeResponse::private_challenge_parameters>(
        "privateChallengeParameters"),
    field<&CognitoCreateAuthChallengeResponse::challenge_metadata>("challengeMetadata"),
};

template <>
inline constexpr auto fields<CognitoVerifyAuthChallengeRequest> = std::array{
    field<&CognitoVerifyAuthChallengeRequest::user_attributes>("userAttributes"),
    field<&CognitoVerifyAuthChallengeRequest::private_challenge_parameters>(
        "privateChallengeParameters"),
    field<&CognitoVerifyAuthChallengeRequest::challenge_answer>("challengeAnswer"),
    field<&CognitoVerifyAuthChallengeRequest::client_metadata>("clientMetadata"),
    field<&CognitoVerifyAuthChallengeRequest::user_not_found>("userNotFound", kAlways),
};

template <>
inline constexpr auto fields<CognitoVerifyAuthChallengeResponse> = std::array{
    field<&CognitoVerifyAuthChallengeResponse::answer_correct>("answerCorrect", kAlways),
};

template <>
inline constexpr Source source<CognitoDefineAuthChallengeEvent> = {
    .name = "cognito_define_auth_challenge",
    .reference =
        "https://docs.aws.amazon.com/cognito/latest/developerguide/"
        "user-pool-lambda-define-auth-challenge.html",
    .kind = SourceKind::kAnswer,
    .rank = 1030,
    .probes = {starts_with("triggerSource", "DefineAuthChallenge_"), has("userPoolId"),
               has("request")},
    .answers = "the next step of the sign-in",
};

template <>
inline constexpr Source source<CognitoCreateAuthChallengeEvent> = {
    .name = "cognito_create_auth_challenge",
    .reference =
        "https://docs.aws.amazon.com/cognito/latest/developerguide/"
        "user-pool-lambda-create-auth-challenge.html",
    .kind = SourceKind::kAnswer,
    .rank = 1035,
    .probes = {starts_with("triggerSource", "CreateAuthChallenge_"), has("userPoolId"),
               has("request")},
    .answers = "the challenge",
};

template <>
inline constexpr Source source<CognitoVerifyAuthChallengeEvent> = {
    .name = "cognito_verify_auth_challenge",
    .reference =
        "https://docs.aws.amazon.com/cognito/latest/developerguide/"
        "user-pool-lambda-verify-auth-challenge-response.html",
    .kind = SourceKind::kAnswer,
    .rank = 1040,
    .probes = {starts_with("triggerSource", "VerifyAuthChallengeResponse_"), has("userPoolId"),
               has("request")},
    .answers = "whether the answer is right",
};

template <>
struct AnswerTo<CognitoDefineAuthChallengeEvent>
    : CognitoAnswer<CognitoDefineAuthChallengeResponse> {};

template <>
struct AnswerTo<CognitoCreateAuthChallengeEvent>
    : CognitoAnswer<CognitoCreateAuthChallengeResponse> {};

template <>
struct AnswerTo<CognitoVerifyAuthChallengeEvent>
    : CognitoAnswer<CognitoVerifyAuthChallengeResponse> {};

}  // namespace lambent::inline LAMBENT_ABI
