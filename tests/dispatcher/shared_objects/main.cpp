// SPDX-License-Identifier: Apache-2.0
// Two shared objects that hide their symbols, one dispatching and one unsubscribing: if they did not
// share the threads' slots, unsubscribing would not see who runs the handler.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "event.h"

namespace {

std::atomic<long> sum{0};
std::atomic<bool> inside{false};
std::atomic<bool> left{false};

void must(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "shared_objects: %s\n", what);
  std::exit(1);
}

}  // namespace

int main() {
  must(slots_of_dispatching() == slots_of_subscribing() &&
           slots_of_dispatching() == &lambent::detail::process(),
       "the slots are not shared");

  lambent::Dispatcher dispatcher;
  lambent::Subscription adding = subscribe(dispatcher, [](std::int64_t amount) { sum += amount; });
  must(dispatch(dispatcher, 7).ok() && sum == 7, "an event type is not the same in both");
  must(dispatcher.dispatch(shop::Order{5}).ok() && sum == 12, "nor in the program");
  must(unsubscribe(adding), "the handler could not be removed");
  must(absl::IsUnimplemented(dispatch(dispatcher, 7)) && sum == 12, "a removed handler ran");

  for (int round = 0; round < 20; ++round) {
    inside = left = false;
    lambent::Subscription slow = subscribe(dispatcher, [](std::int64_t) {
      inside = true;
      for (int i = 0; i < 1'000; ++i) std::this_thread::yield();  // what must not happen may
      left = true;
    });
    std::thread runner([&] { (void)dispatch(dispatcher, 1); });
    while (!inside) std::this_thread::yield();
    must(unsubscribe(slow), "unsubscribing was refused");
    must(left, "unsubscribing did not wait for the other object's thread");
    runner.join();
  }
  std::puts("shared_objects: one set of slots, one number for each event type");
}
