// SPDX-License-Identifier: Apache-2.0
// How handlers with patterns run. Included by lambent/dispatcher.h; instantiated only where a
// pattern is given.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "lambent/detail/dispatch-inl.h"
#include "lambent/detail/pattern_option.h"
#include "lambent/detail/record_sources.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// Of records in their event, ascending.
using Places = std::span<const std::uint32_t>;

/// The list of E that has its records.
template <class E>
auto& list_of_records(E& event) {
  if constexpr (requires { event.records; }) {
    return event.records;
  } else if constexpr (requires { event.messages; }) {
    return event.messages;
  } else if constexpr (requires { event.rmq_messages_by_queue; }) {
    return event.rmq_messages_by_queue;
  } else if constexpr (requires { event.tasks; }) {
    return event.tasks;
  } else {
    return event.events;
  }
}

/// Whether records can be left out. Those of a Logs event are packed.
template <class E>
concept FiltersRecords = HasRecords<E> && !std::is_same_v<E, CloudWatchLogsEvent>;

/// The event with those records only, whose places are ascending.
template <class R>
List<R> kept(const List<R>& all, Places places, std::uint32_t first = 0) {
  std::vector<R> some;
  for (auto place = std::lower_bound(places.begin(), places.end(), first);
       place != places.end() && *place - first < all.size(); ++place)
    some.push_back(all[*place - first]);
  return {some.data(), some.size()};
}
template <class R>
Map<List<R>> kept(const Map<List<R>>& all, Places places) {
  std::vector<typename Map<List<R>>::Entry> some;
  std::uint32_t first = 0;
  for (const auto& entry : all) {
    List<R> records = kept(entry.value, places, first);
    first += static_cast<std::uint32_t>(entry.value.size());
    if (!records.empty()) some.push_back({entry.key, std::move(records)});
  }
  return {some.data(), some.size()};
}
template <class E>
E with_records(const E& event, Places places) {
  E some = event;
  list_of_records(some) = kept(list_of_records(event), places);
  return some;
}

/// What is matched: an event, or its records.
struct PatternInput {
  const void* event;
  const TypeInfo* type;
  const IndexedText* document;  // null where it must be encoded first
  RecordForm form;
  std::optional<std::size_t> records_at;  // offset of their list in the event
  bool all_have_results;                  // also those that match no pattern of a handler
};

/// Matches the patterns of all handlers of the list.
LAMBENT_API void match_list(const HandlerList& list, const PatternInput& input, PatternWalk& walk);
/// The places of the records that the pattern of the handler at `place` matches; of an event that
/// is matched as a whole there is one.
LAMBENT_API Places matching_records(const PatternMatches& matches, std::uint32_t place);

template <class E>
std::optional<HandlerResult<E>> run_selected(Node& node, const E& event, Event<E>* owned,
                                             const Context& context) {
  absl::Status failure;
  if (!selects(node, event, context, failure)) return std::nullopt;
  if (!failure.ok()) return HandlerResult<E>(std::move(failure));
  return call_handler(node, event, owned, context);
}

template <class A>
auto& results_in(A& answer) {
  if constexpr (requires { answer.results; }) {
    return answer.results;
  } else {
    return answer.records;
  }
}

/// The results of all records: of those that were left out, that they stay as they are.
template <class E>
Answer<E> completed(const E& event, Places places, Answer<E> given) {
  using Record = RecordOf<E>;
  const absl::StatusOr<Records<Record>> records = records_of(event);
  std::vector<RecordResult<Record>> results;
  for (std::uint32_t i = 0; i < records->size(); ++i)
    if (!std::binary_search(places.begin(), places.end(), i))
      results.push_back(result_of(*(*records)[i], absl::OkStatus(), nullptr));
  Answer<E> all = answer_of(event, std::move(results));
  auto& into = results_in(all);
  auto& from = results_in(given);
  into.insert(into.begin(), std::make_move_iterator(from.begin()),
              std::make_move_iterator(from.end()));
  return all;
}

template <class E>
std::optional<HandlerResult<E>> run_patterned(Node& node, const HandlerList& list, const E& event,
                                              Event<E>* owned, const Context& context,
                                              PatternWalk& walk) {
  if (walk.matches == nullptr && walk.status.ok()) {
    PatternInput input{&event, &type_info<E>, nullptr, form_of_records<E>(), std::nullopt, false};
    if (context.way.document_of == &event) input.document = context.way.document;
    if constexpr (FiltersRecords<E>) {
      input.records_at =
          static_cast<std::size_t>(reinterpret_cast<const char*>(&list_of_records(event)) -
                                   reinterpret_cast<const char*>(&event));
      input.all_have_results = HasResult<RecordOf<E>>;
    }
    match_list(list, input, walk);
  }
  if (!walk.status.ok()) return HandlerResult<E>(walk.status);
  const Places places = matching_records(*walk.matches, walk.place);
  if constexpr (FiltersRecords<E>) {
    if constexpr (HasResult<RecordOf<E>>) {
      std::optional<HandlerResult<E>> result = HandlerResult<E>(Answer<E>());
      if (!places.empty())
        result = run_selected<E>(node, with_records(event, places), nullptr, context);
      if (!result || !result->ok()) return result;
      return HandlerResult<E>(completed(event, places, **std::move(result)));
    } else {
      if (places.empty()) return std::nullopt;
      return run_selected<E>(node, with_records(event, places), nullptr, context);
    }
  } else {
    if (places.empty()) return std::nullopt;
    return run_selected(node, event, owned, context);
  }
}

}  // namespace lambent::inline LAMBENT_ABI::detail
