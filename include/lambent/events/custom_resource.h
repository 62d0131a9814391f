// SPDX-License-Identifier: Apache-2.0
// AWS CloudFormation: a stack creates, updates or deletes a custom resource. CloudFormation itself
// ignores what a function returns and waits for a CustomResourceReport at the event's URL; the
// provider framework of the CDK takes the returned CustomResourceResult and reports by itself.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "lambent/answers.h"
#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// What the function receives.
struct CustomResourceEvent {
  static constexpr std::string_view kCreate = "Create";
  static constexpr std::string_view kUpdate = "Update";
  static constexpr std::string_view kDelete = "Delete";

  std::string_view request_type{};  ///< One of the constants above.
  std::string_view request_id{};
  std::string_view stack_id{};             ///< An ARN.
  std::string_view logical_resource_id{};  ///< The name in the template.
  std::string_view resource_type{};        ///< "Custom::Name", or as CloudFormation spells it.
  /// Where the report is PUT. Pre-signed: whoever has it can report, so never log it. Absent, or
  /// "...", where the provider framework calls.
  std::string_view response_url{};
  std::string_view service_token{};  ///< The function's ARN.
  /// kUpdate and kDelete: what was reported before. Made up by CloudFormation, if this deletes what
  /// failed to be created before any was reported.
  std::string_view physical_resource_id{};
  /// An object, as the template has it, but numbers and booleans have become text.
  RawJson resource_properties{};
  RawJson old_resource_properties{};  ///< kUpdate: those before.
  /// This and the rest: what the provider framework passes on to the handler that it asks whether
  /// all is complete.
  Map<RawJson> data{};
  std::optional<bool> no_echo{};
  Map<RawJson> others{};  ///< By name: members that are not among those above.
};

/// What handlers return to the provider framework: those of events, or those that are asked
/// whether all is complete. Other members that you need there make a struct of yours: a handler
/// may return any JSON.
/// https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.custom_resources-readme.html
struct CustomResourceResult {
  std::string physical_resource_id{};  ///< Where empty, as before, or the request's id.
  std::map<std::string, JsonValue> data{};  ///< What Fn::GetAtt reads.
  bool no_echo{};  ///< The template's output shows asterisks for `data`.
  std::optional<bool> is_complete{};  ///< Of the second kind of handler; `data` only with true.
};

/// The body to be PUT to the event's URL, with an empty content-type: at most 4,096 bytes.
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
struct CustomResourceReport {
  static constexpr const char* kSuccess = "SUCCESS";
  static constexpr const char* kFailed = "FAILED";

  std::string status{kSuccess};  ///< One of the constants above.
  std::string reason{};  ///< Needed by kFailed.
  /// Never empty, at most 1 KB. Another one than before, in answer to an update, replaces the
  /// resource: a Delete of the old one follows.
  std::string physical_resource_id{};
  std::string stack_id{};  ///< This and the next two: those of the event.
  std::string request_id{};
  std::string logical_resource_id{};
  bool no_echo{};  ///< The template's output shows asterisks for `data`.
  std::map<std::string, JsonValue> data{};  ///< What Fn::GetAtt reads.
};

/// A report of success on that very event. The resource keeps its id; a new one has the request's
/// until you set yours.
inline CustomResourceReport report_on(const CustomResourceEvent& event) {
  return {.physical_resource_id = std::string(
              event.physical_resource_id.empty() ? event.request_id : event.physical_resource_id),
          .stack_id = std::string(event.stack_id),
          .request_id = std::string(event.request_id),
          .logical_resource_id = std::string(event.logical_resource_id)};
}
/// A report of failure. If it is a Create that failed, a Delete with the reported id follows.
inline CustomResourceReport report_failure(const CustomResourceEvent& event, std::string reason) {
  CustomResourceReport report = report_on(event);
  report.status = CustomResourceReport::kFailed;
  report.reason = std::move(reason);
  return report;
}

template <>
inline constexpr auto fields<CustomResourceEvent> = std::array{
    field<&CustomResourceEvent::request_type>("RequestType", kRequired),
    field<&CustomResourceEvent::request_id>("RequestId", kRequired),
    field<&CustomResourceEvent::stack_id>("StackId", kRequired),
    field<&CustomResourceEvent::logical_resource_id>("LogicalResourceId", kRequired),
    field<&CustomResourceEvent::resource_type>("ResourceType", kAlways),
    field<&CustomResourceEvent::response_url>("ResponseURL"),
    field<&CustomResourceEvent::service_token>("ServiceToken"),
    field<&CustomResourceEvent::physical_resource_id>("PhysicalResourceId"),
    field<&CustomResourceEvent::resource_properties>("ResourceProperties"),
    field<&CustomResourceEvent::old_resource_properties>("OldResourceProperties"),
    field<&CustomResourceEvent::data>("Data"),
    field<&CustomResourceEvent::no_echo>("NoEcho"),
    rest<&CustomResourceEvent::others>(),
};

template <>
inline constexpr auto fields<CustomResourceResult> = std::array{
    field<&CustomResourceResult::physical_resource_id>("PhysicalResourceId"),
    field<&CustomResourceResult::data>("Data"),
    field<&CustomResourceResult::no_echo>("NoEcho"),
    field<&CustomResourceResult::is_complete>("IsComplete"),
};

template <>
inline constexpr auto fields<CustomResourceReport> = std::array{
    field<&CustomResourceReport::status>("Status", kRequired),
    field<&CustomResourceReport::reason>("Reason"),
    field<&CustomResourceReport::physical_resource_id>("PhysicalResourceId", kRequired),
    field<&CustomResourceReport::stack_id>("StackId", kRequired),
    field<&CustomResourceReport::request_id>("RequestId", kRequired),
    field<&CustomResourceReport::logical_resource_id>("LogicalResourceId", kRequired),
    field<&CustomResourceReport::no_echo>("NoEcho"),
    field<&CustomResourceReport::data>("Data"),
};

template <>
inline constexpr Source source<CustomResourceEvent> = {
    .name = "cloudformation_custom_resource",
    .reference =
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html",
    .kind = SourceKind::kAnswer,
    .rank = 1500,
    .probes = {has("RequestType"), has("StackId"), has("LogicalResourceId"), has("ResourceType")},
    .answers = "to the CDK: CustomResourceResult, or any JSON; else nothing that is read",
};

template <>
struct AnswerTo<CustomResourceEvent> : AnyJsonAnswer<CustomResourceResult, CustomResourceReport> {};

}  // namespace lambent::inline LAMBENT_ABI
