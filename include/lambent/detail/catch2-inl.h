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

namespace lambent::inline LAMBENT_ABI::testing {

inline bool Answered::match(std::string_view json) const {
  const auto answer = decode<detail::HttpAnswer>(std::string(json));
  return answer.ok() && (*answer)->status_code == status_;
}

inline bool FailedItems::match(std::string_view json) const {
  const auto answer = decode<detail::FailedRecords>(std::string(json));
  if (!answer.ok()) return false;
  std::vector<std::string> found;
  for (const detail::FailedRecord& failure : (*answer)->batch_item_failures)
    found.emplace_back(failure.item_identifier);
  std::sort(found.begin(), found.end());
  return found == ids_;
}

}  // namespace lambent::inline LAMBENT_ABI::testing
