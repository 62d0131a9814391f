// SPDX-License-Identifier: Apache-2.0
// Amazon Kinesis Data Streams: a batch of records of one shard, in order.
// https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
#pragma once

#include <array>
#include <string_view>

#include "lambent/answers.h"
#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/time_window.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// What was put into the stream.
struct KinesisData {
  Base64 data{};  ///< The bytes; gzipped where the producer gzips.
  std::string_view partition_key{};
  std::string_view sequence_number{};  ///< Decimal, 56 digits; names a failed record.
  EpochSeconds approximate_arrival_timestamp{};
  std::string_view kinesis_schema_version{};
  std::string_view encryption_type{};  ///< "NONE" or "KMS".
};

/// One record of a shard.
struct KinesisRecord {
  std::string_view event_id{};    ///< "shardId-000000000006:" and the sequence number.
  std::string_view event_name{};  ///< "aws:kinesis:record".
  std::string_view event_source{};
  std::string_view event_version{};
  std::string_view aws_region{};
  std::string_view event_source_arn{};
  std::string_view invoke_identity_arn{};
  KinesisData kinesis{};
};

/// What Lambda receives from a stream.
struct KinesisEvent {
  List<KinesisRecord> records{};
};

/// The same within a tumbling window.
/// https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-windows.html
using KinesisTimeWindowEvent = TimeWindowBatch<KinesisRecord>;

template <>
inline constexpr auto fields<KinesisData> = std::array{
    field<&KinesisData::data>("data", kRequired),
    field<&KinesisData::partition_key>("partitionKey"),
    field<&KinesisData::sequence_number>("sequenceNumber", kRequired),
    field<&KinesisData::approximate_arrival_timestamp>("approximateArrivalTimestamp"),
    field<&KinesisData::kinesis_schema_version>("kinesisSchemaVersion"),
    field<&KinesisData::encryption_type>("encryptionType"),
};

template <>
inline constexpr auto fields<KinesisRecord> = std::array{
    field<&KinesisRecord::event_id>("eventID"),
    field<&KinesisRecord::event_name>("eventName"),
    field<&KinesisRecord::event_source>("eventSource"),
    field<&KinesisRecord::event_version>("eventVersion"),
    field<&KinesisRecord::aws_region>("awsRegion"),
    field<&KinesisRecord::event_source_arn>("eventSourceARN"),
    field<&KinesisRecord::invoke_identity_arn>("invokeIdentityArn"),
    field<&KinesisRecord::kinesis>("kinesis", kRequired),
};

template <>
inline constexpr auto fields<KinesisEvent> = std::array{
    field<&KinesisEvent::records>("Records", kRequired),
};

template <>
inline constexpr Source source<KinesisEvent> = {
    .name = "kinesis_stream",
    .reference = "https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html",
    .kind = SourceKind::kBatch,
    .rank = kRecordRank,
    .probes = {equals("Records[0].eventSource", "aws:kinesis")},
    .answers = "sequence numbers of the failed records",
};

/// The final call of a window in which nothing came.
inline constexpr std::array<Probes, 1> kKinesisIdleWindow = {{
    {is("window", JsonKind::kObject), is("Records", JsonKind::kArray), absent("Records[0]"),
     contains("eventSourceARN", ":kinesis:")},
}};

template <>
inline constexpr Source source<KinesisTimeWindowEvent> = {
    .name = "kinesis_time_window",
    .reference = "https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-windows.html",
    .kind = SourceKind::kBatch,
    .rank = kRecordRank - 1,
    .probes = {equals("Records[0].eventSource", "aws:kinesis"), is("window", JsonKind::kObject)},
    .or_probes = kKinesisIdleWindow,
    .base = "kinesis_stream",
    .answers = "state, and sequence numbers of the failed records",
};

template <>
struct AnswerTo<KinesisEvent> {
  using type = BatchResponse;
};

}  // namespace lambent::inline LAMBENT_ABI
