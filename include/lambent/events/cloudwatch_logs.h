// SPDX-License-Identifier: Apache-2.0
// Amazon CloudWatch Logs: what a subscription filter passes on. unpack() of lambent/logs.h opens
// it.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
#pragma once

#include <array>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// What Lambda receives: the document is packed.
struct CloudWatchLogsEvent {
  struct Packed {
    Base64 data{};  ///< gzip, or at times zlib, around a CloudWatchLogs document.
  };
  Packed awslogs{};
};

/// One line of a log.
struct CloudWatchLogEvent {
  std::string_view id{};  ///< Decimal, 56 digits.
  EpochMs timestamp{};
  std::string_view message{};
  Map<std::string_view> extracted_fields{};
};

/// The document inside. It also comes in the data of Kinesis and Firehose records.
struct CloudWatchLogs {
  static constexpr std::string_view kData = "DATA_MESSAGE";
  static constexpr std::string_view kControl = "CONTROL_MESSAGE";  ///< A probe: skip it.

  std::string_view message_type{};  ///< One of the constants above.
  std::string_view owner{};
  std::string_view log_group{};
  std::string_view log_stream{};
  List<std::string_view> subscription_filters{};
  std::string_view policy_level{};  ///< Policies of an account.
  List<CloudWatchLogEvent> log_events{};
};

template <>
inline constexpr auto fields<CloudWatchLogsEvent::Packed> = std::array{
    field<&CloudWatchLogsEvent::Packed::data>("data", kRequired),
};

template <>
inline constexpr auto fields<CloudWatchLogsEvent> = std::array{
    field<&CloudWatchLogsEvent::awslogs>("awslogs", kRequired),
};

template <>
inline constexpr auto fields<CloudWatchLogEvent> = std::array{
    field<&CloudWatchLogEvent::id>("id"),
    field<&CloudWatchLogEvent::timestamp>("timestamp", kAlways),
    field<&CloudWatchLogEvent::message>("message", kAlways),
    field<&CloudWatchLogEvent::extracted_fields>("extractedFields"),
};

template <>
inline constexpr auto fields<CloudWatchLogs> = std::array{
    field<&CloudWatchLogs::message_type>("messageType", kRequired),
    field<&CloudWatchLogs::owner>("owner"),
    field<&CloudWatchLogs::log_group>("logGroup"),
    field<&CloudWatchLogs::log_stream>("logStream"),
    field<&CloudWatchLogs::subscription_filters>("subscriptionFilters", kAlways),
    field<&CloudWatchLogs::policy_level>("policyLevel"),
    field<&CloudWatchLogs::log_events>("logEvents", kAlways),
};

template <>
inline constexpr Source source<CloudWatchLogsEvent> = {
    .name = "cloudwatch_logs",
    .reference =
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html",
    .kind = SourceKind::kObserve,
    .rank = 900,
    .probes = {has("awslogs.data")},
    .answers = "nothing",
};

}  // namespace lambent::inline LAMBENT_ABI
