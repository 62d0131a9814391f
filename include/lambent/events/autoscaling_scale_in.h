// SPDX-License-Identifier: Apache-2.0
// Amazon EC2 Auto Scaling: a custom termination policy says which instances may go.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/lambda-custom-termination-policy.html
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// A group is to have fewer instances.
struct AutoScalingScaleInRequest {
  struct Capacity {
    std::string_view availability_zone{};
    std::int64_t capacity{};
    std::string_view instance_market_option{};  ///< kOnDemand or kSpot.
  };
  struct Instance {
    std::string_view availability_zone{};
    std::string_view instance_id{};
    std::string_view instance_type{};
    std::string_view instance_market_option{};  ///< kOnDemand or kSpot.
  };
  static constexpr std::string_view kScaleIn = "SCALE_IN";
  static constexpr std::string_view kInstanceRefresh = "INSTANCE_REFRESH";
  static constexpr std::string_view kMaxInstanceLifetime = "MAX_INSTANCE_LIFETIME";
  static constexpr std::string_view kRebalance = "REBALANCE";
  static constexpr std::string_view kOnDemand = "on-demand";
  static constexpr std::string_view kSpot = "spot";

  std::string_view auto_scaling_group_arn{};
  std::string_view auto_scaling_group_name{};
  List<Capacity> capacity_to_terminate{};
  List<Instance> instances{};  ///< Those that may go.
  std::string_view cause{};  ///< One of the constants above.
  std::optional<bool> has_more_instances{};  ///< There are more that may go than are listed.
};

/// Which instances may go; the group takes as many of them as it needs.
struct AutoScalingScaleInResponse {
  std::vector<std::string> instance_ids{};
};

template <>
inline constexpr auto fields<AutoScalingScaleInRequest::Capacity> = std::array{
    field<&AutoScalingScaleInRequest::Capacity::availability_zone>("AvailabilityZone"),
    field<&AutoScalingScaleInRequest::Capacity::capacity>("Capacity", kAlways),
    field<&AutoScalingScaleInRequest::Capacity::instance_market_option>("InstanceMarketOption"),
};

template <>
inline constexpr auto fields<AutoScalingScaleInRequest::Instance> = std::array{
    field<&AutoScalingScaleInRequest::Instance::availability_zone>("AvailabilityZone"),
    field<&AutoScalingScaleInRequest::Instance::instance_id>("InstanceId", kRequired),
    field<&AutoScalingScaleInRequest::Instance::instance_type>("InstanceType"),
    field<&AutoScalingScaleInRequest::Instance::instance_market_option>("InstanceMarketOption"),
};

template <>
inline constexpr auto fields<AutoScalingScaleInRequest> = std::array{
    field<&AutoScalingScaleInRequest::auto_scaling_group_arn>("AutoScalingGroupARN", kRequired),
    field<&AutoScalingScaleInRequest::auto_scaling_group_name>("AutoScalingGroupName"),
    field<&AutoScalingScaleInRequest::capacity_to_terminate>("CapacityToTerminate", kRequired),
    field<&AutoScalingScaleInRequest::instances>("Instances", kAlways),
    field<&AutoScalingScaleInRequest::cause>("Cause"),
    field<&AutoScalingScaleInRequest::has_more_instances>("HasMoreInstances"),
};

template <>
inline constexpr auto fields<AutoScalingScaleInResponse> = std::array{
    field<&AutoScalingScaleInResponse::instance_ids>("InstanceIDs", kRequired),
};

template <>
inline constexpr Source source<AutoScalingScaleInRequest> = {
    .name = "autoscaling_scale_in",
    .reference =
        "https://docs.aws.amazon.com/autoscaling/ec2/userguide/"
        "lambda-custom-termination-policy.html",
    .kind = SourceKind::kAnswer,
    .rank = 5100,
    .probes = {has("AutoScalingGroupARN"), has("CapacityToTerminate")},
    .answers = "ids of instances",
};

template <>
struct AnswerTo<AutoScalingScaleInRequest> {
  using type = AutoScalingScaleInResponse;
};

}  // namespace lambent::inline LAMBENT_ABI
