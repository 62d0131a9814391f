// SPDX-License-Identifier: Apache-2.0
// Apache Kafka, in Amazon MSK or in a cluster of your own: a batch of records of its partitions.
//
//   lambent::for_each_record(event, [&](const lambent::KafkaRecord& record) { ... });
//
// https://docs.aws.amazon.com/lambda/latest/dg/with-msk.html
// https://docs.aws.amazon.com/lambda/latest/dg/with-kafka.html
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "lambent/fields.h"
#include "lambent/json_bytes.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// The schema by which a schema registry checked a key or a value.
struct KafkaSchemaMetadata {
  std::string_view schema_id{};
  std::string_view data_format{};  ///< "AVRO", "PROTOBUF", "JSON", ...
};

/// One record of a topic.
struct KafkaRecord {
  static constexpr std::string_view kCreateTime = "CREATE_TIME";
  static constexpr std::string_view kLogAppendTime = "LOG_APPEND_TIME";

  std::string_view topic{};
  std::int64_t partition{};
  std::int64_t offset{};  ///< Within the partition; together they name a failed record.
  EpochMs timestamp{};
  std::string_view timestamp_type{};  ///< Whose clock `timestamp` is: one of the constants above.
  std::optional<Base64> key{};  ///< Absent where the producer gave none.
  std::optional<Base64> value{};  ///< Absent in a tombstone, which deletes its key.
  /// One map each, of one header, as they were sent; names may repeat. bytes_of() reads the values.
  List<Map<RawJson>> headers{};
  std::optional<KafkaSchemaMetadata> key_schema_metadata{};
  std::optional<KafkaSchemaMetadata> value_schema_metadata{};
};

/// What Lambda receives from topics of Amazon MSK.
struct MskEvent {
  std::string_view event_source{};  ///< "aws:kafka".
  std::string_view event_source_arn{};  ///< Of the cluster.
  std::string_view bootstrap_servers{};  ///< "host:port", joined with commas.
  Map<List<KafkaRecord>> records{};  ///< By partition: "orders-0". See split_partition().
};

/// What Lambda receives from topics of a cluster of your own.
struct SelfManagedKafkaEvent {
  std::string_view event_source{};  ///< "SelfManagedKafka", or with "aws:" before it.
  std::string_view bootstrap_servers{};  ///< "host:port", joined with commas.
  Map<List<KafkaRecord>> records{};  ///< By partition: "orders-0". See split_partition().
};

/// Where a record is.
struct KafkaOffset {
  std::string partition{};  ///< Topic and number: "orders-0".
  std::int64_t offset{};
  friend bool operator==(const KafkaOffset&, const KafkaOffset&) = default;
};

/// A record that must be delivered again, with all behind it in its partition.
struct KafkaItemFailure {
  KafkaOffset item_identifier{};  ///< offset_of() makes it of a record.
};

/// The answer to a batch. AWS reads it only where the event source mapping has provisioned pollers
/// and `ReportBatchItemFailures`.
struct KafkaBatchResponse {
  std::vector<KafkaItemFailure> batch_item_failures{};
};

/// A key of `records`, taken apart.
struct KafkaPartition {
  std::string_view topic{};  ///< Borrows from the key.
  std::int64_t number{};  ///< From 0 on.
  friend bool operator==(const KafkaPartition&, const KafkaPartition&) = default;
};

/// Topic and number of "orders-0"; the topic may have hyphens of its own. Nothing where the text is
/// not written so. Borrows from `key`.
LAMBENT_API std::optional<KafkaPartition> split_partition(std::string_view key);

/// The first header of this name, case mattering; null where there is none. Valid as long as the
/// record; bytes_of() reads it.
LAMBENT_API const RawJson* first_header(const KafkaRecord& record, std::string_view name);

/// What names the record in a KafkaBatchResponse.
LAMBENT_API KafkaOffset offset_of(const KafkaRecord& record);

/// Calls `f(record)` for every record, partition by partition.
template <class E, class F>
  requires std::is_same_v<E, MskEvent> || std::is_same_v<E, SelfManagedKafkaEvent>
void for_each_record(const E& event, F f) {
  for (const auto& partition : event.records)
    for (const KafkaRecord& record : partition.value) f(record);
}

template <>
inline constexpr auto fields<KafkaSchemaMetadata> = std::array{
    field<&KafkaSchemaMetadata::schema_id>("schemaId"),
    field<&KafkaSchemaMetadata::data_format>("dataFormat"),
};

template <>
inline constexpr auto fields<KafkaRecord> = std::array{
    field<&KafkaRecord::topic>("topic", kRequired),
    field<&KafkaRecord::partition>("partition", kRequired),
    field<&KafkaRecord::offset>("offset", kRequired),
    field<&KafkaRecord::timestamp>("timestamp", kAlways),
    field<&KafkaRecord::timestamp_type>("timestampType"),
    field<&KafkaRecord::key>("key"),
    field<&KafkaRecord::value>("value", kNullable),
    field<&KafkaRecord::headers>("headers", kAlways),
    field<&KafkaRecord::key_schema_metadata>("keySchemaMetadata"),
    field<&KafkaRecord::value_schema_metadata>("valueSchemaMetadata"),
};

template <>
inline constexpr auto fields<MskEvent> = std::array{
    field<&MskEvent::event_source>("eventSource", kRequired),
    field<&MskEvent::event_source_arn>("eventSourceArn"),
    field<&MskEvent::bootstrap_servers>("bootstrapServers"),
    field<&MskEvent::records>("records", kRequired),
};

template <>
inline constexpr auto fields<SelfManagedKafkaEvent> = std::array{
    field<&SelfManagedKafkaEvent::event_source>("eventSource", kRequired),
    field<&SelfManagedKafkaEvent::bootstrap_servers>("bootstrapServers"),
    field<&SelfManagedKafkaEvent::records>("records", kRequired),
};

template <>
inline constexpr auto fields<KafkaOffset> = std::array{
    field<&KafkaOffset::partition>("partition", kRequired),
    field<&KafkaOffset::offset>("offset", kRequired),
};

template <>
inline constexpr auto fields<KafkaItemFailure> = std::array{
    field<&KafkaItemFailure::item_identifier>("itemIdentifier", kRequired),
};

template <>
inline constexpr auto fields<KafkaBatchResponse> = std::array{
    field<&KafkaBatchResponse::batch_item_failures>("batchItemFailures", kAlways),
};

template <>
inline constexpr Source source<MskEvent> = {
    .name = "kafka_msk",
    .reference = "https://docs.aws.amazon.com/lambda/latest/dg/with-msk.html",
    .kind = SourceKind::kBatch,
    .rank = 400,
    .probes = {equals("eventSource", "aws:kafka"), is("records", JsonKind::kObject)},
    .answers = "partitions and offsets of the failed records",
};

inline constexpr std::array<std::string_view, 2> kSelfManagedKafkaSources = {
    "SelfManagedKafka", "aws:SelfManagedKafka"};

template <>
inline constexpr Source source<SelfManagedKafkaEvent> = {
    .name = "kafka_self_managed",
    .reference = "https://docs.aws.amazon.com/lambda/latest/dg/with-kafka.html",
    .kind = SourceKind::kBatch,
    .rank = 500,
    .probes = {one_of("eventSource", kSelfManagedKafkaSources), is("records", JsonKind::kObject)},
    .answers = "partitions and offsets of the failed records",
};

template <>
struct AnswerTo<MskEvent> {
  using type = KafkaBatchResponse;
};

template <>
struct AnswerTo<SelfManagedKafkaEvent> {
  using type = KafkaBatchResponse;
};

}  // namespace lambent::inline LAMBENT_ABI
