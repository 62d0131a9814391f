// SPDX-License-Identifier: Apache-2.0
// What made AWS Config evaluate a rule; it comes as text inside a ConfigRuleEvent:
//   auto invoking = lambent::as<lambent::ConfigInvokingEvent>(event.invoking_event);
// https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules.html
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// A resource without its configuration, which was too large to be sent: GetResourceConfigHistory
/// has it.
struct ConfigurationItemSummary {
  std::string_view change_type{};  ///< "CREATE", "UPDATE" or "DELETE".
  std::string_view configuration_item_version{};
  Timestamp configuration_item_capture_time{};
  NumberOrText configuration_state_id{};  ///< Grows with every item of the resource.
  std::string_view aws_account_id{};
  std::string_view configuration_item_status{};  ///< "OK", "ResourceDiscovered", ...
  std::string_view resource_type{};              ///< "AWS::EC2::Instance"
  std::string_view resource_id{};
  std::string_view resource_name{};  ///< Absent where the resource has none.
  std::string_view arn{};
  std::string_view aws_region{};
  std::string_view availability_zone{};
  std::string_view configuration_state_md5_hash{};
  Timestamp resource_creation_time{};
};

/// A resource as it was at some time.
struct ConfigurationItem {
  struct Relationship {
    std::string_view resource_id{};
    std::string_view resource_name{};  ///< Absent where the resource has none.
    std::string_view resource_type{};
    std::string_view name{};  ///< "Is attached to Volume"
  };
  std::string_view configuration_item_version{};
  Timestamp configuration_item_capture_time{};
  NumberOrText configuration_state_id{};
  std::string_view aws_account_id{};
  std::string_view configuration_item_status{};
  std::string_view resource_type{};
  std::string_view resource_id{};
  std::string_view resource_name{};
  std::string_view arn{};
  std::string_view aws_region{};
  std::string_view availability_zone{};
  std::string_view configuration_state_md5_hash{};
  Timestamp resource_creation_time{};
  List<RawJson> related_events{};
  List<Relationship> relationships{};
  RawJson configuration{};  ///< As the service describes it; null once the resource is deleted.
  RawJson supplementary_configuration{};
  Map<std::string_view> tags{};
};

/// What changed since the item before.
struct ConfigurationItemDiff {
  struct Property {
    RawJson previous_value{};  ///< This and the next: null where there was, or is, none.
    RawJson updated_value{};
    std::string_view change_type{};
  };
  Map<Property> changed_properties{};  ///< By path: "Configuration.State.Name"
  std::string_view change_type{};      ///< "CREATE", "UPDATE" or "DELETE".
};

/// The document itself; its type says which members are there.
struct ConfigInvokingEvent {
  static constexpr std::string_view kItemChange = "ConfigurationItemChangeNotification";
  static constexpr std::string_view kOversizedItemChange =
      "OversizedConfigurationItemChangeNotification";
  static constexpr std::string_view kScheduled = "ScheduledNotification";
  static constexpr std::string_view kSnapshotDelivery = "ConfigurationSnapshotDeliveryCompleted";

  std::string_view message_type{};  ///< One of the constants above, or another.
  std::optional<ConfigurationItem> configuration_item{};                 ///< kItemChange.
  std::optional<ConfigurationItemDiff> configuration_item_diff{};  ///< kItemChange, if known.
  std::optional<ConfigurationItemSummary> configuration_item_summary{};  ///< kOversizedItemChange.
  std::string_view aws_account_id{};  ///< kScheduled.
  std::string_view config_snapshot_id{};  ///< This and the next two: kSnapshotDelivery.
  std::string_view s3_object_key{};
  std::string_view s3_bucket{};
  Timestamp notification_creation_time{};
  std::string_view record_version{};
};

template <>
inline constexpr auto fields<ConfigurationItemSummary> = std::array{
    field<&ConfigurationItemSummary::change_type>("changeType"),
    field<&ConfigurationItemSummary::configuration_item_version>("configurationItemVersion"),
    field<&ConfigurationItemSummary::configuration_item_capture_time>(
        "configurationItemCaptureTime"),
    field<&ConfigurationItemSummary::configuration_state_id>("configurationStateId"),
    field<&ConfigurationItemSummary::aws_account_id>("awsAccountId"),
    field<&ConfigurationItemSummary::configuration_item_status>("configurationItemStatus"),
    field<&ConfigurationItemSummary::resource_type>("resourceType", kRequired),
    field<&ConfigurationItemSummary::resource_id>("resourceId", kRequired),
    field<&ConfigurationItemSummary::resource_name>("resourceName"),
    field<&ConfigurationItemSummary::arn>("ARN"),
    field<&ConfigurationItemSummary::aws_region>("awsRegion"),
    field<&ConfigurationItemSummary::availability_zone>("availabilityZone"),
    field<&ConfigurationItemSummary::configuration_state_md5_hash>("configurationStateMd5Hash"),
    field<&ConfigurationItemSummary::resource_creation_time>("resourceCreationTime"),
};

template <>
inline constexpr auto fields<ConfigurationItem::Relationship> = std::array{
    field<&ConfigurationItem::Relationship::resource_id>("resourceId"),
    field<&ConfigurationItem::Relationship::resource_name>("resourceName"),
    field<&ConfigurationItem::Relationship::resource_type>("resourceType"),
    field<&ConfigurationItem::Relationship::name>("name"),
};

template <>
inline constexpr auto fields<ConfigurationItem> = std::array{
    field<&ConfigurationItem::configuration_item_version>("configurationItemVersion"),
    field<&ConfigurationItem::configuration_item_capture_time>("configurationItemCaptureTime"),
    field<&ConfigurationItem::configuration_state_id>("configurationStateId"),
    field<&ConfigurationItem::aws_account_id>("awsAccountId"),
    field<&ConfigurationItem::configuration_item_status>("configurationItemStatus"),
    field<&ConfigurationItem::resource_type>("resourceType", kRequired),
    field<&ConfigurationItem::resource_id>("resourceId", kRequired),
    field<&ConfigurationItem::resource_name>("resourceName"),
    field<&ConfigurationItem::arn>("ARN"),
    field<&ConfigurationItem::aws_region>("awsRegion"),
    field<&ConfigurationItem::availability_zone>("availabilityZone"),
    field<&ConfigurationItem::configuration_state_md5_hash>("configurationStateMd5Hash"),
    field<&ConfigurationItem::resource_creation_time>("resourceCreationTime"),
    field<&ConfigurationItem::related_events>("relatedEvents"),
    field<&ConfigurationItem::relationships>("relationships"),
    field<&ConfigurationItem::configuration>("configuration", kNullable),
    field<&ConfigurationItem::supplementary_configuration>("supplementaryConfiguration"),
    field<&ConfigurationItem::tags>("tags"),
};

template <>
inline constexpr auto fields<ConfigurationItemDiff::Property> = std::array{
    field<&ConfigurationItemDiff::Property::previous_value>("previousValue", kNullable),
    field<&ConfigurationItemDiff::Property::updated_value>("updatedValue", kNullable),
    field<&ConfigurationItemDiff::Property::change_type>("changeType"),
};

template <>
inline constexpr auto fields<ConfigurationItemDiff> = std::array{
    field<&ConfigurationItemDiff::changed_properties>("changedProperties", kAlways),
    field<&ConfigurationItemDiff::change_type>("changeType"),
};

template <>
inline constexpr auto fields<ConfigInvokingEvent> = std::array{
    field<&ConfigInvokingEvent::message_type>("messageType", kRequired),
    field<&ConfigInvokingEvent::configuration_item>("configurationItem"),
    field<&ConfigInvokingEvent::configuration_item_diff>("configurationItemDiff"),
    field<&ConfigInvokingEvent::configuration_item_summary>("configurationItemSummary"),
    field<&ConfigInvokingEvent::aws_account_id>("awsAccountId"),
    field<&ConfigInvokingEvent::config_snapshot_id>("configSnapshotId"),
    field<&ConfigInvokingEvent::s3_object_key>("s3ObjectKey"),
    field<&ConfigInvokingEvent::s3_bucket>("s3Bucket"),
    field<&ConfigInvokingEvent::notification_creation_time>("notificationCreationTime"),
    field<&ConfigInvokingEvent::record_version>("recordVersion"),
};

}  // namespace lambent::inline LAMBENT_ABI
