// SPDX-License-Identifier: Apache-2.0
// AWS CodeBuild over EventBridge: a build changed its state, or ended a phase.
// https://docs.aws.amazon.com/codebuild/latest/userguide/sample-build-notifications-ref.html
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/shapes.h"
#include "lambent/shapes/codebuild.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// What happened to a build.
struct CodeBuildDetail {
  static constexpr std::string_view kStateChange = "CodeBuild Build State Change";
  static constexpr std::string_view kPhaseChange = "CodeBuild Build Phase Change";

  std::string_view project_name{};
  std::string_view build_id{};  ///< An ARN.
  std::string_view version{};
  std::string_view build_status{};  ///< State changes: one of CodeBuildStatus.
  std::string_view current_phase{};  ///< State changes: one of CodeBuildPhase.
  std::string_view current_phase_context{};  ///< State changes: text like "[]".
  std::string_view completed_phase{};  ///< Phase changes, as the next five.
  std::string_view completed_phase_status{};
  std::string_view completed_phase_context{};
  std::optional<double> completed_phase_duration_seconds{};
  Timestamp completed_phase_start{};  ///< "Sep 1, 2017 4:14:21 PM"
  Timestamp completed_phase_end{};
  CodeBuildInformation additional_information{};
};

/// A build goes on, or has ended.
using CodeBuildEvent = EventBridge<CodeBuildDetail>;

template <>
inline constexpr auto fields<CodeBuildDetail> = std::array{
    field<&CodeBuildDetail::project_name>("project-name", kRequired),
    field<&CodeBuildDetail::build_id>("build-id", kRequired),
    field<&CodeBuildDetail::version>("version"),
    field<&CodeBuildDetail::build_status>("build-status"),
    field<&CodeBuildDetail::current_phase>("current-phase"),
    field<&CodeBuildDetail::current_phase_context>("current-phase-context"),
    field<&CodeBuildDetail::completed_phase>("completed-phase"),
    field<&CodeBuildDetail::completed_phase_status>("completed-phase-status"),
    field<&CodeBuildDetail::completed_phase_context>("completed-phase-context"),
    field<&CodeBuildDetail::completed_phase_duration_seconds>("completed-phase-duration-seconds"),
    field<&CodeBuildDetail::completed_phase_start>("completed-phase-start"),
    field<&CodeBuildDetail::completed_phase_end>("completed-phase-end"),
    field<&CodeBuildDetail::additional_information>("additional-information"),
};

inline constexpr std::array<std::string_view, 2> kCodeBuildDetailTypes = {
    CodeBuildDetail::kStateChange, CodeBuildDetail::kPhaseChange};

template <>
inline constexpr Source source<CodeBuildEvent> = {
    .name = "eventbridge_codebuild",
    .reference =
        "https://docs.aws.amazon.com/codebuild/latest/userguide/"
        "sample-build-notifications-ref.html",
    .kind = SourceKind::kObserve,
    .rank = 1325,
    .probes = {has("detail"), equals("source", "aws.codebuild"),
               one_of("detail-type", kCodeBuildDetailTypes)},
    .base = "eventbridge",
    .answers = "nothing",
};

}  // namespace lambent::inline LAMBENT_ABI
