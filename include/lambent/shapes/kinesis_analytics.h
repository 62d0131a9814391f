// SPDX-License-Identifier: Apache-2.0
// What handlers of lambent/events/kinesis_analytics.h give back. A response must name every record
// of the event exactly once.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "lambent/fields.h"

namespace lambent {

/// The answer to what an application puts out.
/// https://docs.aws.amazon.com/kinesisanalytics/latest/dev/how-it-works-output-lambda.html
struct KinesisAnalyticsOutputResponse {
  struct Record {
    static constexpr std::string_view kOk = "Ok";
    static constexpr std::string_view kDeliveryFailed = "DeliveryFailed";  ///< Comes once more.

    std::string record_id{};  ///< That of the record.
    std::string result{kOk};  ///< One of the constants above.
  };
  std::vector<Record> records{};
};

/// The answer to what an application wants to have transformed.
/// https://docs.aws.amazon.com/kinesisanalytics/latest/dev/lambda-preprocessing.html
struct KinesisAnalyticsPreprocessingResponse {
  struct Record {
    static constexpr std::string_view kOk = "Ok";
    static constexpr std::string_view kDropped = "Dropped";  ///< Left out on purpose.
    static constexpr std::string_view kProcessingFailed = "ProcessingFailed";

    std::string record_id{};  ///< That of the record.
    std::string result{kOk};  ///< One of the constants above.
    std::string data{};       ///< Base64.
  };
  std::vector<Record> records{};
};

template <>
inline constexpr auto fields<KinesisAnalyticsOutputResponse::Record> = std::array{
    field<&KinesisAnalyticsOutputResponse::Record::record_id>("recordId", kRequired),
    field<&KinesisAnalyticsOutputResponse::Record::result>("result", kRequired),
};

template <>
inline constexpr auto fields<KinesisAnalyticsOutputResponse> = std::array{
    field<&KinesisAnalyticsOutputResponse::records>("records", kAlways),
};

template <>
inline constexpr auto fields<KinesisAnalyticsPreprocessingResponse::Record> = std::array{
    field<&KinesisAnalyticsPreprocessingResponse::Record::record_id>("recordId", kRequired),
    field<&KinesisAnalyticsPreprocessingResponse::Record::result>("result", kRequired),
    field<&KinesisAnalyticsPreprocessingResponse::Record::data>("data", kAlways),
};

template <>
inline constexpr auto fields<KinesisAnalyticsPreprocessingResponse> = std::array{
    field<&KinesisAnalyticsPreprocessingResponse::records>("records", kAlways),
};

}  // namespace lambent
