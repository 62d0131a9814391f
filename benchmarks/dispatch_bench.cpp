// SPDX-License-Identifier: Apache-2.0
// What does it cost to bring a typed event to its handlers, on one thread, on two, and on two while a
// third one registers and removes handlers of the same event as fast as it can?
//
//   dispatch_bench --instructions CONTENDER HANDLERS TIMES   dispatches and does nothing else
#include <fmt/format.h>
#include <pthread.h>
#include <sched.h>
#include <time.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <latch>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "dispatch_contenders.h"
#include "harness.h"

namespace {

using namespace std::chrono_literals;

struct Load {
  int threads = 1;
  bool registering = false;
};

/// A contender, and what else its rounds have shown.
template <class C>
struct Subject {
  std::string name;
  C dispatch{};
  std::uint64_t registered = 0;
  double cpu_ns = 0;  // of the threads that dispatch, and the time that it took
  double wall_ns = 0;
};

const bench::S3Event kEvent{};
const bench::Context kContext{};

template <class C>
[[gnu::noinline]] void dispatch_many(const C& dispatch, std::uint64_t times) {
  for (std::uint64_t i = 0; i < times; ++i) {
    const absl::Status status = dispatch(kEvent, kContext);
    bench::keep(status);
  }
}

double thread_cpu_ns() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

/// Threads that the system leaves on one processor would never meet.
void use_processor(int number) {
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
  number %= CPU_COUNT(&allowed);
  for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
    if (!CPU_ISSET(cpu, &allowed) || number-- != 0) continue;
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(cpu, &one);
    pthread_setaffinity_np(pthread_self(), sizeof one, &one);
  }
}

/// All threads work from the first moment to the last. CPU time per dispatch, over all that dispatch.
template <class C>
double time_round(Subject<C>& subject, Load load) {
  constexpr auto kRound = 20ms;
  constexpr std::uint64_t kBatch = 1000;
  struct alignas(128) Spent {
    double ns = 0;
    std::uint64_t dispatches = 0;
  };
  std::vector<Spent> spent(static_cast<std::size_t>(load.threads));
  std::latch ready(load.threads + 1);
  std::atomic<bool> stop{false};
  std::vector<std::jthread> threads;
  for (int i = 0; i < load.threads; ++i)
    threads.emplace_back([&, i] {
      use_processor(i);
      dispatch_many(subject.dispatch, kBatch);  // a thread's first dispatch is another question
      ready.arrive_and_wait();
      const double start = thread_cpu_ns();
      std::uint64_t dispatches = 0;
      for (; !stop.load(std::memory_order_relaxed); dispatches += kBatch)
        dispatch_many(subject.dispatch, kBatch);
      spent[static_cast<std::size_t>(i)] = {thread_cpu_ns() - start, dispatches};
    });
  ready.arrive_and_wait();
  if constexpr (requires { subject.dispatch.register_and_remove(); }) {
    if (load.registering)
      threads.emplace_back([&] {
        for (; !stop.load(std::memory_order_relaxed); ++subject.registered)
          subject.dispatch.register_and_remove();
      });
  }
  const auto start = std::chrono::steady_clock::now();
  std::this_thread::sleep_for(kRound);
  stop = true;
  threads.clear();
  const std::chrono::duration<double, std::nano> wall = std::chrono::steady_clock::now() - start;
  subject.wall_ns += wall.count();
  Spent all;
  for (const Spent& mine : spent) {
    all.ns += mine.ns;
    all.dispatches += mine.dispatches;
  }
  subject.cpu_ns += all.ns;
  return all.ns / static_cast<double>(all.dispatches);
}

template <int kHandlers>
struct Subjects {
  Subject<bench::LambentCall<kHandlers>> lambent{"lambent"};
  Subject<bench::RawCall<kHandlers>> raw{"raw_call"};
  Subject<bench::FrozenTable<kHandlers>> frozen{"frozen_table"};
  Subject<bench::LockedMap<kHandlers, std::mutex>> mutex{"mutex_map"};
  Subject<bench::LockedMap<kHandlers, std::shared_mutex>> shared_mutex{"shared_mutex_map"};
  Subject<bench::BoostSignal<kHandlers>> signals2{"boost_signals2"};

  template <class Visit>
  void for_each(Visit visit) {
    visit(lambent);
    visit(raw);
    visit(frozen);
    visit(mutex);
    visit(shared_mutex);
    visit(signals2);
  }
};

[[noreturn]] void fail(const std::string& what) {
  fmt::print(stderr, "dispatch_bench: {}\n", what);
  std::exit(1);
}

template <int kHandlers>
std::uint64_t handled_here() {
  return []<int... kNumbers>(std::integer_sequence<int, kNumbers...>) {
    return (bench::handled<kNumbers> + ...);
  }(std::make_integer_sequence<int, kHandlers>());
}

template <class C>
bench::Contender contender(Subject<C>& subject, Load load, std::string name = {}) {
  constexpr std::uint64_t kTimes = 10'000;
  return {.name = name.empty() ? subject.name : std::move(name),
          .run = [&subject] { dispatch_many(subject.dispatch, kTimes); },
          .operations = kTimes,
          .time = [&subject, load] { return time_round(subject, load); }};
}

const bench::Result& of(const std::vector<bench::Result>& results, std::string_view name) {
  for (const bench::Result& result : results)
    if (result.contender == name) return result;
  fail("no contender is named " + std::string(name));
}

template <int kHandlers>
void measure(bench::Harness& harness, const std::string& name, double raw_limit) {
  const auto subjects = std::make_unique<Subjects<kHandlers>>();
  subjects->for_each([](const auto& subject) {
    const std::uint64_t before = handled_here<kHandlers>();
    dispatch_many(subject.dispatch, 3);
    if (handled_here<kHandlers>() - before != 3 * kHandlers)
      fail(subject.name + " does not run its handlers");
  });

  std::vector<bench::Contender> one, two, changing;
  subjects->for_each([&](auto& subject) {
    one.push_back(contender(subject, {}));
    two.push_back(contender(subject, {.threads = 2}));
    if constexpr (requires { subject.dispatch.register_and_remove(); })
      changing.push_back(contender(subject, {.threads = 2, .registering = true}));
  });
  const auto alone = harness.measure(name, one);
  subjects->for_each([](auto& subject) { subject.cpu_ns = subject.wall_ns = 0; });
  const auto together = harness.measure(name + ", 2 threads", two);
  double cpu_ns = 0;
  double wall_ns = 0;
  subjects->for_each([&](auto& subject) {
    cpu_ns += std::exchange(subject.cpu_ns, 0);
    wall_ns += std::exchange(subject.wall_ns, 0);
  });
  fmt::print("{:<22} the two threads had {:.2f} processors\n", "", cpu_ns / wall_ns);
  harness.measure(name + ", changing", changing);
  subjects->for_each([](const auto& subject) {
    if (subject.registered != 0)
      fmt::print("{:<22} {:<20} {:>12.0f} registered and removed in a second\n", "", subject.name,
                 static_cast<double>(subject.registered) / subject.wall_ns * 1e9);
  });
  // By turns, and with the raw call, which shows what the machine makes of two threads.
  const auto scaling = harness.measure(name + ", scaling",
                                       {contender(subjects->lambent, {}, "lambent"),
                                        contender(subjects->lambent, {.threads = 2}, "lambent_two"),
                                        contender(subjects->raw, {}, "raw_call"),
                                        contender(subjects->raw, {.threads = 2}, "raw_two")});

  bench::at_most(raw_limit, alone[0].ns / of(alone, "raw_call").ns, "lambent over the raw call");
  bench::at_most(1.2, of(scaling, "lambent_two").ratio, "lambent on two threads over one");
  bench::at_least(10, of(together, "boost_signals2").ratio,
                  "Boost.Signals2 on two threads over lambent");
  bench::at_most(0, alone[0].allocations, "allocations of a dispatch");
}

template <int kHandlers>
int dispatch_only(std::string_view name, std::uint64_t times) {
  int result = 2;
  Subjects<kHandlers>().for_each([&](const auto& subject) {
    if (subject.name != name) return;
    dispatch_many(subject.dispatch, times);
    result = 0;
  });
  return result;
}

}  // namespace

int main(int count, char** values) {
  if (count == 5 && values[1] == std::string_view("--instructions")) {
    const std::uint64_t times = std::stoull(values[4]);
    return values[3] == std::string_view("1") ? dispatch_only<1>(values[2], times)
                                              : dispatch_only<8>(values[2], times);
  }
  bench::Harness harness("dispatch", count, values);
  measure<1>(harness, "1 handler", 3);
  measure<8>(harness, "8 handlers", 1.6);
  return harness.finish();
}
