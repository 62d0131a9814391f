// SPDX-License-Identifier: Apache-2.0
// Who made a request that AWS CloudTrail recorded.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/values.h"

namespace lambent {

/// Who made a request.
struct CloudTrailIdentity {
  /// Whose temporary credentials they are.
  struct SessionIssuer {
    std::string_view type{};
    std::string_view principal_id{};
    std::string_view arn{};
    std::string_view account_id{};
    std::string_view user_name{};
  };
  struct WebIdFederationData {
    std::string_view federated_provider{};
    Map<std::string_view> attributes{};
  };
  struct Attributes {
    std::string_view mfa_authenticated{};  ///< Text: "true" or "false".
    Timestamp creation_date{};
  };
  struct SessionContext {
    std::optional<SessionIssuer> session_issuer{};
    std::optional<WebIdFederationData> web_id_federation_data{};
    Attributes attributes{};
    std::string_view source_identity{};
    std::string_view ec2_role_delivery{};  ///< "1.0" or "2.0".
  };
  /// A user of IAM Identity Center.
  struct OnBehalfOf {
    std::string_view user_id{};
    std::string_view identity_store_arn{};
  };
  std::string_view type{};  ///< "Root", "IAMUser", "AssumedRole", "AWSService", ...
  std::string_view principal_id{};
  std::string_view arn{};
  std::string_view account_id{};
  std::string_view access_key_id{};
  std::string_view user_name{};
  std::string_view invoked_by{};
  std::string_view credential_id{};
  std::optional<OnBehalfOf> on_behalf_of{};
  std::optional<SessionContext> session_context{};
};

template <>
inline constexpr auto fields<CloudTrailIdentity::SessionIssuer> = std::array{
    field<&CloudTrailIdentity::SessionIssuer::type>("type"),
    field<&CloudTrailIdentity::SessionIssuer::principal_id>("principalId"),
    field<&CloudTrailIdentity::SessionIssuer::arn>("arn"),
    field<&CloudTrailIdentity::SessionIssuer::account_id>("accountId"),
    field<&CloudTrailIdentity::SessionIssuer::user_name>("userName"),
};

template <>
inline constexpr auto fields<CloudTrailIdentity::WebIdFederationData> = std::array{
    field<&CloudTrailIdentity::WebIdFederationData::federated_provider>("federatedProvider"),
    field<&CloudTrailIdentity::WebIdFederationData::attributes>("attributes"),
};

template <>
inline constexpr auto fields<CloudTrailIdentity::Attributes> = std::array{
    field<&CloudTrailIdentity::Attributes::mfa_authenticated>("mfaAuthenticated"),
    field<&CloudTrailIdentity::Attributes::creation_date>("creationDate"),
};

template <>
inline constexpr auto fields<CloudTrailIdentity::SessionContext> = std::array{
    field<&CloudTrailIdentity::SessionContext::session_issuer>("sessionIssuer"),
    field<&CloudTrailIdentity::SessionContext::web_id_federation_data>("webIdFederationData"),
    field<&CloudTrailIdentity::SessionContext::attributes>("attributes"),
    field<&CloudTrailIdentity::SessionContext::source_identity>("sourceIdentity"),
    field<&CloudTrailIdentity::SessionContext::ec2_role_delivery>("ec2RoleDelivery"),
};

template <>
inline constexpr auto fields<CloudTrailIdentity::OnBehalfOf> = std::array{
    field<&CloudTrailIdentity::OnBehalfOf::user_id>("userId"),
    field<&CloudTrailIdentity::OnBehalfOf::identity_store_arn>("identityStoreArn"),
};

template <>
inline constexpr auto fields<CloudTrailIdentity> = std::array{
    field<&CloudTrailIdentity::type>("type", kRequired),
    field<&CloudTrailIdentity::principal_id>("principalId"),
    field<&CloudTrailIdentity::arn>("arn"),
    field<&CloudTrailIdentity::account_id>("accountId"),
    field<&CloudTrailIdentity::access_key_id>("accessKeyId"),
    field<&CloudTrailIdentity::user_name>("userName"),
    field<&CloudTrailIdentity::invoked_by>("invokedBy"),
    field<&CloudTrailIdentity::credential_id>("credentialId"),
    field<&CloudTrailIdentity::on_behalf_of>("onBehalfOf"),
    field<&CloudTrailIdentity::session_context>("sessionContext"),
};

}  // namespace lambent
