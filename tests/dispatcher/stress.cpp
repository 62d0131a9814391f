// SPDX-License-Identifier: Apache-2.0
// Threads that dispatch, register, replace and remove at once, for as many seconds as are asked for.
// Yields at random where threads can meet make rare orders frequent. What must hold is checked by
// the handlers themselves: a wrong order aborts.
#include <cstdint>
#include <thread>

/// Of this thread; any sequence will do.
inline std::uint32_t next_random() {
  thread_local std::uint32_t state =
      static_cast<std::uint32_t>(std::hash<std::thread::id>()(std::this_thread::get_id())) | 1;
  state = state * 1664525u + 1013904223u;
  return state >> 8;
}
#define LAMBENT_RACE_WINDOW() \
  static_cast<void>(next_random() % 128 == 0 ? std::this_thread::yield() : static_cast<void>(0))

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <vector>

#include "lambent/dispatcher.h"

namespace {

[[noreturn]] void broken(const char* what, int line) {
  std::fprintf(stderr, "stress: line %d: %s does not hold\n", line, what);
  std::abort();
}
#define MUST(condition) ((condition) ? static_cast<void>(0) : broken(#condition, __LINE__))

/// Events of several types, all alike.
template <int kNumber>
struct Tick {
  std::int64_t depth = 0;
};
using Watched = Tick<0>;  // handlers that come and go
using Own = Tick<1>;  // handlers that end themselves
using Pairs = Tick<2>;  // handlers that end each other, deep inside
using Replaced = Tick<3>;  // one handler, replaced all the time, beside one that throws
using Rare = Tick<4>;  // handlers for one time, among observed dispatches

constexpr std::string_view kNames[] = {"watched", "own", "pairs", "replaced", "rare"};

}  // namespace

template <int kNumber>
inline constexpr auto lambent::fields<Tick<kNumber>> =
    std::array{lambent::field<&Tick<kNumber>::depth>("depth")};
template <int kNumber>
inline constexpr lambent::Source lambent::source<Tick<kNumber>> = {
    .name = kNames[kNumber], .kind = lambent::SourceKind::kObserve, .probes = {lambent::has("x")}};

namespace {

/// Captured by handlers: whoever calls one whose captures are gone finds out.
class Alive {
 public:
  Alive() : heap_(std::make_unique<long>(kAlive)) {}
  Alive(const Alive&) : Alive() {}
  ~Alive() {
    *heap_ = 0;
    mark_ = 0;
  }
  Alive& operator=(const Alive&) = delete;
  void check() const { MUST(mark_ == kAlive && *heap_ == kAlive); }

 private:
  static constexpr long kAlive = 0x600DF00D;
  volatile long mark_ = kAlive;
  std::unique_ptr<long> heap_;
};

struct Counts {
  std::atomic<long> dispatched{0};
  std::atomic<long> ended{0};
  std::atomic<long> own{0};
  std::atomic<long> pairs{0};
  std::atomic<long> refused{0};
  std::atomic<long> replaced{0};
  std::atomic<long> once{0};
  std::atomic<long> threads{0};
};

lambent::Dispatcher dispatcher;
Counts counts;
std::atomic<bool> stop{false};

void dispatch_all() {
  MUST(dispatcher.dispatch(Watched{}).code() != absl::StatusCode::kInternal);
  (void)dispatcher.dispatch(Own{});
  (void)dispatcher.dispatch(Pairs{});
  (void)dispatcher.dispatch(Replaced{});  // Internal where the one that throws did
  (void)dispatcher.dispatch(Rare{});
  counts.dispatched += 5;
}

void dispatch_until_stop() {
  while (!stop.load(std::memory_order_relaxed)) dispatch_all();
}

/// No call begins behind unsubscribe(), and the captures are gone.
void come_and_go() {
  while (!stop) {
    auto over = std::make_shared<std::atomic<bool>>(false);
    lambent::Subscription handle =
        *dispatcher.subscribe<Watched>([over, alive = Alive()](const Watched&) {
          MUST(!over->load(std::memory_order_relaxed));
          alive.check();
        });
    MUST(over.use_count() == 2);
    if (next_random() % 3 == 0) std::this_thread::yield();
    if (next_random() % 2 == 0) handle.cancel();
    MUST(handle.unsubscribe());
    *over = true;
    MUST(over.use_count() == 1);
    ++counts.ended;
  }
}

/// Handlers end themselves from the inside, in the three ways there are.
void end_themselves() {
  while (!stop) {
    struct Shared {
      std::mutex mutex;
      lambent::Subscription handle;
    };
    auto shared = std::make_shared<Shared>();
    {
      const std::lock_guard lock(shared->mutex);
      shared->handle = *dispatcher.subscribe<Own>(
          [weak = std::weak_ptr<Shared>(shared), alive = Alive(), way = next_random() % 3](
              const Own&, const lambent::Context& context) {
            alive.check();
            if (way == 0) {
              context.unsubscribe_this();
            } else if (const auto strong = weak.lock()) {
              lambent::Subscription mine;
              {
                const std::unique_lock inner(strong->mutex, std::try_to_lock);
                if (!inner.owns_lock()) return;
                mine = std::move(strong->handle);
              }
              if (way == 1) {
                mine.cancel();
              } else if (mine.active()) {
                MUST(!mine.unsubscribe());
              }
            }
            alive.check();
            ++counts.own;
          });
    }
    (void)dispatcher.dispatch(Own{});
    lambent::Subscription left;
    {
      const std::lock_guard lock(shared->mutex);
      left = std::move(shared->handle);
    }
    left.unsubscribe();
  }
}

/// Two handlers that end each other, one of them deep inside. One may be refused, none may hang.
void end_each_other() {
  while (!stop) {
    struct Both {
      std::mutex mutex;
      std::array<lambent::Subscription, 2> handles;
      std::array<std::atomic<bool>, 2> over{};
    };
    auto both = std::make_shared<Both>();
    const auto end = [](Both& of, int which) {
      lambent::Subscription handle;
      {
        const std::lock_guard lock(of.mutex);
        handle = std::move(of.handles[which]);
      }
      if (!handle.active()) return;
      if (handle.unsubscribe()) {
        of.over[which] = true;
      } else {
        ++counts.refused;
      }
      ++counts.pairs;
    };
    const auto handler = [&](int which, long at_depth) {
      return [weak = std::weak_ptr<Both>(both), end, which, at_depth,
              alive = Alive()](const Pairs& event) {
        const auto strong = weak.lock();
        if (strong == nullptr) return;
        MUST(!strong->over[which]);
        alive.check();
        if (event.depth < 8 && which == 0) (void)dispatcher.dispatch(Pairs{event.depth + 1});
        if (event.depth == at_depth) end(*strong, 1 - which);
        alive.check();
      };
    };
    {
      const std::lock_guard lock(both->mutex);  // a handler may run before its handle is there
      both->handles[0] = *dispatcher.subscribe<Pairs>(handler(0, 8));
      both->handles[1] = *dispatcher.subscribe<Pairs>(handler(1, 3));
    }
    std::this_thread::yield();
    end(*both, 0);
    end(*both, 1);
  }
}

/// A dispatch runs either the handler from before or the one that replaced it.
void replace() {
  static thread_local long mine = 0;
  lambent::Subscription handle = *dispatcher.subscribe<Replaced>([](const Replaced&) { ++mine; });
  lambent::Subscription thrower = *dispatcher.subscribe<Replaced>([](const Replaced&) {
    if (next_random() % 64 == 0) throw std::runtime_error("now and then");
  });
  while (!stop) {
    MUST(handle
             .replace<Replaced>([alive = Alive()](const Replaced&) {
               alive.check();
               ++mine;
             })
             .ok());
    const long before = mine;
    (void)dispatcher.dispatch(Replaced{});
    MUST(mine == before + 1);
    ++counts.replaced;
  }
  MUST(handle.unsubscribe());
}

/// A handler for one time runs at most one time, whoever dispatches.
void run_once() {
  while (!stop) {
    auto runs = std::make_shared<std::atomic<int>>(0);
    lambent::Subscription handle = *dispatcher.subscribe<Rare>(
        [runs, alive = Alive()](const Rare&) {
          alive.check();
          MUST(++*runs == 1);
          ++counts.once;
        },
        {.filter = [](const Rare&) { return next_random() % 2 == 0; }, .once = true});
    (void)dispatcher.dispatch(Rare{});
    handle.unsubscribe();
    MUST(runs.use_count() == 1 || *runs == 1);
  }
}

/// Threads come and go, and other dispatchers do with them.
void churn() {
  while (!stop) {
    std::thread([] {
      dispatch_all();
      lambent::Dispatcher own;
      auto alive = std::make_shared<Alive>();
      own.on<Watched>([alive](const Watched&) { alive->check(); });
      MUST(own.dispatch(Watched{}).ok());
      dispatch_all();
    }).join();
    ++counts.threads;
  }
}

}  // namespace

int main(int count, char** values) {
  const double seconds = count > 1 ? std::atof(values[1]) : 5;
  // More threads than any machine of ours has processors for.
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) threads.emplace_back(dispatch_until_stop);
  for (void (*work)() :
       {come_and_go, come_and_go, end_themselves, end_each_other, replace, run_once, churn})
    threads.emplace_back(work);
  // How long it runs, and no wait for something: the longer, the more threads meet by chance.
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds / 2));
  std::atomic<long> observed{0};
  dispatcher.on_any([&](const lambent::Dispatched&) { ++observed; });
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds / 2));
  stop = true;
  for (std::thread& thread : threads) thread.join();

  int slots = 0;
  for (const auto* slot = lambent::detail::process().slots.load(); slot != nullptr;
       slot = slot->next)
    ++slots;
  std::printf(
      "stress: %s, %ld dispatches, %ld ended, %ld ended themselves, %ld ended each other (%ld "
      "refused), %ld replaced, %ld ran once, %ld threads in %d slots, %ld observed\n",
      lambent::detail::process().light ? "light fences" : "sequential", counts.dispatched.load(),
      counts.ended.load(), counts.own.load(), counts.pairs.load(), counts.refused.load(),
      counts.replaced.load(), counts.once.load(), counts.threads.load(), slots, observed.load());
  MUST(counts.ended > 0 && counts.own > 0 && counts.pairs > 0 && counts.replaced > 0);
  MUST(counts.once > 0 && observed > 0);
}
