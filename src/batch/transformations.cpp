// SPDX-License-Identifier: Apache-2.0
// Batches whose answer has a result for every record: Firehose, Kinesis Analytics.
#include <utility>

#include "batch/failures.h"
#include "lambent/events/firehose.h"
#include "lambent/events/kinesis_analytics.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

/// What the handler made of the record; else the record as it is, with a result that says how it
/// went. `data` is the member of the result that holds the bytes.
template <class Result, class Record>
Result transformed(const Record& record, const Base64& bytes, std::string Result::* data,
                   const absl::Status& outcome, Result* given) {
  const bool made = outcome.ok() && given != nullptr;
  Result result = made ? std::move(*given) : Result();
  result.record_id = std::string(record.record_id);
  if (!made) result.*data = std::string(bytes.text);
  if (!outcome.ok()) result.result = std::string(Result::kProcessingFailed);
  return result;
}

}  // namespace

// --- Firehose ------------------------------------------------------------------------------------

absl::StatusOr<Records<FirehoseRecord>> records_of(const FirehoseEvent& event) {
  return pointers_to(event.records);
}
absl::StatusOr<Records<FirehoseMskRecord>> records_of(const FirehoseMskEvent& event) {
  return pointers_to(event.records);
}

FirehoseResponseRecord result_of(const FirehoseRecord& record, const absl::Status& outcome,
                                 FirehoseResponseRecord* given) {
  return transformed(record, record.data, &FirehoseResponseRecord::data, outcome, given);
}
FirehoseMskResponseRecord result_of(const FirehoseMskRecord& record, const absl::Status& outcome,
                                    FirehoseMskResponseRecord* given) {
  return transformed(record, record.kafka_record_value,
                     &FirehoseMskResponseRecord::kafka_record_value, outcome, given);
}

std::string id_of(const FirehoseRecord& record) { return std::string(record.record_id); }
std::string id_of(const FirehoseMskRecord& record) { return std::string(record.record_id); }

absl::Status with_body(const FirehoseRecord& record, const BodyUse& use) {
  return with_json_in(record.data, use);
}
absl::Status with_body(const FirehoseMskRecord& record, const BodyUse& use) {
  if (record.kafka_record_value.empty()) return absl::OkStatus();  // a tombstone
  return with_json_in(record.kafka_record_value, use);
}

// --- Kinesis Analytics ---------------------------------------------------------------------------

absl::StatusOr<Records<KinesisAnalyticsOutputRecord>> records_of(
    const KinesisAnalyticsOutputEvent& event) {
  return pointers_to(event.records);
}
absl::StatusOr<Records<KinesisAnalyticsStreamRecord>> records_of(
    const KinesisAnalyticsStreamsPreprocessingEvent& event) {
  return pointers_to(event.records);
}
absl::StatusOr<Records<KinesisAnalyticsFirehoseRecord>> records_of(
    const KinesisAnalyticsFirehosePreprocessingEvent& event) {
  return pointers_to(event.records);
}

KinesisAnalyticsOutputResponseRecord result_of(const KinesisAnalyticsOutputRecord& record,
                                               const absl::Status& outcome,
                                               KinesisAnalyticsOutputResponseRecord* given) {
  using Result = KinesisAnalyticsOutputResponseRecord;
  Result result = outcome.ok() && given != nullptr ? std::move(*given) : Result();
  result.record_id = std::string(record.record_id);
  if (!outcome.ok()) result.result = std::string(Result::kDeliveryFailed);
  return result;
}
KinesisAnalyticsPreprocessingResponseRecord result_of(
    const KinesisAnalyticsStreamRecord& record, const absl::Status& outcome,
    KinesisAnalyticsPreprocessingResponseRecord* given) {
  return transformed(record, record.data, &KinesisAnalyticsPreprocessingResponseRecord::data,
                     outcome, given);
}
KinesisAnalyticsPreprocessingResponseRecord result_of(
    const KinesisAnalyticsFirehoseRecord& record, const absl::Status& outcome,
    KinesisAnalyticsPreprocessingResponseRecord* given) {
  return transformed(record, record.data, &KinesisAnalyticsPreprocessingResponseRecord::data,
                     outcome, given);
}

std::string id_of(const KinesisAnalyticsOutputRecord& record) {
  return std::string(record.record_id);
}
std::string id_of(const KinesisAnalyticsStreamRecord& record) {
  return std::string(record.record_id);
}
std::string id_of(const KinesisAnalyticsFirehoseRecord& record) {
  return std::string(record.record_id);
}

absl::Status with_body(const KinesisAnalyticsOutputRecord& record, const BodyUse& use) {
  return with_json_in(record.data, use);
}
absl::Status with_body(const KinesisAnalyticsStreamRecord& record, const BodyUse& use) {
  return with_json_in(record.data, use);
}
absl::Status with_body(const KinesisAnalyticsFirehoseRecord& record, const BodyUse& use) {
  return with_json_in(record.data, use);
}

}  // namespace lambent::inline LAMBENT_ABI::detail
