// SPDX-License-Identifier: Apache-2.0
// AWS CodeCommit: something was pushed to a repository.
// https://docs.aws.amazon.com/codecommit/latest/userguide/how-to-notify-lambda.html
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// One trigger of a repository.
struct CodeCommitRecord {
  struct Reference {
    std::string_view commit{};
    std::string_view ref{};  ///< "refs/heads/main"
    std::optional<bool> created{};
    std::optional<bool> deleted{};
  };
  struct Changes {
    List<Reference> references{};
  };
  std::string_view event_id{};
  std::string_view event_version{};
  Timestamp event_time{};  ///< "2026-10-14T09:12:44.000+0000"
  std::string_view event_trigger_name{};
  std::int64_t event_part_number{};
  Changes codecommit{};
  std::string_view event_name{};  ///< "ReferenceChanges" or "TriggerEventTest".
  std::string_view event_trigger_config_id{};
  std::string_view event_source_arn{};  ///< Of the repository.
  std::string_view user_identity_arn{};
  std::string_view event_source{};
  std::string_view aws_region{};
  std::string_view custom_data{};  ///< What the trigger was given.
  std::int64_t event_total_parts{};
};

/// What a repository's trigger sends.
struct CodeCommitEvent {
  List<CodeCommitRecord> records{};
};

template <>
inline constexpr auto fields<CodeCommitRecord::Reference> = std::array{
    field<&CodeCommitRecord::Reference::commit>("commit"),
    field<&CodeCommitRecord::Reference::ref>("ref"),
    field<&CodeCommitRecord::Reference::created>("created"),
    field<&CodeCommitRecord::Reference::deleted>("deleted"),
};

template <>
inline constexpr auto fields<CodeCommitRecord::Changes> = std::array{
    field<&CodeCommitRecord::Changes::references>("references", kAlways),
};

template <>
inline constexpr auto fields<CodeCommitRecord> = std::array{
    field<&CodeCommitRecord::event_id>("eventId"),
    field<&CodeCommitRecord::event_version>("eventVersion"),
    field<&CodeCommitRecord::event_time>("eventTime"),
    field<&CodeCommitRecord::event_trigger_name>("eventTriggerName"),
    field<&CodeCommitRecord::event_part_number>("eventPartNumber"),
    field<&CodeCommitRecord::codecommit>("codecommit", kRequired),
    field<&CodeCommitRecord::event_name>("eventName"),
    field<&CodeCommitRecord::event_trigger_config_id>("eventTriggerConfigId"),
    field<&CodeCommitRecord::event_source_arn>("eventSourceARN"),
    field<&CodeCommitRecord::user_identity_arn>("userIdentityARN"),
    field<&CodeCommitRecord::event_source>("eventSource"),
    field<&CodeCommitRecord::aws_region>("awsRegion"),
    field<&CodeCommitRecord::custom_data>("customData"),
    field<&CodeCommitRecord::event_total_parts>("eventTotalParts"),
};

template <>
inline constexpr auto fields<CodeCommitEvent> = std::array{
    field<&CodeCommitEvent::records>("Records", kRequired),
};

template <>
inline constexpr Source source<CodeCommitEvent> = {
    .name = "codecommit",
    .reference =
        "https://docs.aws.amazon.com/codecommit/latest/userguide/"
        "how-to-notify-lambda.html",
    .kind = SourceKind::kObserve,
    .rank = kRecordRank,
    .probes = {equals("Records[0].eventSource", "aws:codecommit")},
    .answers = "nothing",
};

}  // namespace lambent::inline LAMBENT_ABI
