// SPDX-License-Identifier: Apache-2.0
// AWS Lambda: what became of an asynchronous invocation, told to a destination.
// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// An invocation that succeeded, or was given up.
struct LambdaDestinationEvent {
  struct RequestContext {
    std::string_view request_id{};
    std::string_view function_arn{};  ///< With version or alias.
    std::string_view condition{};  ///< One of the constants of the event, or a later one.
    std::int64_t approximate_invoke_count{};
  };
  struct ResponseContext {
    std::int64_t status_code{};
    std::string_view executed_version{};
    std::string_view function_error{};  ///< "Handled" or "Unhandled"; absent on success.
  };
  struct StreamBatch {
    std::string_view shard_id{};
    std::string_view start_sequence_number{};
    std::string_view end_sequence_number{};
    Timestamp approximate_arrival_of_first_record{};
    Timestamp approximate_arrival_of_last_record{};
    std::int64_t batch_size{};
    std::string_view stream_arn{};
  };
  /// Where the batch was in its partition: the offsets are decimal.
  struct KafkaPartitionRange {
    std::string_view first_record_offset{};
    std::string_view last_record_offset{};
    Timestamp first_record_timestamp{};
    Timestamp last_record_timestamp{};
  };
  struct KafkaBatch {
    std::int64_t batch_size{};
    std::string_view event_source_arn{};   ///< Of the cluster in Amazon MSK.
    std::string_view bootstrap_servers{};  ///< Of one's own cluster.
    std::int64_t payload_size{};           ///< Bytes.
    Map<KafkaPartitionRange> records_info{};  ///< By partition: "orders-0".
  };
  static constexpr std::string_view kSuccess = "Success";
  static constexpr std::string_view kRetriesExhausted = "RetriesExhausted";
  static constexpr std::string_view kRetryAttemptsExhausted = "RetryAttemptsExhausted";
  static constexpr std::string_view kEventAgeExceeded = "EventAgeExceeded";
  static constexpr std::string_view kMaximumPayloadSizeExceeded = "MaximumPayloadSizeExceeded";

  std::string_view version{};  ///< "1.0"
  Timestamp timestamp{};
  RequestContext request_context{};
  RawJson request_payload{};  ///< What the function was given.
  std::optional<ResponseContext> response_context{};  ///< Absent where the function never ran.
  RawJson response_payload{};  ///< What it answered, or its error.
  /// Of a stream that was given up: those records have no payload.
  std::optional<StreamBatch> ddb_stream_batch_info{};
  std::optional<StreamBatch> kinesis_batch_info{};
  std::optional<KafkaBatch> kafka_batch_info{};
  RawJson payload{};  ///< Where S3 is the destination of a batch: the whole event, as text.
};

template <>
inline constexpr auto fields<LambdaDestinationEvent::RequestContext> = std::array{
    field<&LambdaDestinationEvent::RequestContext::request_id>("requestId"),
    field<&LambdaDestinationEvent::RequestContext::function_arn>("functionArn", kRequired),
    field<&LambdaDestinationEvent::RequestContext::condition>("condition", kRequired),
    field<&LambdaDestinationEvent::RequestContext::approximate_invoke_count>(
        "approximateInvokeCount", kAlways),
};

template <>
inline constexpr auto fields<LambdaDestinationEvent::ResponseContext> = std::array{
    field<&LambdaDestinationEvent::ResponseContext::status_code>("statusCode", kAlways),
    field<&LambdaDestinationEvent::ResponseContext::executed_version>("executedVersion"),
    field<&LambdaDestinationEvent::ResponseContext::function_error>("functionError"),
};

template <>
inline constexpr auto fields<LambdaDestinationEvent::StreamBatch> = std::array{
    field<&LambdaDestinationEvent::StreamBatch::shard_id>("shardId"),
    field<&LambdaDestinationEvent::StreamBatch::start_sequence_number>("startSequenceNumber"),
    field<&LambdaDestinationEvent::StreamBatch::end_sequence_number>("endSequenceNumber"),
    field<&LambdaDestinationEvent::StreamBatch::approximate_arrival_of_first_record>(
        "approximateArrivalOfFirstRecord"),
    field<&LambdaDestinationEvent::StreamBatch::approximate_arrival_of_last_record>(
        "approximateArrivalOfLastRecord"),
    field<&LambdaDestinationEvent::StreamBatch::batch_size>("batchSize"),
    field<&LambdaDestinationEvent::StreamBatch::stream_arn>("streamArn"),
};

template <>
inline constexpr auto fields<LambdaDestinationEvent::KafkaPartitionRange> = std::array{
    field<&LambdaDestinationEvent::KafkaPartitionRange::first_record_offset>("firstRecordOffset"),
    field<&LambdaDestinationEvent::KafkaPartitionRange::last_record_offset>("lastRecordOffset"),
    field<&LambdaDestinationEvent::KafkaPartitionRange::first_record_timestamp>(
        "firstRecordTimestamp"),
    field<&LambdaDestinationEvent::KafkaPartitionRange::last_record_timestamp>(
        "lastRecordTimestamp"),
};

template <>
inline constexpr auto fields<LambdaDestinationEvent::KafkaBatch> = std::array{
    field<&LambdaDestinationEvent::KafkaBatch::batch_size>("batchSize"),
    field<&LambdaDestinationEvent::KafkaBatch::event_source_arn>("eventSourceArn"),
    field<&LambdaDestinationEvent::KafkaBatch::bootstrap_servers>("bootstrapServers"),
    field<&LambdaDestinationEvent::KafkaBatch::payload_size>("payloadSize"),
    field<&LambdaDestinationEvent::KafkaBatch::records_info>("recordsInfo"),
};

template <>
inline constexpr auto fields<LambdaDestinationEvent> = std::array{
    field<&LambdaDestinationEvent::version>("version"),
    field<&LambdaDestinationEvent::timestamp>("timestamp"),
    field<&LambdaDestinationEvent::request_context>("requestContext", kRequired),
    field<&LambdaDestinationEvent::request_payload>("requestPayload"),
    field<&LambdaDestinationEvent::response_context>("responseContext"),
    field<&LambdaDestinationEvent::response_payload>("responsePayload"),
    field<&LambdaDestinationEvent::ddb_stream_batch_info>("DDBStreamBatchInfo"),
    field<&LambdaDestinationEvent::kinesis_batch_info>("KinesisBatchInfo"),
    field<&LambdaDestinationEvent::kafka_batch_info>("KafkaBatchInfo"),
    field<&LambdaDestinationEvent::payload>("payload"),
};

template <>
inline constexpr Source source<LambdaDestinationEvent> = {
    .name = "lambda_destination",
    .reference =
        "https://docs.aws.amazon.com/lambda/latest/dg/"
        "invocation-async-retain-records.html",
    .kind = SourceKind::kObserve,
    .rank = 3000,
    .probes = {has("requestContext.functionArn"), has("requestContext.condition")},
    .answers = "nothing",
};

}  // namespace lambent::inline LAMBENT_ABI
