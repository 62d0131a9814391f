// SPDX-License-Identifier: Apache-2.0
// AWS CodePipeline over EventBridge: an execution of a pipeline, a stage or an action changed its
// state.
// https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/shapes.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// What became of an execution.
struct CodePipelineDetail {
  struct ActionType {
    std::string_view owner{};
    std::string_view category{};
    std::string_view provider{};
    NumberOrText version{};  ///< A number at times.
  };
  struct ExecutionResult {
    std::string_view external_execution_url{};
    std::string_view external_execution_summary{};
    std::string_view external_execution_id{};
    std::string_view error_code{};
  };
  static constexpr std::string_view kPipelineStateChange =
      "CodePipeline Pipeline Execution State Change";
  static constexpr std::string_view kStageStateChange = "CodePipeline Stage Execution State Change";
  static constexpr std::string_view kActionStateChange =
      "CodePipeline Action Execution State Change";
  static constexpr std::string_view kStarted = "STARTED";
  static constexpr std::string_view kSucceeded = "SUCCEEDED";
  static constexpr std::string_view kResumed = "RESUMED";
  static constexpr std::string_view kFailed = "FAILED";
  static constexpr std::string_view kCanceled = "CANCELED";
  static constexpr std::string_view kSuperseded = "SUPERSEDED";

  std::string_view pipeline{};
  NumberOrText version{};  ///< Of the pipeline: a number, or text.
  std::string_view execution_id{};
  std::string_view stage{};  ///< Of stages and actions.
  std::string_view action{};  ///< Of actions, as `region`, `type` and `execution_result`.
  std::string_view state{};  ///< One of the constants above.
  std::string_view region{};
  std::optional<ActionType> type{};
  std::optional<ExecutionResult> execution_result{};
};

/// An execution changed its state.
using CodePipelineEvent = EventBridge<CodePipelineDetail>;

template <>
inline constexpr auto fields<CodePipelineDetail::ActionType> = std::array{
    field<&CodePipelineDetail::ActionType::owner>("owner"),
    field<&CodePipelineDetail::ActionType::category>("category"),
    field<&CodePipelineDetail::ActionType::provider>("provider"),
    field<&CodePipelineDetail::ActionType::version>("version"),
};

template <>
inline constexpr auto fields<CodePipelineDetail::ExecutionResult> = std::array{
    field<&CodePipelineDetail::ExecutionResult::external_execution_url>("external-execution-url"),
    field<&CodePipelineDetail::ExecutionResult::external_execution_summary>(
        "external-execution-summary"),
    field<&CodePipelineDetail::ExecutionResult::external_execution_id>("external-execution-id"),
    field<&CodePipelineDetail::ExecutionResult::error_code>("error-code"),
};

template <>
inline constexpr auto fields<CodePipelineDetail> = std::array{
    field<&CodePipelineDetail::pipeline>("pipeline", kRequired),
    field<&CodePipelineDetail::version>("version"),
    field<&CodePipelineDetail::execution_id>("execution-id", kRequired),
    field<&CodePipelineDetail::stage>("stage"),
    field<&CodePipelineDetail::action>("action"),
    field<&CodePipelineDetail::state>("state", kRequired),
    field<&CodePipelineDetail::region>("region"),
    field<&CodePipelineDetail::type>("type"),
    field<&CodePipelineDetail::execution_result>("execution-result"),
};

inline constexpr std::array<std::string_view, 3> kCodePipelineDetailTypes = {
    CodePipelineDetail::kPipelineStateChange, CodePipelineDetail::kStageStateChange,
    CodePipelineDetail::kActionStateChange};

template <>
inline constexpr Source source<CodePipelineEvent> = {
    .name = "eventbridge_codepipeline",
    .reference =
        "https://docs.aws.amazon.com/codepipeline/latest/userguide/"
        "detect-state-changes-cloudwatch-events.html",
    .kind = SourceKind::kObserve,
    .rank = 1335,
    .probes = {has("detail"), equals("source", "aws.codepipeline"),
               one_of("detail-type", kCodePipelineDetailTypes)},
    .base = "eventbridge",
    .answers = "nothing",
};

}  // namespace lambent::inline LAMBENT_ABI
