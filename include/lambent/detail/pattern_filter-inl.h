// SPDX-License-Identifier: Apache-2.0
// How handlers with patterns run. Included by lambent/dispatcher.h; instantiated only where a
// pattern is given.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <numeric>
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

/// The same with those of the records.
template <class E>
std::optional<HandlerResult<E>> run_on_part(Node& node, const E& event, Places places,
                                            const Context& context) {
  const E part = with_records(event, places);
  if (places.size() == records_of(event)->size())
    return run_selected<E>(node, part, nullptr, context);
  Context within = context;
  within.way.part = &part;
  return run_selected<E>(node, part, nullptr, within);
}

template <class A>
auto& results_in(A& answer) {
  if constexpr (requires { answer.results; }) {
    return answer.results;
  } else {
    return answer.records;
  }
}

/// Of records that have results.
template <class E>
struct Results : PartialAnswer {
  std::vector<std::uint32_t> places;  // of the records that have theirs, ascending
  Answer<E> answer{};  // to those; what is not of one record is as the first handler said
  bool declined = false;  // a filter refused what came to it: then nobody may have accepted
};

/// Behind what `results` has.
template <class R>
void append(R& results, R&& more) {
  results.insert(results.end(), std::make_move_iterator(more.begin()),
                 std::make_move_iterator(more.end()));
}

/// Runs the handler on those of the records that have no result yet. What it answers is kept, a
/// failure is the answer to all.
template <class E>
std::optional<HandlerResult<E>> run_on_open_records(Node& node, const E& event, Places places,
                                                    const Context& context, Results<E>& so_far) {
  std::vector<std::uint32_t> open;
  std::set_difference(places.begin(), places.end(), so_far.places.begin(), so_far.places.end(),
                      std::back_inserter(open));
  if (open.empty()) return std::nullopt;
  auto result = run_on_part(node, event, open, context);
  if (!result) so_far.declined = true;
  if (!result || !result->ok()) return result;
  if (so_far.places.empty()) {
    so_far.answer = **std::move(result);
  } else {
    append(results_in(so_far.answer), std::move(results_in(**result)));
  }
  const auto middle = static_cast<std::ptrdiff_t>(so_far.places.size());
  so_far.places.insert(so_far.places.end(), open.begin(), open.end());
  std::inplace_merge(so_far.places.begin(), so_far.places.begin() + middle, so_far.places.end());
  return std::nullopt;
}

/// A handler without a pattern behind those with one.
template <class E>
std::optional<HandlerResult<E>> run_on_rest(Node& node, const HandlerList&, const E& event,
                                            Event<E>* owned, const Context& context,
                                            PatternWalk& walk) {
  auto& so_far = static_cast<Results<E>&>(*walk.partial);
  if (so_far.places.empty()) {
    auto result = run_selected(node, event, owned, context);
    if (!result) so_far.declined = true;
    return result;
  }
  std::vector<std::uint32_t> all(records_of(event)->size());
  std::iota(all.begin(), all.end(), 0U);
  return run_on_open_records(node, event, all, context, so_far);
}

/// The results of all records: those that have none stay as they are.
template <class E>
std::optional<HandlerResult<E>> finished(const E& event, PartialAnswer& partial) {
  using Record = RecordOf<E>;
  auto& so_far = static_cast<Results<E>&>(partial);
  if (so_far.places.empty() && so_far.declined) return std::nullopt;
  const absl::StatusOr<Records<Record>> records = records_of(event);
  std::vector<RecordResult<Record>> others;
  for (std::uint32_t i = 0; i < records->size(); ++i)
    if (!std::binary_search(so_far.places.begin(), so_far.places.end(), i))
      others.push_back(result_of(*(*records)[i], absl::OkStatus(), nullptr));
  Answer<E> stay = answer_of(event, std::move(others));
  if (so_far.places.empty()) return HandlerResult<E>(std::move(stay));
  append(results_in(so_far.answer), std::move(results_in(stay)));
  return HandlerResult<E>(std::move(so_far.answer));
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
      static_assert(source<E>.kind == SourceKind::kAnswer, "dispatch asks only these for the end");
      if (walk.partial == nullptr) {
        walk.partial = std::make_unique<Results<E>>();
        walk.partial->run_rest = reinterpret_cast<void (*)()>(&run_on_rest<E>);
        walk.partial->finish = reinterpret_cast<void (*)()>(&finished<E>);
      }
      return run_on_open_records(node, event, places, context,
                                 static_cast<Results<E>&>(*walk.partial));
    } else {
      if (places.empty()) return std::nullopt;
      return run_on_part(node, event, places, context);
    }
  } else {
    if (places.empty()) return std::nullopt;
    return run_selected(node, event, owned, context);
  }
}

}  // namespace lambent::inline LAMBENT_ABI::detail
