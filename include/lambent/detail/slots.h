// SPDX-License-Identifier: Apache-2.0
// Where each thread says what it reads and what it runs: hazard pointers, one set for the process.
//
// A thread has a slot, shared by all dispatchers, with a frame for each dispatch that it is inside of.
// Invariants:
//   - while `frame.list` points at a Shared that its head still pointed at afterwards, nobody frees it;
//   - while `frame.node` points at a handler that was live afterwards, nobody destroys its callable;
//   - a node is only touched while `frame.list` protects a list that holds it;
//   - only its owner writes to a slot, except `used` and, in a new child of fork(), all of it;
//   - slots are never freed, so that scanning them needs no lock.
#pragma once

#include <pthread.h>

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "lambent/detail/fences.h"

// One of these in a process, also where shared objects hide their symbols.
#define LAMBENT_ONE_PER_PROCESS [[gnu::visibility("default")]]

namespace lambent::inline LAMBENT_ABI::detail {

struct Node;

/// What writers replace as a whole and readers see through a head. Constant once it is published.
struct Shared {
  explicit Shared(void (*free_this)(Shared*) noexcept) : free(free_this) {}
  void (*free)(Shared*) noexcept;
  Shared* next_retired = nullptr;  // the writers'
};

struct Frame {
  std::atomic<const Shared*> list{nullptr};
  std::atomic<Node*> node{nullptr};
};

struct alignas(128) Slot {
  static constexpr std::uint32_t kFrames = 6;
  // Bits of `key`.
  static constexpr std::uint32_t kSequential = 1u << 31;  // light fences would pair with nothing
  static constexpr std::uint32_t kNone = 1u << 30;  // not a slot

  constexpr explicit Slot(std::uint32_t first_key) : key(first_key) {}

  std::uint32_t key;  // owner only: frames in use; 0 lets a dispatch be quick
  std::atomic<std::uint32_t> acquiring{0};  // 1: a list may be about to get into a frame
  Frame frames[kFrames];
  Slot* outer = nullptr;  // owner only: the slot that was full
  std::atomic<const void*> thread{nullptr};  // whose it is, as this_thread() says
  Slot* next = nullptr;  // in the list of all; constant once it is in there
  std::atomic<bool> used{true};

  std::uint32_t depth() const { return key & ~(kSequential | kNone); }
};

/// A thread and a handler that it waits for, or whose callable it destroys. On the thread's stack.
struct Involved {
  const void* thread;
  const Node* node;
  Involved* next = nullptr;
};

/// All of one kind. Under Process::waiters.
class InvolvedList {
 public:
  void add(Involved& entry) { entry.next = std::exchange(first_, &entry); }
  void remove(const Involved& entry) {
    remove_if([&](const Involved& other) { return &other == &entry; });
  }
  template <class Test>
  void remove_if(Test test) {
    for (Involved** link = &first_; *link != nullptr;) {
      if (test(**link)) {
        *link = (*link)->next;
      } else {
        link = &(*link)->next;
      }
    }
  }
  template <class Test>
  bool any(Test test) const {
    for (const Involved* entry = first_; entry != nullptr; entry = entry->next)
      if (test(*entry)) return true;
    return false;
  }

 private:
  Involved* first_ = nullptr;
};

/// What there is one of in a process; lives until it ends.
struct Process {
  std::atomic<Slot*> slots{nullptr};
  // For all dispatchers: registering is rare, and fork() must be able to hold it. Nothing of a user
  // runs under it.
  std::mutex writers;
  std::mutex waiters;  // guards the decision to wait; after `writers`
  InvolvedList waiting;
  InvolvedList destroying;
  std::map<std::string, std::uint32_t> types;  // numbers of event types; under `writers`
  bool light = prepare_light_fences();
  pthread_key_t slot_key{};
};

LAMBENT_ONE_PER_PROCESS inline constinit Slot no_slot{Slot::kNone};
LAMBENT_ONE_PER_PROCESS inline constinit thread_local Slot* this_slot = &no_slot;
LAMBENT_ONE_PER_PROCESS inline constinit thread_local char thread_mark = 0;
inline const void* this_thread() noexcept { return &thread_mark; }

/// The thread has ended, as has everything that its thread_local objects did.
inline void leave_slot(void* slot) noexcept {
  this_slot = &no_slot;
  // Partner: take_slot(). Whoever takes it sees empty frames.
  static_cast<Slot*>(slot)->used.store(false, std::memory_order_release);
}

Process& process() noexcept;

// A child of fork() has one thread: what the others ran, and waited for, is over.
inline void before_fork() {
  process().writers.lock();
  process().waiters.lock();
}
inline void after_fork() {
  process().waiters.unlock();
  process().writers.unlock();
}
inline void in_child() {
  const void* const mine = this_thread();
  for (Slot* slot = process().slots.load(); slot != nullptr; slot = slot->next) {
    if (slot->thread.load() == mine) continue;
    for (Frame& frame : slot->frames) {
      frame.list.store(nullptr);
      frame.node.store(nullptr);
    }
    slot->key = 0;
    slot->acquiring.store(0);
    slot->used.store(false);
  }
  const auto of_others = [&](const Involved& entry) { return entry.thread != mine; };
  process().waiting.remove_if(of_others);
  process().destroying.remove_if(of_others);
  after_fork();
}

LAMBENT_ONE_PER_PROCESS inline Process& process() noexcept {
  static Process* const instance = [] {
    auto* const made = new Process;  // NOLINT(bugprone-unhandled-exception-at-new)
    // Its destructors run behind those of thread_local objects, which still may dispatch.
    pthread_key_create(&made->slot_key, &leave_slot);
    pthread_atfork(&before_fork, &after_fork, &in_child);
    return made;
  }();
  return *instance;
}

inline void heavy_fence() noexcept { heavy_fence(process().light); }

/// A slot that nobody uses.
inline Slot& take_slot() {
  Process& all = process();
  for (Slot* slot = all.slots.load(std::memory_order_acquire); slot != nullptr; slot = slot->next) {
    bool used = false;
    if (slot->used.compare_exchange_strong(used, true, std::memory_order_acq_rel)) return *slot;
  }
  auto* const slot = new Slot(0);
  slot->next = all.slots.load(std::memory_order_relaxed);
  // Sequentially consistent: a scan that does not see this slot comes before all that it will say.
  while (!all.slots.compare_exchange_weak(slot->next, slot, std::memory_order_seq_cst)) {
  }
  return *slot;
}

/// Gives this thread its slot.
[[gnu::noinline]] inline Slot& attach() {
  Slot& slot = take_slot();
  slot.outer = nullptr;
  slot.thread.store(this_thread(), std::memory_order_relaxed);
  slot.key = process().light ? 0 : Slot::kSequential;
  pthread_setspecific(process().slot_key, &slot);
  this_slot = &slot;
  return slot;
}

/// A frame of this thread, for as long as the scope lasts. Scopes end in the reverse order.
class FrameScope {
 public:
  FrameScope() {
    Slot* slot = this_slot;
    if (slot->key == Slot::kNone) slot = &attach();
    if (slot->depth() == Slot::kFrames) slot = &nest(*slot);
    slot_ = slot;
    frame_ = &slot->frames[slot->depth()];
    ++slot->key;
  }
  FrameScope(const FrameScope&) = delete;
  FrameScope& operator=(const FrameScope&) = delete;
  ~FrameScope() {
    frame_->list.store(nullptr, std::memory_order_release);  // partner: the scan before freeing
    if (--slot_->key, slot_->depth() == 0 && slot_->outer != nullptr) leave_nested();
  }

  Frame& frame() const { return *frame_; }
  bool light() const { return (slot_->key & Slot::kSequential) == 0; }

  /// What `head` points at, protected until the scope ends or protects something else.
  template <class T>
  const T* protect(const std::atomic<const T*>& head) {
    return light() ? protect_with<true>(head) : protect_with<false>(head);
  }

 private:
  template <bool kLight, class T>
  const T* protect_with(const std::atomic<const T*>& head) {
    const T* shared = head.load(std::memory_order_relaxed);
    for (int tries = 0; tries < 3; ++tries) {
      LAMBENT_RACE_WINDOW();
      publish<kLight>(frame_->list, shared);
      LAMBENT_RACE_WINDOW();
      // Partner: the writer's exchange, behind which stands a heavy fence.
      const T* const again = head.load(kAcquire<kLight>);
      if (again == shared) return shared;
      shared = again;
    }
    // Writers are quicker. While this is set they free nothing, so one load is enough: wait-free.
    publish<kLight>(slot_->acquiring, 1);
    shared = head.load(kAcquire<kLight>);
    frame_->list.store(shared, std::memory_order_relaxed);
    slot_->acquiring.store(0, std::memory_order_release);  // whoever sees it sees the frame, too
    return shared;
  }

  template <bool kLight>
  static constexpr std::memory_order kAcquire =
      kLight ? std::memory_order_acquire : std::memory_order_seq_cst;

  /// Nested deeper than one slot holds.
  [[gnu::noinline]] static Slot& nest(Slot& full) {
    Slot& slot = take_slot();
    slot.outer = &full;
    slot.thread.store(this_thread(), std::memory_order_relaxed);
    slot.key = full.key & Slot::kSequential;
    return *(this_slot = &slot);
  }
  [[gnu::noinline]] void leave_nested() {
    this_slot = slot_->outer;
    slot_->outer = nullptr;
    slot_->used.store(false, std::memory_order_release);  // partner: take_slot()
  }

  Slot* slot_;
  Frame* frame_;
};

/// Whether `test(slot, frame)` is true of any frame in the process.
template <class Test>
bool any_frame(Test test) {
  for (Slot* slot = process().slots.load(std::memory_order_seq_cst); slot != nullptr;
       slot = slot->next)
    for (Frame& frame : slot->frames)
      if (test(*slot, frame)) return true;
  return false;
}

}  // namespace lambent::inline LAMBENT_ABI::detail
