// SPDX-License-Identifier: Apache-2.0
// AWS sign-in over EventBridge: somebody signed in to the console, or tried to.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
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

/// What was recorded of an attempt to sign in.
struct SignInDetail {
  struct ResponseElements {
    std::string_view console_login{};  ///< "Success" or "Failure".
  };
  struct AdditionalEventData {
    std::string_view login_to{};
    std::string_view mobile_version{};  ///< "Yes" or "No".
    std::string_view mfa_used{};  ///< "Yes" or "No".
  };
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
  ResponseElements response_elements{};
  AdditionalEventData additional_event_data{};
  std::string_view event_id{};
  std::optional<bool> read_only{};
  std::string_view event_type{};  ///< "AwsConsoleSignIn".
  std::optional<bool> management_event{};
  std::string_view recipient_account_id{};
  std::string_view event_category{};
  RawJson tls_details{};
};

/// Somebody signed in to the console, or tried to.
using SignInEvent = EventBridge<SignInDetail>;

template <>
inline constexpr auto fields<SignInDetail::ResponseElements> = std::array{
    field<&SignInDetail::ResponseElements::console_login>("ConsoleLogin"),
};

template <>
inline constexpr auto fields<SignInDetail::AdditionalEventData> = std::array{
    field<&SignInDetail::AdditionalEventData::login_to>("LoginTo"),
    field<&SignInDetail::AdditionalEventData::mobile_version>("MobileVersion"),
    field<&SignInDetail::AdditionalEventData::mfa_used>("MFAUsed"),
};

template <>
inline constexpr auto fields<SignInDetail> = std::array{
    field<&SignInDetail::event_version>("eventVersion"),
    field<&SignInDetail::user_identity>("userIdentity"),
    field<&SignInDetail::event_time>("eventTime"),
    field<&SignInDetail::event_source>("eventSource", kRequired),
    field<&SignInDetail::event_name>("eventName", kRequired),
    field<&SignInDetail::aws_region>("awsRegion"),
    field<&SignInDetail::source_ip_address>("sourceIPAddress"),
    field<&SignInDetail::user_agent>("userAgent"),
    field<&SignInDetail::error_code>("errorCode"),
    field<&SignInDetail::error_message>("errorMessage"),
    field<&SignInDetail::request_parameters>("requestParameters", kNullable),
    field<&SignInDetail::response_elements>("responseElements"),
    field<&SignInDetail::additional_event_data>("additionalEventData"),
    field<&SignInDetail::event_id>("eventID"),
    field<&SignInDetail::read_only>("readOnly"),
    field<&SignInDetail::event_type>("eventType"),
    field<&SignInDetail::management_event>("managementEvent"),
    field<&SignInDetail::recipient_account_id>("recipientAccountId"),
    field<&SignInDetail::event_category>("eventCategory"),
    field<&SignInDetail::tls_details>("tlsDetails"),
};

template <>
inline constexpr Source source<SignInEvent> = {
    .name = "eventbridge_signin",
    .reference = "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/"
                 "cloudtrail-event-reference-aws-console-sign-in-events.html",
    .kind = SourceKind::kObserve,
    .rank = 1375,
    .probes = {has("detail"), equals("source", "aws.signin"),
               equals("detail-type", "AWS Console Sign In via CloudTrail")},
    .base = "eventbridge",
    .answers = "nothing",
};

}  // namespace lambent
