// SPDX-License-Identifier: Apache-2.0
#include "runtime/signals.h"

#include <atomic>
#include <thread>

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

// What the signal handler may reach: lock-free, and sequential, as signals are rare.
std::atomic<Interrupt*> interrupted{nullptr};
std::atomic<int> inside{0};  // handlers that may still use it
std::atomic<bool> has_one_come{false};

extern "C" void lambent_on_ending_signal(int) {
  ++inside;
  has_one_come = true;
  if (Interrupt* const interrupt = interrupted) interrupt->set();
  --inside;
}

}  // namespace

EndingSignals::EndingSignals(Interrupt& interrupt, std::initializer_list<int> signals,
                             SecondSignal second) {
  has_one_come = false;
  interrupted = &interrupt;
  struct sigaction action{};
  action.sa_handler = &lambent_on_ending_signal;
  action.sa_flags = SA_RESTART;
  if (second == SecondSignal::kEndsProcess) action.sa_flags |= static_cast<int>(SA_RESETHAND);
  sigemptyset(&action.sa_mask);
  for (const int signal : signals) {
    Old old{signal, {}};
    if (::sigaction(signal, &action, &old.action) == 0) old_.push_back(old);
  }
}

EndingSignals::~EndingSignals() {
  for (const Old& old : old_) ::sigaction(old.signal, &old.action, nullptr);
  interrupted = nullptr;
  // The handler may run on another thread, and be on its way to what goes away now.
  while (inside != 0) std::this_thread::yield();
}

bool EndingSignals::has_come() const { return has_one_come; }

}  // namespace lambent::inline LAMBENT_ABI::detail
