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

namespace lambent::inline LAMBENT_ABI {

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
  /// Such as the network interface of a task.
  struct Attachment {
    std::string_view id{};
    std::string_view type{};
    std::string_view status{};
    List<Attribute> details{};
  };
  std::string_view account_type{};
  bool agent_connected{};
  std::string_view agent_update_status{};  ///< Absent unless an update was asked for.
  List<Attachment> attachments{};
  List<Attribute> attributes{};
  std::string_view cluster_arn{};
  std::string_view container_instance_arn{};
  std::string_view ec2_instance_id{};
  std::optional<std::int64_t> pending_tasks_count{};
  Timestamp registered_at{};
  List<Resource> registered_resources{};
  List<Resource> remaining_resources{};
  std::optional<std::int64_t> running_tasks_count{};
  std::string_view status{};  ///< "ACTIVE", "DRAINING", ...
  std::string_view status_reason{};
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
inline constexpr auto fields<EcsContainerInstanceDetail::Attachment> = std::array{
    field<&EcsContainerInstanceDetail::Attachment::id>("id"),
    field<&EcsContainerInstanceDetail::Attachment::type>("type"),
    field<&EcsContainerInstanceDetail::Attachment::status>("status"),
    field<&EcsContainerInstanceDetail::Attachment::details>("details"),
};

template <>
inline constexpr auto fields<EcsContainerInstanceDetail> = std::array{
    field<&EcsContainerInstanceDetail::account_type>("accountType"),
    field<&EcsContainerInstanceDetail::agent_connected>("agentConnected", kAlways),
    field<&EcsContainerInstanceDetail::agent_update_status>("agentUpdateStatus"),
    field<&EcsContainerInstanceDetail::attachments>("attachments"),
    field<&EcsContainerInstanceDetail::attributes>("attributes", kAlways),
    field<&EcsContainerInstanceDetail::cluster_arn>("clusterArn", kRequired),
    field<&EcsContainerInstanceDetail::container_instance_arn>("containerInstanceArn", kRequired),
    field<&EcsContainerInstanceDetail::ec2_instance_id>("ec2InstanceId"),
    field<&EcsContainerInstanceDetail::pending_tasks_count>("pendingTasksCount"),
    field<&EcsContainerInstanceDetail::registered_at>("registeredAt"),
    field<&EcsContainerInstanceDetail::registered_resources>("registeredResources", kAlways),
    field<&EcsContainerInstanceDetail::remaining_resources>("remainingResources", kAlways),
    field<&EcsContainerInstanceDetail::running_tasks_count>("runningTasksCount"),
    field<&EcsContainerInstanceDetail::status>("status"),
    field<&EcsContainerInstanceDetail::status_reason>("statusReason"),
    field<&EcsContainerInstanceDetail::version>("version"),
    field<&EcsContainerInstanceDetail::version_info>("versionInfo"),
    field<&EcsContainerInstanceDetail::updated_at>("updatedAt"),
};

template <>
inline constexpr Source source<EcsContainerInstanceEvent> = {
    .name = "eventbridge_ecs_container_instance",
    .reference =
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/"
        "ecs_container_instance_events.html",
    .kind = SourceKind::kObserve,
    .rank = 1350,
    .probes = {has("detail"), equals("source", "aws.ecs"),
               equals("detail-type", "ECS Container Instance State Change")},
    .base = "eventbridge",
    .answers = "nothing",
};

}  // namespace lambent::inline LAMBENT_ABI
