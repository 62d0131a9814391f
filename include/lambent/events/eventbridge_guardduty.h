// SPDX-License-Identifier: Apache-2.0
// Amazon GuardDuty over EventBridge: Malware Protection has scanned an object of S3.
// https://docs.aws.amazon.com/guardduty/latest/ug/monitor-with-eventbridge-s3-malware-protection.html
#pragma once

#include <array>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/shapes.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// What a scan found.
struct GuardDutyScanDetail {
  static constexpr std::string_view kCompleted = "COMPLETED";
  static constexpr std::string_view kSkipped = "SKIPPED";
  static constexpr std::string_view kFailed = "FAILED";  ///< Of a scan, and of its result.
  static constexpr std::string_view kNoThreatsFound = "NO_THREATS_FOUND";
  static constexpr std::string_view kThreatsFound = "THREATS_FOUND";
  static constexpr std::string_view kUnsupported = "UNSUPPORTED";
  static constexpr std::string_view kAccessDenied = "ACCESS_DENIED";

  struct ObjectDetails {
    std::string_view bucket_name{};
    std::string_view object_key{};
    std::string_view e_tag{};
    std::string_view version_id{};
    bool s3_throttled{};
  };
  struct Threat {
    std::string_view name{};
  };
  struct ResultDetails {
    std::string_view scan_result_status{};  ///< One of the other constants, or kFailed.
    List<Threat> threats{};
  };

  std::string_view schema_version{};  ///< "1.0".
  std::string_view scan_status{};  ///< kCompleted, kSkipped or kFailed.
  std::string_view resource_type{};  ///< "S3_OBJECT".
  ObjectDetails s3_object_details{};
  ResultDetails scan_result_details{};
};

/// An object was scanned for malware.
using GuardDutyScanEvent = EventBridge<GuardDutyScanDetail>;

template <>
inline constexpr auto fields<GuardDutyScanDetail::ObjectDetails> = std::array{
    field<&GuardDutyScanDetail::ObjectDetails::bucket_name>("bucketName", kRequired),
    field<&GuardDutyScanDetail::ObjectDetails::object_key>("objectKey", kRequired),
    field<&GuardDutyScanDetail::ObjectDetails::e_tag>("eTag"),
    field<&GuardDutyScanDetail::ObjectDetails::version_id>("versionId"),
    field<&GuardDutyScanDetail::ObjectDetails::s3_throttled>("s3Throttled", kAlways),
};

template <>
inline constexpr auto fields<GuardDutyScanDetail::Threat> = std::array{
    field<&GuardDutyScanDetail::Threat::name>("name"),
};

template <>
inline constexpr auto fields<GuardDutyScanDetail::ResultDetails> = std::array{
    field<&GuardDutyScanDetail::ResultDetails::scan_result_status>("scanResultStatus", kRequired),
    field<&GuardDutyScanDetail::ResultDetails::threats>("threats", kNullable),
};

template <>
inline constexpr auto fields<GuardDutyScanDetail> = std::array{
    field<&GuardDutyScanDetail::schema_version>("schemaVersion"),
    field<&GuardDutyScanDetail::scan_status>("scanStatus", kRequired),
    field<&GuardDutyScanDetail::resource_type>("resourceType"),
    field<&GuardDutyScanDetail::s3_object_details>("s3ObjectDetails", kRequired),
    field<&GuardDutyScanDetail::scan_result_details>("scanResultDetails", kAlways),
};

template <>
inline constexpr Source source<GuardDutyScanEvent> = {
    .name = "eventbridge_guardduty_scan",
    .reference =
        "https://docs.aws.amazon.com/guardduty/latest/ug/"
        "monitor-with-eventbridge-s3-malware-protection.html",
    .kind = SourceKind::kObserve,
    .rank = 1365,
    .probes = {has("detail"), equals("source", "aws.guardduty"),
               equals("detail-type", "GuardDuty Malware Protection Object Scan Result")},
    .base = "eventbridge",
    .answers = "nothing",
};

}  // namespace lambent::inline LAMBENT_ABI
