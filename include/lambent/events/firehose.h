// SPDX-License-Identifier: Apache-2.0
// Amazon Data Firehose: records that the function transforms on their way. What handlers give back
// is in lambent/shapes/firehose_answers.h.
// https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/shapes/firehose_answers.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// One record, which may come from a Kinesis data stream.
struct FirehoseRecord {
  struct KinesisMetadata {
    std::string_view shard_id{};
    std::string_view partition_key{};
    std::string_view sequence_number{};  ///< Decimal, 56 digits.
    NumberOrText approximate_arrival_timestamp{};  ///< Milliseconds since 1970; samples have text.
    NumberOrText subsequence_number{};  ///< Which record of an aggregated one; may be "".
  };
  std::string_view record_id{};  ///< Goes into the answer.
  EpochMs approximate_arrival_timestamp{};
  Base64 data{};  ///< The bytes; gzipped where the producer gzips.
  std::optional<KinesisMetadata> kinesis_record_metadata{};  ///< Only with a Kinesis source.
};

/// What a Firehose stream asks to transform.
struct FirehoseEvent {
  std::string_view invocation_id{};
  std::string_view delivery_stream_arn{};
  std::string_view source_kinesis_stream_arn{};  ///< Only with a Kinesis source.
  std::string_view region{};
  List<FirehoseRecord> records{};
};

/// One record of a topic in Amazon MSK.
struct FirehoseMskRecord {
  struct MskMetadata {
    std::string_view offset{};  ///< Decimal.
    std::string_view partition_id{};  ///< Decimal.
    NumberOrText approximate_arrival_timestamp{};  ///< Milliseconds since 1970, UTC.
  };
  std::string_view record_id{};  ///< Goes into the answer.
  EpochMs approximate_arrival_timestamp{};
  Base64 kafka_record_value{};  ///< The bytes; empty for a tombstone.
  std::optional<MskMetadata> msk_record_metadata{};
};

/// What a Firehose stream that reads from Amazon MSK asks to transform.
struct FirehoseMskEvent {
  std::string_view invocation_id{};
  std::string_view source_msk_arn{};
  std::string_view delivery_stream_arn{};
  std::string_view region{};
  List<FirehoseMskRecord> records{};
};

template <>
inline constexpr auto fields<FirehoseRecord::KinesisMetadata> = std::array{
    field<&FirehoseRecord::KinesisMetadata::shard_id>("shardId"),
    field<&FirehoseRecord::KinesisMetadata::partition_key>("partitionKey"),
    field<&FirehoseRecord::KinesisMetadata::sequence_number>("sequenceNumber"),
    field<&FirehoseRecord::KinesisMetadata::approximate_arrival_timestamp>(
        "approximateArrivalTimestamp", kAlways),
    field<&FirehoseRecord::KinesisMetadata::subsequence_number>("subsequenceNumber"),
};

template <>
inline constexpr auto fields<FirehoseRecord> = std::array{
    field<&FirehoseRecord::record_id>("recordId", kRequired),
    field<&FirehoseRecord::approximate_arrival_timestamp>("approximateArrivalTimestamp", kAlways),
    field<&FirehoseRecord::data>("data", kRequired),
    field<&FirehoseRecord::kinesis_record_metadata>("kinesisRecordMetadata"),
};

template <>
inline constexpr auto fields<FirehoseEvent> = std::array{
    field<&FirehoseEvent::invocation_id>("invocationId"),
    field<&FirehoseEvent::delivery_stream_arn>("deliveryStreamArn", kRequired),
    field<&FirehoseEvent::source_kinesis_stream_arn>("sourceKinesisStreamArn"),
    field<&FirehoseEvent::region>("region"),
    field<&FirehoseEvent::records>("records", kRequired),
};

template <>
inline constexpr auto fields<FirehoseMskRecord::MskMetadata> = std::array{
    field<&FirehoseMskRecord::MskMetadata::offset>("offset"),
    field<&FirehoseMskRecord::MskMetadata::partition_id>("partitionId"),
    field<&FirehoseMskRecord::MskMetadata::approximate_arrival_timestamp>(
        "approximateArrivalTimestamp"),
};

template <>
inline constexpr auto fields<FirehoseMskRecord> = std::array{
    field<&FirehoseMskRecord::record_id>("recordId", kRequired),
    field<&FirehoseMskRecord::approximate_arrival_timestamp>("approximateArrivalTimestamp",
                                                             kAlways),
    field<&FirehoseMskRecord::kafka_record_value>("kafkaRecordValue", kAlways),
    field<&FirehoseMskRecord::msk_record_metadata>("mskRecordMetadata"),
};

template <>
inline constexpr auto fields<FirehoseMskEvent> = std::array{
    field<&FirehoseMskEvent::invocation_id>("invocationId"),
    field<&FirehoseMskEvent::source_msk_arn>("sourceMSKArn"),
    field<&FirehoseMskEvent::delivery_stream_arn>("deliveryStreamArn", kRequired),
    field<&FirehoseMskEvent::region>("region"),
    field<&FirehoseMskEvent::records>("records", kRequired),
};

template <>
inline constexpr Source source<FirehoseEvent> = {
    .name = "firehose",
    .reference = "https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html",
    .kind = SourceKind::kAnswer,
    .rank = 2110,  // behind streams that read from Amazon MSK, which send more
    .probes = {has("deliveryStreamArn"), has("records")},
    .answers = "records, each with its result and data",
};

inline constexpr std::array<Probes, 1> kFirehoseMskByRecord = {{
    {has("deliveryStreamArn"), has("records"), has("records[0].kafkaRecordValue")},
}};

template <>
inline constexpr Source source<FirehoseMskEvent> = {
    .name = "firehose_msk",
    .reference = "https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html",
    .kind = SourceKind::kAnswer,
    .rank = 2100,
    .probes = {has("deliveryStreamArn"), has("records"), has("sourceMSKArn")},
    .or_probes = kFirehoseMskByRecord,
    .answers = "records, each with its result and value",
};

template <>
struct AnswerTo<FirehoseEvent> {
  using type = FirehoseResponse;
};

template <>
struct AnswerTo<FirehoseMskEvent> {
  using type = FirehoseMskResponse;
};

}  // namespace lambent::inline LAMBENT_ABI
