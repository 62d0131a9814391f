// SPDX-License-Identifier: Apache-2.0
// Amazon S3 Batch Operations: a job runs a function on objects of its manifest.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-invoke-lambda.html
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "lambent/fields.h"
#include "lambent/s3_key.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// One object.
struct S3BatchTask {
  std::string_view task_id{};
  std::string_view s3_key{};  ///< URL-encoded: decoded_key() decodes it.
  std::string_view s3_version_id{};
  std::string_view s3_bucket_arn{};  ///< Schema 1.0: "arn:aws:s3:::bucket".
  std::string_view s3_bucket{};  ///< Schema 2.0: the name.
};

/// The job that the tasks belong to.
struct S3BatchJob {
  std::string_view id{};
  Map<std::string_view> user_arguments{};  ///< Schema 2.0: what the job was given.
};

/// Tasks of a job, schema 1.0. Handlers of S3BatchEvent get them where nobody handles these.
struct S3BatchV1Event {
  std::string_view invocation_schema_version{};  ///< "1.0"
  std::string_view invocation_id{};
  S3BatchJob job{};
  List<S3BatchTask> tasks{};  ///< One, at present.
};

/// Tasks of a job, schema 2.0: directory buckets, and arguments of the job.
struct S3BatchEvent {
  std::string_view invocation_schema_version{};  ///< "2.0"
  std::string_view invocation_id{};
  S3BatchJob job{};
  List<S3BatchTask> tasks{};  ///< One, at present.
};

/// What became of one task.
struct S3BatchResult {
  static constexpr const char* kSucceeded = "Succeeded";
  static constexpr const char* kTemporaryFailure = "TemporaryFailure";
  static constexpr const char* kPermanentFailure = "PermanentFailure";

  std::string task_id{};  ///< That of the task.
  std::string result_code = kSucceeded;  ///< One of the constants above.
  std::string result_string{};  ///< For the report of the job; at most 1,024 characters.
};

/// The answer; answer_to() starts one.
struct S3BatchResponse {
  std::string invocation_schema_version{};  ///< That of the event.
  /// Result code of tasks without a result.
  std::string treat_missing_keys_as = S3BatchResult::kPermanentFailure;
  std::string invocation_id{};  ///< That of the event.
  std::vector<S3BatchResult> results{};
};

/// The key of a task's object: a `+` is a space, an escape a byte.
inline std::string decoded_key(const S3BatchTask& task) { return decoded_s3_key(task.s3_key); }

/// A response to this event, still without results.
inline S3BatchResponse answer_to(const S3BatchV1Event& event) {
  return {.invocation_schema_version = std::string(event.invocation_schema_version),
          .invocation_id = std::string(event.invocation_id)};
}
inline S3BatchResponse answer_to(const S3BatchEvent& event) {
  return {.invocation_schema_version = std::string(event.invocation_schema_version),
          .invocation_id = std::string(event.invocation_id)};
}

template <>
inline constexpr auto fields<S3BatchTask> = std::array{
    field<&S3BatchTask::task_id>("taskId", kRequired),
    field<&S3BatchTask::s3_key>("s3Key", kRequired),
    field<&S3BatchTask::s3_version_id>("s3VersionId", kNullable),
    field<&S3BatchTask::s3_bucket_arn>("s3BucketArn"),
    field<&S3BatchTask::s3_bucket>("s3Bucket"),
};

template <>
inline constexpr auto fields<S3BatchJob> = std::array{
    field<&S3BatchJob::id>("id", kRequired),
    field<&S3BatchJob::user_arguments>("userArguments"),
};

template <>
inline constexpr auto fields<S3BatchV1Event> = std::array{
    field<&S3BatchV1Event::invocation_schema_version>("invocationSchemaVersion", kRequired),
    field<&S3BatchV1Event::invocation_id>("invocationId", kRequired),
    field<&S3BatchV1Event::job>("job", kRequired),
    field<&S3BatchV1Event::tasks>("tasks", kRequired),
};

template <>
inline constexpr auto fields<S3BatchEvent> = std::array{
    field<&S3BatchEvent::invocation_schema_version>("invocationSchemaVersion", kRequired),
    field<&S3BatchEvent::invocation_id>("invocationId", kRequired),
    field<&S3BatchEvent::job>("job", kRequired),
    field<&S3BatchEvent::tasks>("tasks", kRequired),
};

template <>
inline constexpr auto fields<S3BatchResult> = std::array{
    field<&S3BatchResult::task_id>("taskId", kRequired),
    field<&S3BatchResult::result_code>("resultCode", kRequired),
    field<&S3BatchResult::result_string>("resultString", kAlways),
};

template <>
inline constexpr auto fields<S3BatchResponse> = std::array{
    field<&S3BatchResponse::invocation_schema_version>("invocationSchemaVersion", kRequired),
    field<&S3BatchResponse::treat_missing_keys_as>("treatMissingKeysAs", kRequired),
    field<&S3BatchResponse::invocation_id>("invocationId", kRequired),
    field<&S3BatchResponse::results>("results", kRequired),
};

template <>
inline constexpr Source source<S3BatchV1Event> = {
    .name = "s3_batch_v1",
    .reference =
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/"
        "batch-ops-invoke-lambda.html",
    .kind = SourceKind::kAnswer,
    .rank = 1800,
    .probes = {equals("invocationSchemaVersion", "1.0"), has("job"), has("tasks")},
    .base = "s3_batch_v2",
    .answers = "a result for each task",
};

template <>
inline constexpr Source source<S3BatchEvent> = {
    .name = "s3_batch_v2",
    .reference =
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/"
        "batch-ops-invoke-lambda.html",
    .kind = SourceKind::kAnswer,
    .rank = 1810,
    .probes = {equals("invocationSchemaVersion", "2.0"), has("job"), has("tasks")},
    .answers = "a result for each task",
};

template <>
struct AnswerTo<S3BatchV1Event> {
  using type = S3BatchResponse;
};

template <>
struct AnswerTo<S3BatchEvent> {
  using type = S3BatchResponse;
};

}  // namespace lambent::inline LAMBENT_ABI
