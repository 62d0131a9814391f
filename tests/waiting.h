// SPDX-License-Identifier: Apache-2.0
// How tests wait for other threads without a clock.
#pragma once

#include <atomic>
#include <thread>

inline void wait_for(const std::atomic<bool>& flag) {
  while (!flag) std::this_thread::yield();
}

/// Time for what must not happen meanwhile.
inline void linger() {
  for (int i = 0; i < 10'000; ++i) std::this_thread::yield();
}
