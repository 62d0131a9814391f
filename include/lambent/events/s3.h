// SPDX-License-Identifier: Apache-2.0
// Amazon S3: notifications of a bucket.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/s3_key.h"
#include "lambent/shapes/s3.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// Who did it.
struct S3Identity {
  std::string_view principal_id{};  ///< "AWS:...", or the name of a service.
};

/// Where the request came from.
struct S3RequestParameters {
  std::string_view source_ip_address{};  ///< Also "s3.amazonaws.com".
};

/// The bucket that notifies.
struct S3Bucket {
  std::string_view name{};
  S3Identity owner_identity{};
  std::string_view arn{};
};

/// The object that something happened to.
struct S3Object {
  std::string_view key{};  ///< URL-encoded, as it is sent; decoded_key() decodes it.
  std::optional<std::int64_t> size{};  ///< Bytes; absent when the object was removed.
  std::string_view e_tag{};
  std::string_view version_id{};
  /// Orders the events of one key: hexadecimal; pad the shorter one on the left to compare.
  std::string_view sequencer{};
};

/// Where it happened.
struct S3Entity {
  std::string_view s3_schema_version{};
  std::string_view configuration_id{};
  S3Bucket bucket{};
  S3Object object{};
};

/// One thing that happened to an object.
struct S3Record {
  std::string_view event_version{};  ///< "2.1"; compare only what stands before the dot.
  std::string_view event_source{};   ///< "aws:s3".
  std::string_view aws_region{};
  Timestamp event_time{};
  std::string_view event_name{};  ///< "ObjectCreated:Put", at times with "s3:" before it.
  S3Identity user_identity{};
  S3RequestParameters request_parameters{};
  Map<std::string_view> response_elements{};
  S3Entity s3{};
  std::optional<S3GlacierEventData> glacier_event_data{};
  std::optional<S3RestoreEventData> restore_event_data{};
  std::optional<S3ReplicationEventData> replication_event_data{};
  std::optional<S3IntelligentTieringEventData> intelligent_tiering_event_data{};
  std::optional<S3LifecycleEventData> lifecycle_event_data{};
};

/// What a bucket notifies of.
struct S3Event {
  List<S3Record> records{};
};

/// The object's key as it was when the object was put: `+` is a space, `%41` is `A`. What is not a
/// proper escape stays as it is.
inline std::string decoded_key(const S3Object& object) { return decoded_s3_key(object.key); }

/// What happened, without the "s3:" that some records carry: "ObjectCreated:Put".
constexpr std::string_view event_kind(const S3Record& record) {
  std::string_view name = record.event_name;
  if (name.starts_with("s3:")) name.remove_prefix(3);
  return name;
}

template <>
inline constexpr auto fields<S3Identity> = std::array{
    field<&S3Identity::principal_id>("principalId"),
};

template <>
inline constexpr auto fields<S3RequestParameters> = std::array{
    field<&S3RequestParameters::source_ip_address>("sourceIPAddress"),
};

template <>
inline constexpr auto fields<S3Bucket> = std::array{
    field<&S3Bucket::name>("name", kRequired),
    field<&S3Bucket::owner_identity>("ownerIdentity"),
    field<&S3Bucket::arn>("arn"),
};

template <>
inline constexpr auto fields<S3Object> = std::array{
    field<&S3Object::key>("key", kRequired),  field<&S3Object::size>("size"),
    field<&S3Object::e_tag>("eTag"),          field<&S3Object::version_id>("versionId"),
    field<&S3Object::sequencer>("sequencer"),
};

template <>
inline constexpr auto fields<S3Entity> = std::array{
    field<&S3Entity::s3_schema_version>("s3SchemaVersion"),
    field<&S3Entity::configuration_id>("configurationId"),
    field<&S3Entity::bucket>("bucket", kRequired),
    field<&S3Entity::object>("object", kRequired),
};

template <>
inline constexpr auto fields<S3Record> = std::array{
    field<&S3Record::event_version>("eventVersion"),
    field<&S3Record::event_source>("eventSource"),
    field<&S3Record::aws_region>("awsRegion"),
    field<&S3Record::event_time>("eventTime"),
    field<&S3Record::event_name>("eventName", kRequired),
    field<&S3Record::user_identity>("userIdentity"),
    field<&S3Record::request_parameters>("requestParameters"),
    field<&S3Record::response_elements>("responseElements"),
    field<&S3Record::s3>("s3", kRequired),
    field<&S3Record::glacier_event_data>("glacierEventData"),
    field<&S3Record::restore_event_data>("restoreEventData"),
    field<&S3Record::replication_event_data>("replicationEventData"),
    field<&S3Record::intelligent_tiering_event_data>("intelligentTieringEventData"),
    field<&S3Record::lifecycle_event_data>("lifecycleEventData"),
};

template <>
inline constexpr auto fields<S3Event> = std::array{
    field<&S3Event::records>("Records", kRequired),
};

template <>
inline constexpr Source source<S3Event> = {
    .name = "s3_notification",
    .reference =
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/"
        "notification-content-structure.html",
    .kind = SourceKind::kObserve,
    .rank = kRecordRank,
    .probes = {equals("Records[0].eventSource", "aws:s3")},
    .answers = "nothing",
};

}  // namespace lambent::inline LAMBENT_ABI
