// SPDX-License-Identifier: Apache-2.0
// What authorizers of API Gateway answer, made of the ARN that they are asked about.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
//
//   const auto arn = lambent::MethodArn::parse(event.method_arn);
//   if (!arn) return absl::InternalError("no method ARN");
//   return lambent::allow_invoke(user, {arn->resource("GET", "/products/*")});
//
// **API Gateway keeps a policy for the caller's next requests, for 5 minutes unless told otherwise:
// let it cover all that the caller may do, not the method that was asked about alone.**
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lambent/answers.h"
#include "lambent/policies.h"

namespace lambent::inline LAMBENT_ABI {

/// "arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/prod/GET/products/42". Views the text that it
/// was parsed from.
struct LAMBENT_API MethodArn {
  std::string_view api{};  ///< Up to the API's id.
  std::string_view stage{};  ///< Of the API.
  std::string_view method{};  ///< Of a WebSocket API the route key: "$connect".
  std::string_view path{};  ///< From the slash on; empty of a WebSocket API.

  /// Nothing where it is no such ARN.
  static std::optional<MethodArn> parse(std::string_view arn);

  /// Methods of this API and stage: "*" stands for any text, slashes included, "?" for a character.
  /// Without a path: all paths, or the route of a WebSocket API where the method is "$connect" and
  /// the like.
  std::string resource(std::string_view for_method = "*", std::string_view for_path = "") const;
};

/// Lets the caller call these; everything else is denied, and everything where there are none.
LAMBENT_API IamAuthorizerResponse allow_invoke(std::string principal_id,
                                               std::vector<std::string> resources);
/// Denies these, which is answered with status 403.
LAMBENT_API IamAuthorizerResponse deny_invoke(std::string principal_id,
                                              std::vector<std::string> resources);
/// Lets the caller call what is allowed and not denied. One of the lists may be empty.
LAMBENT_API IamAuthorizerResponse allow_invoke_except(std::string principal_id,
                                                      std::vector<std::string> allowed,
                                                      std::vector<std::string> denied);

/// The simple answer of HTTP APIs. `context` is an object that requests carry on, or nothing.
LAMBENT_API HttpApiAuthorizerResponse simple_answer(bool is_authorized, JsonText context = {});

}  // namespace lambent::inline LAMBENT_ABI
