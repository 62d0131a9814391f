// SPDX-License-Identifier: Apache-2.0
// Amazon EC2 Auto Scaling over EventBridge: an instance was launched or terminated, or waits in a
// lifecycle hook.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-event-reference.html
#pragma once

#include <array>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/shapes.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// What happened to an instance.
struct AutoScalingDetail {
  static constexpr std::string_view kLaunchSuccessful = "EC2 Instance Launch Successful";
  static constexpr std::string_view kLaunchUnsuccessful = "EC2 Instance Launch Unsuccessful";
  static constexpr std::string_view kTerminateSuccessful = "EC2 Instance Terminate Successful";
  static constexpr std::string_view kTerminateUnsuccessful = "EC2 Instance Terminate Unsuccessful";
  /// These two wait for CompleteLifecycleAction; what a handler returns changes nothing.
  static constexpr std::string_view kLaunchAction = "EC2 Instance-launch Lifecycle Action";
  static constexpr std::string_view kTerminateAction = "EC2 Instance-terminate Lifecycle Action";

  std::string_view auto_scaling_group_name{};
  std::string_view ec2_instance_id{};
  std::string_view status_code{};     ///< Of the four results: "InProgress", "Failed", ...
  std::string_view status_message{};
  std::string_view activity_id{};
  std::string_view request_id{};
  std::string_view cause{};
  std::string_view description{};
  Timestamp start_time{};
  Timestamp end_time{};
  Map<std::string_view> details{};    ///< "Availability Zone", "Subnet ID": with the space.
  std::string_view lifecycle_action_token{};  ///< From here on: of the two lifecycle actions.
  std::string_view lifecycle_hook_name{};
  std::string_view lifecycle_transition{};    ///< "autoscaling:EC2_INSTANCE_LAUNCHING", ...
  std::string_view notification_metadata{};   ///< What the hook was given.
};

/// An event of an Auto Scaling group.
using AutoScalingEvent = EventBridge<AutoScalingDetail>;

template <>
inline constexpr auto fields<AutoScalingDetail> = std::array{
    field<&AutoScalingDetail::auto_scaling_group_name>("AutoScalingGroupName", kRequired),
    field<&AutoScalingDetail::ec2_instance_id>("EC2InstanceId"),
    field<&AutoScalingDetail::status_code>("StatusCode"),
    field<&AutoScalingDetail::status_message>("StatusMessage"),
    field<&AutoScalingDetail::activity_id>("ActivityId"),
    field<&AutoScalingDetail::request_id>("RequestId"),
    field<&AutoScalingDetail::cause>("Cause"),
    field<&AutoScalingDetail::description>("Description"),
    field<&AutoScalingDetail::start_time>("StartTime"),
    field<&AutoScalingDetail::end_time>("EndTime"),
    field<&AutoScalingDetail::details>("Details"),
    field<&AutoScalingDetail::lifecycle_action_token>("LifecycleActionToken"),
    field<&AutoScalingDetail::lifecycle_hook_name>("LifecycleHookName"),
    field<&AutoScalingDetail::lifecycle_transition>("LifecycleTransition"),
    field<&AutoScalingDetail::notification_metadata>("NotificationMetadata"),
};

inline constexpr std::array<std::string_view, 6> kAutoScalingDetailTypes = {
    AutoScalingDetail::kLaunchSuccessful,    AutoScalingDetail::kLaunchUnsuccessful,
    AutoScalingDetail::kTerminateSuccessful, AutoScalingDetail::kTerminateUnsuccessful,
    AutoScalingDetail::kLaunchAction,        AutoScalingDetail::kTerminateAction,
};

template <>
inline constexpr Source source<AutoScalingEvent> = {
    .name = "eventbridge_autoscaling",
    .reference =
        "https://docs.aws.amazon.com/autoscaling/ec2/userguide/"
        "ec2-auto-scaling-event-reference.html",
    .kind = SourceKind::kObserve,
    .rank = 1320,
    .probes = {has("detail"), equals("source", "aws.autoscaling"),
               one_of("detail-type", kAutoScalingDetailTypes)},
    .base = "eventbridge",
    .answers = "nothing",
};

}  // namespace lambent::inline LAMBENT_ABI
