// SPDX-License-Identifier: Apache-2.0
// Who is registered: the writers' side. Everything here may be called from any thread, also inside a
// handler.
//
// A writer publishes a new list with one exchange and retires the old one. A retired list is freed
// behind a heavy fence, when no frame shows it.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "lambent/detail/node.h"

namespace lambent::inline LAMBENT_ABI::detail {

class HandlerTable {
 public:
  using Head = std::atomic<const HandlerList*>;
  /// So many types find their head without a second look.
  static constexpr std::uint32_t kNear = 128;
  static constexpr std::uint32_t kMostTypes = 4096;  // in a process

  HandlerTable() = default;
  HandlerTable(const HandlerTable&) = delete;
  HandlerTable& operator=(const HandlerTable&) = delete;
  ~HandlerTable() {
    for_each_head([](std::uint32_t, Head& head) {
      if (const HandlerList* list = head.load(std::memory_order_relaxed)) free_shared(list);
    });
    for (auto& block : far_) delete block.load(std::memory_order_relaxed);
  }

  const Head& head(std::uint32_t type) const {
    if (type < kNear) [[likely]]
      return near_[type];
    // Partner: head_to_write().
    const Heads* const heads = far_[(type - kNear) / kNear].load(std::memory_order_acquire);
    return heads == nullptr ? near_[0] : (*heads)[type % kNear];
  }

  /// False where `refuse` says so of one that is there.
  template <class Refuse>
  bool add(Node& node, Refuse refuse) {
    Shared* retired = nullptr;
    {
      const std::lock_guard lock(process().writers);
      Head& head = head_to_write(node.about.type);
      const HandlerList* const old = head.load(std::memory_order_relaxed);
      const std::uint32_t size = old == nullptr ? 0 : old->size;
      std::uint32_t place = size;
      for (std::uint32_t i = size; i-- > 0;) {
        const Node& other = *old->nodes()[i];
        if (is_live(other) && refuse(other.about)) return false;
        if (node.about.envelope || other.about.priority < node.about.priority) place = i;
      }
      HandlerList* const list = HandlerList::make(size + 1);
      for (std::uint32_t i = 0; i < size; ++i)
        list->nodes()[i < place ? i : i + 1] = old->nodes()[i];
      list->nodes()[place] = &node;
      publish_list(head, list);
      if (retired_count_ >= kManyRetired) retired = take_retired();
    }
    reclaim(retired);
    return true;
  }

  /// Puts `added` in the place of `old`. Every dispatch runs one of the two. False where `old` was
  /// removed. On success the reference to `old` goes over to `added`.
  bool replace(Node& old, Node& added) {
    Shared* retired = nullptr;
    {
      const std::lock_guard lock(process().writers);
      Head& head = head_to_write(old.about.type);
      const HandlerList* const before = head.load(std::memory_order_relaxed);
      // Dead, it may still be in the list for a moment, but is to be out of it then.
      if (!is_live(old)) return false;
      HandlerList* const list = HandlerList::make(before->size);
      for (std::uint32_t i = 0; i < before->size; ++i)
        list->nodes()[i] = before->nodes()[i] == &old ? &added : before->nodes()[i];
      publish_list(head, list);
      added.replaced = &old;
      retired = take_retired();
    }
    reclaim(retired);
    forget_replaced(added);
    return true;
  }

  /// Removes the handler without waiting. False where it was removed before.
  bool cancel(Node& node) noexcept {
    if (!bury(node)) return false;
    destroy_if_idle(node);
    return true;
  }

  /// True: no thread runs the handler, or one that it replaced, and the callables are destroyed.
  /// False: this thread runs it, or waiting could never end because threads would wait for each
  /// other; then the last one to leave it destroys the callable.
  bool unsubscribe(Node& node) noexcept {
    bool gone = bury_and_wait(node);
    NodeRef each(node);
    while (each.go_to_replaced())
      if (!bury_and_wait(*each)) gone = false;
    return gone;
  }

  /// Removes everybody, and waits until nobody is inside.
  void close() noexcept;

  /// Makes every list anew where that changes what their flags say. Under Process::writers.
  void set_watched(bool watched);

  /// Frees `old` when nobody sees it any more. Under Process::writers.
  void retire(const Shared* old) noexcept {
    if (old == nullptr) return;
    auto* const shared = const_cast<Shared*>(old);
    shared->next_retired = std::exchange(retired_, shared);
    ++retired_count_;
  }
  /// What reclaim() takes, behind the writers' lock.
  Shared* take_retired() noexcept {
    retired_count_ = 0;
    return std::exchange(retired_, nullptr);
  }
  /// Frees those that no frame shows, and keeps the others. Not under a lock: it destroys callables.
  void reclaim(Shared* retired) noexcept {
    if (retired == nullptr) return;
    heavy_fence();
    reclaim_behind_fence(retired);
  }

  /// Whether a type has other handlers than the one that opens envelopes.
  bool has_handlers(std::uint32_t type) const {
    FrameScope scope;
    const HandlerList* const list = scope.protect(head(type));
    if (list == nullptr) return false;
    return std::any_of(list->nodes(), list->nodes() + list->size,
                       [](const Node* node) { return !node->about.envelope && is_live(*node); });
  }

  template <class Visit>
  void for_each_node(Visit visit) const {
    const std::lock_guard lock(process().writers);
    const_cast<HandlerTable*>(this)->for_each_head([&](std::uint32_t, Head& head) {
      const HandlerList* const list = head.load(std::memory_order_relaxed);
      for (std::uint32_t i = 0; list != nullptr && i < list->size; ++i)
        if (is_live(*list->nodes()[i])) visit(*list->nodes()[i]);
    });
  }

 private:
  using Heads = std::array<Head, kNear>;
  static constexpr std::uint32_t kManyRetired = 64;

  static bool is_live(const Node& node) {
    return node.state.load(std::memory_order_relaxed) == Node::kLive;
  }
  static void free_shared(const Shared* shared) noexcept {
    auto* const freed = const_cast<Shared*>(shared);
    freed->free(freed);
  }

  template <class Visit>
  void for_each_head(Visit visit) {
    for (std::uint32_t i = 0; i < kNear; ++i) visit(i, near_[i]);
    for (std::uint32_t block = 0; block < far_.size(); ++block)
      if (Heads* const heads = far_[block].load(std::memory_order_relaxed))
        for (std::uint32_t i = 0; i < kNear; ++i) visit((block + 1) * kNear + i, (*heads)[i]);
  }

  Head& head_to_write(std::uint32_t type) {
    if (type < kNear) return near_[type];
    std::atomic<Heads*>& block = far_[(type - kNear) / kNear];
    if (block.load(std::memory_order_relaxed) == nullptr)
      block.store(new Heads{}, std::memory_order_release);  // partner: head()
    return (*block.load(std::memory_order_relaxed))[type % kNear];
  }

  /// `list` is complete but for its references and flags. Under Process::writers.
  void publish_list(Head& head, HandlerList* list) noexcept {
    std::uint32_t flags = 0;
    if (watched_) flags |= HandlerList::kWatched;
    for (std::uint32_t i = 0; i < list->size; ++i) {
      Node& node = *list->nodes()[i];
      node.ref();
      if (node.about.filtered || node.about.once || node.about.envelope)
        flags |= HandlerList::kSelective;
    }
    list->flags = flags;
    // Partner: the second load in protect(). The heavy fence that must follow is reclaim()'s.
    retire(head.exchange(list, std::memory_order_seq_cst));
  }

  /// Nobody starts the handler any more; a heavy fence has passed since. False where it was done.
  bool bury(Node& node) noexcept {
    // Partner: the load of `state` in walk().
    if ((node.state.fetch_or(Node::kDead, std::memory_order_seq_cst) & Node::kDead) != 0) {
      heavy_fence();
      return false;
    }
    Shared* retired = nullptr;
    {
      const std::lock_guard lock(process().writers);
      unlink(node);
      retired = take_retired();
    }
    heavy_fence();
    reclaim_behind_fence(retired);
    return true;
  }

  /// Takes the node out of its list. Under Process::writers.
  void unlink(const Node& node) noexcept {
    Head& head = head_to_write(node.about.type);
    const HandlerList* const old = head.load(std::memory_order_relaxed);
    std::uint32_t left = 0;
    for (std::uint32_t i = 0; old != nullptr && i < old->size; ++i)
      if (old->nodes()[i] != &node) ++left;
    if (old == nullptr || left == old->size) return;  // was replaced
    if (left == 0) {
      retire(head.exchange(nullptr, std::memory_order_seq_cst));
    } else if (HandlerList* const list = HandlerList::try_make(left)) {
      for (std::uint32_t i = 0, to = 0; i < old->size; ++i)
        if (old->nodes()[i] != &node) list->nodes()[to++] = old->nodes()[i];
      publish_list(head, list);
    }
    // Else memory is out: the dead node stays in its list, and whoever comes to it passes by.
  }

  bool bury_and_wait(Node& node) noexcept;
  static bool would_wait_for_itself(const void* thread, const Node& awaited, int steps);
  void forget_replaced(Node& node) noexcept;
  void reclaim_behind_fence(Shared* retired) noexcept;

  std::array<Head, kNear> near_{};  // 0 is no type
  std::array<std::atomic<Heads*>, kMostTypes / kNear - 1> far_{};
  // Under Process::writers.
  Shared* retired_ = nullptr;
  std::uint32_t retired_count_ = 0;
  bool watched_ = false;
};

}  // namespace lambent::inline LAMBENT_ABI::detail

#include "lambent/detail/handler_table-inl.h"
