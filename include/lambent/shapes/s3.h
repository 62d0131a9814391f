// SPDX-License-Identifier: Apache-2.0
// What notifications of Amazon S3 say besides the object: of restores, replication, lifecycles.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// A restored copy: how long it stays.
struct S3RestoreEventData {
  Timestamp lifecycle_restoration_expiry_time{};
  std::string_view lifecycle_restore_storage_class{};
};

/// Of ObjectRestore events.
struct S3GlacierEventData {
  std::optional<S3RestoreEventData> restore_event_data{};
};

/// Of Replication events.
struct S3ReplicationEventData {
  std::string_view replication_rule_id{};
  std::string_view destination_bucket{};
  std::string_view s3_operation{};
  Timestamp request_time{};
  std::string_view failure_reason{};
};

/// Of IntelligentTiering events.
struct S3IntelligentTieringEventData {
  std::string_view destination_access_tier{};
};

/// Of LifecycleTransition events.
struct S3LifecycleEventData {
  struct Transition {
    std::string_view destination_storage_class{};
  };
  std::optional<Transition> transition_event_data{};
};

template <>
inline constexpr auto fields<S3RestoreEventData> = std::array{
    field<&S3RestoreEventData::lifecycle_restoration_expiry_time>("lifecycleRestorationExpiryTime"),
    field<&S3RestoreEventData::lifecycle_restore_storage_class>("lifecycleRestoreStorageClass"),
};

template <>
inline constexpr auto fields<S3GlacierEventData> = std::array{
    field<&S3GlacierEventData::restore_event_data>("restoreEventData"),
};

template <>
inline constexpr auto fields<S3ReplicationEventData> = std::array{
    field<&S3ReplicationEventData::replication_rule_id>("replicationRuleId"),
    field<&S3ReplicationEventData::destination_bucket>("destinationBucket"),
    field<&S3ReplicationEventData::s3_operation>("s3Operation"),
    field<&S3ReplicationEventData::request_time>("requestTime"),
    field<&S3ReplicationEventData::failure_reason>("failureReason"),
};

template <>
inline constexpr auto fields<S3IntelligentTieringEventData> = std::array{
    field<&S3IntelligentTieringEventData::destination_access_tier>("destinationAccessTier"),
};

template <>
inline constexpr auto fields<S3LifecycleEventData::Transition> = std::array{
    field<&S3LifecycleEventData::Transition::destination_storage_class>("destinationStorageClass"),
};

template <>
inline constexpr auto fields<S3LifecycleEventData> = std::array{
    field<&S3LifecycleEventData::transition_event_data>("transitionEventData"),
};

}  // namespace lambent::inline LAMBENT_ABI
