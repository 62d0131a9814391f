// SPDX-License-Identifier: Apache-2.0
// Amazon CloudWatch: an alarm changed its state and has a Lambda action.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// The state of an alarm, and why it is so.
struct CloudWatchAlarmState {
  static constexpr std::string_view kOk = "OK";
  static constexpr std::string_view kAlarm = "ALARM";
  static constexpr std::string_view kInsufficientData = "INSUFFICIENT_DATA";

  std::string_view value{};  ///< One of the constants above.
  std::string_view reason{};
  /// JSON in text: as<CloudWatchAlarmReason>() decodes that of metric alarms,
  /// as<CompositeAlarmReason>() that of composite ones.
  std::string_view reason_data{};
  Timestamp timestamp{};  ///< "2023-08-04T12:36:15.490+0000"
  std::string_view
      actions_suppressed_by{};  ///< Composite: "WaitPeriod", "ExtensionPeriod", "Alarm".
  std::string_view actions_suppressed_reason{};
};

/// A metric, or an expression over others, that a metric alarm watches.
struct CloudWatchAlarmMetric {
  struct Metric {
    std::string_view metric_namespace{};
    std::string_view name{};
    Map<std::string_view> dimensions{};
  };
  struct Stat {
    Metric metric{};
    std::int64_t period{};  ///< Seconds.
    std::string_view stat{};
    std::string_view unit{};
  };
  std::string_view id{};
  std::optional<Stat> metric_stat{};  ///< Absent for an expression.
  std::string_view expression{};
  std::string_view label{};
  bool return_data{};
};

/// What the alarm watches.
struct CloudWatchAlarmConfiguration {
  std::string_view description{};
  List<CloudWatchAlarmMetric> metrics{};
  std::string_view alarm_rule{};  ///< This and the rest: composite alarms.
  std::string_view actions_suppressor{};
  std::optional<std::int64_t> actions_suppressor_wait_period{};       ///< Seconds.
  std::optional<std::int64_t> actions_suppressor_extension_period{};  ///< Seconds.
};

/// The alarm, before and after the change.
struct CloudWatchAlarmData {
  std::string_view alarm_name{};
  CloudWatchAlarmState state{};
  CloudWatchAlarmState previous_state{};
  CloudWatchAlarmConfiguration configuration{};
};

/// What Lambda receives.
struct CloudWatchAlarmEvent {
  std::string_view source{};  ///< "aws.cloudwatch".
  std::string_view alarm_arn{};
  std::string_view account_id{};
  Timestamp time{};
  std::string_view region{};
  CloudWatchAlarmData alarm_data{};
};

template <>
inline constexpr auto fields<CloudWatchAlarmState> = std::array{
    field<&CloudWatchAlarmState::value>("value"),
    field<&CloudWatchAlarmState::reason>("reason"),
    field<&CloudWatchAlarmState::reason_data>("reasonData"),
    field<&CloudWatchAlarmState::timestamp>("timestamp"),
    field<&CloudWatchAlarmState::actions_suppressed_by>("actionsSuppressedBy"),
    field<&CloudWatchAlarmState::actions_suppressed_reason>("actionsSuppressedReason"),
};

template <>
inline constexpr auto fields<CloudWatchAlarmMetric::Metric> = std::array{
    field<&CloudWatchAlarmMetric::Metric::metric_namespace>("namespace"),
    field<&CloudWatchAlarmMetric::Metric::name>("name"),
    field<&CloudWatchAlarmMetric::Metric::dimensions>("dimensions"),
};

template <>
inline constexpr auto fields<CloudWatchAlarmMetric::Stat> = std::array{
    field<&CloudWatchAlarmMetric::Stat::metric>("metric"),
    field<&CloudWatchAlarmMetric::Stat::period>("period", kAlways),
    field<&CloudWatchAlarmMetric::Stat::stat>("stat"),
    field<&CloudWatchAlarmMetric::Stat::unit>("unit"),
};

template <>
inline constexpr auto fields<CloudWatchAlarmMetric> = std::array{
    field<&CloudWatchAlarmMetric::id>("id"),
    field<&CloudWatchAlarmMetric::metric_stat>("metricStat"),
    field<&CloudWatchAlarmMetric::expression>("expression"),
    field<&CloudWatchAlarmMetric::label>("label"),
    field<&CloudWatchAlarmMetric::return_data>("returnData", kAlways),
};

template <>
inline constexpr auto fields<CloudWatchAlarmConfiguration> = std::array{
    field<&CloudWatchAlarmConfiguration::description>("description"),
    field<&CloudWatchAlarmConfiguration::metrics>("metrics"),
    field<&CloudWatchAlarmConfiguration::alarm_rule>("alarmRule"),
    field<&CloudWatchAlarmConfiguration::actions_suppressor>("actionsSuppressor"),
    field<&CloudWatchAlarmConfiguration::actions_suppressor_wait_period>(
        "actionsSuppressorWaitPeriod"),
    field<&CloudWatchAlarmConfiguration::actions_suppressor_extension_period>(
        "actionsSuppressorExtensionPeriod"),
};

template <>
inline constexpr auto fields<CloudWatchAlarmData> = std::array{
    field<&CloudWatchAlarmData::alarm_name>("alarmName", kRequired),
    field<&CloudWatchAlarmData::state>("state"),
    field<&CloudWatchAlarmData::previous_state>("previousState"),
    field<&CloudWatchAlarmData::configuration>("configuration"),
};

template <>
inline constexpr auto fields<CloudWatchAlarmEvent> = std::array{
    field<&CloudWatchAlarmEvent::source>("source", kRequired),
    field<&CloudWatchAlarmEvent::alarm_arn>("alarmArn"),
    field<&CloudWatchAlarmEvent::account_id>("accountId"),
    field<&CloudWatchAlarmEvent::time>("time"),
    field<&CloudWatchAlarmEvent::region>("region"),
    field<&CloudWatchAlarmEvent::alarm_data>("alarmData", kRequired),
};

template <>
inline constexpr Source source<CloudWatchAlarmEvent> = {
    .name = "cloudwatch_alarm",
    .reference =
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/"
        "alarms-and-actions-Lambda.html",
    .kind = SourceKind::kObserve,
    .rank = 1200,  // before EventBridge, whose envelope may be around it
    .probes = {is("alarmData", JsonKind::kObject), equals("source", "aws.cloudwatch")},
    .answers = "nothing",
};

}  // namespace lambent::inline LAMBENT_ABI
