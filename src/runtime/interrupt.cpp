// SPDX-License-Identifier: Apache-2.0
#include "runtime/interrupt.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>

namespace lambent::inline LAMBENT_ABI::detail {

Interrupt::Interrupt() : descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

Interrupt::~Interrupt() { ::close(descriptor_); }

void Interrupt::set() noexcept {
  is_set_.store(true, std::memory_order_relaxed);
  const int error = errno;  // of the code that a signal has interrupted
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(descriptor_, &one, sizeof one);
  errno = error;
}

bool Interrupt::sleep_until(std::chrono::steady_clock::time_point then) const {
  return wait_for(-1, 0, {.until = then, .interrupt = this}) == Waited::kTooLong;
}

Waited wait_for(int descriptor, short events, const Wait& wait) {
  using std::chrono::ceil;
  using std::chrono::milliseconds;
  using Clock = std::chrono::steady_clock;
  pollfd polled[] = {{descriptor, events, 0},
                     {wait.interrupt != nullptr ? wait.interrupt->descriptor() : -1, POLLIN, 0}};
  constexpr milliseconds kLongest = std::chrono::hours(1);
  for (;;) {
    int timeout = -1;
    if (wait.until != Clock::time_point::max()) {
      const auto left = wait.until - Clock::now();
      timeout = static_cast<int>(
          ceil<milliseconds>(std::clamp<Clock::duration>(left, Clock::duration::zero(), kLongest))
              .count());
    }
    const int ready = ::poll(polled, 2, timeout);
    if (polled[1].revents != 0 && ready > 0) return Waited::kInterrupted;
    if (ready > 0) return Waited::kReady;
    if (ready < 0 && errno != EINTR) return Waited::kReady;  // the operation itself will tell
    if (wait.until != Clock::time_point::max() && Clock::now() >= wait.until)
      return Waited::kTooLong;
  }
}

}  // namespace lambent::inline LAMBENT_ABI::detail
