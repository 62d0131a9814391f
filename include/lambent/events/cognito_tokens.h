// SPDX-License-Identifier: Apache-2.0
// Amazon Cognito user pools: an ID token is about to be issued, and the trigger is set to version
// 1. Versions 2 and 3 are in lambent/events/cognito_tokens_v2.h.
// https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
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

/// Whose token it is.
struct CognitoPreTokenGenerationRequest {
  static constexpr std::string_view kHostedAuth = "TokenGeneration_HostedAuth";
  static constexpr std::string_view kAuthentication = "TokenGeneration_Authentication";
  static constexpr std::string_view kNewPasswordChallenge = "TokenGeneration_NewPasswordChallenge";
  static constexpr std::string_view kAuthenticateDevice = "TokenGeneration_AuthenticateDevice";
  static constexpr std::string_view kRefreshTokens = "TokenGeneration_RefreshTokens";

  Map<RawJson> user_attributes{};  ///< "email": text; flags are text or booleans.
  CognitoGroupConfiguration group_configuration{};
  Map<std::string_view> client_metadata{};
};

/// An ID token is about to be issued.
using CognitoPreTokenGenerationEvent = CognitoTrigger<CognitoPreTokenGenerationRequest>;

/// Changes of the ID token; only what is set is written.
struct CognitoPreTokenGenerationResponse {
  struct Details {
    std::map<std::string, std::string> claims_to_add_or_override{};  ///< Version 1: text only.
    std::vector<std::string> claims_to_suppress{};
    std::optional<CognitoGroupOverride> group_override_details{};  ///< Absent: as they are.
  };
  Details claims_override_details{};
};

template <>
inline constexpr auto fields<CognitoPreTokenGenerationRequest> = std::array{
    field<&CognitoPreTokenGenerationRequest::user_attributes>("userAttributes"),
    field<&CognitoPreTokenGenerationRequest::group_configuration>("groupConfiguration", kAlways),
    field<&CognitoPreTokenGenerationRequest::client_metadata>("clientMetadata"),
};

template <>
inline constexpr auto fields<CognitoPreTokenGenerationResponse::Details> = std::array{
    field<&CognitoPreTokenGenerationResponse::Details::claims_to_add_or_override>(
        "claimsToAddOrOverride"),
    field<&CognitoPreTokenGenerationResponse::Details::claims_to_suppress>("claimsToSuppress"),
    field<&CognitoPreTokenGenerationResponse::Details::group_override_details>(
        "groupOverrideDetails"),
};

template <>
inline constexpr auto fields<CognitoPreTokenGenerationResponse> = std::array{
    field<&CognitoPreTokenGenerationResponse::claims_override_details>("claimsOverrideDetails"),
};

/// Samples name the trigger "PreTokenGen".
inline constexpr std::array<Probes, 1> kCognitoTokenOfAnyName = {{
    {is("triggerSource", JsonKind::kString), has("userPoolId"), has("request.groupConfiguration")},
}};

template <>
inline constexpr Source source<CognitoPreTokenGenerationEvent> = {
    .name = "cognito_pre_token_generation",
    .reference =
        "https://docs.aws.amazon.com/cognito/latest/developerguide/"
        "user-pool-lambda-pre-token-generation.html",
    .kind = SourceKind::kAnswer,
    .rank = 1085,  // behind versions 2 and 3, which say more
    .probes = {starts_with("triggerSource", "TokenGeneration_"), has("userPoolId"), has("request")},
    .or_probes = kCognitoTokenOfAnyName,
    .answers = "changes of the ID token",
};

template <>
struct AnswerTo<CognitoPreTokenGenerationEvent> : CognitoAnswer<CognitoPreTokenGenerationResponse> {
};

}  // namespace lambent::inline LAMBENT_ABI
