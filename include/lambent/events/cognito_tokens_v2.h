// SPDX-License-Identifier: Apache-2.0
// Amazon Cognito user pools: an ID token and an access token are about to be issued, and the
// trigger is set to version 2 or 3. Version 1 is in lambent/events/cognito_tokens.h.
// https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lambent/answers.h"
#include "lambent/fields.h"
#include "lambent/shapes/cognito.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// Whose tokens they are.
struct CognitoPreTokenGenerationV2Request {
  static constexpr std::string_view kHostedAuth = "TokenGeneration_HostedAuth";
  static constexpr std::string_view kAuthentication = "TokenGeneration_Authentication";
  static constexpr std::string_view kNewPasswordChallenge = "TokenGeneration_NewPasswordChallenge";
  static constexpr std::string_view kAuthenticateDevice = "TokenGeneration_AuthenticateDevice";
  static constexpr std::string_view kRefreshTokens = "TokenGeneration_RefreshTokens";
  /// A machine asks, there is no user: version 3.
  static constexpr std::string_view kClientCredentials = "TokenGeneration_ClientCredentials";

  Map<RawJson> user_attributes{};  ///< "email": text; flags are text or booleans.
  CognitoGroupConfiguration group_configuration{};
  List<std::string_view> scopes{};  ///< Of the access token.
  Map<std::string_view> client_metadata{};
};

/// Tokens are about to be issued.
using CognitoPreTokenGenerationV2Event = CognitoTrigger<CognitoPreTokenGenerationV2Request>;

/// Changes of the tokens; only what is set is written.
struct CognitoPreTokenGenerationV2Response {
  struct IdToken {
    std::map<std::string, JsonValue> claims_to_add_or_override{};
    std::vector<std::string> claims_to_suppress{};
  };
  struct AccessToken {
    std::map<std::string, JsonValue> claims_to_add_or_override{};
    std::vector<std::string> claims_to_suppress{};
    std::vector<std::string> scopes_to_add{};
    std::vector<std::string> scopes_to_suppress{};
  };
  struct Details {
    IdToken id_token_generation{};
    AccessToken access_token_generation{};
    std::optional<CognitoGroupOverride> group_override_details{};  ///< Absent: as they are.
  };
  Details claims_and_scope_override_details{};
};

template <>
inline constexpr auto fields<CognitoPreTokenGenerationV2Request> = std::array{
    field<&CognitoPreTokenGenerationV2Request::user_attributes>("userAttributes"),
    field<&CognitoPreTokenGenerationV2Request::group_configuration>("groupConfiguration", kAlways),
    field<&CognitoPreTokenGenerationV2Request::scopes>("scopes", kAlways),
    field<&CognitoPreTokenGenerationV2Request::client_metadata>("clientMetadata"),
};

template <>
inline constexpr auto fields<CognitoPreTokenGenerationV2Response::IdToken> = std::array{
    field<&CognitoPreTokenGenerationV2Response::IdToken::claims_to_add_or_override>(
        "claimsToAddOrOverride"),
    field<&CognitoPreTokenGenerationV2Response::IdToken::claims_to_suppress>("claimsToSuppress"),
};

template <>
inline constexpr auto fields<CognitoPreTokenGenerationV2Response::AccessToken> = std::array{
    field<&CognitoPreTokenGenerationV2Response::AccessToken::claims_to_add_or_override>(
        "claimsToAddOrOverride"),
    field<&CognitoPreTokenGenerationV2Response::AccessToken::claims_to_suppress>(
        "claimsToSuppress"),
    field<&CognitoPreTokenGenerationV2Response::AccessToken::scopes_to_add>("scopesToAdd"),
    field<&CognitoPreTokenGenerationV2Response::AccessToken::scopes_to_suppress>(
        "scopesToSuppress"),
};

template <>
inline constexpr auto fields<CognitoPreTokenGenerationV2Response::Details> = std::array{
    field<&CognitoPreTokenGenerationV2Response::Details::id_token_generation>("idTokenGeneration"),
    field<&CognitoPreTokenGenerationV2Response::Details::access_token_generation>(
        "accessTokenGeneration"),
    field<&CognitoPreTokenGenerationV2Response::Details::group_override_details>(
        "groupOverrideDetails"),
};

template <>
inline constexpr auto fields<CognitoPreTokenGenerationV2Response> = std::array{
    field<&CognitoPreTokenGenerationV2Response::claims_and_scope_override_details>(
        "claimsAndScopeOverrideDetails"),
};

inline constexpr std::array<std::string_view, 2> kCognitoTokenVersions = {"2", "3"};

/// The version is not all that tells: samples have other texts there. Nor are they sure of the
/// name of the trigger, so groups will do; triggers of other names rank before.
inline constexpr std::array<Probes, 5> kCognitoTokenV2Otherwise = {{
    {starts_with("triggerSource", "TokenGeneration_"), has("userPoolId"), has("request.scopes")},
    {starts_with("triggerSource", "TokenGeneration_"), has("userPoolId"), has("request"),
     has("response.claimsAndScopeOverrideDetails")},
    {is("triggerSource", JsonKind::kString), has("userPoolId"), has("request.groupConfiguration"),
     one_of("version", kCognitoTokenVersions)},
    {is("triggerSource", JsonKind::kString), has("userPoolId"), has("request.groupConfiguration"),
     has("request.scopes")},
    {is("triggerSource", JsonKind::kString), has("userPoolId"), has("request.groupConfiguration"),
     has("response.claimsAndScopeOverrideDetails")},
}};

template <>
inline constexpr Source source<CognitoPreTokenGenerationV2Event> = {
    .name = "cognito_pre_token_generation_v2",
    .reference =
        "https://docs.aws.amazon.com/cognito/latest/developerguide/"
        "user-pool-lambda-pre-token-generation.html",
    .kind = SourceKind::kAnswer,
    .rank = 1080,  // behind all triggers of other names
    .probes = {starts_with("triggerSource", "TokenGeneration_"), has("userPoolId"), has("request"),
               one_of("version", kCognitoTokenVersions)},
    .or_probes = kCognitoTokenV2Otherwise,
    .answers = "changes of both tokens",
};

template <>
struct AnswerTo<CognitoPreTokenGenerationV2Event>
    : CognitoAnswer<CognitoPreTokenGenerationV2Response> {};

}  // namespace lambent::inline LAMBENT_ABI
