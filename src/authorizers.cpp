// SPDX-License-Identifier: Apache-2.0
#include "lambent/authorizers.h"

#include <utility>

namespace lambent::inline LAMBENT_ABI {
namespace {

void add_statement(const char* effect, std::vector<std::string> resources, PolicyDocument& policy) {
  if (resources.empty()) return;
  PolicyStatement statement{.effect = effect, .action = "execute-api:Invoke"};
  statement.resource.values = std::move(resources);
  policy.statement.push_back(std::move(statement));
}

/// Takes what stands in front of the first slash away from `text`.
std::string_view take_part(std::string_view& text) {
  const std::size_t slash = text.find('/');
  const std::string_view part = text.substr(0, slash);
  text = slash == text.npos ? std::string_view() : text.substr(slash + 1);
  return part;
}

}  // namespace

std::optional<MethodArn> MethodArn::parse(std::string_view arn) {
  std::string_view rest = arn;
  const std::string_view api = take_part(rest);
  if (!api.starts_with("arn:") || api.find(":execute-api:") == api.npos) return std::nullopt;
  const std::string_view stage = take_part(rest);
  const std::size_t slash = rest.find('/');
  const std::string_view method = rest.substr(0, slash);
  if (stage.empty() || method.empty()) return std::nullopt;
  return MethodArn{.api = api,
                   .stage = stage,
                   .method = method,
                   .path = slash == rest.npos ? std::string_view() : rest.substr(slash)};
}

std::string MethodArn::resource(std::string_view for_method, std::string_view for_path) const {
  std::string text(api);
  text.append("/").append(stage).append("/").append(for_method);
  const bool has_path = for_method != "*" && !for_method.starts_with('$');
  if (for_path.empty() && has_path) for_path = "*";
  if (!for_path.empty() && !for_path.starts_with('/')) text += '/';
  return text.append(for_path);
}

IamAuthorizerResponse allow_invoke_except(std::string principal_id,
                                          std::vector<std::string> allowed,
                                          std::vector<std::string> denied) {
  IamAuthorizerResponse answer{.principal_id = std::move(principal_id)};
  // A policy without a statement is taken for a broken authorizer.
  if (allowed.empty() && denied.empty()) denied.emplace_back("*");
  add_statement(PolicyStatement::kAllow, std::move(allowed), answer.policy_document);
  add_statement(PolicyStatement::kDeny, std::move(denied), answer.policy_document);
  return answer;
}

IamAuthorizerResponse allow_invoke(std::string principal_id, std::vector<std::string> resources) {
  return allow_invoke_except(std::move(principal_id), std::move(resources), {});
}

IamAuthorizerResponse deny_invoke(std::string principal_id, std::vector<std::string> resources) {
  return allow_invoke_except(std::move(principal_id), {}, std::move(resources));
}

HttpApiAuthorizerResponse simple_answer(bool is_authorized, JsonText context) {
  HttpApiAuthorizerResponse answer;
  answer.is_authorized = is_authorized;
  answer.context = std::move(context);
  return answer;
}

}  // namespace lambent::inline LAMBENT_ABI
