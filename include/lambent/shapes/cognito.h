// SPDX-License-Identifier: Apache-2.0
// What the triggers of Amazon Cognito user pools have in common. Cognito wants every event back,
// its member `response` filled in, within five seconds. A handler returns that member alone: the
// JSON answer is the payload as it came, with the response replaced.
// https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "lambent/fields.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// The application that asked.
struct CognitoCallerContext {
  std::string_view aws_sdk_version{};  ///< "aws-sdk-unknown-unknown" more often than not.
  std::string_view client_id{};  ///< Of an app client of the user pool.
};

/// What a trigger receives. `Request` differs from trigger to trigger.
template <class Request>
struct CognitoTrigger {
  std::string_view version{};  ///< "1", "2" or "3", in text; samples say other things, too.
  std::string_view trigger_source{};  ///< What happened: one of the constants of `Request`, or new.
  std::string_view region{};
  std::string_view user_pool_id{};  ///< "eu-west-1_a1b2c3d4e"
  std::string_view user_name{};  ///< Empty where a machine asks (client credentials).
  CognitoCallerContext caller_context{};
  Request request{};
  /// As Cognito sends it: absent, `{}`, or with members that are `null`. What counts is what the
  /// handler returns, whose type also decodes this: as<CognitoPreSignUpResponse>(event.response).
  RawJson response{};
};

/// What AnswerTo derives from for a trigger.
template <class Response>
struct CognitoAnswer {
  using type = Response;  ///< What handlers return.
  static constexpr std::string_view replaces = "response";  ///< A member of the event.
};

/// The answer where Cognito asks for none: `{}`. To refuse, fail with an error.
struct CognitoEmptyResponse {};

/// The groups and roles of a user for whom tokens are to be issued.
struct CognitoGroupConfiguration {
  List<std::string_view> groups_to_override{};  ///< Names of groups.
  List<std::string_view> iam_roles_to_override{};  ///< ARNs.
  std::string_view preferred_role{};  ///< An ARN; empty where there is none.
};

/// What a handler puts in place of them. A blank one takes all groups away.
struct CognitoGroupOverride {
  std::vector<std::string> groups_to_override{};
  std::vector<std::string> iam_roles_to_override{};
  std::string preferred_role{};
};

template <>
inline constexpr auto fields<CognitoCallerContext> = std::array{
    field<&CognitoCallerContext::aws_sdk_version>("awsSdkVersion").also("awsSdk"),
    field<&CognitoCallerContext::client_id>("clientId"),
};

template <class Request>
inline constexpr auto fields<CognitoTrigger<Request>> = std::array{
    field<&CognitoTrigger<Request>::version>("version"),
    field<&CognitoTrigger<Request>::trigger_source>("triggerSource", kRequired),
    field<&CognitoTrigger<Request>::region>("region"),
    field<&CognitoTrigger<Request>::user_pool_id>("userPoolId", kRequired),
    field<&CognitoTrigger<Request>::user_name>("userName"),
    field<&CognitoTrigger<Request>::caller_context>("callerContext"),
    field<&CognitoTrigger<Request>::request>("request", kRequired),
    field<&CognitoTrigger<Request>::response>("response"),
};

template <>
inline constexpr auto fields<CognitoEmptyResponse> = std::array<FieldInfo, 0>{};

template <>
inline constexpr auto fields<CognitoGroupConfiguration> = std::array{
    field<&CognitoGroupConfiguration::groups_to_override>("groupsToOverride"),
    field<&CognitoGroupConfiguration::iam_roles_to_override>("iamRolesToOverride"),
    field<&CognitoGroupConfiguration::preferred_role>("preferredRole"),
};

template <>
inline constexpr auto fields<CognitoGroupOverride> = std::array{
    field<&CognitoGroupOverride::groups_to_override>("groupsToOverride"),
    field<&CognitoGroupOverride::iam_roles_to_override>("iamRolesToOverride"),
    field<&CognitoGroupOverride::preferred_role>("preferredRole"),
};

}  // namespace lambent::inline LAMBENT_ABI
