// SPDX-License-Identifier: Apache-2.0
// AWS Config: a custom rule is to be evaluated. The function reports with PutEvaluations and the
// result token; what a handler returns changes nothing.
// https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules.html
#pragma once

#include <array>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// What the function receives.
struct ConfigRuleEvent {
  static constexpr std::string_view kDetective = "DETECTIVE";
  static constexpr std::string_view kProactive = "PROACTIVE";

  /// JSON in text: as<ConfigInvokingEvent>() of lambent/config_documents.h decodes it.
  std::string_view invoking_event{};
  std::string_view rule_parameters{};  ///< JSON in text, an object of text: as<YourParameters>().
  std::string_view result_token{};  ///< What PutEvaluations wants.
  /// The resource was deleted, or is no longer one of those that the rule is for.
  bool event_left_scope{};
  std::string_view execution_role_arn{};
  std::string_view config_rule_arn{};
  std::string_view config_rule_name{};
  std::string_view config_rule_id{};
  std::string_view account_id{};
  std::string_view version{};  ///< "1.0"
  std::string_view evaluation_mode{};  ///< One of the constants above; absent from older events.
};

template <>
inline constexpr auto fields<ConfigRuleEvent> = std::array{
    field<&ConfigRuleEvent::invoking_event>("invokingEvent", kRequired),
    field<&ConfigRuleEvent::rule_parameters>("ruleParameters"),
    field<&ConfigRuleEvent::result_token>("resultToken", kRequired),
    field<&ConfigRuleEvent::event_left_scope>("eventLeftScope", kAlways),
    field<&ConfigRuleEvent::execution_role_arn>("executionRoleArn"),
    field<&ConfigRuleEvent::config_rule_arn>("configRuleArn"),
    field<&ConfigRuleEvent::config_rule_name>("configRuleName", kAlways),
    field<&ConfigRuleEvent::config_rule_id>("configRuleId"),
    field<&ConfigRuleEvent::account_id>("accountId"),
    field<&ConfigRuleEvent::version>("version"),
    field<&ConfigRuleEvent::evaluation_mode>("evaluationMode"),
};

template <>
inline constexpr Source source<ConfigRuleEvent> = {
    .name = "config_rule",
    .reference =
        "https://docs.aws.amazon.com/config/latest/developerguide/"
        "evaluate-config_develop-rules_example-events.html",
    .kind = SourceKind::kObserve,
    .rank = 1700,
    .probes = {has("invokingEvent"), has("configRuleName"), has("resultToken")},
    .answers = "nothing",
};

}  // namespace lambent::inline LAMBENT_ABI
