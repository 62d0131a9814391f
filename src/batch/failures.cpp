// SPDX-License-Identifier: Apache-2.0
#include "batch/failures.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"

namespace lambent::detail {

bool none_handled(const Outcomes& outcomes) {
  return !outcomes.empty() && std::none_of(outcomes.begin(), outcomes.end(),
                                           [](const absl::Status& status) { return status.ok(); });
}

absl::StatusOr<BatchResponse> failed_ids(std::vector<std::string> ids, const Outcomes& outcomes) {
  if (none_handled(outcomes)) return joined_failure(outcomes);
  BatchResponse response;
  absl::flat_hash_set<std::string_view> listed;
  for (std::size_t i = 0; i < ids.size(); ++i)
    if (!outcomes[i].ok() && listed.insert(ids[i]).second)
      response.batch_item_failures.push_back({ids[i]});
  return response;
}

absl::StatusOr<BatchResponse> earliest_id(std::vector<std::string> ids, const Outcomes& outcomes) {
  if (none_handled(outcomes)) return joined_failure(outcomes);
  BatchResponse response;
  const auto failed = std::find_if(outcomes.begin(), outcomes.end(),
                                   [](const absl::Status& status) { return !status.ok(); });
  if (failed != outcomes.end())
    response.batch_item_failures.push_back({std::move(ids[failed - outcomes.begin()])});
  return response;
}

}  // namespace lambent::detail
