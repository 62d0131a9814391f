// SPDX-License-Identifier: Apache-2.0
// The two sides of one fence. Many readers pay next to nothing for theirs, the light one; few writers
// pay for both with the heavy one.
//
// For a light fence in one thread and a heavy one in another (P1202): either the reader's accesses
// behind the light one see what the writer stored before the heavy one, or the writer's loads behind
// the heavy one see what the reader stored before the light one. Two light ones order nothing.
//
// Where the system has no membarrier, which is found out when the process first needs it, and under
// ThreadSanitizer, which does not know it, both sides use sequentially consistent operations instead.
// LAMBENT_NO_MEMBARRIER in the environment asks for that, too.
#pragma once

#include <atomic>
#include <cstdlib>
#include <type_traits>

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define LAMBENT_HAS_TSAN 1
#endif
#endif
#if defined(__linux__) && !defined(__SANITIZE_THREAD__) && !defined(LAMBENT_HAS_TSAN)
#define LAMBENT_HAS_MEMBARRIER 1
#include <linux/membarrier.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

#include "lambent/detail/abi.h"

// Tests put a yield here to widen the windows in which threads can meet.
#ifndef LAMBENT_RACE_WINDOW
#define LAMBENT_RACE_WINDOW() static_cast<void>(0)
#endif

namespace lambent::inline LAMBENT_ABI::detail {

#if defined(LAMBENT_HAS_MEMBARRIER)

inline bool membarrier(int command) noexcept {
  return ::syscall(SYS_membarrier, command, 0, 0) == 0;
}

/// Whether readers may use the light fence; asked once in a process.
inline bool prepare_light_fences() noexcept {
  return std::getenv("LAMBENT_NO_MEMBARRIER") == nullptr &&
         membarrier(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED);
}

inline void heavy_fence(bool readers_are_light) noexcept {
  std::atomic_thread_fence(std::memory_order_seq_cst);
  if (!readers_are_light) return;
  // A sandbox put up since then may refuse it. Going on without would be a race that nobody sees.
  if (!membarrier(MEMBARRIER_CMD_PRIVATE_EXPEDITED) &&
      !(prepare_light_fences() && membarrier(MEMBARRIER_CMD_PRIVATE_EXPEDITED)))
    std::abort();
}

#else

inline bool prepare_light_fences() noexcept { return false; }
inline void heavy_fence(bool) noexcept {}  // all operations involved are sequentially consistent

#endif

/// Stores `value`, and orders that before every later load of this thread, as seen by a thread that
/// passes a heavy fence. Release: whoever reads it sees what was done before.
template <bool kLight, class T>
[[gnu::always_inline]] inline void publish(std::atomic<T>& to,
                                           std::type_identity_t<T> value) noexcept {
  if constexpr (kLight) {
    to.store(value, std::memory_order_release);  // partner: the scans, behind heavy_fence()
    std::atomic_signal_fence(std::memory_order_seq_cst);  // the light fence
  } else {
    to.store(value, std::memory_order_seq_cst);
  }
}

}  // namespace lambent::inline LAMBENT_ABI::detail
