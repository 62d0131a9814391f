// SPDX-License-Identifier: Apache-2.0
// The sources with records: how they are reached, what keeps their order, how failures are told.
// Knows the events by name only: who includes lambent/batch.h pays for those that it includes
// itself.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lambent/detail/batch_run.h"
#include "lambent/detail/record_types.h"
#include "lambent/source.h"

namespace lambent::inline LAMBENT_ABI {

namespace detail {

/// The records of one event, which stay where they are.
template <class R>
struct Records : std::vector<const R*> {
  using Record = R;
  std::shared_ptr<const void> owner{};  // of records that had to be unpacked first
};

// LAMBENT_API for each of the declarations up to the pop.
#pragma GCC visibility push(default)

// How the records of an event are reached.
absl::StatusOr<Records<ActiveMqMessage>> records_of(const ActiveMqEvent& event);
absl::StatusOr<Records<CloudWatchLogEvent>> records_of(const CloudWatchLogsEvent& event);
absl::StatusOr<Records<DocumentDbRecord>> records_of(const DocumentDbEvent& event);
absl::StatusOr<Records<DynamoDbRecord>> records_of(const DynamoDbEvent& event);
absl::StatusOr<Records<DynamoDbRecord>> records_of(const TimeWindowBatch<DynamoDbRecord>& event);
absl::StatusOr<Records<FirehoseMskRecord>> records_of(const FirehoseMskEvent& event);
absl::StatusOr<Records<FirehoseRecord>> records_of(const FirehoseEvent& event);
absl::StatusOr<Records<KafkaRecord>> records_of(const MskEvent& event);
absl::StatusOr<Records<KafkaRecord>> records_of(const SelfManagedKafkaEvent& event);
absl::StatusOr<Records<KinesisAnalyticsFirehoseRecord>> records_of(
    const KinesisAnalyticsFirehosePreprocessingEvent& event);
absl::StatusOr<Records<KinesisAnalyticsOutputRecord>> records_of(
    const KinesisAnalyticsOutputEvent& event);
absl::StatusOr<Records<KinesisAnalyticsStreamRecord>> records_of(
    const KinesisAnalyticsStreamsPreprocessingEvent& event);
absl::StatusOr<Records<KinesisRecord>> records_of(const KinesisEvent& event);
absl::StatusOr<Records<KinesisRecord>> records_of(const TimeWindowBatch<KinesisRecord>& event);
absl::StatusOr<Records<RabbitMqMessage>> records_of(const RabbitMqEvent& event);
absl::StatusOr<Records<S3BatchTask>> records_of(const S3BatchEvent& event);
absl::StatusOr<Records<S3BatchTask>> records_of(const S3BatchV1Event& event);
absl::StatusOr<Records<S3Record>> records_of(const S3Event& event);
absl::StatusOr<Records<SnsRecord>> records_of(const SnsEvent& event);
absl::StatusOr<Records<SqsMessage>> records_of(const SqsEvent& event);

// How failures are listed, where they are: of a queue each, of a stream the earliest.
BatchResponse answer_of(const DynamoDbEvent& event, const Records<DynamoDbRecord>& records,
                        const Outcomes& outcomes);
BatchResponse answer_of(const KinesisEvent& event, const Records<KinesisRecord>& records,
                        const Outcomes& outcomes);
BatchResponse answer_of(const SqsEvent& event, const Records<SqsMessage>& messages,
                        const Outcomes& outcomes);
KafkaBatchResponse answer_of(const MskEvent& event, const Records<KafkaRecord>& records,
                             const Outcomes& outcomes);
KafkaBatchResponse answer_of(const SelfManagedKafkaEvent& event,
                             const Records<KafkaRecord>& records, const Outcomes& outcomes);
TimeWindowResponse answer_of(const TimeWindowBatch<DynamoDbRecord>& event,
                             const Records<DynamoDbRecord>& records, const Outcomes& outcomes);
TimeWindowResponse answer_of(const TimeWindowBatch<KinesisRecord>& event,
                             const Records<KinesisRecord>& records, const Outcomes& outcomes);

// The result of a record, where each has one. `given` is what its handler gave, or null; it is
// moved from.
FirehoseMskResponseRecord result_of(const FirehoseMskRecord& record, const absl::Status& outcome,
                                    FirehoseMskResponseRecord* given);
FirehoseResponseRecord result_of(const FirehoseRecord& record, const absl::Status& outcome,
                                 FirehoseResponseRecord* given);
KinesisAnalyticsOutputResponseRecord result_of(const KinesisAnalyticsOutputRecord& record,
                                               const absl::Status& outcome,
                                               KinesisAnalyticsOutputResponseRecord* given);
KinesisAnalyticsPreprocessingResponseRecord result_of(
    const KinesisAnalyticsFirehoseRecord& record, const absl::Status& outcome,
    KinesisAnalyticsPreprocessingResponseRecord* given);
KinesisAnalyticsPreprocessingResponseRecord result_of(
    const KinesisAnalyticsStreamRecord& record, const absl::Status& outcome,
    KinesisAnalyticsPreprocessingResponseRecord* given);
S3BatchResult result_of(const S3BatchTask& task, const absl::Status& outcome, S3BatchResult* given);

S3BatchResponse answer_of(const S3BatchEvent& event, std::vector<S3BatchResult> results);
S3BatchResponse answer_of(const S3BatchV1Event& event, std::vector<S3BatchResult> results);
/// Most answers are nothing but the results.
template <class E, class Result>
auto answer_of(const E&, std::vector<Result> results) {
  return Answer<E>{.records = std::move(results)};
}

// What names a record in on_failure(), and in an answer where that has texts.
std::string id_of(const ActiveMqMessage& message);
std::string id_of(const CloudWatchLogEvent& event);
std::string id_of(const DocumentDbRecord& record);
std::string id_of(const DynamoDbRecord& record);
std::string id_of(const FirehoseMskRecord& record);
std::string id_of(const FirehoseRecord& record);
std::string id_of(const KafkaRecord& record);  // "orders-0:17"
std::string id_of(const KinesisAnalyticsFirehoseRecord& record);
std::string id_of(const KinesisAnalyticsOutputRecord& record);
std::string id_of(const KinesisAnalyticsStreamRecord& record);
std::string id_of(const KinesisRecord& record);
std::string id_of(const RabbitMqMessage& message);
std::string id_of(const S3BatchTask& task);
std::string id_of(const S3Record& record);
std::string id_of(const SnsRecord& record);
std::string id_of(const SqsMessage& message);

// What keeps its order, and what a failure ends. Other records have no order.
void set_order(const Records<DynamoDbRecord>& records, bool whole_batch, BatchPlan& plan);
void set_order(const Records<KafkaRecord>& records, bool whole_batch, BatchPlan& plan);
void set_order(const Records<KinesisRecord>& records, bool whole_batch, BatchPlan& plan);
void set_order(const Records<SqsMessage>& records, bool whole_batch, BatchPlan& plan);

// Calls `use` with the JSON of a record's body. OK without a call where it has none by its nature.
using BodyUse = std::function<absl::Status(std::string_view json)>;
absl::Status with_body(const ActiveMqMessage& message, const BodyUse& use);
absl::Status with_body(const CloudWatchLogEvent& event, const BodyUse& use);
absl::Status with_body(const DocumentDbRecord& record, const BodyUse& use);
absl::Status with_body(const DynamoDbRecord& record, const BodyUse& use);
absl::Status with_body(const FirehoseMskRecord& record, const BodyUse& use);
absl::Status with_body(const FirehoseRecord& record, const BodyUse& use);
absl::Status with_body(const KafkaRecord& record, const BodyUse& use);
absl::Status with_body(const KinesisAnalyticsFirehoseRecord& record, const BodyUse& use);
absl::Status with_body(const KinesisAnalyticsOutputRecord& record, const BodyUse& use);
absl::Status with_body(const KinesisAnalyticsStreamRecord& record, const BodyUse& use);
absl::Status with_body(const KinesisRecord& record, const BodyUse& use);
absl::Status with_body(const RabbitMqMessage& message, const BodyUse& use);
absl::Status with_body(const SnsRecord& record, const BodyUse& use);
absl::Status with_body(const SqsMessage& message, const BodyUse& use);

#pragma GCC visibility pop

template <class E>
concept HasRecords = requires(const E& event) { records_of(event); };
template <HasRecords E>
using RecordOf = typename decltype(records_of(std::declval<const E&>()))::value_type::Record;

template <class R>
concept Ordered =
    requires(const Records<R>& records, BatchPlan& plan) { set_order(records, false, plan); };
template <class R>
concept HasBody = requires(const R& record, const BodyUse& use) { with_body(record, use); };
template <class R>
concept HasResult =
    requires(const R& record, const absl::Status& outcome) { result_of(record, outcome, nullptr); };

struct NoResult {};

/// What a handler may return for a record besides void and Status.
template <class Record>
struct RecordResultOf {
  using type = NoResult;
};
template <HasResult Record>
struct RecordResultOf<Record> {
  using type = decltype(result_of(std::declval<const Record&>(), absl::OkStatus(), nullptr));
};
template <class Record>
using RecordResult = typename RecordResultOf<Record>::type;

}  // namespace detail
}  // namespace lambent::inline LAMBENT_ABI
