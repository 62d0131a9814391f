// SPDX-License-Identifier: Apache-2.0
// What the dispatcher promises when many threads use it. The races themselves are searched for by
// tests/dispatcher/.
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "catch.h"
#include "dispatched.h"
#include "fixtures.h"
#include "lambent/dispatcher.h"
#include "lambent/events.h"

namespace lb = lambent;
using lb::Dispatcher;

namespace {

int used_slots() {
  int used = 0;
  for (const lb::detail::Slot* slot = lb::detail::process().slots.load(); slot != nullptr;
       slot = slot->next)
    if (slot->used) ++used;
  return used;
}

void wait_for(const std::atomic<bool>& flag) {
  while (!flag) std::this_thread::yield();
}

/// Time for what must not happen meanwhile.
void linger() {
  for (int i = 0; i < 10'000; ++i) std::this_thread::yield();
}

}  // namespace

TEST_CASE("unsubscribe waits until no thread runs the handler", "[threads]") {
  Dispatcher dispatcher;
  std::atomic<int> inside{0};
  std::atomic<bool> stop{false};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      while (!stop) (void)dispatcher.dispatch(lb::SnsEvent{});
    });
  for (int round = 0; round < 300; ++round) {
    auto capture = std::make_shared<int>(7);
    std::weak_ptr<int> gone = capture;
    auto handle = dispatcher.subscribe<lb::SnsEvent>(
        [&inside, capture = std::move(capture)](const lb::SnsEvent&) {
          ++inside;
          std::this_thread::yield();
          if (*capture == 7) --inside;
        });
    REQUIRE(handle.ok());
    std::this_thread::yield();
    CHECK(handle->unsubscribe());
    CHECK(inside == 0);
    CHECK(gone.expired());
  }
  stop = true;
  for (auto& thread : threads) thread.join();
}

TEST_CASE("handlers that unsubscribe each other do not wait for ever", "[threads]") {
  for (int round = 0; round < 50; ++round) {
    Dispatcher dispatcher;
    lb::Subscription a;
    lb::Subscription b;
    std::atomic<int> arrived{0};
    const auto meet = [&] {
      ++arrived;
      while (arrived < 2) std::this_thread::yield();
    };
    std::atomic<int> refused{0};
    a = *dispatcher.subscribe<lb::SnsEvent>([&](const lb::SnsEvent&) {
      meet();
      if (!b.unsubscribe()) ++refused;
    });
    b = *dispatcher.subscribe<lb::S3Event>([&](const lb::S3Event&) {
      meet();
      if (!a.unsubscribe()) ++refused;
    });
    std::thread other([&] { (void)dispatcher.dispatch(lb::SnsEvent{}); });
    (void)dispatcher.dispatch(kPhoto);
    other.join();
    CHECK(refused >= 1);
  }
}

TEST_CASE("a handler that runs once runs once, however many threads dispatch", "[threads]") {
  for (int round = 0; round < 50; ++round) {
    Dispatcher dispatcher;
    std::atomic<int> ran{0};
    dispatcher.on<lb::SnsEvent>([&](const lb::SnsEvent&) { ++ran; }, {.once = true});
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
      threads.emplace_back([&] { (void)dispatcher.dispatch(lb::SnsEvent{}); });
    for (auto& thread : threads) thread.join();
    CHECK(ran == 1);
  }
}

TEST_CASE("JSON is dispatched from many threads at once", "[threads]") {
  Dispatcher dispatcher;
  std::atomic<int> count{0};
  dispatcher.on<lb::SqsEvent>(
      [&](const lb::SqsEvent& event) { count += static_cast<int>(event.records.size()); });
  const std::string payload = fixtures::load("sqs/sparse.json");
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (int n = 0; n < 200; ++n) (void)dispatcher.dispatch(payload);
    });
  for (auto& thread : threads) thread.join();
  CHECK(count == 800);
}

TEST_CASE("handlers may each wait for the end of an idle one", "[threads]") {
  Dispatcher dispatcher;
  lb::Subscription idle_a = *dispatcher.subscribe<lb::SqsEvent>([](const lb::SqsEvent&) {});
  lb::Subscription idle_b = *dispatcher.subscribe<lb::SqsEvent>([](const lb::SqsEvent&) {});
  std::atomic<int> arrived{0};
  std::atomic<int> ended{0};
  const auto end_when_both_run = [&](lb::Subscription& idle) {
    ++arrived;
    while (arrived < 2) std::this_thread::yield();
    if (idle.unsubscribe()) ++ended;
  };
  dispatcher.on<lb::SnsEvent>([&](const lb::SnsEvent&) { end_when_both_run(idle_a); })
      .on<lb::S3Event>([&](const lb::S3Event&) { end_when_both_run(idle_b); });
  std::thread other([&] { (void)dispatcher.dispatch(lb::SnsEvent{}); });
  (void)dispatcher.dispatch(kPhoto);
  other.join();
  CHECK(ended == 2);
}

TEST_CASE("three handlers that unsubscribe each other in a ring do not wait for ever",
          "[threads]") {
  for (int round = 0; round < 20; ++round) {
    Dispatcher dispatcher;
    lb::Subscription handles[3];
    std::atomic<int> arrived{0};
    std::atomic<int> refused{0};
    const auto end_next = [&](int of) {
      ++arrived;
      while (arrived < 3) std::this_thread::yield();
      if (!handles[(of + 1) % 3].unsubscribe()) ++refused;
    };
    handles[0] = *dispatcher.subscribe<lb::SnsEvent>([&](const lb::SnsEvent&) { end_next(0); });
    handles[1] = *dispatcher.subscribe<lb::S3Event>([&](const lb::S3Event&) { end_next(1); });
    handles[2] =
        *dispatcher.subscribe<lb::KinesisEvent>([&](const lb::KinesisEvent&) { end_next(2); });
    std::thread a([&] { (void)dispatcher.dispatch(lb::SnsEvent{}); });
    std::thread b([&] { (void)dispatcher.dispatch(lb::S3Event{}); });
    (void)dispatcher.dispatch(lb::KinesisEvent{});
    a.join();
    b.join();
    CHECK(refused >= 1);
  }
}

TEST_CASE("captures that end a handler that ends theirs do not wait for ever", "[threads]") {
  for (int round = 0; round < 20; ++round) {
    Dispatcher dispatcher;
    std::atomic<int> arrived{0};
    auto owned = std::make_shared<lb::Subscription>();
    // The captures of the first one own the subscription of the second one, which ends the first.
    lb::Subscription owner = *dispatcher.subscribe<lb::S3Event>([&, owned](const lb::S3Event&) {
      ++arrived;
      while (arrived < 2 || dispatcher.handlers().size() == 2) std::this_thread::yield();
      linger();
    });
    *owned = *dispatcher.subscribe<lb::SnsEvent>([&](const lb::SnsEvent&) {
      ++arrived;
      while (arrived < 2) std::this_thread::yield();
      owner.unsubscribe();  // may be refused, but not for ever
    });
    owned.reset();
    std::thread other([&] { (void)dispatcher.dispatch(kPhoto); });
    (void)dispatcher.dispatch(lb::SnsEvent{});
    other.join();
    CHECK(arrived == 2);
  }
}

TEST_CASE("nesting deeper than a slot holds takes more of them, and gives them back", "[threads]") {
  Dispatcher dispatcher;
  int depth = 0;
  int deepest_use = 0;
  dispatcher.on<lb::SnsEvent>([&](const lb::SnsEvent& event) {
    deepest_use = std::max(deepest_use, used_slots());
    if (++depth < 20) (void)dispatcher.dispatch(event);
  });
  (void)dispatcher.dispatch(kPhoto);  // so that this thread has its slot
  const int before = used_slots();
  CHECK(dispatcher.dispatch(lb::SnsEvent{}).ok());
  CHECK(depth == 20);
  CHECK(deepest_use >= before + 3);
  CHECK(used_slots() == before);
}

TEST_CASE("threads that end give their slots to those that come", "[threads]") {
  static Dispatcher dispatcher;
  static std::atomic<int> count{0};
  auto handle = dispatcher.subscribe<lb::SnsEvent>([](const lb::SnsEvent&) { ++count; });
  struct Late {
    ~Late() { (void)dispatcher.dispatch(lb::SnsEvent{}); }
  };
  const int before = used_slots();
  for (int i = 0; i < 100; ++i)
    std::thread([] {
      static thread_local Late late;  // dispatches when the thread's objects are destroyed
      static_cast<void>(&late);
      (void)dispatcher.dispatch(lb::SnsEvent{});
    }).join();
  CHECK(count == 200);
  CHECK(used_slots() == before);
}

TEST_CASE("a dispatcher goes while threads that used it idle", "[threads]") {
  std::atomic<bool> dispatched{false};
  std::atomic<bool> gone{false};
  auto dispatcher = std::make_unique<Dispatcher>();
  dispatcher->on<lb::SnsEvent>([](const lb::SnsEvent&) {});
  (void)dispatcher->dispatch(lb::SnsEvent{});  // so that this thread has its slot
  const int before = used_slots();
  std::thread idle([&] {
    (void)dispatcher->dispatch(lb::SnsEvent{});
    dispatched = true;
    wait_for(gone);
  });
  wait_for(dispatched);
  dispatcher.reset();
  gone = true;
  idle.join();
  CHECK(used_slots() == before);  // the thread gave its slot back, too
}

TEST_CASE("destroying a dispatcher waits for the handlers that run, cancelled ones too",
          "[threads]") {
  for (const bool cancelled : {false, true}) {
    std::atomic<bool> inside{false};
    std::atomic<bool> left{false};
    auto dispatcher = std::make_unique<Dispatcher>();
    auto handle = dispatcher->subscribe<lb::SnsEvent>([&](const lb::SnsEvent&) {
      inside = true;
      linger();
      left = true;
    });
    std::thread runner([&, &used = *dispatcher] { (void)used.dispatch(lb::SnsEvent{}); });
    wait_for(inside);
    if (cancelled) CHECK(handle->cancel());
    dispatcher.reset();
    CHECK(left);
    runner.join();
  }
}

TEST_CASE("destroying a dispatcher waits for dispatches of JSON up to their observers",
          "[threads]") {
  std::atomic<bool> inside{false};
  std::atomic<bool> observed{false};
  auto dispatcher = std::make_unique<Dispatcher>();
  dispatcher->on<lb::SnsEvent>([](const lb::SnsEvent&) {})
      .on_any([&, name = std::string(100, 'x')](const lb::Dispatched&) {
        inside = true;
        linger();
        observed = name.size() == 100;
      });
  std::thread runner(
      [&used = *dispatcher] { (void)used.dispatch(fixtures::load("sns/sample.json")); });
  wait_for(inside);
  dispatcher.reset();
  CHECK(observed);
  runner.join();
}

TEST_CASE("threads that add observers and interceptors at once lose none", "[threads]") {
  for (int round = 0; round < 50; ++round) {
    Dispatcher dispatcher;
    int observed = 0;
    int passed = 0;
    std::atomic<int> ready{0};
    const auto add = [&] {
      ++ready;
      while (ready < 2) std::this_thread::yield();
      for (int i = 0; i < 20; ++i)
        dispatcher.on_any([&](const lb::Dispatched&) { ++observed; })
            .around([&](std::string_view payload, const lb::Context& context, lb::Next next) {
              ++passed;
              return next(payload, context);
            });
    };
    dispatcher.on<lb::SnsEvent>([](const lb::SnsEvent&) {});
    std::thread other(add);
    add();
    other.join();
    CHECK(dispatcher.dispatch(fixtures::load("sns/sample.json")).ok());
    CHECK(observed == 40);
    CHECK(passed == 40);
  }
}

TEST_CASE("a replaced handler that still runs is waited for", "[threads]") {
  Dispatcher dispatcher;
  std::atomic<bool> inside{false};
  std::atomic<bool> go{false};
  std::atomic<bool> left{false};
  auto handle = dispatcher.subscribe<lb::SnsEvent>([&](const lb::SnsEvent&) {
    inside = true;
    wait_for(go);
    left = true;
  });
  std::thread runner([&] { (void)dispatcher.dispatch(lb::SnsEvent{}); });
  wait_for(inside);
  CHECK(handle->replace<lb::SnsEvent>([](const lb::SnsEvent&) {}).ok());
  CHECK(dispatcher.dispatch(lb::SnsEvent{}).ok());  // the new one, at once
  std::thread later([&] {
    linger();
    go = true;
  });
  CHECK(handle->unsubscribe());
  CHECK(left);
  runner.join();
  later.join();
}

TEST_CASE("dispatchers are watched and unwatched while others dispatch", "[threads]") {
  Dispatcher dispatcher;
  std::atomic<long> handled{0};
  std::atomic<long> seen{0};
  std::atomic<bool> stop{false};
  dispatcher.on<lb::SnsEvent>([&](const lb::SnsEvent&) { ++handled; });
  std::thread reader([&] {
    while (!stop)
      if (!dispatcher.dispatch(lb::SnsEvent{}).ok()) std::abort();
  });
  for (int i = 0; i < 20; ++i) {
    dispatcher.on_any([&](const lb::Dispatched& dispatched) {
      if (dispatched.status.ok()) ++seen;
    });
    std::this_thread::yield();
  }
  const long before = seen;
  CHECK(dispatcher.dispatch(lb::SnsEvent{}).ok());
  CHECK(seen >= before + 20);
  stop = true;
  reader.join();
}

// Sanitizers' own threads and locks do not survive a fork of many threads.
#if !defined(__SANITIZE_THREAD__) && !defined(LAMBENT_HAS_TSAN)
TEST_CASE("a child of fork() dispatches and unsubscribes whatever the parent's threads were doing",
          "[threads]") {
  Dispatcher dispatcher;
  std::atomic<bool> inside{false};
  std::atomic<bool> go{false};
  std::atomic<bool> stop{false};
  int count = 0;
  auto held = dispatcher.subscribe<lb::SnsEvent>([&](const lb::SnsEvent&) {
    inside = true;
    wait_for(go);
  });
  dispatcher.on<lb::S3Event>([&](const lb::S3Event&) { ++count; });
  std::thread runner([&] { (void)dispatcher.dispatch(lb::SnsEvent{}); });
  std::thread writer([&] {  // so that a fork meets the writers' lock
    while (!stop) (void)dispatcher.subscribe<lb::KinesisEvent>([](const lb::KinesisEvent&) {});
  });
  wait_for(inside);
  CHECK(dispatcher.dispatch(kPhoto).ok());
  for (int i = 0; i < 10; ++i) {
    const pid_t child = fork();
    if (child == 0) {
      alarm(20);
      const bool dispatched = dispatcher.dispatch(kPhoto).ok() && count == 2;
      _exit(dispatched && held->unsubscribe() ? 0 : 1);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK((WIFEXITED(status) && WEXITSTATUS(status) == 0));
  }
  stop = true;
  go = true;
  runner.join();
  writer.join();
}
#endif
