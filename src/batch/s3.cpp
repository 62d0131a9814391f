// SPDX-License-Identifier: Apache-2.0
// The tasks of S3 Batch Operations, and S3's notifications.
#include <utility>

#include "batch/failures.h"
#include "json/utf8.h"
#include "lambent/events/s3.h"
#include "lambent/events/s3_batch.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

constexpr std::size_t kMostResultText = 1024;  // see S3BatchResult

/// Whether the same task may go well another time.
bool may_pass_later(const absl::Status& failure) {
  switch (failure.code()) {
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kCancelled:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kUnavailable: return true;
    default: return false;
  }
}

}  // namespace

absl::StatusOr<Records<S3Record>> records_of(const S3Event& event) {
  return pointers_to(event.records);
}
absl::StatusOr<Records<S3BatchTask>> records_of(const S3BatchEvent& event) {
  return pointers_to(event.tasks);
}
absl::StatusOr<Records<S3BatchTask>> records_of(const S3BatchV1Event& event) {
  return pointers_to(event.tasks);
}

S3BatchResult result_of(const S3BatchTask& task, const absl::Status& outcome,
                        S3BatchResult* given) {
  S3BatchResult result;
  if (outcome.ok()) {
    if (given != nullptr) result = std::move(*given);
  } else {
    result.result_code = std::string(may_pass_later(outcome) ? S3BatchResult::kTemporaryFailure
                                                             : S3BatchResult::kPermanentFailure);
    result.result_string =
        utf8_prefix({outcome.message().data(), outcome.message().size()}, kMostResultText);
  }
  result.task_id = std::string(task.task_id);
  return result;
}

S3BatchResponse answer_of(const S3BatchEvent& event, std::vector<S3BatchResult> results) {
  S3BatchResponse response = answer_to(event);
  response.results = std::move(results);
  return response;
}
S3BatchResponse answer_of(const S3BatchV1Event& event, std::vector<S3BatchResult> results) {
  S3BatchResponse response = answer_to(event);
  response.results = std::move(results);
  return response;
}

std::string id_of(const S3BatchTask& task) { return std::string(task.task_id); }
std::string id_of(const S3Record& record) { return std::string(record.s3.object.key); }

}  // namespace lambent::inline LAMBENT_ABI::detail
