// SPDX-License-Identifier: Apache-2.0
// What the matchers of lambent/catch2.h read from JSON.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lambent/catch2.h"
#include "lambent/event.h"
#include "lambent/fields.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// Of the answers of all gateways.
struct HttpAnswer {
  std::int64_t status_code = 200;
};

/// Of the answers to batches.
struct FailedRecord {
  std::string_view item_identifier{};
};
struct FailedRecords {
  List<FailedRecord> batch_item_failures{};
};

/// The same of Kafka, where a record is named by where it is.
struct FailedOffset {
  struct Place {
    std::string_view partition{};
    std::int64_t offset{};
  };
  Place item_identifier{};
};
struct FailedOffsets {
  List<FailedOffset> batch_item_failures{};
};

}  // namespace lambent::inline LAMBENT_ABI::detail

template <>
inline constexpr auto lambent::fields<lambent::detail::HttpAnswer> = std::array{
    field<&detail::HttpAnswer::status_code>("statusCode"),
};
template <>
inline constexpr auto lambent::fields<lambent::detail::FailedRecord> = std::array{
    field<&detail::FailedRecord::item_identifier>("itemIdentifier", kRequired),
};
template <>
inline constexpr auto lambent::fields<lambent::detail::FailedRecords> = std::array{
    field<&detail::FailedRecords::batch_item_failures>("batchItemFailures", kRequired),
};
template <>
inline constexpr auto lambent::fields<lambent::detail::FailedOffset::Place> = std::array{
    field<&detail::FailedOffset::Place::partition>("partition", kRequired),
    field<&detail::FailedOffset::Place::offset>("offset", kRequired),
};
template <>
inline constexpr auto lambent::fields<lambent::detail::FailedOffset> = std::array{
    field<&detail::FailedOffset::item_identifier>("itemIdentifier", kRequired),
};
template <>
inline constexpr auto lambent::fields<lambent::detail::FailedOffsets> = std::array{
    field<&detail::FailedOffsets::batch_item_failures>("batchItemFailures", kRequired),
};

namespace lambent::inline LAMBENT_ABI::testing {

inline bool Answered::match(std::string_view json) const {
  const auto answer = decode<detail::HttpAnswer>(std::string(json));
  return answer.ok() && (*answer)->status_code == status_;
}

inline bool FailedItems::match(std::string_view json) const {
  std::vector<std::string> found;
  if (const auto ids = decode<detail::FailedRecords>(std::string(json)); ids.ok()) {
    for (const detail::FailedRecord& failure : (*ids)->batch_item_failures)
      found.emplace_back(failure.item_identifier);
  } else {
    const auto offsets = decode<detail::FailedOffsets>(std::string(json));
    if (!offsets.ok()) return false;
    for (const auto& [place] : (*offsets)->batch_item_failures)
      found.push_back(std::string(place.partition) + ":" + std::to_string(place.offset));
  }
  std::sort(found.begin(), found.end());
  return found == ids_;
}

}  // namespace lambent::inline LAMBENT_ABI::testing
