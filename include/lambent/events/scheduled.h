// SPDX-License-Identifier: Apache-2.0
// EventBridge rules with a schedule, and EventBridge Scheduler: the time has come.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html
#pragma once

#include <array>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// A schedule came due. A rule with a constant input sends that input instead, which no type can
/// recognise; see Dispatcher::otherwise().
struct ScheduledEvent {
  std::string_view version{};
  std::string_view id{};
  std::string_view detail_type{};  ///< "Scheduled Event".
  std::string_view source{};       ///< "aws.events" from rules, "aws.scheduler" from Scheduler.
  std::string_view account{};
  Timestamp time{};                ///< When it was due.
  std::string_view region{};
  List<std::string_view> resources{};  ///< [0] is the ARN of the rule or schedule.
  RawJson detail{};                ///< {} from rules, the string "{}" from Scheduler.
  std::string_view replay_name{};  ///< Set when an archive is replayed.
};

template <>
inline constexpr auto fields<ScheduledEvent> = std::array{
    field<&ScheduledEvent::version>("version"),
    field<&ScheduledEvent::id>("id"),
    field<&ScheduledEvent::detail_type>("detail-type", kRequired),
    field<&ScheduledEvent::source>("source"),
    field<&ScheduledEvent::account>("account"),
    field<&ScheduledEvent::time>("time"),
    field<&ScheduledEvent::region>("region"),
    field<&ScheduledEvent::resources>("resources", kAlways),
    field<&ScheduledEvent::detail>("detail", kNullable),
    field<&ScheduledEvent::replay_name>("replay-name"),
};

template <>
inline constexpr Source source<ScheduledEvent> = {
    .name = "scheduled_event",
    .reference =
        "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html",
    .kind = SourceKind::kObserve,
    .rank = 1310,
    .probes = {equals("detail-type", "Scheduled Event"), has("source"), has("detail")},
    .base = "eventbridge",
    .answers = "nothing",
};

}  // namespace lambent::inline LAMBENT_ABI
