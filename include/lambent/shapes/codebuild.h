// SPDX-License-Identifier: Apache-2.0
// What AWS CodeBuild tells of a build.
// https://docs.aws.amazon.com/codebuild/latest/userguide/sample-build-notifications-ref.html
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// The names of a build's phases, in their order.
struct CodeBuildPhase {
  static constexpr std::string_view kSubmitted = "SUBMITTED";
  static constexpr std::string_view kQueued = "QUEUED";
  static constexpr std::string_view kProvisioning = "PROVISIONING";
  static constexpr std::string_view kDownloadSource = "DOWNLOAD_SOURCE";
  static constexpr std::string_view kInstall = "INSTALL";
  static constexpr std::string_view kPreBuild = "PRE_BUILD";
  static constexpr std::string_view kBuild = "BUILD";
  static constexpr std::string_view kPostBuild = "POST_BUILD";
  static constexpr std::string_view kUploadArtifacts = "UPLOAD_ARTIFACTS";
  static constexpr std::string_view kFinalizing = "FINALIZING";
  static constexpr std::string_view kCompleted = "COMPLETED";
};

/// How a build or one of its phases stands.
struct CodeBuildStatus {
  static constexpr std::string_view kSucceeded = "SUCCEEDED";
  static constexpr std::string_view kFailed = "FAILED";
  static constexpr std::string_view kFault = "FAULT";
  static constexpr std::string_view kTimedOut = "TIMED_OUT";
  static constexpr std::string_view kInProgress = "IN_PROGRESS";
  static constexpr std::string_view kStopped = "STOPPED";
  static constexpr std::string_view kQueued = "QUEUED";
  static constexpr std::string_view kClientError = "CLIENT_ERROR";
};

/// What is known of a build, the same in both kinds of events.
struct CodeBuildInformation {
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
    std::string_view phase_type{};  ///< One of the constants of CodeBuildPhase.
    Timestamp start_time{};  ///< "Sep 1, 2017 4:12:29 PM"
    Timestamp end_time{};
    std::optional<double> duration_in_seconds{};
    std::string_view phase_status{};  ///< One of CodeBuildStatus; absent on COMPLETED.
    List<RawJson> phase_context{};
  };
  Artifact artifact{};
  Environment environment{};
  std::optional<std::int64_t> timeout_in_minutes{};  ///< Written 60.0.
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
  std::optional<std::int64_t> queued_timeout_in_minutes{};  ///< Written 480.0.
};

template <>
inline constexpr auto fields<CodeBuildInformation::Artifact> = std::array{
    field<&CodeBuildInformation::Artifact::md5sum>("md5sum"),
    field<&CodeBuildInformation::Artifact::sha256sum>("sha256sum"),
    field<&CodeBuildInformation::Artifact::location>("location"),
};

template <>
inline constexpr auto fields<CodeBuildInformation::EnvironmentVariable> = std::array{
    field<&CodeBuildInformation::EnvironmentVariable::name>("name", kRequired),
    field<&CodeBuildInformation::EnvironmentVariable::type>("type"),
    field<&CodeBuildInformation::EnvironmentVariable::value>("value", kAlways),
};

template <>
inline constexpr auto fields<CodeBuildInformation::Environment> = std::array{
    field<&CodeBuildInformation::Environment::image>("image"),
    field<&CodeBuildInformation::Environment::privileged_mode>("privileged-mode", kAlways),
    field<&CodeBuildInformation::Environment::compute_type>("compute-type"),
    field<&CodeBuildInformation::Environment::type>("type"),
    field<&CodeBuildInformation::Environment::image_pull_credentials_type>(
        "image-pull-credentials-type"),
    field<&CodeBuildInformation::Environment::environment_variables>("environment-variables",
                                                                     kAlways),
};

template <>
inline constexpr auto fields<CodeBuildInformation::BuildSource> = std::array{
    field<&CodeBuildInformation::BuildSource::location>("location"),
    field<&CodeBuildInformation::BuildSource::type>("type"),
    field<&CodeBuildInformation::BuildSource::buildspec>("buildspec"),
};

template <>
inline constexpr auto fields<CodeBuildInformation::Cache> = std::array{
    field<&CodeBuildInformation::Cache::type>("type"),
};

template <>
inline constexpr auto fields<CodeBuildInformation::Logs> = std::array{
    field<&CodeBuildInformation::Logs::group_name>("group-name"),
    field<&CodeBuildInformation::Logs::stream_name>("stream-name"),
    field<&CodeBuildInformation::Logs::deep_link>("deep-link"),
};

template <>
inline constexpr auto fields<CodeBuildInformation::Phase> = std::array{
    field<&CodeBuildInformation::Phase::phase_type>("phase-type"),
    field<&CodeBuildInformation::Phase::start_time>("start-time"),
    field<&CodeBuildInformation::Phase::end_time>("end-time"),
    field<&CodeBuildInformation::Phase::duration_in_seconds>("duration-in-seconds"),
    field<&CodeBuildInformation::Phase::phase_status>("phase-status"),
    field<&CodeBuildInformation::Phase::phase_context>("phase-context"),
};

template <>
inline constexpr auto fields<CodeBuildInformation> = std::array{
    field<&CodeBuildInformation::artifact>("artifact"),
    field<&CodeBuildInformation::environment>("environment"),
    field<&CodeBuildInformation::timeout_in_minutes>("timeout-in-minutes"),
    field<&CodeBuildInformation::build_complete>("build-complete", kAlways),
    field<&CodeBuildInformation::build_number>("build-number"),
    field<&CodeBuildInformation::initiator>("initiator"),
    field<&CodeBuildInformation::build_start_time>("build-start-time"),
    field<&CodeBuildInformation::source>("source"),
    field<&CodeBuildInformation::source_version>("source-version"),
    field<&CodeBuildInformation::cache>("cache"),
    field<&CodeBuildInformation::project_file_system_locations>("project-file-system-locations"),
    field<&CodeBuildInformation::logs>("logs"),
    field<&CodeBuildInformation::phases>("phases"),
    field<&CodeBuildInformation::queued_timeout_in_minutes>("queued-timeout-in-minutes"),
};

}  // namespace lambent::inline LAMBENT_ABI
