// SPDX-License-Identifier: Apache-2.0
// How failed records are listed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lambent/answers.h"
#include "lambent/detail/record_sources.h"
#include "lambent/event.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI::detail {

template <class R>
Records<R> pointers_to(const List<R>& list) {
  Records<R> records;
  records.reserve(list.size());
  for (const R& record : list) records.push_back(&record);
  return records;
}

/// The ids of what was not handled, each once.
template <class R>
BatchResponse failed_ids(const Records<R>& records, const Outcomes& outcomes) {
  BatchResponse response;
  absl::flat_hash_set<std::string> listed;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (outcomes[i].ok()) continue;
    if (const auto [id, is_new] = listed.insert(id_of(*records[i])); is_new)
      response.batch_item_failures.push_back({*id});
  }
  return response;
}

/// The id of the earliest that was not handled.
template <class R>
BatchResponse earliest_id(const Records<R>& records, const Outcomes& outcomes) {
  BatchResponse response;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (outcomes[i].ok()) continue;
    response.batch_item_failures.push_back({id_of(*records[i])});
    break;
  }
  return response;
}

/// One block for all records: a failure ends everything behind it.
inline std::vector<std::uint32_t> one_block(std::size_t size) {
  return std::vector<std::uint32_t>(size);
}

/// Base64 that holds JSON.
inline absl::Status with_json_in(const Base64& base64, const BodyUse& use) {
  const std::optional<std::string> json = base64.bytes();
  if (!json) return absl::InvalidArgumentError("expected base64");
  return use(*json);
}

}  // namespace lambent::inline LAMBENT_ABI::detail
