// SPDX-License-Identifier: Apache-2.0
// AWS CloudTrail over EventBridge: somebody called an operation of a service, or signed in.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/shapes.h"
#include "lambent/shapes/caller_identity.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// What was recorded of a request. `Response` and `Additional` are RawJson, or typed.
template <class Response, class Additional>
struct CloudTrailRecord {
  static constexpr std::string_view kApiCall = "AWS API Call via CloudTrail";
  static constexpr std::string_view kServiceEvent = "AWS Service Event via CloudTrail";
  static constexpr std::string_view kConsoleAction = "AWS Console Action via CloudTrail";
  static constexpr std::string_view kConsoleSignIn = "AWS Console Sign In via CloudTrail";

  std::string_view event_version{};
  CallerIdentity user_identity{};
  Timestamp event_time{};
  std::string_view event_source{};  ///< "s3.amazonaws.com"
  std::string_view event_name{};  ///< The operation: "PutObject".
  std::string_view aws_region{};
  std::string_view source_ip_address{};  ///< An address, or the name of a service.
  std::string_view user_agent{};
  std::string_view error_code{};  ///< Of a request that failed, as the next one.
  std::string_view error_message{};
  RawJson request_parameters{};
  Response response_elements{};
  Additional additional_event_data{};
  std::string_view request_id{};  ///< Absent when signing in.
  std::string_view event_id{};
  std::optional<bool> read_only{};
  List<RawJson> resources{};
  std::string_view event_type{};  ///< "AwsApiCall", "AwsServiceEvent", ...
  std::optional<bool> management_event{};
  std::string_view recipient_account_id{};
  std::string_view event_category{};  ///< "Management" or "Data".
  RawJson service_event_details{};
  std::string_view shared_event_id{};
  RawJson tls_details{};
  std::string_view session_credential_from_console{};  ///< Text: "true".
};

/// How an attempt to sign in ended.
struct SignInResponse {
  static constexpr std::string_view kSuccess = "Success";
  static constexpr std::string_view kFailure = "Failure";

  std::string_view console_login{};  ///< One of the constants above; so is the next one.
  std::string_view switch_role{};  ///< Where a role was switched: event_name "SwitchRole".
  Map<RawJson> others{};  ///< Of any other event_name.
};

/// How it was made.
struct SignInData {
  std::string_view login_to{};
  std::string_view mobile_version{};  ///< "Yes" or "No".
  std::string_view mfa_used{};  ///< "Yes" or "No".
  std::string_view mfa_identifier{};  ///< An ARN.
  std::string_view switch_from{};  ///< Who switched the role: an ARN.
  std::string_view redirect_to{};
  Map<RawJson> others{};
};

/// Of any request: what it asked for and got is JSON.
using CloudTrailDetail = CloudTrailRecord<RawJson, RawJson>;
/// Of a sign-in to the console.
using ConsoleSignInDetail = CloudTrailRecord<SignInResponse, SignInData>;

/// A recorded request; `source` names the service.
using CloudTrailEvent = EventBridge<CloudTrailDetail>;

/// Somebody signed in to the console, or tried to.
/// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
using ConsoleSignInEvent = EventBridge<ConsoleSignInDetail>;

template <class R, class A>
inline constexpr auto fields<CloudTrailRecord<R, A>> = std::array{
    field<&CloudTrailRecord<R, A>::event_version>("eventVersion"),
    field<&CloudTrailRecord<R, A>::user_identity>("userIdentity"),
    field<&CloudTrailRecord<R, A>::event_time>("eventTime"),
    field<&CloudTrailRecord<R, A>::event_source>("eventSource", kRequired),
    field<&CloudTrailRecord<R, A>::event_name>("eventName", kRequired),
    field<&CloudTrailRecord<R, A>::aws_region>("awsRegion"),
    field<&CloudTrailRecord<R, A>::source_ip_address>("sourceIPAddress"),
    field<&CloudTrailRecord<R, A>::user_agent>("userAgent"),
    field<&CloudTrailRecord<R, A>::error_code>("errorCode"),
    field<&CloudTrailRecord<R, A>::error_message>("errorMessage"),
    field<&CloudTrailRecord<R, A>::request_parameters>("requestParameters", kNullable),
    field<&CloudTrailRecord<R, A>::response_elements>("responseElements", kNullable),
    field<&CloudTrailRecord<R, A>::additional_event_data>("additionalEventData"),
    field<&CloudTrailRecord<R, A>::request_id>("requestID"),
    field<&CloudTrailRecord<R, A>::event_id>("eventID"),
    field<&CloudTrailRecord<R, A>::read_only>("readOnly"),
    field<&CloudTrailRecord<R, A>::resources>("resources"),
    field<&CloudTrailRecord<R, A>::event_type>("eventType"),
    field<&CloudTrailRecord<R, A>::management_event>("managementEvent"),
    field<&CloudTrailRecord<R, A>::recipient_account_id>("recipientAccountId"),
    field<&CloudTrailRecord<R, A>::event_category>("eventCategory"),
    field<&CloudTrailRecord<R, A>::service_event_details>("serviceEventDetails"),
    field<&CloudTrailRecord<R, A>::shared_event_id>("sharedEventID"),
    field<&CloudTrailRecord<R, A>::tls_details>("tlsDetails"),
    field<&CloudTrailRecord<R, A>::session_credential_from_console>("sessionCredentialFromConsole"),
};

template <>
inline constexpr auto fields<SignInResponse> = std::array{
    field<&SignInResponse::console_login>("ConsoleLogin"),
    field<&SignInResponse::switch_role>("SwitchRole"),
    rest<&SignInResponse::others>(),
};

template <>
inline constexpr auto fields<SignInData> = std::array{
    field<&SignInData::login_to>("LoginTo"),
    field<&SignInData::mobile_version>("MobileVersion"),
    field<&SignInData::mfa_used>("MFAUsed"),
    field<&SignInData::mfa_identifier>("MFAIdentifier"),
    field<&SignInData::switch_from>("SwitchFrom"),
    field<&SignInData::redirect_to>("RedirectTo"),
    rest<&SignInData::others>(),
};

inline constexpr std::array<std::string_view, 3> kCloudTrailDetailTypes = {
    CloudTrailDetail::kApiCall, CloudTrailDetail::kServiceEvent, CloudTrailDetail::kConsoleAction};

template <>
inline constexpr Source source<CloudTrailEvent> = {
    .name = "eventbridge_cloudtrail",
    .reference =
        "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/"
        "cloudtrail-event-reference-record-contents.html",
    .kind = SourceKind::kObserve,
    .rank = 1370,
    .probes = {has("detail"), has("source"), one_of("detail-type", kCloudTrailDetailTypes)},
    .base = "eventbridge",
    .answers = "nothing",
};

template <>
inline constexpr Source source<ConsoleSignInEvent> = {
    .name = "eventbridge_signin",
    .reference =
        "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/"
        "cloudtrail-event-reference-aws-console-sign-in-events.html",
    .kind = SourceKind::kObserve,
    .rank = 1375,
    .probes = {has("detail"), equals("source", "aws.signin"),
               equals("detail-type", ConsoleSignInDetail::kConsoleSignIn)},
    .base = "eventbridge",
    .answers = "nothing",
};

}  // namespace lambent::inline LAMBENT_ABI
