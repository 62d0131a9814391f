// SPDX-License-Identifier: Apache-2.0
// Amazon Kinesis Data Analytics for SQL: records that an application puts out, or that it wants to
// have transformed before it reads them. What handlers give back is in
// lambent/shapes/kinesis_analytics_answers.h.
// https://docs.aws.amazon.com/kinesisanalytics/latest/dev/how-it-works-output-lambda.html
// https://docs.aws.amazon.com/kinesisanalytics/latest/dev/lambda-preprocessing.html
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/shapes/kinesis_analytics_answers.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// A row of a stream inside the application.
struct KinesisAnalyticsOutputRecord {
  struct Metadata {
    std::int64_t retry_hint{};  ///< Grows with every failed delivery of the record.
  };
  std::string_view record_id{};  ///< Goes into the answer.
  std::optional<Metadata> lambda_delivery_record_metadata{};
  Base64 data{};  ///< JSON or CSV, as the application says.
};

/// Records that an application puts out.
struct KinesisAnalyticsOutputEvent {
  std::string_view invocation_id{};
  std::string_view application_arn{};
  List<KinesisAnalyticsOutputRecord> records{};
};

/// A record of a data stream.
struct KinesisAnalyticsStreamRecord {
  struct Metadata {
    std::string_view sequence_number{};  ///< Decimal, 56 digits.
    std::string_view partition_key{};
    std::string_view shard_id{};
    EpochMs approximate_arrival_timestamp{};
  };
  std::string_view record_id{};  ///< Goes into the answer.
  Metadata kinesis_stream_record_metadata{};
  Base64 data{};
};

/// Records of a data stream, to be transformed for an application.
struct KinesisAnalyticsStreamsPreprocessingEvent {
  std::string_view invocation_id{};
  std::string_view application_arn{};
  std::string_view stream_arn{};
  List<KinesisAnalyticsStreamRecord> records{};
};

/// A record of a Firehose stream.
struct KinesisAnalyticsFirehoseRecord {
  struct Metadata {
    EpochMs approximate_arrival_timestamp{};
  };
  std::string_view record_id{};  ///< Goes into the answer.
  Metadata kinesis_firehose_record_metadata{};
  Base64 data{};
};

/// Records of a Firehose stream, to be transformed for an application.
struct KinesisAnalyticsFirehosePreprocessingEvent {
  std::string_view invocation_id{};
  std::string_view application_arn{};
  std::string_view stream_arn{};
  List<KinesisAnalyticsFirehoseRecord> records{};
};

template <>
inline constexpr auto fields<KinesisAnalyticsOutputRecord::Metadata> = std::array{
    field<&KinesisAnalyticsOutputRecord::Metadata::retry_hint>("retryHint", kAlways),
};

template <>
inline constexpr auto fields<KinesisAnalyticsOutputRecord> = std::array{
    field<&KinesisAnalyticsOutputRecord::record_id>("recordId", kRequired),
    field<&KinesisAnalyticsOutputRecord::lambda_delivery_record_metadata>(
        "lambdaDeliveryRecordMetadata"),
    field<&KinesisAnalyticsOutputRecord::data>("data", kRequired),
};

template <>
inline constexpr auto fields<KinesisAnalyticsOutputEvent> = std::array{
    field<&KinesisAnalyticsOutputEvent::invocation_id>("invocationId"),
    field<&KinesisAnalyticsOutputEvent::application_arn>("applicationArn", kRequired),
    field<&KinesisAnalyticsOutputEvent::records>("records", kRequired),
};

template <>
inline constexpr auto fields<KinesisAnalyticsStreamRecord::Metadata> = std::array{
    field<&KinesisAnalyticsStreamRecord::Metadata::sequence_number>("sequenceNumber"),
    field<&KinesisAnalyticsStreamRecord::Metadata::partition_key>("partitionKey"),
    field<&KinesisAnalyticsStreamRecord::Metadata::shard_id>("shardId"),
    field<&KinesisAnalyticsStreamRecord::Metadata::approximate_arrival_timestamp>(
        "approximateArrivalTimestamp", kAlways),
};

template <>
inline constexpr auto fields<KinesisAnalyticsStreamRecord> = std::array{
    field<&KinesisAnalyticsStreamRecord::record_id>("recordId", kRequired),
    field<&KinesisAnalyticsStreamRecord::kinesis_stream_record_metadata>(
        "kinesisStreamRecordMetadata"),
    field<&KinesisAnalyticsStreamRecord::data>("data", kRequired),
};

template <>
inline constexpr auto fields<KinesisAnalyticsStreamsPreprocessingEvent> = std::array{
    field<&KinesisAnalyticsStreamsPreprocessingEvent::invocation_id>("invocationId"),
    field<&KinesisAnalyticsStreamsPreprocessingEvent::application_arn>("applicationArn", kRequired),
    field<&KinesisAnalyticsStreamsPreprocessingEvent::stream_arn>("streamArn"),
    field<&KinesisAnalyticsStreamsPreprocessingEvent::records>("records", kRequired),
};

template <>
inline constexpr auto fields<KinesisAnalyticsFirehoseRecord::Metadata> = std::array{
    field<&KinesisAnalyticsFirehoseRecord::Metadata::approximate_arrival_timestamp>(
        "approximateArrivalTimestamp", kAlways),
};

template <>
inline constexpr auto fields<KinesisAnalyticsFirehoseRecord> = std::array{
    field<&KinesisAnalyticsFirehoseRecord::record_id>("recordId", kRequired),
    field<&KinesisAnalyticsFirehoseRecord::kinesis_firehose_record_metadata>(
        "kinesisFirehoseRecordMetadata"),
    field<&KinesisAnalyticsFirehoseRecord::data>("data", kRequired),
};

template <>
inline constexpr auto fields<KinesisAnalyticsFirehosePreprocessingEvent> = std::array{
    field<&KinesisAnalyticsFirehosePreprocessingEvent::invocation_id>("invocationId"),
    field<&KinesisAnalyticsFirehosePreprocessingEvent::application_arn>("applicationArn",
                                                                        kRequired),
    field<&KinesisAnalyticsFirehosePreprocessingEvent::stream_arn>("streamArn"),
    field<&KinesisAnalyticsFirehosePreprocessingEvent::records>("records", kRequired),
};

template <>
inline constexpr Source source<KinesisAnalyticsOutputEvent> = {
    .name = "kinesis_analytics_output",
    .reference =
        "https://docs.aws.amazon.com/kinesisanalytics/latest/dev/"
        "how-it-works-output-lambda.html",
    .kind = SourceKind::kAnswer,
    .rank = 2220,  // behind the two others, whose records say more
    .probes = {has("applicationArn"), has("records")},
    .answers = "records, each with its result",
};

template <>
inline constexpr Source source<KinesisAnalyticsStreamsPreprocessingEvent> = {
    .name = "kinesis_analytics_streams_preprocessing",
    .reference =
        "https://docs.aws.amazon.com/kinesisanalytics/latest/dev/"
        "lambda-preprocessing.html",
    .kind = SourceKind::kAnswer,
    .rank = 2200,
    .probes = {has("applicationArn"), has("records"),
               has("records[0].kinesisStreamRecordMetadata")},
    .answers = "records, each with its result and data",
};

template <>
inline constexpr Source source<KinesisAnalyticsFirehosePreprocessingEvent> = {
    .name = "kinesis_analytics_firehose_preprocessing",
    .reference =
        "https://docs.aws.amazon.com/kinesisanalytics/latest/dev/"
        "lambda-preprocessing.html",
    .kind = SourceKind::kAnswer,
    .rank = 2210,
    .probes = {has("applicationArn"), has("records"),
               has("records[0].kinesisFirehoseRecordMetadata")},
    .answers = "records, each with its result and data",
};

template <>
struct AnswerTo<KinesisAnalyticsOutputEvent> {
  using type = KinesisAnalyticsOutputResponse;
};

template <>
struct AnswerTo<KinesisAnalyticsStreamsPreprocessingEvent> {
  using type = KinesisAnalyticsPreprocessingResponse;
};

template <>
struct AnswerTo<KinesisAnalyticsFirehosePreprocessingEvent> {
  using type = KinesisAnalyticsPreprocessingResponse;
};

}  // namespace lambent::inline LAMBENT_ABI
