// SPDX-License-Identifier: Apache-2.0
// AWS CodeDeploy over EventBridge: a deployment, or one of its instances, changed its state.
// https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-cloudwatch-events.html
#pragma once

#include <array>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/shapes.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// What became of a deployment.
struct CodeDeployDetail {
  static constexpr std::string_view kDeploymentStateChange =
      "CodeDeploy Deployment State-change Notification";
  static constexpr std::string_view kInstanceStateChange =
      "CodeDeploy Instance State-change Notification";
  static constexpr std::string_view kStart = "START";
  static constexpr std::string_view kSuccess = "SUCCESS";
  static constexpr std::string_view kFailure = "FAILURE";
  static constexpr std::string_view kStop = "STOP";
  static constexpr std::string_view kReady = "READY";

  std::string_view instance_group_id{};
  std::string_view region{};
  std::string_view application{};
  std::string_view state{};  ///< One of the constants above.
  std::string_view instance_id{};  ///< Of an instance's event.
  std::string_view deployment_id{};
  std::string_view deployment_group{};
};

/// A deployment changed its state.
using CodeDeployEvent = EventBridge<CodeDeployDetail>;

template <>
inline constexpr auto fields<CodeDeployDetail> = std::array{
    field<&CodeDeployDetail::instance_group_id>("instanceGroupId"),
    field<&CodeDeployDetail::region>("region"),
    field<&CodeDeployDetail::application>("application"),
    field<&CodeDeployDetail::state>("state", kRequired),
    field<&CodeDeployDetail::instance_id>("instanceId"),
    field<&CodeDeployDetail::deployment_id>("deploymentId", kRequired),
    field<&CodeDeployDetail::deployment_group>("deploymentGroup"),
};

inline constexpr std::array<std::string_view, 2> kCodeDeployDetailTypes = {
    CodeDeployDetail::kDeploymentStateChange, CodeDeployDetail::kInstanceStateChange};

template <>
inline constexpr Source source<CodeDeployEvent> = {
    .name = "eventbridge_codedeploy",
    .reference =
        "https://docs.aws.amazon.com/codedeploy/latest/userguide/"
        "monitoring-cloudwatch-events.html",
    .kind = SourceKind::kObserve,
    .rank = 1330,
    .probes = {has("detail"), equals("source", "aws.codedeploy"),
               one_of("detail-type", kCodeDeployDetailTypes)},
    .base = "eventbridge",
    .answers = "nothing",
};

}  // namespace lambent::inline LAMBENT_ABI
