// SPDX-License-Identifier: Apache-2.0
// The waiting half of the handler table. Included by handler_table.h.
#pragma once

#include <thread>

#include "lambent/detail/handler_table.h"

namespace lambent::inline LAMBENT_ABI::detail {

inline void HandlerTable::reclaim_behind_fence(Shared* retired) noexcept {
  bool acquiring = false;
  for (Slot* slot = process().slots.load(std::memory_order_seq_cst); slot != nullptr;
       slot = slot->next)
    // Partner: protect(), whose reset of it is behind its frame.
    acquiring |= slot->acquiring.load(std::memory_order_seq_cst) != 0;
  while (retired != nullptr) {
    Shared* const shared = std::exchange(retired, retired->next_retired);
    const bool seen = acquiring || any_frame([&](Slot&, Frame& frame) {
                        // Acquires the end of its reading. Partner: publish() and the end of a frame.
                        return frame.list.load(std::memory_order_seq_cst) == shared;
                      });
    if (seen) {
      const std::lock_guard lock(process().writers);
      retire(shared);
    } else {
      shared->free(shared);
    }
  }
}

/// Whether `thread` runs or destroys `awaited`, or who does waits, maybe by way of others, for
/// something that `thread` runs or destroys. Under Process::waiters.
inline bool HandlerTable::would_wait_for_itself(const void* thread, const Node& awaited,
                                                int steps) {
  if (steps == 0) return true;  // so long a chain is refused as well
  const auto holds_up = [&](const void* holder) {
    return holder == thread || process().waiting.any([&](const Involved& waiter) {
      return waiter.thread == holder && would_wait_for_itself(thread, *waiter.node, steps - 1);
    });
  };
  return any_frame([&](Slot& slot, Frame& frame) {
           return frame.node.load(std::memory_order_seq_cst) == &awaited &&
                  holds_up(slot.thread.load(std::memory_order_relaxed));
         }) ||
         process().destroying.any([&](const Involved& destroyer) {
           return destroyer.node == &awaited && holds_up(destroyer.thread);
         });
}

inline bool HandlerTable::bury_and_wait(Node& node) noexcept {
  bury(node);
  if (is_running_here(node) || is_destroyed_here(node)) return false;
  Involved waiter{this_thread(), &node};
  bool waits = false;
  for (;;) {
    // Before the scan: whoever leaves behind it changes this, so no leave is missed.
    const std::uint32_t exits = node.exits.load(std::memory_order_seq_cst);
    destroy_if_idle(node);
    // Partner: destroy_if_idle(), maybe of another thread.
    if ((node.state.load(std::memory_order_acquire) & Node::kGone) != 0) break;
    if (!waits) {
      const std::lock_guard lock(process().waiters);
      if (would_wait_for_itself(waiter.thread, node, 64)) return false;
      process().waiting.add(waiter);
      waits = true;
    }
    node.exits.wait(exits);
  }
  if (waits) {
    const std::lock_guard lock(process().waiters);
    process().waiting.remove(waiter);
  }
  return true;
}

/// Lets go of the handlers that `node` replaced and that no list holds any more.
inline void HandlerTable::forget_replaced(Node& node) noexcept {
  Node* forgotten = nullptr;
  {
    const std::lock_guard lock(process().writers);
    for (Node** link = &node.replaced; *link != nullptr;) {
      Node& old = **link;
      // Nobody but the link has it, and nobody can get it from there.
      if (old.refs.load(std::memory_order_acquire) != 1) {
        link = &old.replaced;
        continue;
      }
      *link = std::exchange(old.replaced, forgotten);
      forgotten = &old;
    }
  }
  if (forgotten != nullptr) forgotten->unref();  // and so all of them
}

inline void HandlerTable::close() noexcept {
  for (;;) {
    Node* live = nullptr;
    {
      const std::lock_guard lock(process().writers);
      for_each_head([&](std::uint32_t, Head& head) {
        const HandlerList* const list = head.load(std::memory_order_relaxed);
        for (std::uint32_t i = 0; list != nullptr && live == nullptr && i < list->size; ++i)
          if (is_live(*list->nodes()[i])) live = list->nodes()[i];
      });
      if (live != nullptr) live->ref();
    }
    if (live == nullptr) break;
    unsubscribe(*live);
    live->unref();
  }
  // What is left are lists of the dead, and dispatches that still look at a list of ours.
  for (;;) {
    Shared* retired = nullptr;
    {
      const std::lock_guard lock(process().writers);
      for_each_head([&](std::uint32_t, Head& head) {
        retire(head.exchange(nullptr, std::memory_order_seq_cst));
      });
      retired = take_retired();
    }
    if (retired == nullptr) return;
    reclaim(retired);
    std::this_thread::yield();
  }
}

inline void HandlerTable::set_watched(bool watched) {
  if (watched_ == watched) return;
  watched_ = watched;
  for_each_head([&](std::uint32_t, Head& head) {
    const HandlerList* const old = head.load(std::memory_order_relaxed);
    if (old == nullptr) return;
    HandlerList* const list = HandlerList::make(old->size);
    for (std::uint32_t i = 0; i < old->size; ++i) list->nodes()[i] = old->nodes()[i];
    publish_list(head, list);
  });
}

/// False outside a handler.
inline bool cancel_running_handler() noexcept {
  const Slot& slot = *this_slot;
  if (slot.depth() == 0) return false;
  Node* const node = slot.frames[slot.depth() - 1].node.load(std::memory_order_relaxed);
  return node != nullptr && node->about.table->cancel(*node);
}

/// The number of an event type, the same in all shared objects of the process. 0 where there are too
/// many types.
inline std::uint32_t type_number(const std::string& name) {
  const std::lock_guard lock(process().writers);
  auto& types = process().types;
  if (const auto known = types.find(name); known != types.end()) return known->second;
  const auto number = static_cast<std::uint32_t>(types.size() + 1);
  if (number >= HandlerTable::kMostTypes) return 0;
  types.emplace(name, number);
  return number;
}

}  // namespace lambent::inline LAMBENT_ABI::detail
