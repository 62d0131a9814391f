// SPDX-License-Identifier: Apache-2.0
// The readers' side: how an event comes to its handlers. Included by lambent/dispatcher.h.
#pragma once

#include <atomic>
#include <chrono>
#include <string>
#include <string_view>
#include <typeinfo>

#include "lambent/detail/dispatcher_state.h"
#include "lambent/detail/pattern_option.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// The number of E in every dispatcher; 0 while this shared object has not asked for it.
template <class E>
inline std::atomic<std::uint32_t> known_number{0};

template <class E>
[[gnu::noinline]] std::uint32_t ask_number() {
  // With the type's own name: a source's name alone could stand for another type elsewhere.
  const std::uint32_t number = type_number(std::string(source<E>.name) + ' ' + typeid(E).name());
  known_number<E>.store(number, std::memory_order_relaxed);
  return number;
}

template <class E>
inline std::uint32_t number_of() {
  const std::uint32_t number = known_number<E>.load(std::memory_order_relaxed);
  return number != 0 ? number : ask_number<E>();
}

template <class E>
[[gnu::always_inline]] inline HandlerResult<E> call_handler(Node& node, const E& event,
                                                            Event<E>* owned,
                                                            const Context& context) {
  return reinterpret_cast<HandlerCall<E>>(node.call)(node.storage, event, owned, context);
}

/// Whether the handler takes the event. True, too, where its filter fails, which counts as its
/// answer.
template <class E>
bool selects(Node& node, const E& event, const Context& context, absl::Status& failure) {
  if (node.about.envelope) return context.way.passed_on != &event;
  if (node.accepts != nullptr &&
      !reinterpret_cast<HandlerFilter<E>>(node.accepts)(node.storage, event, failure))
    return !failure.ok();
  // Of many threads only the one that removes a handler for one time runs it.
  return !node.about.once || node.about.table->cancel(node);
}

/// Runs the handlers of a list, which `frame` protects, as the kind of source wants it.
template <class E, bool kLight>
void run_list(const HandlerList& list, Frame& frame, const E& event, Event<E>* owned,
              const Context& context, Outcome<E>& outcome) {
  const bool selective = (list.flags & HandlerList::kSelective) != 0;
  PatternWalk patterns;
  const auto visit = [&](Node& node) {
    constexpr bool kGoesOn = source<E>.kind != SourceKind::kAnswer;
    if (selective) {
      auto* run = node.about.run_pattern;
      if (run == nullptr && patterns.partial != nullptr) run = patterns.partial->run_rest;
      if (run != nullptr) {
        auto result =
            reinterpret_cast<PatternCall<E>>(run)(node, list, event, owned, context, patterns);
        if (!result) return true;
        outcome.add(*std::move(result), node.about.name);
        return kGoesOn;
      }
    }
    absl::Status failure;
    if (selective && !selects(node, event, context, failure)) return true;
    if (failure.ok()) {
      outcome.add(call_handler(node, event, owned, context), node.about.name);
    } else {
      outcome.add(std::move(failure), node.about.name);
    }
    return kGoesOn && !node.about.envelope;
  };
  walk<kLight>(list, frame, visit,
               [&](Node* const* next) { return patterns.skip_to_match(list, next); });
  if constexpr (source<E>.kind == SourceKind::kAnswer) {
    if (patterns.partial == nullptr || outcome.reach == Reach::kAccepted) return;
    const auto finish = reinterpret_cast<PatternFinish<E>>(patterns.partial->finish);
    if (auto result = finish(event, *patterns.partial)) outcome.add(*std::move(result), {});
  }
}

template <class E>
void run_list(const HandlerList& list, const FrameScope& scope, const E& event, Event<E>* owned,
              const Context& context, Outcome<E>& outcome) {
  if (scope.light()) {
    run_list<E, true>(list, scope.frame(), event, owned, context, outcome);
  } else {
    run_list<E, false>(list, scope.frame(), event, owned, context, outcome);
  }
}

/// Runs the handlers of E, whatever else there is to do.
template <class E>
void run_handlers(const DispatcherState& state, const E& event, Event<E>* owned,
                  const Context& context, Outcome<E>& outcome) {
  FrameScope scope;
  const HandlerList* const list = scope.protect(state.table.head(number_of<E>()));
  if (list == nullptr) {
    outcome.reach = Reach::kNothingRegistered;
  } else {
    run_list(*list, scope, event, owned, context, outcome);
  }
}

/// Runs the handlers of E but the one that opens envelopes; `Unimplemented` if there is no other.
template <class E>
DispatchResult<E> pass_on(const DispatcherState& state, const E& event, Context context) {
  if (!state.table.has_handlers(number_of<E>())) return nothing_registered(source<E>);
  context.way.passed_on = &event;
  Outcome<E> outcome;
  run_handlers<E>(state, event, nullptr, context, outcome);
  return std::move(outcome).take(event);
}

/// A dispatch for which something is to be done besides running handlers.
template <class E>
[[gnu::noinline]] DispatchResult<E> dispatch_watched(const DispatcherState& state, const E& event,
                                                     const Context& context) {
  FrameScope scope;
  const Settings& settings = *scope.protect(state.settings);
  const auto start = std::chrono::steady_clock::now();
  const auto run = [&]() -> DispatchResult<E> {
    if (!settings.error.ok()) return settings.error;
    Outcome<E> outcome;
    run_handlers<E>(state, event, nullptr, context, outcome);
    if (outcome.reach == Reach::kNothingRegistered) return nothing_registered(source<E>);
    return std::move(outcome).take(event);
  };
  DispatchResult<E> result = run();
  if (!settings.observers.empty()) {
    const absl::Status status = status_of(result);
    const Dispatched dispatched{source<E>.name, status, std::chrono::steady_clock::now() - start,
                                context};
    for (const auto& observer : settings.observers) (*observer)(dispatched);
  }
  return result;
}

/// A dispatch inside another one, the first one of a thread, one without light fences, one that met
/// a writer.
template <class E>
[[gnu::noinline]] DispatchResult<E> dispatch_anywhere(const DispatcherState& state, const E& event,
                                                      const Context& context) {
  {
    FrameScope scope;
    const HandlerList* const list = scope.protect(state.table.head(number_of<E>()));
    if (list != nullptr && (list->flags & HandlerList::kWatched) == 0) {
      Outcome<E> outcome;
      run_list<E>(*list, scope, event, nullptr, context, outcome);
      return std::move(outcome).take(event);
    }
  }
  return dispatch_watched(state, event, context);
}

/// Several handlers, none of which is anything but called.
template <class E>
[[gnu::noinline]] DispatchResult<E> run_many(const HandlerList& list, Frame& frame, const E& event,
                                             const Context& context) {
  Outcome<E> outcome;
  const auto visit = [&](Node& node) {
    HandlerResult<E> result = call_handler<E>(node, event, nullptr, context);
    if constexpr (!answers<E>) {
      if (result.ok()) [[likely]]
        return true;
    }
    outcome.add(std::move(result), node.about.name);
    return source<E>.kind != SourceKind::kAnswer;
  };
  walk<true>(list, frame, visit, [](Node* const* next) { return next; });
  return std::move(outcome).take(event);
}

/// What most dispatches are: not inside another one, with nothing to do but to call.
template <class E>
DispatchResult<E> dispatch_typed(const DispatcherState& state, const E& event,
                                 const Context& context) {
  const auto& head = state.table.head(known_number<E>.load(std::memory_order_relaxed));
  const HandlerList* const list = head.load(std::memory_order_relaxed);
  Slot& slot = *this_slot;
  if (list == nullptr || slot.key != 0) [[unlikely]]
    return dispatch_anywhere(state, event, context);
  Frame& frame = slot.frames[0];
  LAMBENT_RACE_WINDOW();
  publish<true>(frame.list, list);
  LAMBENT_RACE_WINDOW();
  // Partner: the writer's exchange, behind which stands a heavy fence.
  if (head.load(std::memory_order_acquire) != list || list->flags != 0) [[unlikely]] {
    frame.list.store(nullptr, std::memory_order_release);
    return dispatch_anywhere(state, event, context);
  }
  // Constants: between two dispatches no load waits for a store.
  slot.key = 1;
  const auto leave = [&] {
    frame.list.store(nullptr, std::memory_order_release);  // partner: the scan before freeing
    slot.key = 0;
  };
  if constexpr (source<E>.kind != SourceKind::kBatch) {
    if (list->size == 1) {
      Node& node = *list->nodes()[0];
      publish<true>(frame.node, &node);
      LAMBENT_RACE_WINDOW();
      // Partner: bury(), which marks a node dead, fences, and scans the frames.
      if (node.state.load(std::memory_order_acquire) == Node::kLive) [[likely]] {
        DispatchResult<E> result = call_handler<E>(node, event, nullptr, context);
        publish<true>(frame.node, nullptr);
        LAMBENT_RACE_WINDOW();
        if (node.state.load(std::memory_order_acquire) != Node::kLive) [[unlikely]]
          leave_dead(node);
        leave();
        return result;
      }
      publish<true>(frame.node, nullptr);
      leave_dead(node);
      leave();
      return Outcome<E>().take(event);
    }
  }
  DispatchResult<E> result = run_many(*list, frame, event, context);
  leave();
  return result;
}

/// Runs the handlers for the dispatch of JSON, and gives what they answer.
template <class E>
absl::Status run_and_give(const DispatcherState& state, const E& event, Event<E>* owned,
                          const Context& context, Reach& reach, AnswerSink& sink) {
  Outcome<E> outcome;
  run_handlers(state, event, owned, context, outcome);
  reach = outcome.reach;
  if (reach == Reach::kNothingRegistered) return absl::OkStatus();
  if constexpr (source<E>.kind == SourceKind::kAnswer) {
    if (reach == Reach::kDeclined) return absl::OkStatus();
  }
  DispatchResult<E> result = std::move(outcome).take(event);
  if constexpr (answers<E>) {
    if (result.ok()) sink.take(sink, &*result, type_info<Answer<E>>);
  }
  return status_of(result);
}

template <class E>
absl::Status run_view(const DispatcherState& state, const void* event, const Context& context,
                      Reach& reach, AnswerSink& sink) {
  return run_and_give<E>(state, *static_cast<const E*>(event), nullptr, context, reach, sink);
}

/// The context of an event that was decoded of this document.
inline Context decoded_of(const IndexedText& document, const void* event, Context context) {
  context.way.document_of = event;
  context.way.document = &document;
  return context;
}

template <class E>
absl::Status run_event(const DispatcherState& state, std::string payload,
                       const IndexedText* document, const Context& context, Reach& reach,
                       AnswerSink& sink) {
  absl::StatusOr<Event<E>> event = decode<E>(std::move(payload), state.limits);
  if (!event.ok()) return decode_error(std::move(event).status());
  const E& view = **event;  // stays where it is when a handler takes the Event
  if (document == nullptr) return run_and_give<E>(state, view, &*event, context, reach, sink);
  return run_and_give<E>(state, view, &*event, decoded_of(*document, &view, context), reach, sink);
}

/// The member of the payload that the answer takes the place of, or nothing.
template <class E>
constexpr std::string_view replaced_member() {
  if constexpr (requires { AnswerTo<E>::replaces; }) {
    return AnswerTo<E>::replaces;
  } else {
    return {};
  }
}

template <class E>
inline const EventType event_type{&source<E>,    &type_info<E>,        &typeid(E),
                                  &number_of<E>, replaced_member<E>(), &run_view<E>};

}  // namespace lambent::inline LAMBENT_ABI::detail
