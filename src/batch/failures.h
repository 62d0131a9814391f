// SPDX-License-Identifier: Apache-2.0
// How failed records are listed.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lambent/answers.h"
#include "lambent/detail/record_sources.h"
#include "lambent/event.h"
#include "lambent/values.h"

namespace lambent::detail {

template <class R>
Records<R> pointers_to(const List<R>& list) {
  Records<R> records;
  records.reserve(list.size());
  for (const R& record : list) records.push_back(&record);
  return records;
}

template <class R>
std::vector<std::string> ids_of(const Records<R>& records) {
  std::vector<std::string> ids;
  ids.reserve(records.size());
  for (const R* record : records) ids.push_back(id_of(*record));
  return ids;
}

/// Whether there are records and all of them failed.
bool none_handled(const Outcomes& outcomes);

/// The ids of what was not handled, each once; an error where nothing was handled.
absl::StatusOr<BatchResponse> failed_ids(std::vector<std::string> ids, const Outcomes& outcomes);
/// The id of the earliest that was not handled; an error where nothing was handled.
absl::StatusOr<BatchResponse> earliest_id(std::vector<std::string> ids, const Outcomes& outcomes);

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

}  // namespace lambent::detail
