// SPDX-License-Identifier: Apache-2.0
// Batches of Kafka: every partition is a stream of its own.
#include "lambent/events/kafka.h"
#include "batch/failures.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

template <class E>
Records<KafkaRecord> records_by_partition(const E& event) {
  Records<KafkaRecord> records;
  for_each_record(event, [&](const KafkaRecord& record) { records.push_back(&record); });
  return records;
}

std::vector<std::uint32_t> partitions_of(const Records<KafkaRecord>& records) {
  std::vector<std::string> names;
  names.reserve(records.size());
  for (const KafkaRecord* record : records) names.push_back(offset_of(*record).partition);
  return numbered(names);
}

/// Of every partition the earliest that was not handled.
KafkaBatchResponse earliest_offsets(const Records<KafkaRecord>& records, const Outcomes& outcomes) {
  const std::vector<std::uint32_t> partitions = partitions_of(records);
  std::vector<bool> listed(records.size());
  KafkaBatchResponse response;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (outcomes[i].ok() || listed[partitions[i]]) continue;
    listed[partitions[i]] = true;
    response.batch_item_failures.push_back({offset_of(*records[i])});
  }
  return response;
}

}  // namespace

absl::StatusOr<Records<KafkaRecord>> records_of(const MskEvent& event) {
  return records_by_partition(event);
}
absl::StatusOr<Records<KafkaRecord>> records_of(const SelfManagedKafkaEvent& event) {
  return records_by_partition(event);
}

KafkaBatchResponse answer_of(const MskEvent&, const Records<KafkaRecord>& records,
                             const Outcomes& outcomes) {
  return earliest_offsets(records, outcomes);
}
KafkaBatchResponse answer_of(const SelfManagedKafkaEvent&, const Records<KafkaRecord>& records,
                             const Outcomes& outcomes) {
  return earliest_offsets(records, outcomes);
}

std::string id_of(const KafkaRecord& record) {
  const KafkaOffset offset = offset_of(record);
  return offset.partition + ':' + std::to_string(offset.offset);
}

absl::Status with_body(const KafkaRecord& record, const BodyUse& use) {
  return record.value ? with_json_in(*record.value, use) : absl::OkStatus();
}

void set_order(const Records<KafkaRecord>& records, bool, BatchPlan& plan) {
  plan.lanes = partitions_of(records);
  plan.blocks = plan.lanes;
}

}  // namespace lambent::inline LAMBENT_ABI::detail
