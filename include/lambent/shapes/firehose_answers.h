// SPDX-License-Identifier: Apache-2.0
// What handlers of lambent/events/firehose.h give back. A response must name every record of the
// event exactly once; otherwise Firehose takes the whole batch as failed.
// https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lambent/fields.h"

namespace lambent::inline LAMBENT_ABI {

/// What became of one record.
struct FirehoseResponseRecord {
  static constexpr const char* kOk = "Ok";
  static constexpr const char* kDropped = "Dropped";  ///< Left out on purpose.
  static constexpr const char* kProcessingFailed = "ProcessingFailed";

  /// Where the row of a table in Apache Iceberg goes to.
  struct OtfMetadata {
    static constexpr const char* kInsert = "insert";
    static constexpr const char* kUpdate = "update";
    static constexpr const char* kDelete = "delete";

    std::string destination_database_name{};
    std::string destination_table_name{};
    std::string operation{};  ///< One of the constants above.
  };
  struct Metadata {
    std::map<std::string, std::string> partition_keys{};  ///< For dynamic partitioning.
    OtfMetadata otf_metadata{};
  };
  std::string record_id{};  ///< That of the record.
  std::string result{kOk};  ///< One of the constants above.
  std::string data{};       ///< Base64; Firehose wants some where the result is kOk.
  Metadata metadata{};      ///< Left out when empty.
};

/// The answer to FirehoseEvent.
struct FirehoseResponse {
  std::vector<FirehoseResponseRecord> records{};
};

/// What became of one record of a topic.
struct FirehoseMskResponseRecord {
  static constexpr const char* kOk = FirehoseResponseRecord::kOk;
  static constexpr const char* kDropped = FirehoseResponseRecord::kDropped;
  static constexpr const char* kProcessingFailed = FirehoseResponseRecord::kProcessingFailed;

  std::string record_id{};           ///< That of the record.
  std::string result{kOk};           ///< One of the constants above.
  std::string kafka_record_value{};  ///< Base64.
};

/// The answer to FirehoseMskEvent.
struct FirehoseMskResponse {
  std::vector<FirehoseMskResponseRecord> records{};
};

template <>
inline constexpr auto fields<FirehoseResponseRecord::OtfMetadata> = std::array{
    field<&FirehoseResponseRecord::OtfMetadata::destination_database_name>(
        "destinationDatabaseName"),
    field<&FirehoseResponseRecord::OtfMetadata::destination_table_name>("destinationTableName"),
    field<&FirehoseResponseRecord::OtfMetadata::operation>("operation"),
};

template <>
inline constexpr auto fields<FirehoseResponseRecord::Metadata> = std::array{
    field<&FirehoseResponseRecord::Metadata::partition_keys>("partitionKeys"),
    field<&FirehoseResponseRecord::Metadata::otf_metadata>("otfMetadata"),
};

template <>
inline constexpr auto fields<FirehoseResponseRecord> = std::array{
    field<&FirehoseResponseRecord::record_id>("recordId", kRequired),
    field<&FirehoseResponseRecord::result>("result", kRequired),
    field<&FirehoseResponseRecord::data>("data", kAlways),
    field<&FirehoseResponseRecord::metadata>("metadata"),
};

template <>
inline constexpr auto fields<FirehoseResponse> = std::array{
    field<&FirehoseResponse::records>("records", kAlways),
};

template <>
inline constexpr auto fields<FirehoseMskResponseRecord> = std::array{
    field<&FirehoseMskResponseRecord::record_id>("recordId", kRequired),
    field<&FirehoseMskResponseRecord::result>("result", kRequired),
    field<&FirehoseMskResponseRecord::kafka_record_value>("kafkaRecordValue", kAlways),
};

template <>
inline constexpr auto fields<FirehoseMskResponse> = std::array{
    field<&FirehoseMskResponse::records>("records", kAlways),
};

}  // namespace lambent::inline LAMBENT_ABI
