// SPDX-License-Identifier: Apache-2.0
// Amazon DynamoDB Streams: a batch of changes to the items of a table, in order.
// https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "lambent/answers.h"
#include "lambent/attribute_value.h"
#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/time_window.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// What changed.
struct DynamoDbChange {
  EpochSeconds approximate_creation_date_time{};
  Map<AttributeValue> keys{};       ///< Names of attributes are yours: never change their case.
  Map<AttributeValue> new_image{};  ///< The item after the change; empty for REMOVE.
  Map<AttributeValue> old_image{};  ///< The item before the change; empty for INSERT.
  std::string_view sequence_number{};  ///< Decimal, up to 40 digits; names a failed record.
  std::int64_t size_bytes{};
  std::string_view stream_view_type{};  ///< "NEW_AND_OLD_IMAGES", "NEW_IMAGE", ...
};

/// Who made the change.
struct DynamoDbIdentity {
  std::string_view type{};
  std::string_view principal_id{};
};

/// One change of one item.
struct DynamoDbRecord {
  static constexpr std::string_view kInsert = "INSERT";
  static constexpr std::string_view kModify = "MODIFY";
  static constexpr std::string_view kRemove = "REMOVE";

  std::string_view event_id{};
  std::string_view event_name{};  ///< One of the constants above.
  std::string_view event_version{};
  std::string_view event_source{};
  std::string_view aws_region{};
  DynamoDbChange dynamodb{};
  std::string_view event_source_arn{};
  /// "Service" and "dynamodb.amazonaws.com" for an item whose time to live ran out.
  DynamoDbIdentity user_identity{};
  std::string_view record_format{};  ///< This and the next: only by way of Kinesis.
  std::string_view table_name{};
};

/// What Lambda receives from a table's stream.
struct DynamoDbEvent {
  List<DynamoDbRecord> records{};
};

/// The same within a tumbling window.
/// https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-windows.html
using DynamoDbTimeWindowEvent = TimeWindowBatch<DynamoDbRecord>;

template <>
inline constexpr auto fields<DynamoDbChange> = std::array{
    field<&DynamoDbChange::approximate_creation_date_time>("ApproximateCreationDateTime"),
    field<&DynamoDbChange::keys>("Keys"),
    field<&DynamoDbChange::new_image>("NewImage"),
    field<&DynamoDbChange::old_image>("OldImage"),
    field<&DynamoDbChange::sequence_number>("SequenceNumber"),
    field<&DynamoDbChange::size_bytes>("SizeBytes", kAlways),
    field<&DynamoDbChange::stream_view_type>("StreamViewType"),
};

template <>
inline constexpr auto fields<DynamoDbIdentity> = std::array{
    field<&DynamoDbIdentity::type>("type"),
    field<&DynamoDbIdentity::principal_id>("principalId"),
};

template <>
inline constexpr auto fields<DynamoDbRecord> = std::array{
    field<&DynamoDbRecord::event_id>("eventID"),
    field<&DynamoDbRecord::event_name>("eventName", kRequired),
    field<&DynamoDbRecord::event_version>("eventVersion"),
    field<&DynamoDbRecord::event_source>("eventSource"),
    field<&DynamoDbRecord::aws_region>("awsRegion"),
    field<&DynamoDbRecord::dynamodb>("dynamodb", kRequired),
    field<&DynamoDbRecord::event_source_arn>("eventSourceARN"),
    field<&DynamoDbRecord::user_identity>("userIdentity"),
    field<&DynamoDbRecord::record_format>("recordFormat"),
    field<&DynamoDbRecord::table_name>("tableName"),
};

template <>
inline constexpr auto fields<DynamoDbEvent> = std::array{
    field<&DynamoDbEvent::records>("Records", kRequired),
};

template <>
inline constexpr Source source<DynamoDbEvent> = {
    .name = "dynamodb_stream",
    .reference = "https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html",
    .kind = SourceKind::kBatch,
    .rank = kRecordRank,
    .probes = {equals("Records[0].eventSource", "aws:dynamodb")},
    .answers = "sequence numbers of the failed records",
};

/// The final call of a window in which nothing came.
inline constexpr std::array<Probes, 1> kDynamoDbIdleWindow = {{
    {is("window", JsonKind::kObject), is("Records", JsonKind::kArray), absent("Records[0]"),
     contains("eventSourceARN", ":dynamodb:")},
}};

template <>
inline constexpr Source source<DynamoDbTimeWindowEvent> = {
    .name = "dynamodb_time_window",
    .reference = "https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-windows.html",
    .kind = SourceKind::kBatch,
    .rank = kRecordRank - 1,
    .probes = {equals("Records[0].eventSource", "aws:dynamodb"), is("window", JsonKind::kObject)},
    .or_probes = kDynamoDbIdleWindow,
    .base = "dynamodb_stream",
    .answers = "state, and sequence numbers of the failed records",
};

template <>
struct AnswerTo<DynamoDbEvent> {
  using type = BatchResponse;
};

}  // namespace lambent::inline LAMBENT_ABI
