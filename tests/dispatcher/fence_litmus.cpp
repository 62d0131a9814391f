// SPDX-License-Identifier: Apache-2.0
// Asks the processor whether the light and the heavy fence are a pair. In every round a reader
// stores x and loads y, a writer stores y and loads x; one of them must see the other's store.
//
//   fence_litmus                  with the heavy fence: no round may break that
//   fence_litmus --without-fence  with an ordinary one: some must, else the test could see nothing
//
// Exit code 77: it cannot be asked here. Build it optimised: the race is one of few cycles.
#include <sched.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <string_view>
#include <thread>

#include "lambent/detail/fences.h"

namespace {

constexpr int kSkipped = 77;

int skip(const char* reason) {
  std::printf("fence_litmus: skipped: %s\n", reason);
  return kSkipped;
}

#if defined(LAMBENT_HAS_MEMBARRIER)

constexpr long kRounds = 200'000;
// Of a machine that is busy with other things. What must show once is worth waiting for.
constexpr std::chrono::seconds kMostTime{3};
constexpr std::chrono::seconds kMostTimeToFail{30};
constexpr long kLast = -1;

/// Alone in its cache line, and in the one that is fetched along with it.
struct alignas(128) Cell {
  std::atomic<long> round{0};
};

struct Table {
  Cell x;           // what the reader stores, as a frame
  Cell y;           // what the writer stores, as a handler's state
  Cell turn;        // the round that may begin
  Cell done;        // the round that the reader is through with
  long y_seen = 0;  // by the reader; ordered by `done`
  Cell queue[40];   // both store to these: what the reader stores behind them is long on its way

  void fill_queue(long round) {
    for (Cell& cell : queue) cell.round.store(round, std::memory_order_relaxed);
  }
};

void wait_for(const Cell& cell, long round) {
  while (cell.round.load(std::memory_order_acquire) != round) {
  }
}

/// Two CPUs that this process may run on.
bool find_cpus(int (&cpus)[2]) {
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return false;
  int found = 0;
  for (int cpu = 0; cpu < CPU_SETSIZE && found < 2; ++cpu)
    if (CPU_ISSET(cpu, &allowed)) cpus[found++] = cpu;
  return found == 2;
}

void pin_to(int cpu) {
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(cpu, &one);
  sched_setaffinity(0, sizeof one, &one);
}

void read_rounds(Table& table, int cpu) {
  pin_to(cpu);
  for (long before = 0;;) {
    const long round = table.turn.round.load(std::memory_order_acquire);
    if (round == before) continue;
    if (round == kLast) return;
    table.fill_queue(round);
    lambent::detail::publish<true>(table.x.round, round);
    table.y_seen = table.y.round.load(std::memory_order_acquire);
    table.done.round.store(round, std::memory_order_release);
    before = round;
  }
}

/// How many of the rounds, of which it says how many there were, neither side saw the other in.
long count_violations(Table& table, bool with_heavy_fence, long& rounds) {
  const auto end =
      std::chrono::steady_clock::now() + (with_heavy_fence ? kMostTime : kMostTimeToFail);
  long violations = 0;
  std::uint32_t random = 1;
  for (rounds = 0; rounds < kRounds && std::chrono::steady_clock::now() < end;) {
    const long round = ++rounds;
    table.fill_queue(round);
    table.turn.round.store(round, std::memory_order_release);
    // The reader needs a while to see its turn. Meet it now sooner, now later.
    random = random * 1664525u + 1013904223u;
    volatile std::uint32_t left = random >> 23;
    while (left > 0) left = left - 1;
    table.y.round.store(round, std::memory_order_release);
    if (with_heavy_fence) {
      lambent::detail::heavy_fence(true);
    } else {
      std::atomic_thread_fence(std::memory_order_seq_cst);
    }
    const long x_seen = table.x.round.load(std::memory_order_acquire);
    wait_for(table.done, round);
    if (x_seen != round && table.y_seen != round) ++violations;
  }
  table.turn.round.store(kLast, std::memory_order_release);
  return violations;
}

#endif

}  // namespace

int main(int count, char** values) {
  const bool with_heavy_fence = count < 2;
  if (!with_heavy_fence && (count > 2 || values[1] != std::string_view("--without-fence"))) {
    std::fprintf(stderr, "usage: fence_litmus [--without-fence]\n");
    return 2;
  }
#if defined(LAMBENT_HAS_MEMBARRIER)
  int cpus[2];
  if (!find_cpus(cpus)) return skip("there is one CPU only");
  if (!lambent::detail::prepare_light_fences()) return skip("there is no membarrier");
  // Not static: of a variable that it sees all the uses of, a compiler may change the layout.
  Table table;
  std::thread reader(read_rounds, std::ref(table), cpus[1]);
  pin_to(cpus[0]);
  long rounds = 0;
  const long violations = count_violations(table, with_heavy_fence, rounds);
  reader.join();
  std::printf("fence_litmus: %s: %ld of %ld rounds violate the order\n",
              with_heavy_fence ? "with the heavy fence" : "with an ordinary fence", violations,
              rounds);
  return (violations == 0) == with_heavy_fence ? 0 : 1;
#else
  return skip("this build does without membarrier");
#endif
}
