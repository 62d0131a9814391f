// SPDX-License-Identifier: Apache-2.0
// Documents about CloudWatch alarms that come as text inside other events: the reason of a state,
// and, in the header that is included, the message that an alarm sends to an SNS topic. Decode them
// with as<T>(text).
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/shapes/alarm_notification.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// Why a metric alarm is in its state.
struct CloudWatchAlarmReason {
  struct Datapoint {
    Timestamp timestamp{};
    std::optional<double> sample_count{};
    std::optional<double> value{};
    std::optional<double> threshold{};
  };
  std::string_view version{};
  Timestamp query_date{};
  Timestamp start_date{};
  std::string_view unit{};
  std::string_view statistic{};
  std::int64_t period{};  ///< Seconds.
  List<double> recent_datapoints{};
  List<double> recent_lower_thresholds{};
  List<double> recent_upper_thresholds{};
  std::optional<double> threshold{};
  List<Datapoint> evaluated_datapoints{};
};

/// Why a composite alarm is in its state.
struct CompositeAlarmReason {
  struct State {
    std::string_view value{};
    Timestamp timestamp{};
  };
  struct Alarm {
    std::string_view arn{};
    State state{};
  };
  List<Alarm> triggering_alarms{};
};

template <>
inline constexpr auto fields<CloudWatchAlarmReason::Datapoint> = std::array{
    field<&CloudWatchAlarmReason::Datapoint::timestamp>("timestamp"),
    field<&CloudWatchAlarmReason::Datapoint::sample_count>("sampleCount"),
    field<&CloudWatchAlarmReason::Datapoint::value>("value"),
    field<&CloudWatchAlarmReason::Datapoint::threshold>("threshold"),
};

template <>
inline constexpr auto fields<CloudWatchAlarmReason> = std::array{
    field<&CloudWatchAlarmReason::version>("version"),
    field<&CloudWatchAlarmReason::query_date>("queryDate"),
    field<&CloudWatchAlarmReason::start_date>("startDate"),
    field<&CloudWatchAlarmReason::unit>("unit"),
    field<&CloudWatchAlarmReason::statistic>("statistic"),
    field<&CloudWatchAlarmReason::period>("period", kAlways),
    field<&CloudWatchAlarmReason::recent_datapoints>("recentDatapoints"),
    field<&CloudWatchAlarmReason::recent_lower_thresholds>("recentLowerThresholds"),
    field<&CloudWatchAlarmReason::recent_upper_thresholds>("recentUpperThresholds"),
    field<&CloudWatchAlarmReason::threshold>("threshold"),
    field<&CloudWatchAlarmReason::evaluated_datapoints>("evaluatedDatapoints"),
};

template <>
inline constexpr auto fields<CompositeAlarmReason::State> = std::array{
    field<&CompositeAlarmReason::State::value>("value"),
    field<&CompositeAlarmReason::State::timestamp>("timestamp"),
};

template <>
inline constexpr auto fields<CompositeAlarmReason::Alarm> = std::array{
    field<&CompositeAlarmReason::Alarm::arn>("arn"),
    field<&CompositeAlarmReason::Alarm::state>("state"),
};

template <>
inline constexpr auto fields<CompositeAlarmReason> = std::array{
    field<&CompositeAlarmReason::triggering_alarms>("triggeringAlarms", kRequired),
};

}  // namespace lambent::inline LAMBENT_ABI
