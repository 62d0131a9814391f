// SPDX-License-Identifier: Apache-2.0
// Amazon Cognito user pools: somebody signs in by way of an external provider.
// https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-inbound-federation.html
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

/// What the provider says of the user.
struct CognitoInboundFederationRequest {
  static constexpr std::string_view kOidc = "OIDC";
  static constexpr std::string_view kSaml = "SAML";
  static constexpr std::string_view kFacebook = "Facebook";
  static constexpr std::string_view kGoogle = "Google";
  static constexpr std::string_view kSignInWithApple = "SignInWithApple";
  static constexpr std::string_view kLoginWithAmazon = "LoginWithAmazon";

  /// All values are text, "true" and "3600", too.
  struct Attributes {
    Map<std::string_view> token_response{};  ///< All but SAML: "access_token", "expires_in", ...
    Map<std::string_view> id_token{};  ///< All but SAML: the claims.
    Map<std::string_view> user_info{};  ///< All but SAML.
    Map<std::string_view> saml_response{};  ///< SAML: the attributes of the assertion.
  };
  std::string_view provider_name{};  ///< Its name in the user pool.
  std::string_view provider_type{};  ///< One of the constants above.
  Attributes attributes{};
};

/// An external provider has vouched for a user, who is about to be stored.
using CognitoInboundFederationEvent = CognitoTrigger<CognitoInboundFederationRequest>;

/// The attributes to store, in place of all that the provider sent. None at all: as it sent them.
struct CognitoInboundFederationResponse {
  std::map<std::string, std::string> user_attributes_to_map{};
};

template <>
inline constexpr auto fields<CognitoInboundFederationRequest::Attributes> = std::array{
    field<&CognitoInboundFederationRequest::Attributes::token_response>("tokenResponse"),
    field<&CognitoInboundFederationRequest::Attributes::id_token>("idToken"),
    field<&CognitoInboundFederationRequest::Attributes::user_info>("userInfo"),
    field<&CognitoInboundFederationRequest::Attributes::saml_response>("samlResponse"),
};

template <>
inline constexpr auto fields<CognitoInboundFederationRequest> = std::array{
    field<&CognitoInboundFederationRequest::provider_name>("providerName"),
    field<&CognitoInboundFederationRequest::provider_type>("providerType"),
    field<&CognitoInboundFederationRequest::attributes>("attributes"),
};

template <>
inline constexpr auto fields<CognitoInboundFederationResponse> = std::array{
    field<&CognitoInboundFederationResponse::user_attributes_to_map>("userAttributesToMap",
                                                                     kAlways),
};

template <>
inline constexpr Source source<CognitoInboundFederationEvent> = {
    .name = "cognito_inbound_federation",
    .reference =
        "https://docs.aws.amazon.com/cognito/latest/developerguide/"
        "user-pool-lambda-inbound-federation.html",
    .kind = SourceKind::kAnswer,
    .rank = 1065,
    .probes = {starts_with("triggerSource", "InboundFederation_"), has("userPoolId"),
               has("request")},
    .answers = "the attributes to store",
};

template <>
struct AnswerTo<CognitoInboundFederationEvent> : CognitoAnswer<CognitoInboundFederationResponse> {};

}  // namespace lambent::inline LAMBENT_ABI
