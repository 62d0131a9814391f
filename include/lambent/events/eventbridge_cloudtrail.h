// SPDX-License-Identifier: Apache-2.0
// AWS CloudTrail over EventBridge: somebody called an operation of a service.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "lambent/cloudtrail_identity.h"
#include "lambent/fields.h"
#include "lambent/shapes.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent {

/// What was recorded of a request.
struct CloudTrailDetail {
  static constexpr std::string_view kApiCall = "AWS API Call via CloudTrail";
  static constexpr std::string_view kServiceEvent = "AWS Service Event via CloudTrail";
  static constexpr std::string_view kConsoleAction = "AWS Console Action via CloudTrail";

  std::string_view event_version{};
  CloudTrailIdentity user_identity{};
  Timestamp event_time{};
  std::string_view event_source{};  ///< "s3.amazonaws.com"
  std::string_view event_name{};  ///< The operation: "PutObject".
  std::string_view aws_region{};
  std::string_view source_ip_address{};  ///< An address, or the name of a service.
  std::string_view user_agent{};
  std::string_view error_code{};  ///< Of a request that failed, as the next one.
  std::string_view error_message{};
  RawJson request_parameters{};
  RawJson response_elements{};
  RawJson additional_event_data{};
  std::string_view request_id{};
  std::string_view event_id{};
  std::optional<bool> read_only{};
  List<RawJson> resources{};
  std::string_view event_type{};  ///< "AwsApiCall", "AwsServiceEvent", "AwsConsoleAction", ...
  std::optional<bool> management_event{};
  std::string_view recipient_account_id{};
  std::string_view event_category{};  ///< "Management" or "Data".
  RawJson service_event_details{};
  std::string_view shared_event_id{};
  RawJson tls_details{};
  std::string_view session_credential_from_console{};  ///< Text: "true".
};

/// A recorded request; `source` names the service.
using CloudTrailEvent = EventBridge<CloudTrailDetail>;

template <>
inline constexpr auto fields<CloudTrailDetail> = std::array{
    field<&CloudTrailDetail::event_version>("eventVersion"),
    field<&CloudTrailDetail::user_identity>("userIdentity"),
    field<&CloudTrailDetail::event_time>("eventTime"),
    field<&CloudTrailDetail::event_source>("eventSource", kRequired),
    field<&CloudTrailDetail::event_name>("eventName", kRequired),
    field<&CloudTrailDetail::aws_region>("awsRegion"),
    field<&CloudTrailDetail::source_ip_address>("sourceIPAddress"),
    field<&CloudTrailDetail::user_agent>("userAgent"),
    field<&CloudTrailDetail::error_code>("errorCode"),
    field<&CloudTrailDetail::error_message>("errorMessage"),
    field<&CloudTrailDetail::request_parameters>("requestParameters", kNullable),
    field<&CloudTrailDetail::response_elements>("responseElements", kNullable),
    field<&CloudTrailDetail::additional_event_data>("additionalEventData"),
    field<&CloudTrailDetail::request_id>("requestID"),
    field<&CloudTrailDetail::event_id>("eventID"),
    field<&CloudTrailDetail::read_only>("readOnly"),
    field<&CloudTrailDetail::resources>("resources"),
    field<&CloudTrailDetail::event_type>("eventType"),
    field<&CloudTrailDetail::management_event>("managementEvent"),
    field<&CloudTrailDetail::recipient_account_id>("recipientAccountId"),
    field<&CloudTrailDetail::event_category>("eventCategory"),
    field<&CloudTrailDetail::service_event_details>("serviceEventDetails"),
    field<&CloudTrailDetail::shared_event_id>("sharedEventID"),
    field<&CloudTrailDetail::tls_details>("tlsDetails"),
    field<&CloudTrailDetail::session_credential_from_console>("sessionCredentialFromConsole"),
};

inline constexpr std::array<std::string_view, 3> kCloudTrailDetailTypes = {
    CloudTrailDetail::kApiCall, CloudTrailDetail::kServiceEvent, CloudTrailDetail::kConsoleAction};

template <>
inline constexpr Source source<CloudTrailEvent> = {
    .name = "eventbridge_cloudtrail",
    .reference = "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/"
                 "cloudtrail-event-reference-record-contents.html",
    .kind = SourceKind::kObserve,
    .rank = 1370,
    .probes = {has("detail"), has("source"),
               one_of("detail-type", kCloudTrailDetailTypes)},
    .base = "eventbridge",
    .answers = "nothing",
};

}  // namespace lambent
