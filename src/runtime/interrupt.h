// SPDX-License-Identifier: Apache-2.0
// Ends the waits of other threads.
#pragma once

#include <atomic>
#include <chrono>

#include "lambent/detail/abi.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// Once set it stays set. Thread-safety: everything from any thread; set() from a signal handler,
/// too.
class Interrupt {
 public:
  Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;
  ~Interrupt();

  void set() noexcept;
  bool is_set() const { return is_set_.load(std::memory_order_relaxed); }
  /// Readable once it is set.
  int descriptor() const { return descriptor_; }
  /// Waits until then, or until it is set: then it returns false.
  bool sleep_until(std::chrono::steady_clock::time_point then) const;

 private:
  int descriptor_;
  // It carries no data; who waits is woken by the descriptor.
  std::atomic<bool> is_set_{false};
  static_assert(std::atomic<bool>::is_always_lock_free);
};

/// How long an operation may wait.
struct Wait {
  std::chrono::steady_clock::time_point until = std::chrono::steady_clock::time_point::max();
  const Interrupt* interrupt = nullptr;  // may be null
};

enum class Waited { kReady, kTooLong, kInterrupted };

/// Waits until a descriptor is ready for `events` of poll(2). A negative descriptor never is.
Waited wait_for(int descriptor, short events, const Wait& wait);

}  // namespace lambent::inline LAMBENT_ABI::detail
