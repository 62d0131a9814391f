// SPDX-License-Identifier: Apache-2.0
// Puts writers into each of the windows in which they can meet a dispatch, one at a time, so that
// no order is left to chance: what stress.cpp finds now and then is found here every time. Uses of
// freed lists show under the address sanitizer only.
void at_race_window();
#define LAMBENT_RACE_WINDOW() at_race_window()

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>
#include <utility>

#include "lambent/dispatcher.h"

namespace {

[[noreturn]] void fail(const char* what, int line) {
  std::fprintf(stderr, "grace_test: line %d: %s does not hold\n", line, what);
  std::_Exit(1);
}
#define MUST(condition) ((condition) ? static_cast<void>(0) : fail(#condition, __LINE__))

/// Events, all alike.
template <int kNumber>
struct Ping {
  std::int64_t number = 0;
};
using Watched = Ping<0>;
using Outer = Ping<1>;  // Its handler dispatches a Watched.
using Other = Ping<2>;

constexpr std::string_view kNames[] = {"watched", "outer", "other"};

}  // namespace

template <int kNumber>
inline constexpr auto lambent::fields<Ping<kNumber>> =
    std::array{lambent::field<&Ping<kNumber>::number>("number")};
template <int kNumber>
inline constexpr lambent::Source lambent::source<Ping<kNumber>> = {
    .name = kNames[kNumber], .kind = lambent::SourceKind::kObserve, .probes = {lambent::has("x")}};

namespace {

using lambent::Dispatcher;
using lambent::Subscription;

/// How a Watched comes to its handlers. Each way has code of its own.
struct Way {
  bool nested;  // from inside another handler, else as the outermost dispatch
  bool beside;  // there is a second handler, which comes behind
};

/// Where in a dispatch a thread is, told by what its frame shows.
enum Window : unsigned {
  kUnprotected = 1,  // has loaded the head, protects nothing yet
  kProtected = 2,    // shows a list, has not yet found it to be still the one
  kEntering = 4,     // shows a handler, has not yet looked at its state
  kLeft = 8,         // has left the last handler, has not yet looked at its state
};

/// What a thread does in the windows of its dispatch of a Watched.
struct Plan {
  unsigned windows;
  int times;
  std::function<void()> action;
  bool nested = false;
  bool has_entered = false;
  int done = 0;
};
thread_local Plan* plan = nullptr;

}  // namespace

void at_race_window() {
  if (plan == nullptr) return;
  const lambent::detail::Slot& slot = *lambent::detail::this_slot;
  const std::uint32_t depth = slot.depth();
  if (plan->nested != (depth == 2)) return;  // a window of the dispatch around it
  const lambent::detail::Frame& frame = slot.frames[depth == 0 ? 0 : depth - 1];
  Window window = frame.list.load() == nullptr ? kUnprotected : kProtected;
  if (frame.node.load() != nullptr) {
    window = kEntering;
    plan->has_entered = true;
  } else if (plan->has_entered) {
    window = kLeft;
  }
  if ((plan->windows & window) == 0 || plan->done == plan->times) return;
  ++plan->done;
  plan->action();
}

namespace {

/// One dispatcher, one handler under test.
struct Scene {
  Dispatcher dispatcher;
  Subscription handle;
  std::weak_ptr<int> captures;
  std::atomic<int> calls{0};
  std::atomic<int> calls_beside{0};

  /// `body` runs inside the handler, whose captures must live as long as it does.
  template <class Body>
  Scene(const Way& way, Body body) {
    auto capture = std::make_shared<int>(7);
    captures = capture;
    handle = *dispatcher.subscribe<Watched>([this, body, capture = std::move(capture)](
                                                const Watched&, const lambent::Context& context) {
      ++calls;
      body(*this, context);
      MUST(!captures.expired() && *capture == 7);
    });
    if (way.beside) dispatcher.on<Watched>([this](const Watched&) { ++calls_beside; });
    dispatcher.on<Outer>([this](const Outer&) { (void)dispatcher.dispatch(Watched{}); });
    // A thread's first dispatch takes the long way.
    (void)dispatcher.dispatch(Other{});
  }

  void dispatch(const Way& way) {
    if (way.nested) {
      (void)dispatcher.dispatch(Outer{});
    } else {
      (void)dispatcher.dispatch(Watched{});
    }
  }

  /// Does `action` in the first such window.
  void dispatch(const Way& way, Window window, std::function<void()> action) {
    MUST(dispatch(way, {.windows = window, .times = 1, .action = std::move(action)}) == 1);
  }
  /// How often it came to it.
  int dispatch(const Way& way, Plan its_plan) {
    its_plan.nested = way.nested;
    plan = &its_plan;
    dispatch(way);
    plan = nullptr;
    return its_plan.done;
  }
};

constexpr auto kNothing = [](Scene&, const lambent::Context&) {};

void on_another_thread(const std::function<void()>& action) { std::thread(action).join(); }

/// Removed behind the publishing of its hazard and before the look at its state: it must not start,
/// and whoever was about to start it destroys the captures.
void removed_before_it_starts(const Way& way) {
  Scene scene(way, kNothing);
  scene.dispatch(way, kEntering, [&] {
    on_another_thread([&] { MUST(scene.handle.cancel()); });
    MUST(!scene.captures.expired());  // it could not know that we would not start
  });
  MUST(scene.calls == 0);
  MUST(scene.calls_beside == (way.beside ? 1 : 0));
  MUST(scene.captures.expired());
}

/// Removed while it runs: the captures live until it is left, and not longer.
void removed_while_it_runs(const Way& way) {
  Scene scene(way, [](Scene& self, const lambent::Context&) {
    on_another_thread([&] { MUST(self.handle.cancel()); });
    MUST(!self.captures.expired());
  });
  scene.dispatch(way);
  MUST(scene.calls == 1);
  MUST(scene.captures.expired());
}

/// Removed between leaving it and the look at its state: the one who removes it destroys, and the
/// one who left finds that done.
void removed_when_left(const Way& way) {
  Scene scene(way, kNothing);
  scene.dispatch(way, kLeft, [&] {
    on_another_thread([&] { MUST(scene.handle.unsubscribe()); });
    MUST(scene.captures.expired());
  });
  MUST(scene.calls == 1);
}

/// It removes itself in the ways that there are.
void removes_itself(const Way& way) {
  for (int how = 0; how < 3; ++how) {
    Scene scene(way, [how](Scene& self, const lambent::Context& context) {
      if (how == 0) MUST(context.unsubscribe_this());
      if (how == 1) MUST(self.handle.cancel());
      if (how == 2) MUST(!self.handle.unsubscribe());
      MUST(!self.captures.expired());
    });
    scene.dispatch(way);
    MUST(scene.calls == 1);
    MUST(scene.captures.expired());
    scene.handle.unsubscribe();
  }
}

/// Of two threads inside a dead handler the first one to leave destroys nothing, the last one does.
void the_last_one_destroys(const Way& way) {
  std::atomic<int> inside{0};
  std::atomic<int> may_leave{0};
  Scene scene(way, [&](Scene&, const lambent::Context&) {
    const int place = ++inside;
    while (may_leave < place) std::this_thread::yield();
  });
  std::thread first([&] { scene.dispatch(way); });
  while (inside < 1) std::this_thread::yield();
  std::thread last([&] { scene.dispatch(way); });
  while (inside < 2) std::this_thread::yield();
  MUST(scene.handle.cancel());
  may_leave = 1;
  first.join();
  MUST(!scene.captures.expired());
  may_leave = 2;
  last.join();
  MUST(scene.captures.expired());
}

/// Some thread waits for the end of a handler.
bool is_awaited() {
  const std::lock_guard lock(lambent::detail::process().waiters);
  return lambent::detail::process().waiting.any([](const auto&) { return true; });
}

/// unsubscribe() comes back behind the end of the handler that another thread runs, not before,
/// whoever took the handler out of the list.
void unsubscribe_waits(const Way& way) {
  for (const bool behind_cancel : {false, true}) {
    std::atomic<bool> inside{false};
    std::atomic<bool> ended{false};
    Scene scene(way, [&](Scene&, const lambent::Context&) {
      inside = true;
      while (!is_awaited()) std::this_thread::yield();
      for (int i = 0; i < 100; ++i) std::this_thread::yield();  // a chance to be wrong
      ended = true;
    });
    std::thread dispatching([&] { scene.dispatch(way); });
    while (!inside) std::this_thread::yield();
    if (behind_cancel) MUST(scene.handle.cancel());
    MUST(scene.handle.unsubscribe());
    MUST(ended);
    MUST(scene.captures.expired());
    dispatching.join();
  }
}

/// The list is replaced and freed behind the load of the head: the old one must not be used.
void list_goes_before_it_is_protected(const Way& way) {
  Scene scene(way, kNothing);
  scene.dispatch(way, kUnprotected, [&] {
    on_another_thread([&] { MUST(scene.handle.unsubscribe()); });
    MUST(scene.captures.expired());
  });
  MUST(scene.calls == 0);
  MUST(scene.calls_beside == (way.beside ? 1 : 0));
}

/// Or behind the publishing of its hazard: then the old one is kept, but it is not the one to use.
void list_goes_before_it_is_confirmed(const Way& way) {
  Scene scene(way, kNothing);
  int replacement_calls = 0;
  scene.dispatch(way, kProtected, [&] {
    on_another_thread([&] {
      MUST(scene.handle.replace<Watched>([&](const Watched&) { ++replacement_calls; }).ok());
    });
  });
  MUST(scene.calls == 0 && replacement_calls == 1);
  MUST(scene.handle.unsubscribe());
}

/// A list that changes whenever it is looked at is got in the end, without a loop.
void list_changes_all_the_time(const Way& way) {
  Scene scene(way, kNothing);
  int calls = 0;
  const auto change = [&] {
    on_another_thread(
        [&] { MUST(scene.handle.replace<Watched>([&](const Watched&) { ++calls; }).ok()); });
  };
  const int changes = scene.dispatch(way, {.windows = kProtected, .times = 1000, .action = change});
  MUST(calls == 1 && scene.calls == 0);
  // Fewer than there are tries where a new list comes to lie where a freed one was: that is right.
  MUST(changes >= 3 && changes <= 8);
  MUST(scene.handle.unsubscribe());
}

/// Replaced while it runs: the captures live until it is left, and go with the successor's.
void replaced_while_it_runs(const Way& way) {
  Scene scene(way, [](Scene& self, const lambent::Context&) {
    on_another_thread([&] { MUST(self.handle.replace<Watched>([](const Watched&) {}).ok()); });
  });
  scene.dispatch(way);
  MUST(scene.calls == 1);
  MUST(scene.handle.unsubscribe());
  MUST(scene.captures.expired());
}

/// A list is kept while it is walked, whatever handlers do to it.
void list_goes_while_it_is_walked(const Way& way) {
  Scene scene(way, [](Scene& self, const lambent::Context&) {
    on_another_thread([&] {
      for (int i = 0; i < 3; ++i) {
        Subscription more = *self.dispatcher.subscribe<Watched>([](const Watched&) {});
        MUST(more.unsubscribe());
      }
    });
  });
  scene.dispatch(way);
  MUST(scene.calls == 1);
  MUST(scene.calls_beside == (way.beside ? 1 : 0));
}

/// Two handlers that wait for the end of each other: at least one is refused, and neither hangs.
void none_waits_for_itself() {
  Dispatcher dispatcher;
  Subscription a;
  Subscription b;
  std::atomic<int> inside{0};
  std::atomic<int> refused{0};
  const auto end = [&](Subscription& other) {
    ++inside;
    while (inside < 2) std::this_thread::yield();
    if (!other.unsubscribe()) ++refused;
  };
  a = *dispatcher.subscribe<Watched>([&](const Watched&) { end(b); });
  b = *dispatcher.subscribe<Other>([&](const Other&) { end(a); });
  std::thread one([&] { (void)dispatcher.dispatch(Watched{}); });
  std::thread two([&] { (void)dispatcher.dispatch(Other{}); });
  one.join();
  two.join();
  MUST(refused >= 1);
}

}  // namespace

int main() {
  constexpr void (*kCases[])(const Way&) = {
      removed_before_it_starts,
      removed_while_it_runs,
      removed_when_left,
      removes_itself,
      the_last_one_destroys,
      unsubscribe_waits,
      list_goes_before_it_is_protected,
      list_goes_before_it_is_confirmed,
      list_changes_all_the_time,
      replaced_while_it_runs,
      list_goes_while_it_is_walked,
  };
  for (const auto run : kCases)
    for (const bool nested : {false, true})
      for (const bool beside : {false, true}) run({nested, beside});
  none_waits_for_itself();
  std::puts("grace_test: all windows hold");
}
