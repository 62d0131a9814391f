// SPDX-License-Identifier: Apache-2.0
// Amazon ECS over EventBridge: a container instance changed its state.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_container_instance_events.html
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/shapes.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent {

/// A container instance as it is now.
struct EcsContainerInstanceDetail {
  struct Attribute {
    std::string_view name{};
    std::string_view value{};
  };
  struct VersionInfo {
    std::string_view agent_hash{};
    std::string_view agent_version{};
    std::string_view docker_version{};
  };
  struct Resource {
    static constexpr std::string_view kInteger = "INTEGER";
    static constexpr std::string_view kStringSet = "STRINGSET";

    std::string_view name{};  ///< "CPU", "MEMORY", "PORTS", ...
    std::string_view type{};  ///< Which of the next two there is; one of the constants above.
    std::optional<std::int64_t> integer_value{};
    std::optional<List<std::string_view>> string_set_value{};
  };
  bool agent_connected{};
  List<Attribute> attributes{};
  std::string_view cluster_arn{};
  std::string_view container_instance_arn{};
  std::string_view ec2_instance_id{};
  List<Resource> registered_resources{};
  List<Resource> remaining_resources{};
  std::string_view status{};  ///< "ACTIVE", "DRAINING", ...
  std::int64_t version{};  ///< Grows with every change.
  VersionInfo version_info{};
  Timestamp updated_at{};
};

/// A container instance changed its state; resources[0] is its ARN.
using EcsContainerInstanceEvent = EventBridge<EcsContainerInstanceDetail>;

template <>
inline constexpr auto fields<EcsContainerInstanceDetail::Attribute> = std::array{
    field<&EcsContainerInstanceDetail::Attribute::name>("name", kRequired),
    field<&EcsContainerInstanceDetail::Attribute::value>("value"),
};

template <>
inline constexpr auto fields<EcsContainerInstanceDetail::VersionInfo> = std::array{
    field<&EcsContainerInstanceDetail::VersionInfo::agent_hash>("agentHash"),
    field<&EcsContainerInstanceDetail::VersionInfo::agent_version>("agentVersion"),
    field<&EcsContainerInstanceDetail::VersionInfo::docker_version>("dockerVersion"),
};

template <>
inline constexpr auto fields<EcsContainerInstanceDetail::Resource> = std::array{
    field<&EcsContainerInstanceDetail::Resource::name>("name", kRequired),
    field<&EcsContainerInstanceDetail::Resource::type>("type"),
    field<&EcsContainerInstanceDetail::Resource::integer_value>("integerValue"),
    field<&EcsContainerInstanceDetail::Resource::string_set_value>("stringSetValue"),
};

template <>
inline constexpr auto fields<EcsContainerInstanceDetail> = std::array{
    field<&EcsContainerInstanceDetail::agent_connected>("agentConnected", kAlways),
    field<&EcsContainerInstanceDetail::attributes>("attributes", kAlways),
    field<&EcsContainerInstanceDetail::cluster_arn>("clusterArn", kRequired),
    field<&EcsContainerInstanceDetail::container_instance_arn>("containerInstanceArn", kRequired),
    field<&EcsContainerInstanceDetail::ec2_instance_id>("ec2InstanceId"),
    field<&EcsContainerInstanceDetail::registered_resources>("registeredResources", kAlways),
    field<&EcsContainerInstanceDetail::remaining_resources>("remainingResources", kAlways),
    field<&EcsContainerInstanceDetail::status>("status"),
    field<&EcsContainerInstanceDetail::version>("version"),
    field<&EcsContainerInstanceDetail::version_info>("versionInfo"),
    field<&EcsContainerInstanceDetail::updated_at>("updatedAt"),
};

template <>
inline constexpr Source source<EcsContainerInstanceEvent> = {
    .name = "eventbridge_ecs_container_instance",
    .reference = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/"
                 "ecs_container_instance_events.html",
    .kind = SourceKind::kObserve,
    .rank = 1350,
    .probes = {has("detail"), equals("source", "aws.ecs"),
               equals("detail-type", "ECS Container Instance State Change")},
    .base = "eventbridge",
    .answers = "nothing",
};

}  // namespace lambent
