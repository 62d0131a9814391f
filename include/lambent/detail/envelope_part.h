// SPDX-License-Identifier: Apache-2.0
// Some of an event's records in the hands of its handlers, and what these make of each.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "lambent/answers.h"
#include "lambent/detail/dispatch-inl.h"
#include "lambent/detail/record_sources.h"

namespace lambent::inline LAMBENT_ABI::detail {

template <class E>
struct Part {
  Records<RecordOf<E>> records{};
  Outcomes outcomes{};
  std::vector<std::optional<RecordResult<RecordOf<E>>>> results{};
};

/// Where the records of each id stand.
template <class R>
std::unordered_multimap<std::string, std::size_t> places_by_id(const Records<R>& records) {
  std::unordered_multimap<std::string, std::size_t> places;
  for (std::size_t i = 0; i < records.size(); ++i) places.emplace(id_of(*records[i]), i);
  return places;
}

template <class E>
void take_apart(const BatchResponse& answer, Part<E>& part) {
  const auto places = places_by_id(part.records);
  for (const BatchItemFailure& failure : answer.batch_item_failures) {
    const auto [first, last] = places.equal_range(failure.item_identifier);
    if (first == last)
      return part.outcomes.assign(part.records.size(),
                                  absl::InternalError("its handler lists an unknown record"));
    for (auto place = first; place != last; ++place)
      part.outcomes[place->second] = absl::InternalError("its handler lists it as failed");
  }
}

template <class E>
  requires HasResult<RecordOf<E>>
void take_apart(const Answer<E>& answer, Part<E>& part) {
  using Result = RecordResult<RecordOf<E>>;
  part.outcomes.assign(part.records.size(),
                       absl::InternalError("its handler gives no result for it"));
  const auto places = places_by_id(part.records);
  for (const Result& result : answer.records) {
    const auto [first, last] = places.equal_range(result.record_id);
    for (auto place = first; place != last; ++place) {
      const bool failed = result.result == Result::kProcessingFailed;
      part.outcomes[place->second] =
          failed ? absl::InternalError("its handler could not process it") : absl::OkStatus();
      if (!failed) part.results[place->second] = result;
    }
  }
}

/// Gives records to the handlers of E, in an event that is otherwise like `frame`; or to nobody,
/// where there is a failure already.
template <class E>
Part<E> hand_over(const DispatcherState& state, const E& frame, Records<RecordOf<E>> records,
                  const Context& context, const absl::Status& failure = {}) {
  Part<E> part{.records = std::move(records)};
  part.outcomes.assign(part.records.size(), failure);
  part.results.resize(part.records.size());
  if (!failure.ok()) return part;
  std::vector<RecordOf<E>> copies;
  copies.reserve(part.records.size());
  for (const RecordOf<E>* record : part.records) copies.push_back(*record);
  E some = frame;
  some.records = {copies.data(), copies.size()};
  const DispatchResult<E> answer = pass_on(state, some, context);
  part.outcomes.assign(part.records.size(), status_of(answer));
  if constexpr (answers<E>) {
    if (answer.ok()) take_apart(*answer, part);
  }
  return part;
}

}  // namespace lambent::inline LAMBENT_ABI::detail
