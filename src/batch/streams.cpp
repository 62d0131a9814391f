// SPDX-License-Identifier: Apache-2.0
// Batches of streams: Kinesis, DynamoDB, DocumentDB. A shard goes on behind the last record that
// was handled, so a failure ends everything behind it.
#include "batch/failures.h"
#include "lambent/dynamodb_json.h"
#include "lambent/events/documentdb.h"
#include "lambent/events/dynamodb.h"
#include "lambent/events/kinesis.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

template <class R>
TimeWindowResponse window_answer(const TimeWindowBatch<R>& event, const Records<R>& records,
                                 const Outcomes& outcomes) {
  TimeWindowResponse response = AnswerTo<TimeWindowBatch<R>>::blank(event);
  response.batch_item_failures = earliest_id(records, outcomes).batch_item_failures;
  return response;
}

}  // namespace

// --- Kinesis -------------------------------------------------------------------------------------

absl::StatusOr<Records<KinesisRecord>> records_of(const KinesisEvent& event) {
  return pointers_to(event.records);
}
absl::StatusOr<Records<KinesisRecord>> records_of(const TimeWindowBatch<KinesisRecord>& event) {
  return pointers_to(event.records);
}

BatchResponse answer_of(const KinesisEvent&, const Records<KinesisRecord>& records,
                        const Outcomes& outcomes) {
  return earliest_id(records, outcomes);
}
TimeWindowResponse answer_of(const TimeWindowBatch<KinesisRecord>& event,
                             const Records<KinesisRecord>& records, const Outcomes& outcomes) {
  return window_answer(event, records, outcomes);
}

std::string id_of(const KinesisRecord& record) {
  return std::string(record.kinesis.sequence_number);
}

absl::Status with_body(const KinesisRecord& record, const BodyUse& use) {
  return with_json_in(record.kinesis.data, use);
}

void set_order(const Records<KinesisRecord>& records, bool, BatchPlan& plan) {
  std::vector<std::string> keys;
  keys.reserve(records.size());
  for (const KinesisRecord* record : records) keys.emplace_back(record->kinesis.partition_key);
  plan.lanes = numbered(keys);
  plan.blocks = one_block(records.size());
}

// --- DynamoDB ------------------------------------------------------------------------------------

absl::StatusOr<Records<DynamoDbRecord>> records_of(const DynamoDbEvent& event) {
  return pointers_to(event.records);
}
absl::StatusOr<Records<DynamoDbRecord>> records_of(const TimeWindowBatch<DynamoDbRecord>& event) {
  return pointers_to(event.records);
}

BatchResponse answer_of(const DynamoDbEvent&, const Records<DynamoDbRecord>& records,
                        const Outcomes& outcomes) {
  return earliest_id(records, outcomes);
}
TimeWindowResponse answer_of(const TimeWindowBatch<DynamoDbRecord>& event,
                             const Records<DynamoDbRecord>& records, const Outcomes& outcomes) {
  return window_answer(event, records, outcomes);
}

std::string id_of(const DynamoDbRecord& record) {
  return std::string(record.dynamodb.sequence_number);
}

absl::Status with_body(const DynamoDbRecord& record, const BodyUse& use) {
  if (!record.dynamodb.new_image.empty()) return use(to_plain_json(record.dynamodb.new_image));
  if (record.event_name == DynamoDbRecord::kRemove) return absl::OkStatus();
  return absl::InvalidArgumentError(
      "the record has no NewImage: the view type of the stream leaves it out");
}

void set_order(const Records<DynamoDbRecord>& records, bool, BatchPlan& plan) {
  std::vector<std::string> keys;
  keys.reserve(records.size());
  for (const DynamoDbRecord* record : records) keys.push_back(to_plain_json(record->dynamodb.keys));
  plan.lanes = numbered(keys);
  plan.blocks = one_block(records.size());
}

// --- DocumentDB ----------------------------------------------------------------------------------

absl::StatusOr<Records<DocumentDbRecord>> records_of(const DocumentDbEvent& event) {
  return pointers_to(event.events);
}

std::string id_of(const DocumentDbRecord& record) { return std::string(record.event.id.data); }

absl::Status with_body(const DocumentDbRecord& record, const BodyUse& use) {
  const DocumentDbChange& change = record.event;
  if (!change.full_document.empty()) return use(change.full_document.text);
  if (change.operation_type != DocumentDbChange::kUpdate) return absl::OkStatus();
  return absl::InvalidArgumentError(
      "the change has no fullDocument: the event source mapping does not look it up");
}

}  // namespace lambent::inline LAMBENT_ABI::detail
