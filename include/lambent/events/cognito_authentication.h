// SPDX-License-Identifier: Apache-2.0
// Amazon Cognito user pools: somebody is signing in, or has signed in.
// https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-authentication.html
#pragma once

#include <array>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/shapes/cognito.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// Who is signing in.
struct CognitoPreAuthenticationRequest {
  Map<RawJson> user_attributes{};  ///< "email": text; flags are text or booleans.
  Map<std::string_view> validation_data{};  ///< The client metadata of the sign-in.
  Map<std::string_view> client_metadata{};
  bool user_not_found{};  ///< There is no such user, and the caller must not learn it.
};

/// A sign-in has begun. To refuse it, fail with an error.
using CognitoPreAuthenticationEvent = CognitoTrigger<CognitoPreAuthenticationRequest>;

/// Who has signed in.
struct CognitoPostAuthenticationRequest {
  bool new_device_used{};  ///< Only of use where the pool remembers devices.
  Map<RawJson> user_attributes{};
  Map<std::string_view> client_metadata{};
};

/// A sign-in is done; tokens are not issued yet.
using CognitoPostAuthenticationEvent = CognitoTrigger<CognitoPostAuthenticationRequest>;

template <>
inline constexpr auto fields<CognitoPreAuthenticationRequest> = std::array{
    field<&CognitoPreAuthenticationRequest::user_attributes>("userAttributes"),
    field<&CognitoPreAuthenticationRequest::validation_data>("validationData"),
    field<&CognitoPreAuthenticationRequest::client_metadata>("clientMetadata"),
    field<&CognitoPreAuthenticationRequest::user_not_found>("userNotFound", kAlways),
};

template <>
inline constexpr auto fields<CognitoPostAuthenticationRequest> = std::array{
    field<&CognitoPostAuthenticationRequest::new_device_used>("newDeviceUsed", kAlways),
    field<&CognitoPostAuthenticationRequest::user_attributes>("userAttributes"),
    field<&CognitoPostAuthenticationRequest::client_metadata>("clientMetadata"),
};

template <>
inline constexpr Source source<CognitoPreAuthenticationEvent> = {
    .name = "cognito_pre_authentication",
    .reference =
        "https://docs.aws.amazon.com/cognito/latest/developerguide/"
        "user-pool-lambda-pre-authentication.html",
    .kind = SourceKind::kAnswer,
    .rank = 1020,
    .probes = {starts_with("triggerSource", "PreAuthentication_"), has("userPoolId"),
               has("request")},
    .answers = "an empty response; an error refuses the sign-in",
};

template <>
inline constexpr Source source<CognitoPostAuthenticationEvent> = {
    .name = "cognito_post_authentication",
    .reference =
        "https://docs.aws.amazon.com/cognito/latest/developerguide/"
        "user-pool-lambda-post-authentication.html",
    .kind = SourceKind::kAnswer,
    .rank = 1025,
    .probes = {starts_with("triggerSource", "PostAuthentication_"), has("userPoolId"),
               has("request")},
    .answers = "an empty response",
};

template <>
struct AnswerTo<CognitoPreAuthenticationEvent> : CognitoAnswer<CognitoEmptyResponse> {};

template <>
struct AnswerTo<CognitoPostAuthenticationEvent> : CognitoAnswer<CognitoEmptyResponse> {};

}  // namespace lambent::inline LAMBENT_ABI
