// SPDX-License-Identifier: Apache-2.0
// A registered handler: what runs it, whether it may start, and when its captures may go.
//
// Life: live; dead, when it was removed and starts no more; destroyed, when somebody took it on
// himself to destroy the callable; gone, when that is done. Who removes and each who leaves a dead
// handler looks whether anybody still runs it; the first to see nobody destroys the callable. None
// can be the last one and miss that: each scans behind a heavy fence of its own.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "lambent/detail/slots.h"

namespace lambent::inline LAMBENT_ABI::detail {

class HandlerTable;
struct CompiledPattern;

/// The patterns of a list, made when they are first needed.
struct ListMatcher {
  virtual ~ListMatcher() = default;
};

/// What a handler was registered with.
struct Registration {
  std::string_view source{};
  std::string name{};
  int priority = 0;
  bool once = false;
  bool filtered = false;
  bool envelope = false;  // gets events before the others do, and passes on what is theirs
  std::shared_ptr<const CompiledPattern> pattern{};
  void (*run_pattern)() = nullptr;  // a PatternCall, where there is a pattern
  std::uint32_t type = 0;
  HandlerTable* table = nullptr;  // valid while anybody runs it
};

struct alignas(64) Node {
  enum State : std::uint32_t { kLive = 0, kDead = 1, kDestroyed = 2, kGone = 4 };

  /// The first cache line is all that running an unfiltered handler needs.
  std::atomic<std::uint32_t> state{kLive};
  std::atomic<std::uint32_t> exits{0};  // grows when a thread leaves a dead handler; waited on
  std::atomic<std::uint32_t> refs{
      1};  // of lists, subscriptions, successors: to all but the callable
  void (*call)() = nullptr;  // what it really is: HandlerCall<E>, in handler.h
  void (*drop)(void* storage) noexcept = nullptr;
  alignas(8) std::byte storage[32];

  void (*accepts)() = nullptr;  // likewise HandlerFilter<E>; null: accepts all
  Node* replaced = nullptr;  // holds a reference; under Process::writers
  Registration about;

  /// Where a callable of that type lies.
  template <class F>
  // NOLINTNEXTLINE(misc-redundant-expression): sizes that are equal for some F
  static constexpr bool kFits = sizeof(F) <= sizeof storage && alignof(F) <= 8;
  template <class F>
  static F& callable(void* storage) {
    if constexpr (kFits<F>) {
      return *std::launder(static_cast<F*>(storage));
    } else {
      return **static_cast<F**>(storage);
    }
  }

  template <class F>
  explicit Node(F&& f) {
    using Callable = std::decay_t<F>;
    if constexpr (kFits<Callable>) {
      ::new (storage) Callable(std::forward<F>(f));
      drop = [](void* at) noexcept { callable<Callable>(at).~Callable(); };
    } else {
      ::new (storage) Callable*(new Callable(std::forward<F>(f)));
      drop = [](void* at) noexcept { delete &callable<Callable>(at); };
    }
  }

  void ref() noexcept { refs.fetch_add(1, std::memory_order_relaxed); }
  /// The last reference goes when no list holds the node, so nobody can be inside of it.
  void unref() noexcept {
    if (refs.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
    if ((state.load(std::memory_order_relaxed) & kDestroyed) == 0) drop(storage);  // was replaced
    if (replaced != nullptr) replaced->unref();
    delete this;
  }
};
static_assert(offsetof(Node, accepts) == 64);

/// Holds a reference for as long as it lives.
class NodeRef {
 public:
  explicit NodeRef(Node& node) noexcept : node_(&node) { node_->ref(); }
  NodeRef(const NodeRef&) = delete;
  NodeRef& operator=(const NodeRef&) = delete;
  ~NodeRef() { node_->unref(); }
  Node& operator*() const { return *node_; }

  /// Goes over to the handler that this one replaced, which a replace() of another thread may be
  /// about to forget. False, and stays, where there is none.
  bool go_to_replaced() noexcept {
    Node* next = nullptr;
    {
      const std::lock_guard lock(process().writers);
      next = node_->replaced;
      if (next != nullptr) next->ref();
    }
    if (next == nullptr) return false;
    std::exchange(node_, next)->unref();
    return true;
  }

 private:
  Node* node_;
};

/// Whether any thread runs the handler, or is about to find out whether it may. Sees whoever it must
/// only behind a heavy fence.
inline bool is_running(const Node& node) {
  return any_frame([&](Slot&, Frame& frame) {
    // Acquires what whoever left the handler has done in there. Partner: publish() in the walk.
    return frame.node.load(std::memory_order_seq_cst) == &node;
  });
}

inline bool is_running_here(const Node& node) {
  return any_frame([&](Slot& slot, Frame& frame) {
    // Acquires the slot's owner, who may have taken it from another thread.
    return frame.node.load(std::memory_order_acquire) == &node &&
           slot.thread.load(std::memory_order_relaxed) == this_thread();
  });
}

/// Captures may own subscriptions, whose ends wait: so it is told to whoever decides to wait.
inline void destroy_callable(Node& node) noexcept {
  Involved entry{this_thread(), &node};
  {
    const std::lock_guard lock(process().waiters);
    process().destroying.add(entry);
  }
  node.drop(node.storage);
  const std::lock_guard lock(process().waiters);
  process().destroying.remove(entry);
}

inline bool is_destroyed_here(const Node& node) noexcept {
  const std::lock_guard lock(process().waiters);
  return process().destroying.any(
      [&](const Involved& entry) { return entry.node == &node && entry.thread == this_thread(); });
}

/// Of a dead node, behind a heavy fence: destroys the callable if nobody runs it and nobody else
/// does. False while somebody runs it.
inline bool destroy_if_idle(Node& node) noexcept {
  if (is_running(node)) return false;
  if ((node.state.fetch_or(Node::kDestroyed, std::memory_order_acq_rel) & Node::kDestroyed) == 0) {
    destroy_callable(node);
    node.state.fetch_or(Node::kGone, std::memory_order_release);  // partner: unsubscribe()
    node.exits.fetch_add(1, std::memory_order_release);
    node.exits.notify_all();
  }
  return true;
}

/// Of a node that was found dead after this thread had left it. The list that holds it is still
/// protected.
[[gnu::noinline]] inline void leave_dead(Node& node) noexcept {
  const NodeRef held(node);
  node.exits.fetch_add(1, std::memory_order_release);  // partner: the load before waiting
  node.exits.notify_all();
  heavy_fence();
  destroy_if_idle(node);
}

/// The handlers of one event type, in the order in which they run.
struct HandlerList : Shared {
  enum Flags : std::uint32_t {
    kSelective = 1,  // some are filtered, run once, or open envelopes
    kWatched = 2,  // there are observers, or a registration has failed
  };
  std::uint32_t size = 0;
  std::uint32_t flags = 0;
  mutable std::atomic<ListMatcher*> matcher{nullptr};  // partner: see match_list()

  Node** nodes() const noexcept {
    return reinterpret_cast<Node**>(const_cast<HandlerList*>(this) + 1);
  }

  /// Room for `count` nodes.
  static HandlerList* make(std::uint32_t count) {
    return ::new (::operator new(bytes(count), std::align_val_t{64})) HandlerList(count);
  }
  /// The same, or null where memory is out.
  static HandlerList* try_make(std::uint32_t count) noexcept {
    void* const memory = ::operator new(bytes(count), std::align_val_t{64}, std::nothrow);
    return memory == nullptr ? nullptr : ::new (memory) HandlerList(count);
  }

 private:
  explicit HandlerList(std::uint32_t count) : Shared(&destroy), size(count) {}
  static std::size_t bytes(std::uint32_t count) {
    return sizeof(HandlerList) + count * sizeof(Node*);  // NOLINT(bugprone-sizeof-expression)
  }

  static void destroy(Shared* shared) noexcept {
    auto* const list = static_cast<HandlerList*>(shared);
    for (std::uint32_t i = 0; i < list->size; ++i) list->nodes()[i]->unref();
    delete list->matcher.load(std::memory_order_acquire);
    ::operator delete(list, std::align_val_t{64});
  }
};

/// Calls `visit(node)` for the live handlers of a list, which `frame` protects, until it says false.
/// `skip(next)` gives the next one to come to, if not that one. Neither throws.
template <bool kLight, class Visit, class Skip>
[[gnu::always_inline]] inline void walk(const HandlerList& list, Frame& frame, Visit visit,
                                        Skip skip) {
  constexpr auto kAcquire = kLight ? std::memory_order_acquire : std::memory_order_seq_cst;
  Node* const* next = list.nodes();
  Node* const* const end = next + list.size;
  Node* node = nullptr;
  bool goes_on = true;
  do {
    Node* const left = std::exchange(node, *next++);
    publish<kLight>(frame.node, node);  // leaves the one before
    LAMBENT_RACE_WINDOW();
    // Partner of both loads: bury(), which marks a node dead, fences, and scans the frames.
    if (left != nullptr && left->state.load(kAcquire) != Node::kLive) [[unlikely]]
      leave_dead(*left);
    if (node->state.load(kAcquire) == Node::kLive) [[likely]]
      goes_on = visit(*node);
  } while (goes_on && (next = skip(next)) != end);
  publish<kLight>(frame.node, nullptr);
  LAMBENT_RACE_WINDOW();
  if (node->state.load(kAcquire) != Node::kLive) [[unlikely]]
    leave_dead(*node);
}

}  // namespace lambent::inline LAMBENT_ABI::detail
