// SPDX-License-Identifier: Apache-2.0
// Amazon S3 over EventBridge: something happened to an object.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
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

/// What happened to an object.
struct S3ObjectDetail {
  struct Bucket {
    std::string_view name{};
  };
  struct Object {
    std::string_view key{};  ///< Plain, not URL-encoded as in notifications: do not decode it.
    std::optional<std::int64_t> size{};  ///< Bytes.
    std::string_view etag{};
    std::string_view version_id{};
    /// Orders the events of one key: hexadecimal; pad the shorter one on the left to compare.
    std::string_view sequencer{};
  };
  static constexpr std::string_view kCreated = "Object Created";
  static constexpr std::string_view kDeleted = "Object Deleted";
  static constexpr std::string_view kRestoreInitiated = "Object Restore Initiated";
  static constexpr std::string_view kRestoreCompleted = "Object Restore Completed";
  static constexpr std::string_view kRestoreExpired = "Object Restore Expired";
  static constexpr std::string_view kStorageClassChanged = "Object Storage Class Changed";
  static constexpr std::string_view kAccessTierChanged = "Object Access Tier Changed";
  static constexpr std::string_view kAclUpdated = "Object ACL Updated";
  static constexpr std::string_view kTagsAdded = "Object Tags Added";
  static constexpr std::string_view kTagsDeleted = "Object Tags Deleted";
  static constexpr std::string_view kPermanentlyDeleted = "Permanently Deleted";
  static constexpr std::string_view kDeleteMarkerCreated = "Delete Marker Created";

  std::string_view version{};  ///< "0".
  Bucket bucket{};
  Object object{};
  std::string_view request_id{};
  std::string_view requester{};  ///< An account, or a service.
  std::string_view source_ip_address{};
  std::string_view reason{};  ///< "PutObject", "CopyObject", "Lifecycle Expiration", ...
  std::string_view deletion_type{};  ///< kPermanentlyDeleted or kDeleteMarkerCreated.
  Timestamp restore_expiry_time{};
  std::string_view source_storage_class{};
  std::string_view destination_storage_class{};
  std::string_view destination_access_tier{};
};

/// Something happened to an object; `detail_type` says what.
using S3ObjectEvent = EventBridge<S3ObjectDetail>;

template <>
inline constexpr auto fields<S3ObjectDetail::Bucket> = std::array{
    field<&S3ObjectDetail::Bucket::name>("name", kRequired),
};

template <>
inline constexpr auto fields<S3ObjectDetail::Object> = std::array{
    field<&S3ObjectDetail::Object::key>("key", kRequired),
    field<&S3ObjectDetail::Object::size>("size"),
    field<&S3ObjectDetail::Object::etag>("etag"),
    field<&S3ObjectDetail::Object::version_id>("version-id"),
    field<&S3ObjectDetail::Object::sequencer>("sequencer"),
};

template <>
inline constexpr auto fields<S3ObjectDetail> = std::array{
    field<&S3ObjectDetail::version>("version"),
    field<&S3ObjectDetail::bucket>("bucket", kRequired),
    field<&S3ObjectDetail::object>("object", kRequired),
    field<&S3ObjectDetail::request_id>("request-id"),
    field<&S3ObjectDetail::requester>("requester"),
    field<&S3ObjectDetail::source_ip_address>("source-ip-address"),
    field<&S3ObjectDetail::reason>("reason"),
    field<&S3ObjectDetail::deletion_type>("deletion-type"),
    field<&S3ObjectDetail::restore_expiry_time>("restore-expiry-time"),
    field<&S3ObjectDetail::source_storage_class>("source-storage-class"),
    field<&S3ObjectDetail::destination_storage_class>("destination-storage-class"),
    field<&S3ObjectDetail::destination_access_tier>("destination-access-tier"),
};

inline constexpr std::array<std::string_view, 10> kS3ObjectDetailTypes = {
    S3ObjectDetail::kCreated,           S3ObjectDetail::kDeleted,
    S3ObjectDetail::kRestoreInitiated,  S3ObjectDetail::kRestoreCompleted,
    S3ObjectDetail::kRestoreExpired,    S3ObjectDetail::kStorageClassChanged,
    S3ObjectDetail::kAccessTierChanged, S3ObjectDetail::kAclUpdated,
    S3ObjectDetail::kTagsAdded,         S3ObjectDetail::kTagsDeleted,
};

template <>
inline constexpr Source source<S3ObjectEvent> = {
    .name = "eventbridge_s3",
    .reference = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html",
    .kind = SourceKind::kObserve,
    .rank = 1355,
    .probes = {has("detail"), equals("source", "aws.s3"),
               one_of("detail-type", kS3ObjectDetailTypes)},
    .base = "eventbridge",
    .answers = "nothing",
};

}  // namespace lambent::inline LAMBENT_ABI
