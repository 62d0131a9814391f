// SPDX-License-Identifier: Apache-2.0
// What authorizers give back: who may call what.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lambent/answers.h"
#include "lambent/fields.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// One statement of an IAM policy.
struct PolicyStatement {
  static constexpr const char* kAllow = "Allow";
  static constexpr const char* kDeny = "Deny";

  std::string sid{};
  std::string effect{};  ///< One of the constants above.
  OneOrMany<std::string> action{};
  OneOrMany<std::string> not_action{};
  OneOrMany<std::string> resource{};
  OneOrMany<std::string> not_resource{};
  JsonText principal{};
  JsonText not_principal{};
  std::map<std::string, std::map<std::string, OneOrMany<std::string>>> condition{};
};

/// An IAM policy.
struct PolicyDocument {
  std::string version = "2012-10-17";
  std::vector<PolicyStatement> statement{};
};

/// The answer to authorizers that ask for a policy. A Deny becomes status 403; for a 401, fail with
/// an error whose message is exactly "Unauthorized".
struct IamAuthorizerResponse {
  std::string principal_id{};
  PolicyDocument policy_document{};
  std::map<std::string, JsonScalar> context{};
  std::string usage_identifier_key{};  ///< REST APIs with a usage plan only.
};

/// The answer to HTTP API authorizers (payload 2.0): set `is_authorized`, or, where the authorizer
/// is set up for policies, `principal_id` and `policy_document`.
struct HttpApiAuthorizerResponse {
  std::optional<bool> is_authorized{};
  std::string principal_id{};
  std::optional<PolicyDocument> policy_document{};
  JsonText context{};  ///< An object, which may nest.
};

template <>
inline constexpr auto fields<PolicyStatement> = std::array{
    field<&PolicyStatement::sid>("Sid"),
    field<&PolicyStatement::effect>("Effect", kRequired),
    field<&PolicyStatement::action>("Action"),
    field<&PolicyStatement::not_action>("NotAction"),
    field<&PolicyStatement::resource>("Resource"),
    field<&PolicyStatement::not_resource>("NotResource"),
    field<&PolicyStatement::principal>("Principal"),
    field<&PolicyStatement::not_principal>("NotPrincipal"),
    field<&PolicyStatement::condition>("Condition"),
};

template <>
inline constexpr auto fields<PolicyDocument> = std::array{
    field<&PolicyDocument::version>("Version", kAlways),
    field<&PolicyDocument::statement>("Statement", kRequired),
};

template <>
inline constexpr auto fields<IamAuthorizerResponse> = std::array{
    field<&IamAuthorizerResponse::principal_id>("principalId", kRequired),
    field<&IamAuthorizerResponse::policy_document>("policyDocument", kRequired),
    field<&IamAuthorizerResponse::context>("context"),
    field<&IamAuthorizerResponse::usage_identifier_key>("usageIdentifierKey"),
};

template <>
inline constexpr auto fields<HttpApiAuthorizerResponse> = std::array{
    field<&HttpApiAuthorizerResponse::is_authorized>("isAuthorized"),
    field<&HttpApiAuthorizerResponse::principal_id>("principalId"),
    field<&HttpApiAuthorizerResponse::policy_document>("policyDocument"),
    field<&HttpApiAuthorizerResponse::context>("context"),
};

}  // namespace lambent::inline LAMBENT_ABI
