// SPDX-License-Identifier: Apache-2.0
// Amazon EC2 over EventBridge: an instance changed its state.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-instance-state-changes.html
#pragma once

#include <array>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/shapes.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// The state of an instance.
struct Ec2InstanceStateDetail {
  static constexpr std::string_view kPending = "pending";
  static constexpr std::string_view kRunning = "running";
  static constexpr std::string_view kShuttingDown = "shutting-down";
  static constexpr std::string_view kStopped = "stopped";
  static constexpr std::string_view kStopping = "stopping";
  static constexpr std::string_view kTerminated = "terminated";

  std::string_view instance_id{};
  std::string_view state{};  ///< One of the constants above.
};

/// An instance changed its state.
using Ec2InstanceStateEvent = EventBridge<Ec2InstanceStateDetail>;

template <>
inline constexpr auto fields<Ec2InstanceStateDetail> = std::array{
    field<&Ec2InstanceStateDetail::instance_id>("instance-id").also("instance_id"),
    field<&Ec2InstanceStateDetail::state>("state", kRequired),
};

template <>
inline constexpr Source source<Ec2InstanceStateEvent> = {
    .name = "eventbridge_ec2_instance_state",
    .reference =
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/"
        "monitoring-instance-state-changes.html",
    .kind = SourceKind::kObserve,
    .rank = 1360,
    .probes = {has("detail"), equals("source", "aws.ec2"),
               equals("detail-type", "EC2 Instance State-change Notification")},
    .base = "eventbridge",
    .answers = "nothing",
};

}  // namespace lambent::inline LAMBENT_ABI
