// SPDX-License-Identifier: Apache-2.0
// The typed half of the dispatcher. Included by lambent/dispatcher.h. The JSON half is compiled:
// src/dispatcher.cpp.
#pragma once

#include <algorithm>
#include <mutex>
#include <optional>
#include <typeinfo>

#include "lambent/detail/registry.h"
#include "lambent/dispatcher.h"

namespace lambent {
namespace detail {

class Recogniser;

/// Takes an answer whose type only the one who gives it knows.
struct AnswerSink {
  void (*take)(AnswerSink& sink, const void* answer, const TypeInfo& type);
};

/// What the dispatch of JSON needs of an event type. Plain constant data.
struct EventType {
  const Source* source;
  const TypeInfo* info;
  const std::type_info* id;
  /// Runs the handlers on the event; `accepted` tells whether any of them did accept it.
  absl::Status (*run)(const DispatcherState& state, const void* event, const Context& context,
                      bool& accepted, AnswerSink& sink);
  /// The same for handlers that take an Event of their own. Decodes the payload itself.
  absl::Status (*run_owned)(const DispatcherState& state, std::string payload,
                            const Context& context, bool& accepted, AnswerSink& sink) = nullptr;
};

struct DispatcherState {
  using Around =
      std::function<absl::StatusOr<std::string>(std::string_view, const Context&, Next)>;
  using Observer = std::function<void(const Dispatched&)>;
  using Otherwise = std::function<absl::StatusOr<std::string>(std::string_view, const Context&)>;
  template <class T>
  using Shared = std::shared_ptr<const T>;

  mutable Registry registry;

  mutable std::mutex mutex;  // guards all that follows; what a Shared points at never changes
  std::vector<EventType> types;
  Shared<std::vector<Around>> around;
  Shared<std::vector<Observer>> observers;
  Shared<Otherwise> otherwise;
  mutable Shared<Recogniser> recogniser;  // null: make it anew
  absl::Status error;
  std::string error_source;
  std::string error_name;

  template <class T>
  Shared<T> get(const Shared<T>& member) const {
    const std::lock_guard lock(mutex);
    return member;
  }

  template <class T>
  void append(Shared<std::vector<T>>& member, T added) {
    const std::lock_guard lock(mutex);
    auto longer = member ? std::make_shared<std::vector<T>>(*member)
                         : std::make_shared<std::vector<T>>();
    longer->push_back(std::move(added));
    member = std::move(longer);
  }

  absl::Status status() const {
    const std::lock_guard lock(mutex);
    return error;
  }

  std::optional<EventType> type_of(SourceId source) const {
    const std::lock_guard lock(mutex);
    for (const EventType& type : types)
      if (type.source->name == source) return type;
    return std::nullopt;
  }

  absl::Status add_type(const EventType& added) {
    const std::lock_guard lock(mutex);
    for (EventType& type : types) {
      if (type.source->name != added.source->name) continue;
      if (*type.id != *added.id)
        return absl::InvalidArgumentError("another type is registered for the source " +
                                          std::string(added.source->name));
      if (added.run_owned != nullptr) type.run_owned = added.run_owned;
      return absl::OkStatus();
    }
    types.push_back(added);
    recogniser = nullptr;
    return absl::OkStatus();
  }

  void keep_result(absl::Status result, SourceId source, const std::string& name) {
    const std::lock_guard lock(mutex);
    const bool same = error_source == source && error_name == name;
    if (result.ok() ? !same : !error.ok()) return;
    error = std::move(result);
    error_source = error.ok() ? "" : std::string(source);
    error_name = error.ok() ? "" : name;
  }
};

/// Several failures as one.
class Failures {
 public:
  void add(absl::Status status, const std::string& name) {
    if (status.ok()) return;
    ++count_;
    if (count_ == 1) {
      first_ = std::move(status);
      first_name_ = name;
      return;
    }
    if (count_ == 2) joined_ = named(first_, first_name_);
    joined_ += "; " + named(status, name);
  }
  absl::Status status() const {
    return count_ < 2 ? first_ : absl::Status(first_.code(), joined_);
  }

 private:
  static std::string named(const absl::Status& status, const std::string& name) {
    return (name.empty() ? "unnamed handler" : name) + ": " + std::string(status.message());
  }
  std::size_t count_ = 0;
  absl::Status first_;
  std::string first_name_;
  std::string joined_;
};

/// What a batch is answered before any handler has said anything.
template <class E>
Answer<E> blank_answer(const E& event) {
  if constexpr (requires { AnswerTo<E>::blank(event); }) {
    return AnswerTo<E>::blank(event);
  } else {
    return {};
  }
}

/// Unites the failed records of two answers to one batch; the first one wins in all else.
template <class A>
void merge(A& into, A&& from, bool first) {
  if (first) {
    into = std::move(from);
    return;
  }
  for (auto& failure : from.batch_item_failures) {
    const auto same = [&](const auto& other) {
      return other.item_identifier == failure.item_identifier;
    };
    auto& all = into.batch_item_failures;
    if (std::none_of(all.begin(), all.end(), same)) all.push_back(std::move(failure));
  }
}

/// Runs one handler, if it is still there and accepts the event.
template <class E>
bool run_one(Registry& registry, Registration& registration, const E& event, Event<E>* owned,
             const Context& context, AnswerSlot<E>& slot, absl::Status& status) {
  return run_handler(registry, registration, [&](Callable& callable) {
    auto& handler = static_cast<HandlerOf<E>&>(callable);
    bool accepted = false;
    status = without_exceptions([&] {
      accepted = handler.accepts(event);
      return absl::OkStatus();
    });
    if (!status.ok()) return true;
    // Of many threads only the one that removes a handler for one time runs it.
    if (!accepted || (registration.once && !registry.cancel(registration))) return false;
    status = handler.run(event, owned, context, slot);
    return true;
  });
}

/// Runs the handlers of E as its kind of source wants it. `accepted` tells whether any ran.
template <class E>
absl::Status run_handlers(const DispatcherState& state, const E& event, Event<E>* owned,
                          const Context& context, AnswerSlot<E>& result, bool& accepted) {
  constexpr SourceKind kKind = source<E>.kind;
  if constexpr (kKind == SourceKind::kBatch) result.answer.emplace(blank_answer(event));
  Failures failures;
  bool answered = false;
  const auto handlers = state.registry.handlers(source<E>.name);
  if (handlers == nullptr) return absl::OkStatus();
  for (const auto& registration : *handlers) {
    AnswerSlot<E> slot;
    absl::Status status;
    if (!run_one(state.registry, *registration, event, owned, context, slot, status)) continue;
    accepted = true;
    if constexpr (kKind == SourceKind::kAnswer) {
      result = std::move(slot);
      return status;
    } else {
      failures.add(std::move(status), registration->name);
      if constexpr (kKind == SourceKind::kBatch) {
        if (slot.answer.has_value()) {
          merge(*result.answer, std::move(*slot.answer), !answered);
          answered = true;
        }
      }
    }
  }
  return failures.status();
}

inline absl::Status nothing_registered(const Source& source) {
  return absl::UnimplementedError("no handler is registered for " + std::string(source.name));
}
inline absl::Status nobody_accepts(const Source& source) {
  return absl::NotFoundError("no handler accepts this event of " + std::string(source.name));
}

template <class E>
absl::Status run_and_give(const DispatcherState& state, const E& event, Event<E>* owned,
                          const Context& context, bool& accepted, AnswerSink& sink) {
  AnswerSlot<E> slot;
  absl::Status status = run_handlers(state, event, owned, context, slot, accepted);
  if constexpr (answers<E>)
    if (status.ok() && slot.answer.has_value())
      sink.take(sink, &*slot.answer, type_info<Answer<E>>);
  return status;
}

template <class E>
absl::Status run_view(const DispatcherState& state, const void* event, const Context& context,
                      bool& accepted, AnswerSink& sink) {
  return run_and_give<E>(state, *static_cast<const E*>(event), nullptr, context, accepted, sink);
}

template <class E>
absl::Status run_event(const DispatcherState& state, std::string payload, const Context& context,
                       bool& accepted, AnswerSink& sink) {
  absl::StatusOr<Event<E>> event = decode<E>(std::move(payload));
  if (!event.ok()) return std::move(event).status();
  const E& view = **event;  // stays where it is when a handler takes the Event
  return run_and_give<E>(state, view, &*event, context, accepted, sink);
}

template <class E>
inline const EventType event_type{&source<E>, &type_info<E>, &typeid(E), &run_view<E>};

}  // namespace detail

inline Subscription& Subscription::operator=(Subscription&& other) noexcept {
  if (this != &other) {
    unsubscribe();
    state_ = std::move(other.state_);
    registration_ = std::move(other.registration_);
  }
  return *this;
}

inline bool Subscription::unsubscribe() {
  if (registration_ == nullptr) return true;
  const auto state = std::exchange(state_, nullptr);
  const auto registration = std::exchange(registration_, nullptr);
  return state->registry.unsubscribe(*registration);
}

inline bool Subscription::cancel() {
  if (registration_ == nullptr) return false;
  const auto state = std::exchange(state_, nullptr);
  const auto registration = std::exchange(registration_, nullptr);
  return state->registry.cancel(*registration);
}

template <class E, class F>
absl::Status Subscription::replace(F handler) {
  detail::check_handler<E, F>();
  if (registration_ == nullptr || registration_->source != source<E>.name)
    return absl::FailedPreconditionError("no handler of this type is subscribed");
  auto callable = std::make_shared<detail::HandlerAs<E, F>>(std::move(handler), nullptr);
  if (!state_->registry.replace(*registration_, std::move(callable)))
    return absl::FailedPreconditionError("the handler was removed");
  return absl::OkStatus();
}

inline Dispatcher::Dispatcher() : state_(std::make_shared<detail::DispatcherState>()) {}
inline Dispatcher::~Dispatcher() {
  if (state_ != nullptr) state_->registry.close();
}
inline Dispatcher& Dispatcher::operator=(Dispatcher&& other) noexcept {
  if (state_ != nullptr && state_ != other.state_) state_->registry.close();
  state_ = std::move(other.state_);
  return *this;
}

template <class E, class F>
absl::StatusOr<Subscription> Dispatcher::add(F handler, HandlerOptions<E> options) {
  detail::check_handler<E, F>();
  detail::EventType type = detail::event_type<E>;
  if constexpr (detail::takes_event<E, F>) type.run_owned = &detail::run_event<E>;
  absl::Status status = state_->add_type(type);
  if (!status.ok()) return status;

  auto registration = std::make_shared<detail::Registration>();
  registration->source = source<E>.name;
  registration->name = std::move(options.name);
  registration->priority = options.priority;
  registration->once = options.once;
  registration->filtered = options.filter != nullptr;
  registration->callable = std::make_shared<detail::HandlerAs<E, F>>(std::move(handler),
                                                                     std::move(options.filter));
  // A second one would never be asked.
  const auto hides = [&](const detail::Registration& other) {
    return source<E>.kind == SourceKind::kAnswer && !registration->filtered && !other.filtered &&
           other.priority == registration->priority;
  };
  if (!state_->registry.add(registration, hides))
    return absl::AlreadyExistsError("a handler without a filter answers " +
                                    std::string(source<E>.name) + " at the same priority");
  Subscription subscription;
  subscription.state_ = state_;
  subscription.registration_ = std::move(registration);
  return subscription;
}

template <class E, class F>
Dispatcher& Dispatcher::on(F handler, HandlerOptions<E> options) {
  const std::string name = options.name;
  absl::StatusOr<Subscription> added = add<E>(std::move(handler), std::move(options));
  state_->keep_result(added.status(), source<E>.name, name);
  if (added.ok()) added->registration_ = nullptr;  // stays until the dispatcher goes
  return *this;
}

template <class E, class F>
absl::StatusOr<Subscription> Dispatcher::subscribe(F handler, HandlerOptions<E> options) {
  return add<E>(std::move(handler), std::move(options));
}

template <class F>
Dispatcher& Dispatcher::around(F f) {
  state_->append(state_->around, detail::DispatcherState::Around(std::move(f)));
  return *this;
}

template <class F>
Dispatcher& Dispatcher::on_any(F f) {
  state_->append(state_->observers, detail::DispatcherState::Observer(std::move(f)));
  return *this;
}

template <class E, class F>
Dispatcher& Dispatcher::otherwise(F handler) {
  static_assert(Described<E> || std::is_same_v<E, RawJson>,
                "lambent: otherwise<E> takes a described struct or RawJson");
  static_assert(detail::takes_view<E, F>,
                "lambent: a handler takes (const E&) or (const E&, const Context&)");
  detail::DispatcherState::Otherwise erased =
      [f = std::make_shared<F>(std::move(handler))](
          std::string_view payload, const Context& context) -> absl::StatusOr<std::string> {
    std::string answer = "null";
    absl::Status status = detail::without_exceptions([&]() -> absl::Status {
      const auto run = [&](const E& event) {
        using R = decltype(detail::call(*f, event, context));
        if constexpr (std::is_void_v<R>) {
          detail::call(*f, event, context);
          return absl::OkStatus();
        } else {
          return detail::keep_json(detail::call(*f, event, context), answer);
        }
      };
      if constexpr (std::is_same_v<E, RawJson>) {
        return run(RawJson{payload});
      } else {
        absl::StatusOr<Event<E>> event = decode<E>(std::string(payload));
        if (!event.ok()) return std::move(event).status();
        return run(**event);
      }
    });
    if (!status.ok()) return status;
    return answer;
  };
  const std::lock_guard lock(state_->mutex);
  if (state_->otherwise == nullptr) {
    state_->otherwise =
        std::make_shared<const detail::DispatcherState::Otherwise>(std::move(erased));
  } else if (state_->error.ok()) {
    state_->error = absl::AlreadyExistsError("a handler takes what is otherwise unknown");
  }
  return *this;
}

inline absl::Status Dispatcher::status() const { return state_->status(); }

template <Sourced E>
DispatchResult<E> Dispatcher::dispatch(const E& event, const Context& context) const {
  const auto start = std::chrono::steady_clock::now();
  detail::AnswerSlot<E> slot;
  bool accepted = false;
  absl::Status status = state_->status();
  if (status.ok()) {
    const auto handlers = state_->registry.handlers(source<E>.name);
    if (handlers == nullptr || handlers->empty()) {
      status = detail::nothing_registered(source<E>);
    } else {
      status = detail::run_handlers<E>(*state_, event, nullptr, context, slot, accepted);
      if (source<E>.kind == SourceKind::kAnswer && !accepted && status.ok())
        status = detail::nobody_accepts(source<E>);
    }
  }
  if (const auto observers = state_->get(state_->observers)) {
    const Dispatched dispatched{source<E>.name, status, std::chrono::steady_clock::now() - start,
                                context};
    for (const auto& observer : *observers) observer(dispatched);
  }
  if constexpr (detail::answers<E>) {
    if (!status.ok()) return status;
    return std::move(*slot.answer);
  } else {
    return status;
  }
}

template <Sourced E>
absl::StatusOr<std::string> Dispatcher::dispatch(std::string payload,
                                                 const Context& context) const {
  return dispatch_json(std::move(payload), context, &detail::event_type<E>);
}

inline std::vector<HandlerInfo> Dispatcher::handlers() const {
  std::vector<HandlerInfo> infos;
  for (const auto& handler : state_->registry.all())
    infos.push_back({handler->source, handler->name, handler->filtered, handler->priority});
  return infos;
}

}  // namespace lambent
