// SPDX-License-Identifier: Apache-2.0
// What handlers of lambent/events/kinesis_analytics.h give back. A response must name every record
// of the event exactly once.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "lambent/fields.h"

namespace lambent::inline LAMBENT_ABI {

/// What became of one record that an application put out.
struct KinesisAnalyticsOutputResponseRecord {
  static constexpr const char* kOk = "Ok";
  static constexpr const char* kDeliveryFailed = "DeliveryFailed";  ///< Comes once more.

  std::string record_id{};  ///< That of the record.
  std::string result{kOk};  ///< One of the constants above.
};

/// The answer to what an application puts out.
/// https://docs.aws.amazon.com/kinesisanalytics/latest/dev/how-it-works-output-lambda.html
struct KinesisAnalyticsOutputResponse {
  std::vector<KinesisAnalyticsOutputResponseRecord> records{};
};

/// What became of one record that an application wanted to have transformed.
struct KinesisAnalyticsPreprocessingResponseRecord {
  static constexpr const char* kOk = "Ok";
  static constexpr const char* kDropped = "Dropped";  ///< Left out on purpose.
  static constexpr const char* kProcessingFailed = "ProcessingFailed";

  std::string record_id{};  ///< That of the record.
  std::string result{kOk};  ///< One of the constants above.
  std::string data{};       ///< Base64.
};

/// The answer to what an application wants to have transformed.
/// https://docs.aws.amazon.com/kinesisanalytics/latest/dev/lambda-preprocessing.html
struct KinesisAnalyticsPreprocessingResponse {
  std::vector<KinesisAnalyticsPreprocessingResponseRecord> records{};
};

template <>
inline constexpr auto fields<KinesisAnalyticsOutputResponseRecord> = std::array{
    field<&KinesisAnalyticsOutputResponseRecord::record_id>("recordId", kRequired),
    field<&KinesisAnalyticsOutputResponseRecord::result>("result", kRequired),
};

template <>
inline constexpr auto fields<KinesisAnalyticsOutputResponse> = std::array{
    field<&KinesisAnalyticsOutputResponse::records>("records", kAlways),
};

template <>
inline constexpr auto fields<KinesisAnalyticsPreprocessingResponseRecord> = std::array{
    field<&KinesisAnalyticsPreprocessingResponseRecord::record_id>("recordId", kRequired),
    field<&KinesisAnalyticsPreprocessingResponseRecord::result>("result", kRequired),
    field<&KinesisAnalyticsPreprocessingResponseRecord::data>("data", kAlways),
};

template <>
inline constexpr auto fields<KinesisAnalyticsPreprocessingResponse> = std::array{
    field<&KinesisAnalyticsPreprocessingResponse::records>("records", kAlways),
};

}  // namespace lambent::inline LAMBENT_ABI
