// SPDX-License-Identifier: Apache-2.0
// AWS CodePipeline: an action of a pipeline invokes a function. The job ends when the function
// calls PutJobSuccessResult or PutJobFailureResult; what a handler returns changes nothing.
// https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-invoke-lambda-function.html
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// A job of an Invoke action.
struct CodePipelineJob {
  struct Configuration {
    std::string_view function_name{};
    std::string_view user_parameters{};  ///< Text of the pipeline, often JSON; absent when empty.
  };
  struct ActionConfiguration {
    Configuration configuration{};
  };
  struct S3Location {
    std::string_view bucket_name{};
    std::string_view object_key{};  ///< Plain, not URL-encoded.
  };
  struct Location {
    std::string_view type{};  ///< "S3"
    S3Location s3_location{};
  };
  struct Artifact {
    std::string_view name{};
    std::string_view revision{};
    Location location{};
  };
  /// Temporary ones for the artifacts. Never log them.
  struct Credentials {
    std::string_view access_key_id{};
    std::string_view secret_access_key{};
    std::string_view session_token{};
    EpochMs expiration_time{};
  };
  struct EncryptionKey {
    std::string_view id{};  ///< An ARN.
    std::string_view type{};  ///< "KMS"
  };
  struct Data {
    ActionConfiguration action_configuration{};
    List<Artifact> input_artifacts{};
    List<Artifact> output_artifacts{};
    Credentials artifact_credentials{};
    /// What an earlier call gave PutJobSuccessResult, to go on later.
    std::string_view continuation_token{};
    std::optional<EncryptionKey> encryption_key{};
  };
  std::string_view id{};  ///< What PutJobSuccessResult wants.
  std::string_view account_id{};
  Data data{};
};

/// What the function receives.
struct CodePipelineJobEvent {
  CodePipelineJob job{};
};

/// What the pipeline says to the function, often JSON: as<Settings>(user_parameters(event)). Empty
/// where there is nothing.
constexpr std::string_view user_parameters(const CodePipelineJobEvent& event) {
  return event.job.data.action_configuration.configuration.user_parameters;
}

template <>
inline constexpr auto fields<CodePipelineJob::Configuration> = std::array{
    field<&CodePipelineJob::Configuration::function_name>("FunctionName"),
    field<&CodePipelineJob::Configuration::user_parameters>("UserParameters"),
};

template <>
inline constexpr auto fields<CodePipelineJob::ActionConfiguration> = std::array{
    field<&CodePipelineJob::ActionConfiguration::configuration>("configuration"),
};

template <>
inline constexpr auto fields<CodePipelineJob::S3Location> = std::array{
    field<&CodePipelineJob::S3Location::bucket_name>("bucketName"),
    field<&CodePipelineJob::S3Location::object_key>("objectKey"),
};

template <>
inline constexpr auto fields<CodePipelineJob::Location> = std::array{
    field<&CodePipelineJob::Location::type>("type"),
    field<&CodePipelineJob::Location::s3_location>("s3Location"),
};

template <>
inline constexpr auto fields<CodePipelineJob::Artifact> = std::array{
    field<&CodePipelineJob::Artifact::name>("name"),
    field<&CodePipelineJob::Artifact::revision>("revision", kNullable),
    field<&CodePipelineJob::Artifact::location>("location"),
};

template <>
inline constexpr auto fields<CodePipelineJob::Credentials> = std::array{
    field<&CodePipelineJob::Credentials::access_key_id>("accessKeyId"),
    field<&CodePipelineJob::Credentials::secret_access_key>("secretAccessKey"),
    field<&CodePipelineJob::Credentials::session_token>("sessionToken"),
    field<&CodePipelineJob::Credentials::expiration_time>("expirationTime"),
};

template <>
inline constexpr auto fields<CodePipelineJob::EncryptionKey> = std::array{
    field<&CodePipelineJob::EncryptionKey::id>("id"),
    field<&CodePipelineJob::EncryptionKey::type>("type"),
};

template <>
inline constexpr auto fields<CodePipelineJob::Data> = std::array{
    field<&CodePipelineJob::Data::action_configuration>("actionConfiguration"),
    field<&CodePipelineJob::Data::input_artifacts>("inputArtifacts", kAlways),
    field<&CodePipelineJob::Data::output_artifacts>("outputArtifacts", kAlways),
    field<&CodePipelineJob::Data::artifact_credentials>("artifactCredentials"),
    field<&CodePipelineJob::Data::continuation_token>("continuationToken"),
    field<&CodePipelineJob::Data::encryption_key>("encryptionKey"),
};

template <>
inline constexpr auto fields<CodePipelineJob> = std::array{
    field<&CodePipelineJob::id>("id", kRequired),
    field<&CodePipelineJob::account_id>("accountId"),
    field<&CodePipelineJob::data>("data", kRequired),
};

template <>
inline constexpr auto fields<CodePipelineJobEvent> = std::array{
    field<&CodePipelineJobEvent::job>("CodePipeline.job", kRequired),
};

template <>
inline constexpr Source source<CodePipelineJobEvent> = {
    .name = "codepipeline_job",
    .reference =
        "https://docs.aws.amazon.com/codepipeline/latest/userguide/"
        "actions-invoke-lambda-function.html",
    .kind = SourceKind::kObserve,
    .rank = 1400,
    .probes = {has("CodePipeline\\.job")},
    .answers = "nothing",
};

}  // namespace lambent::inline LAMBENT_ABI
