// SPDX-License-Identifier: Apache-2.0
// What an alarm of CloudWatch sends to an SNS topic.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// The text of the SNS message that an alarm sends.
struct CloudWatchAlarmNotification {
  struct Dimension {
    std::string_view name{};
    std::string_view value{};
  };
  struct Metric {
    std::string_view metric_name{};
    std::string_view metric_namespace{};
    List<Dimension> dimensions{};
  };
  struct MetricStat {
    Metric metric{};
    std::optional<std::int64_t> period{};
    std::string_view stat{};
    std::string_view unit{};
  };
  struct MetricQuery {
    std::string_view id{};
    std::optional<MetricStat> metric_stat{};
    std::string_view expression{};
    std::string_view label{};
    std::optional<std::int64_t> period{};
    bool return_data{};
  };
  struct Trigger {
    std::string_view metric_name{};  ///< This and the next five: alarms on one metric.
    std::string_view metric_namespace{};
    std::string_view statistic_type{};
    std::string_view statistic{};
    std::string_view unit{};
    List<Dimension> dimensions{};
    List<MetricQuery> metrics{};  ///< Alarms on an expression.
    std::optional<std::int64_t> period{};  ///< Seconds.
    std::optional<std::int64_t> evaluation_periods{};
    std::string_view comparison_operator{};
    std::optional<double> threshold{};
    std::string_view treat_missing_data{};
    std::string_view evaluate_low_sample_count_percentile{};
  };
  std::string_view alarm_name{};
  std::string_view alarm_description{};
  std::string_view aws_account_id{};
  std::string_view new_state_value{};
  std::string_view new_state_reason{};
  Timestamp state_change_time{};
  std::string_view region{};
  std::string_view alarm_arn{};
  std::string_view old_state_value{};
  std::optional<Trigger> trigger{};
};

template <>
inline constexpr auto fields<CloudWatchAlarmNotification::Dimension> = std::array{
    field<&CloudWatchAlarmNotification::Dimension::name>("name"),
    field<&CloudWatchAlarmNotification::Dimension::value>("value"),
};

template <>
inline constexpr auto fields<CloudWatchAlarmNotification::Metric> = std::array{
    field<&CloudWatchAlarmNotification::Metric::metric_name>("MetricName"),
    field<&CloudWatchAlarmNotification::Metric::metric_namespace>("Namespace"),
    field<&CloudWatchAlarmNotification::Metric::dimensions>("Dimensions"),
};

template <>
inline constexpr auto fields<CloudWatchAlarmNotification::MetricStat> = std::array{
    field<&CloudWatchAlarmNotification::MetricStat::metric>("Metric"),
    field<&CloudWatchAlarmNotification::MetricStat::period>("Period"),
    field<&CloudWatchAlarmNotification::MetricStat::stat>("Stat"),
    field<&CloudWatchAlarmNotification::MetricStat::unit>("Unit"),
};

template <>
inline constexpr auto fields<CloudWatchAlarmNotification::MetricQuery> = std::array{
    field<&CloudWatchAlarmNotification::MetricQuery::id>("Id"),
    field<&CloudWatchAlarmNotification::MetricQuery::metric_stat>("MetricStat"),
    field<&CloudWatchAlarmNotification::MetricQuery::expression>("Expression"),
    field<&CloudWatchAlarmNotification::MetricQuery::label>("Label"),
    field<&CloudWatchAlarmNotification::MetricQuery::period>("Period"),
    field<&CloudWatchAlarmNotification::MetricQuery::return_data>("ReturnData", kAlways),
};

template <>
inline constexpr auto fields<CloudWatchAlarmNotification::Trigger> = std::array{
    field<&CloudWatchAlarmNotification::Trigger::metric_name>("MetricName"),
    field<&CloudWatchAlarmNotification::Trigger::metric_namespace>("Namespace"),
    field<&CloudWatchAlarmNotification::Trigger::statistic_type>("StatisticType"),
    field<&CloudWatchAlarmNotification::Trigger::statistic>("Statistic"),
    field<&CloudWatchAlarmNotification::Trigger::unit>("Unit"),
    field<&CloudWatchAlarmNotification::Trigger::dimensions>("Dimensions"),
    field<&CloudWatchAlarmNotification::Trigger::metrics>("Metrics"),
    field<&CloudWatchAlarmNotification::Trigger::period>("Period"),
    field<&CloudWatchAlarmNotification::Trigger::evaluation_periods>("EvaluationPeriods"),
    field<&CloudWatchAlarmNotification::Trigger::comparison_operator>("ComparisonOperator"),
    field<&CloudWatchAlarmNotification::Trigger::threshold>("Threshold"),
    field<&CloudWatchAlarmNotification::Trigger::treat_missing_data>("TreatMissingData"),
    field<&CloudWatchAlarmNotification::Trigger::evaluate_low_sample_count_percentile>(
        "EvaluateLowSampleCountPercentile"),
};

template <>
inline constexpr auto fields<CloudWatchAlarmNotification> = std::array{
    field<&CloudWatchAlarmNotification::alarm_name>("AlarmName", kRequired),
    field<&CloudWatchAlarmNotification::alarm_description>("AlarmDescription", kNullable),
    field<&CloudWatchAlarmNotification::aws_account_id>("AWSAccountId"),
    field<&CloudWatchAlarmNotification::new_state_value>("NewStateValue", kRequired),
    field<&CloudWatchAlarmNotification::new_state_reason>("NewStateReason"),
    field<&CloudWatchAlarmNotification::state_change_time>("StateChangeTime"),
    field<&CloudWatchAlarmNotification::region>("Region"),
    field<&CloudWatchAlarmNotification::alarm_arn>("AlarmArn"),
    field<&CloudWatchAlarmNotification::old_state_value>("OldStateValue"),
    field<&CloudWatchAlarmNotification::trigger>("Trigger"),
};

/// Only dispatchers with a handler of it recognise it: it comes in messages of SNS, see envelope.h.
template <>
inline constexpr Source source<CloudWatchAlarmNotification> = {
    .name = "cloudwatch_alarm_notification",
    .reference =
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/"
        "AlarmThatSendsEmail.html",
    .kind = SourceKind::kObserve,
    .probes = {has("AlarmName"), has("NewStateValue"), has("StateChangeTime")},
    .answers = "nothing",
};

}  // namespace lambent::inline LAMBENT_ABI
