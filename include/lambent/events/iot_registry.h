// SPDX-License-Identifier: Apache-2.0
// AWS IoT Core: something changed in the registry, told through an IoT rule.
// https://docs.aws.amazon.com/iot/latest/developerguide/registry-events.html
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// A change; which members are there depends on `event_type`.
struct IotRegistryEvent {
  static constexpr std::string_view kThing = "THING_EVENT";
  static constexpr std::string_view kThingType = "THING_TYPE_EVENT";
  static constexpr std::string_view kThingTypeAssociation = "THING_TYPE_ASSOCIATION_EVENT";
  static constexpr std::string_view kThingGroup = "THING_GROUP_EVENT";
  static constexpr std::string_view kThingGroupMembership = "THING_GROUP_MEMBERSHIP_EVENT";
  static constexpr std::string_view kThingGroupHierarchy = "THING_GROUP_HIERARCHY_EVENT";
  static constexpr std::string_view kCreated = "CREATED";
  static constexpr std::string_view kUpdated = "UPDATED";
  static constexpr std::string_view kDeleted = "DELETED";
  static constexpr std::string_view kAdded = "ADDED";
  static constexpr std::string_view kRemoved = "REMOVED";

  std::string_view event_type{};  ///< One of the constants above.
  std::string_view event_id{};
  EpochMs timestamp{};
  std::string_view operation{};  ///< One of the constants above.
  std::string_view account_id{};
  std::string_view thing_id{};  ///< Of a thing.
  std::string_view thing_name{};
  /// Of a thing or a group: grows with every change.
  std::optional<std::int64_t> version_number{};
  std::string_view thing_type_name{};
  RawJson attributes{};  ///< Of a thing or a group: an object of texts, or null.
  std::string_view thing_type_id{};  ///< Of a type, as the next five.
  std::optional<bool> is_deprecated{};
  RawJson deprecation_date{};  ///< A time, or null.
  List<std::string_view> searchable_attributes{};
  /// Of MQTT 5: "userPropertyKey" with "thingAttribute" or "connectionAttribute".
  List<Map<std::string_view>> propagating_attributes{};
  std::string_view description{};
  std::string_view thing_group_id{};  ///< Of a group, as the next five.
  std::string_view thing_group_name{};
  std::string_view parent_group_name{};
  std::string_view parent_group_id{};
  List<Map<std::string_view>> root_to_parent_thing_groups{};  ///< "groupArn" and "groupId" of each.
  std::string_view dynamic_group_mapping_id{};
  std::string_view group_arn{};  ///< Of a membership, as the next three.
  std::string_view group_id{};
  std::string_view thing_arn{};
  std::string_view membership_id{};
  std::string_view child_group_id{};  ///< Of a hierarchy, as the next one.
  std::string_view child_group_name{};
};

template <>
inline constexpr auto fields<IotRegistryEvent> = std::array{
    field<&IotRegistryEvent::event_type>("eventType", kRequired),
    field<&IotRegistryEvent::event_id>("eventId", kRequired),
    field<&IotRegistryEvent::timestamp>("timestamp"),
    field<&IotRegistryEvent::operation>("operation", kRequired),
    field<&IotRegistryEvent::account_id>("accountId"),
    field<&IotRegistryEvent::thing_id>("thingId"),
    field<&IotRegistryEvent::thing_name>("thingName"),
    field<&IotRegistryEvent::version_number>("versionNumber"),
    field<&IotRegistryEvent::thing_type_name>("thingTypeName"),
    field<&IotRegistryEvent::attributes>("attributes"),
    field<&IotRegistryEvent::thing_type_id>("thingTypeId"),
    field<&IotRegistryEvent::is_deprecated>("isDeprecated"),
    field<&IotRegistryEvent::deprecation_date>("deprecationDate"),
    field<&IotRegistryEvent::searchable_attributes>("searchableAttributes"),
    field<&IotRegistryEvent::propagating_attributes>("propagatingAttributes"),
    field<&IotRegistryEvent::description>("description"),
    field<&IotRegistryEvent::thing_group_id>("thingGroupId"),
    field<&IotRegistryEvent::thing_group_name>("thingGroupName"),
    field<&IotRegistryEvent::parent_group_name>("parentGroupName"),
    field<&IotRegistryEvent::parent_group_id>("parentGroupId"),
    field<&IotRegistryEvent::root_to_parent_thing_groups>("rootToParentThingGroups"),
    field<&IotRegistryEvent::dynamic_group_mapping_id>("dynamicGroupMappingId"),
    field<&IotRegistryEvent::group_arn>("groupArn"),
    field<&IotRegistryEvent::group_id>("groupId"),
    field<&IotRegistryEvent::thing_arn>("thingArn"),
    field<&IotRegistryEvent::membership_id>("membershipId"),
    field<&IotRegistryEvent::child_group_id>("childGroupId"),
    field<&IotRegistryEvent::child_group_name>("childGroupName"),
};

template <>
inline constexpr Source source<IotRegistryEvent> = {
    .name = "iot_registry",
    .reference =
        "https://docs.aws.amazon.com/iot/latest/developerguide/"
        "registry-events.html",
    .kind = SourceKind::kObserve,
    .rank = 4700,
    .probes = {starts_with("eventType", "THING_"), has("operation"), has("eventId")},
    .answers = "nothing",
};

}  // namespace lambent::inline LAMBENT_ABI
