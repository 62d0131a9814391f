// SPDX-License-Identifier: Apache-2.0
// Who is registered, and who is running: the core of the dispatcher, behind its interface. It knows
// nothing of event types.
//
// Thread-safety: everything here may be called from any thread, also inside a handler.
// Invariants, all under `mutex`:
//   - a list that was published never changes; writers publish a new one;
//   - a handler starts only while it is live, and is counted in `runners` while it runs;
//   - its callable is dropped when it is not live and nobody runs it, and never under the mutex.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace lambent::detail {

/// What runs: a handler of a certain event type, its type erased.
class Callable {
 public:
  virtual ~Callable() = default;
};

struct Registration {
  std::string_view source{};
  std::string name{};
  int priority = 0;
  bool once = false;
  bool filtered = false;
  // Guarded by Registry::mutex_.
  bool live = true;
  bool dropped = false;
  std::shared_ptr<Callable> callable{};
  std::vector<std::thread::id> runners{};
};

using Handlers = std::vector<std::shared_ptr<Registration>>;

class Registry {
 public:
  Registry() = default;
  Registry(const Registry&) = delete;
  Registry& operator=(const Registry&) = delete;
  ~Registry() = default;

  /// The handlers of a source, by priority; null where there never was one.
  std::shared_ptr<const Handlers> handlers(std::string_view source) const {
    const std::lock_guard lock(mutex_);
    const auto found = find(source);
    return found == lists_.end() ? nullptr : found->second;
  }

  std::vector<std::shared_ptr<Registration>> all() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::shared_ptr<Registration>> all;
    for (const auto& [source, list] : lists_) all.insert(all.end(), list->begin(), list->end());
    return all;
  }

  /// False where `refuse` says so of one that is there already.
  template <class Refuse>
  bool add(std::shared_ptr<Registration> added, Refuse refuse) {
    const std::lock_guard lock(mutex_);
    auto found = find(added->source);
    if (found == lists_.end())
      found = lists_.insert(lists_.end(), {added->source, std::make_shared<const Handlers>()});
    Handlers list = *found->second;
    for (const auto& other : list)
      if (refuse(*other)) return false;
    const auto place = std::upper_bound(
        list.begin(), list.end(), added,
        [](const auto& a, const auto& b) { return a->priority > b->priority; });
    list.insert(place, std::move(added));
    found->second = std::make_shared<const Handlers>(std::move(list));
    return true;
  }

  /// Puts another callable in the place of the present one: every dispatch runs one of the two.
  bool replace(Registration& handler, std::shared_ptr<Callable> callable) {
    const std::lock_guard lock(mutex_);
    if (!handler.live) return false;
    handler.callable.swap(callable);
    return true;
  }

  /// The callable to run, or null where the handler was removed. Pairs with leave().
  std::shared_ptr<Callable> enter(Registration& handler) {
    const std::lock_guard lock(mutex_);
    if (!handler.live) return nullptr;
    handler.runners.push_back(std::this_thread::get_id());
    return handler.callable;
  }

  void leave(Registration& handler, std::shared_ptr<Callable> ran) {
    ran.reset();  // not the last one, unless it was replaced meanwhile
    std::unique_lock lock(mutex_);
    const auto me = std::find(handler.runners.begin(), handler.runners.end(),
                              std::this_thread::get_id());
    handler.runners.erase(me);
    if (!handler.live && handler.runners.empty()) drop(handler, lock);
    left_.notify_all();
  }

  /// Never blocks. False where it was removed before.
  bool cancel(Registration& handler) {
    std::unique_lock lock(mutex_);
    if (!remove(handler)) return false;
    if (handler.runners.empty()) drop(handler, lock);
    return true;
  }

  /// True: no thread runs the handler, and its captures are destroyed. False: this thread runs it,
  /// or waiting could never end because threads would wait for each other; then the last one to
  /// leave it destroys them.
  bool unsubscribe(Registration& handler) {
    std::unique_lock lock(mutex_);
    if (remove(handler) && handler.runners.empty()) drop(handler, lock);
    const auto me = std::this_thread::get_id();
    while (!handler.dropped) {
      if (reaches(handler, me, 0)) return false;
      waiting_.emplace_back(me, &handler);
      left_.wait(lock);
      waiting_.erase(std::find(waiting_.begin(), waiting_.end(), std::pair{me, &handler}));
    }
    return true;
  }

  /// Removes everybody and waits until nobody runs.
  void close() {
    for (const auto& handler : all()) unsubscribe(*handler);
  }

 private:
  using Lists = std::vector<std::pair<std::string_view, std::shared_ptr<const Handlers>>>;

  Lists::const_iterator find(std::string_view source) const {
    return std::find_if(lists_.begin(), lists_.end(),
                        [&](const auto& entry) { return entry.first == source; });
  }
  Lists::iterator find(std::string_view source) {
    return std::find_if(lists_.begin(), lists_.end(),
                        [&](const auto& entry) { return entry.first == source; });
  }

  bool remove(Registration& handler) {
    if (!handler.live) return false;
    handler.live = false;
    auto found = find(handler.source);
    Handlers list = *found->second;
    std::erase_if(list, [&](const auto& other) { return other.get() == &handler; });
    found->second = std::make_shared<const Handlers>(std::move(list));
    return true;
  }

  /// Destroys the callable, whose destructor may do anything, without holding the mutex.
  void drop(Registration& handler, std::unique_lock<std::mutex>& lock) {
    std::shared_ptr<Callable> dropped = std::exchange(handler.callable, nullptr);
    lock.unlock();
    dropped.reset();
    lock.lock();
    handler.dropped = true;
    left_.notify_all();
  }

  /// Whether a thread that runs `handler` is `thread`, or waits, maybe by way of others, for it.
  bool reaches(const Registration& handler, std::thread::id thread, std::size_t steps) const {
    if (steps > waiting_.size()) return false;
    for (const std::thread::id runner : handler.runners) {
      if (runner == thread) return true;
      for (const auto& [waiter, awaited] : waiting_)
        if (waiter == runner && reaches(*awaited, thread, steps + 1)) return true;
    }
    return false;
  }

  mutable std::mutex mutex_;
  std::condition_variable left_;
  Lists lists_;
  std::vector<std::pair<std::thread::id, Registration*>> waiting_;
};

/// The handlers that this thread is inside of, the innermost first.
struct Running {
  Registry& registry;
  Registration& handler;
  Running* outer;
};
inline thread_local Running* running = nullptr;

inline bool cancel_running_handler() {
  return running != nullptr && running->registry.cancel(running->handler);
}

/// Runs `call(callable)` unless the handler was removed meanwhile; tells whether it did.
template <class Call>
bool run_handler(Registry& registry, Registration& handler, Call call) {
  std::shared_ptr<Callable> callable = registry.enter(handler);
  if (callable == nullptr) return false;
  Running frame{registry, handler, running};
  running = &frame;
  // `call` does not throw: handlers' exceptions have become Statuses inside.
  const bool done = call(*callable);
  running = frame.outer;
  registry.leave(handler, std::move(callable));
  return done;
}

}  // namespace lambent::detail
