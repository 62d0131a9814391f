// SPDX-License-Identifier: Apache-2.0
// Who made a request, as AWS CloudTrail and S3 Object Lambda tell it.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// Who made a request.
struct CallerIdentity {
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
    Timestamp creation_date{};  ///< ISO 8601; of Object Lambda "Wed Mar 10 23:41:52 UTC 2021".
    Map<RawJson> others{};  ///< What else is said of it.
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
  /// "Root", "IAMUser", "AssumedRole", "AWSService", ...; absent where AWS itself acted.
  std::string_view type{};
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
inline constexpr auto fields<CallerIdentity::SessionIssuer> = std::array{
    field<&CallerIdentity::SessionIssuer::type>("type"),
    field<&CallerIdentity::SessionIssuer::principal_id>("principalId"),
    field<&CallerIdentity::SessionIssuer::arn>("arn"),
    field<&CallerIdentity::SessionIssuer::account_id>("accountId"),
    field<&CallerIdentity::SessionIssuer::user_name>("userName"),
};

template <>
inline constexpr auto fields<CallerIdentity::WebIdFederationData> = std::array{
    field<&CallerIdentity::WebIdFederationData::federated_provider>("federatedProvider"),
    field<&CallerIdentity::WebIdFederationData::attributes>("attributes"),
};

template <>
inline constexpr auto fields<CallerIdentity::Attributes> = std::array{
    field<&CallerIdentity::Attributes::mfa_authenticated>("mfaAuthenticated"),
    field<&CallerIdentity::Attributes::creation_date>("creationDate"),
    rest<&CallerIdentity::Attributes::others>(),
};

template <>
inline constexpr auto fields<CallerIdentity::SessionContext> = std::array{
    field<&CallerIdentity::SessionContext::session_issuer>("sessionIssuer"),
    field<&CallerIdentity::SessionContext::web_id_federation_data>("webIdFederationData"),
    field<&CallerIdentity::SessionContext::attributes>("attributes"),
    field<&CallerIdentity::SessionContext::source_identity>("sourceIdentity"),
    field<&CallerIdentity::SessionContext::ec2_role_delivery>("ec2RoleDelivery"),
};

template <>
inline constexpr auto fields<CallerIdentity::OnBehalfOf> = std::array{
    field<&CallerIdentity::OnBehalfOf::user_id>("userId"),
    field<&CallerIdentity::OnBehalfOf::identity_store_arn>("identityStoreArn"),
};

template <>
inline constexpr auto fields<CallerIdentity> = std::array{
    field<&CallerIdentity::type>("type"),
    field<&CallerIdentity::principal_id>("principalId"),
    field<&CallerIdentity::arn>("arn"),
    field<&CallerIdentity::account_id>("accountId"),
    field<&CallerIdentity::access_key_id>("accessKeyId"),
    field<&CallerIdentity::user_name>("userName"),
    field<&CallerIdentity::invoked_by>("invokedBy"),
    field<&CallerIdentity::credential_id>("credentialId"),
    field<&CallerIdentity::on_behalf_of>("onBehalfOf"),
    field<&CallerIdentity::session_context>("sessionContext"),
};

}  // namespace lambent::inline LAMBENT_ABI
