// SPDX-License-Identifier: Apache-2.0
// The ways in which an event comes to its handlers that dispatch_bench compares. All give the first
// failure of their handlers. Where a quicker way is less safe, the others take the quicker one.
#pragma once

#include <array>
#include <boost/signals2/signal.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <shared_mutex>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "lambent/dispatcher.h"
#include "lambent/events.h"

namespace bench {

using lambent::Context;
using lambent::S3Event;
using Signature = absl::Status(const S3Event&, const Context&);

/// How often each handler ran on this thread. Each has a count of its own: adding to one that the
/// handler before has just written would make every contender wait, and look alike.
template <int kNumber>
inline constinit thread_local std::uint64_t handled = 0;

/// The handlers.
template <int kNumber>
inline constexpr auto count = [](const S3Event&, const Context&) {
  ++handled<kNumber>;
  return absl::OkStatus();
};

/// Calls `visit` with each of the first kHandlers handlers.
template <int kHandlers, class Visit>
void for_each_handler(Visit visit) {
  [&]<int... kNumbers>(std::integer_sequence<int, kNumbers...>) {
    (visit(count<kNumbers>), ...);
  }(std::make_integer_sequence<int, kHandlers>());
}

/// The one that comes and goes.
inline constexpr auto& passer_by = count<-1>;

/// `event` is an event, or where it is.
template <class Handlers, class Event>
absl::Status call_all(const Handlers& handlers, const Event& event, const Context& context) {
  absl::Status first;
  for (const auto& handler : handlers)
    if (absl::Status status = handler(event, context); !status.ok()) [[unlikely]]
      first.Update(std::move(status));
  return first;
}

template <int kHandlers>
class LambentCall {
 public:
  LambentCall() {
    for_each_handler<kHandlers>([&](auto handler) { dispatcher_.on<S3Event>(handler); });
  }
  absl::Status operator()(const S3Event& event, const Context& context) const {
    return dispatcher_.dispatch(event, context);
  }
  void register_and_remove() { dispatcher_.subscribe<S3Event>(passer_by)->unsubscribe(); }

 private:
  lambent::Dispatcher dispatcher_;
};

/// The floor: as many function pointers as there are handlers, and their number is known.
template <int kHandlers>
class RawCall {
 public:
  RawCall() {
    std::size_t i = 0;
    for_each_handler<kHandlers>([&](auto handler) { handlers_[i++] = handler; });
  }
  absl::Status operator()(const S3Event& event, const Context& context) const {
    if constexpr (kHandlers == 1) {
      return handlers_[0](event, context);
    } else {
      return call_all(handlers_, event, context);
    }
  }

 private:
  std::array<Signature*, kHandlers> handlers_;
};

/// Built once: handlers of any event with what they capture, found by the event's number.
template <int kHandlers>
class FrozenTable {
 public:
  FrozenTable() {
    lambent::for_each_event([&]<class E>() {
      number<E> = by_number_.size();
      by_number_.emplace_back();
    });
    for_each_handler<kHandlers>([&](auto handler) {
      static constexpr auto call = [](const void* captures, const void* event,
                                      const Context& context) {
        return (*static_cast<const decltype(handler)*>(captures))(
            *static_cast<const S3Event*>(event), context);
      };
      by_number_[number<S3Event>].push_back({call, this});  // there is nothing to capture
    });
  }
  absl::Status operator()(const S3Event& event, const Context& context) const {
    return call_all(by_number_[number<S3Event>], &event, context);
  }

 private:
  template <class E>
  inline static std::size_t number = 0;
  struct Handler {
    absl::Status operator()(const void* event, const Context& context) const {
      return call(captures, event, context);
    }
    absl::Status (*call)(const void* captures, const void* event, const Context& context);
    const void* captures;
  };
  std::vector<std::vector<Handler>> by_number_;
};

/// What a program writes that thinks of threads. Handlers run under the lock: that is quicker than
/// taking a copy out of it, but none of them may register another.
template <int kHandlers, class Mutex>
class LockedMap {
 public:
  LockedMap() {
    lambent::for_each_event([&]<class E>() { by_source_[&lambent::source<E>]; });
    for_each_handler<kHandlers>([&](auto handler) { handlers().emplace_back(erase(handler)); });
  }
  absl::Status operator()(const S3Event& event, const Context& context) const {
    const Lock lock(mutex_);
    const auto found = by_source_.find(&lambent::source<S3Event>);
    if (found == by_source_.end()) return absl::UnimplementedError("nothing is registered");
    return call_all(found->second, &event, context);
  }
  void register_and_remove() {
    {
      const std::lock_guard lock(mutex_);
      handlers().emplace_back(erase(passer_by));
    }
    const std::lock_guard lock(mutex_);
    handlers().pop_back();
  }

 private:
  using Lock = std::conditional_t<std::is_same_v<Mutex, std::shared_mutex>, std::shared_lock<Mutex>,
                                  std::lock_guard<Mutex>>;
  using Handler = std::function<absl::Status(const void*, const Context&)>;

  template <class F>
  static Handler erase(F handler) {
    return [handler](const void* event, const Context& context) {
      return handler(*static_cast<const S3Event*>(event), context);
    };
  }
  std::vector<Handler>& handlers() { return by_source_[&lambent::source<S3Event>]; }

  mutable Mutex mutex_;
  std::unordered_map<const lambent::Source*, std::vector<Handler>> by_source_;
};

/// A signal per type: nothing is looked up.
template <int kHandlers>
class BoostSignal {
 public:
  BoostSignal() {
    for_each_handler<kHandlers>([&](auto handler) { signal_.connect(handler); });
  }
  absl::Status operator()(const S3Event& event, const Context& context) const {
    return signal_(event, context);
  }
  void register_and_remove() { signal_.connect(passer_by).disconnect(); }

 private:
  /// Quicker than what Boost takes by default, which keeps the last result in an optional.
  struct FirstFailure {
    using result_type = absl::Status;
    template <class Results>
    absl::Status operator()(Results result, Results end) const {
      absl::Status first;
      for (; result != end; ++result) first.Update(*result);
      return first;
    }
  };
  boost::signals2::signal<Signature, FirstFailure> signal_;
};

}  // namespace bench
