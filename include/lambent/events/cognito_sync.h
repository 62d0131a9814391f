// SPDX-License-Identifier: Apache-2.0
// Amazon Cognito Sync: a device has synchronized a dataset, which is not stored yet.
// https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-events.html
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// What is to become of a record of the dataset.
struct CognitoSyncRecord {
  static constexpr std::string_view kReplace = "replace";
  static constexpr std::string_view kRemove = "remove";

  std::optional<std::string_view> old_value{};  ///< Absent for a new record.
  std::optional<std::string_view> new_value{};  ///< Absent for kRemove.
  std::string_view op{};                        ///< One of the constants above.
};

/// A dataset was synchronized.
struct CognitoSyncEvent {
  std::int64_t version{};                    ///< 2, a number; user pools send text.
  std::string_view event_type{};             ///< "SyncTrigger".
  std::string_view region{};
  std::string_view identity_pool_id{};       ///< "eu-west-1:5f0c...": of an identity pool.
  std::string_view identity_id{};
  std::string_view dataset_name{};
  Map<CognitoSyncRecord> dataset_records{};  ///< Those that change, by key.
};

/// What is to be stored of a record.
struct CognitoSyncChange {
  std::optional<std::string> old_value{};
  std::optional<std::string> new_value{};
  std::string op{};                          ///< A constant of CognitoSyncRecord.
};

/// The answer: the records as they are to be stored, in place of those of the event.
struct CognitoSyncResponse {
  std::map<std::string, CognitoSyncChange> dataset_records{};
};

/// The records of the event, to be changed where need be.
inline CognitoSyncResponse answer_to(const CognitoSyncEvent& event) {
  CognitoSyncResponse response;
  for (const auto& [key, record] : event.dataset_records)
    response.dataset_records[std::string(key)] = {std::optional<std::string>(record.old_value),
                                                  std::optional<std::string>(record.new_value),
                                                  std::string(record.op)};
  return response;
}

template <>
inline constexpr auto fields<CognitoSyncRecord> = std::array{
    field<&CognitoSyncRecord::old_value>("oldValue", kNullable),
    field<&CognitoSyncRecord::new_value>("newValue", kNullable),
    field<&CognitoSyncRecord::op>("op"),
};

template <>
inline constexpr auto fields<CognitoSyncEvent> = std::array{
    field<&CognitoSyncEvent::version>("version"),
    field<&CognitoSyncEvent::event_type>("eventType"),
    field<&CognitoSyncEvent::region>("region"),
    field<&CognitoSyncEvent::identity_pool_id>("identityPoolId", kRequired),
    field<&CognitoSyncEvent::identity_id>("identityId"),
    field<&CognitoSyncEvent::dataset_name>("datasetName"),
    field<&CognitoSyncEvent::dataset_records>("datasetRecords", kRequired),
};

template <>
inline constexpr auto fields<CognitoSyncChange> = std::array{
    field<&CognitoSyncChange::old_value>("oldValue", kNullable),
    field<&CognitoSyncChange::new_value>("newValue", kNullable),
    field<&CognitoSyncChange::op>("op", kRequired),
};

template <>
inline constexpr auto fields<CognitoSyncResponse> = std::array{
    whole<&CognitoSyncResponse::dataset_records>(),
};

template <>
inline constexpr Source source<CognitoSyncEvent> = {
    .name = "cognito_sync",
    .reference = "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-events.html",
    .kind = SourceKind::kAnswer,
    .rank = 1100,
    .probes = {has("datasetRecords"), has("identityPoolId")},
    .answers = "the records to store",
};

template <>
struct AnswerTo<CognitoSyncEvent> {
  using type = CognitoSyncResponse;
  static constexpr std::string_view replaces = "datasetRecords";
};

}  // namespace lambent::inline LAMBENT_ABI
