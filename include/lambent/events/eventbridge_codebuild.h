// SPDX-License-Identifier: Apache-2.0
// AWS CodeBuild over EventBridge: a build changed its state, or ended a phase.
// https://docs.aws.amazon.com/codebuild/latest/userguide/sample-build-notifications-ref.html
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/shapes.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent {

/// What happened to a build.
struct CodeBuildDetail {
  struct Artifact {
    std::string_view md5sum{};
    std::string_view sha256sum{};
    std::string_view location{};  ///< An ARN.
  };
  struct EnvironmentVariable {
    std::string_view name{};
    std::string_view type{};  ///< "PLAINTEXT", "PARAMETER_STORE" or "SECRETS_MANAGER".
    std::string_view value{};
  };
  struct Environment {
    std::string_view image{};
    bool privileged_mode{};
    std::string_view compute_type{};
    std::string_view type{};  ///< "LINUX_CONTAINER", ...
    std::string_view image_pull_credentials_type{};
    List<EnvironmentVariable> environment_variables{};
  };
  struct BuildSource {
    std::string_view location{};
    std::string_view type{};  ///< "CODECOMMIT", "GITHUB", "S3", ...
    std::string_view buildspec{};
  };
  struct Cache {
    std::string_view type{};  ///< "NO_CACHE", "LOCAL" or "S3".
  };
  struct Logs {
    std::string_view group_name{};
    std::string_view stream_name{};
    std::string_view deep_link{};  ///< Where the console shows them.
  };
  struct Phase {
    std::string_view phase_type{};  ///< One of the phases above.
    Timestamp start_time{};  ///< "Sep 1, 2017 4:12:29 PM"
    Timestamp end_time{};
    std::optional<double> duration_in_seconds{};
    std::string_view phase_status{};  ///< One of the statuses; absent on COMPLETED.
    List<RawJson> phase_context{};
  };
  /// What is known of the build, the same in both kinds of events.
  struct AdditionalInformation {
    Artifact artifact{};
    Environment environment{};
    std::int64_t timeout_in_minutes{};  ///< Written 60.0.
    bool build_complete{};
    std::optional<std::int64_t> build_number{};  ///< Written 55.0.
    std::string_view initiator{};
    Timestamp build_start_time{};  ///< "Sep 1, 2017 4:12:29 PM"
    BuildSource source{};
    std::string_view source_version{};
    Cache cache{};
    List<RawJson> project_file_system_locations{};
    Logs logs{};
    List<Phase> phases{};
    std::int64_t queued_timeout_in_minutes{};  ///< Written 480.0.
  };
  static constexpr std::string_view kStateChange = "CodeBuild Build State Change";
  static constexpr std::string_view kPhaseChange = "CodeBuild Build Phase Change";
  static constexpr std::string_view kSucceeded = "SUCCEEDED";
  static constexpr std::string_view kFailed = "FAILED";
  static constexpr std::string_view kFault = "FAULT";
  static constexpr std::string_view kTimedOut = "TIMED_OUT";
  static constexpr std::string_view kInProgress = "IN_PROGRESS";
  static constexpr std::string_view kStopped = "STOPPED";
  static constexpr std::string_view kQueued = "QUEUED";
  static constexpr std::string_view kClientError = "CLIENT_ERROR";

  std::string_view project_name{};
  std::string_view build_id{};  ///< An ARN.
  std::string_view version{};
  std::string_view build_status{};  ///< State changes: one of the statuses above.
  std::string_view current_phase{};  ///< State changes.
  std::string_view current_phase_context{};  ///< State changes: text like "[]".
  std::string_view completed_phase{};  ///< Phase changes, as the next five.
  std::string_view completed_phase_status{};
  std::string_view completed_phase_context{};
  std::optional<double> completed_phase_duration_seconds{};
  Timestamp completed_phase_start{};  ///< "Sep 1, 2017 4:14:21 PM"
  Timestamp completed_phase_end{};
  AdditionalInformation additional_information{};
};

/// A build goes on, or has ended.
using CodeBuildEvent = EventBridge<CodeBuildDetail>;

template <>
inline constexpr auto fields<CodeBuildDetail::Artifact> = std::array{
    field<&CodeBuildDetail::Artifact::md5sum>("md5sum"),
    field<&CodeBuildDetail::Artifact::sha256sum>("sha256sum"),
    field<&CodeBuildDetail::Artifact::location>("location"),
};

template <>
inline constexpr auto fields<CodeBuildDetail::EnvironmentVariable> = std::array{
    field<&CodeBuildDetail::EnvironmentVariable::name>("name", kRequired),
    field<&CodeBuildDetail::EnvironmentVariable::type>("type"),
    field<&CodeBuildDetail::EnvironmentVariable::value>("value", kAlways),
};

template <>
inline constexpr auto fields<CodeBuildDetail::Environment> = std::array{
    field<&CodeBuildDetail::Environment::image>("image"),
    field<&CodeBuildDetail::Environment::privileged_mode>("privileged-mode", kAlways),
    field<&CodeBuildDetail::Environment::compute_type>("compute-type"),
    field<&CodeBuildDetail::Environment::type>("type"),
    field<&CodeBuildDetail::Environment::image_pull_credentials_type>(
        "image-pull-credentials-type"),
    field<&CodeBuildDetail::Environment::environment_variables>("environment-variables", kAlways),
};

template <>
inline constexpr auto fields<CodeBuildDetail::BuildSource> = std::array{
    field<&CodeBuildDetail::BuildSource::location>("location"),
    field<&CodeBuildDetail::BuildSource::type>("type"),
    field<&CodeBuildDetail::BuildSource::buildspec>("buildspec"),
};

template <>
inline constexpr auto fields<CodeBuildDetail::Cache> = std::array{
    field<&CodeBuildDetail::Cache::type>("type"),
};

template <>
inline constexpr auto fields<CodeBuildDetail::Logs> = std::array{
    field<&CodeBuildDetail::Logs::group_name>("group-name"),
    field<&CodeBuildDetail::Logs::stream_name>("stream-name"),
    field<&CodeBuildDetail::Logs::deep_link>("deep-link"),
};

template <>
inline constexpr auto fields<CodeBuildDetail::Phase> = std::array{
    field<&CodeBuildDetail::Phase::phase_type>("phase-type"),
    field<&CodeBuildDetail::Phase::start_time>("start-time"),
    field<&CodeBuildDetail::Phase::end_time>("end-time"),
    field<&CodeBuildDetail::Phase::duration_in_seconds>("duration-in-seconds"),
    field<&CodeBuildDetail::Phase::phase_status>("phase-status"),
    field<&CodeBuildDetail::Phase::phase_context>("phase-context"),
};

template <>
inline constexpr auto fields<CodeBuildDetail::AdditionalInformation> = std::array{
    field<&CodeBuildDetail::AdditionalInformation::artifact>("artifact"),
    field<&CodeBuildDetail::AdditionalInformation::environment>("environment"),
    field<&CodeBuildDetail::AdditionalInformation::timeout_in_minutes>("timeout-in-minutes"),
    field<&CodeBuildDetail::AdditionalInformation::build_complete>("build-complete", kAlways),
    field<&CodeBuildDetail::AdditionalInformation::build_number>("build-number"),
    field<&CodeBuildDetail::AdditionalInformation::initiator>("initiator"),
    field<&CodeBuildDetail::AdditionalInformation::build_start_time>("build-start-time"),
    field<&CodeBuildDetail::AdditionalInformation::source>("source"),
    field<&CodeBuildDetail::AdditionalInformation::source_version>("source-version"),
    field<&CodeBuildDetail::AdditionalInformation::cache>("cache"),
    field<&CodeBuildDetail::AdditionalInformation::project_file_system_locations>(
        "project-file-system-locations"),
    field<&CodeBuildDetail::AdditionalInformation::logs>("logs"),
    field<&CodeBuildDetail::AdditionalInformation::phases>("phases"),
    field<&CodeBuildDetail::AdditionalInformation::queued_timeout_in_minutes>(
        "queued-timeout-in-minutes"),
};

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
    .reference = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
                 "sample-build-notifications-ref.html",
    .kind = SourceKind::kObserve,
    .rank = 1325,
    .probes = {has("detail"), equals("source", "aws.codebuild"),
               one_of("detail-type", kCodeBuildDetailTypes)},
    .base = "eventbridge",
    .answers = "nothing",
};

}  // namespace lambent
