// SPDX-License-Identifier: Apache-2.0
// Ends of handlers that other threads run. The races themselves are searched for by tests/dispatcher/.
#include <atomic>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "catch.h"
#include "dispatched.h"
#include "lambent/dispatcher.h"
#include "lambent/events.h"
#include "waiting.h"

namespace lb = lambent;
using lb::Dispatcher;

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

TEST_CASE("a handler may be replaced while its dispatcher ends", "[threads]") {
  const auto nothing = [](const lb::SnsEvent&) {};
  for (int round = 0; round < 50; ++round) {
    auto dispatcher = std::make_unique<Dispatcher>();
    // The first one to be removed, so that the handler behind it sees it go.
    lb::Subscription handle = *dispatcher->subscribe<lb::SnsEvent>(nothing, {.priority = 1});
    std::atomic<bool> inside{false};
    dispatcher->on<lb::SnsEvent>([&](const lb::SnsEvent&) {
      inside = true;
      while (handle.replace<lb::SnsEvent>(nothing).ok()) {
      }
    });
    std::thread dispatching([&] { (void)dispatcher->dispatch(lb::SnsEvent{}); });
    wait_for(inside);
    dispatcher.reset();
    dispatching.join();
    CHECK_FALSE(handle.active());
  }
}

TEST_CASE("a handler cancelled under a lock that it takes is waited for behind it", "[threads]") {
  Dispatcher dispatcher;
  std::mutex lock;
  std::atomic<bool> inside{false};
  std::atomic<bool> left{false};
  auto handle = *dispatcher.subscribe<lb::SnsEvent>([&](const lb::SnsEvent&) {
    inside = true;
    const std::lock_guard held(lock);
    linger();
    left = true;
  });
  std::unique_lock held(lock);
  std::thread runner([&] { (void)dispatcher.dispatch(lb::SnsEvent{}); });
  wait_for(inside);
  CHECK(handle.cancel());
  held.unlock();
  CHECK(handle.unsubscribe());
  CHECK(left);
  runner.join();
}

TEST_CASE("the end of a handle that was cancelled waits for nobody", "[threads]") {
  Dispatcher dispatcher;
  std::atomic<bool> inside{false};
  std::atomic<bool> go{false};
  std::thread runner;
  {
    auto handle = *dispatcher.subscribe<lb::SnsEvent>([&](const lb::SnsEvent&) {
      inside = true;
      wait_for(go);
    });
    runner = std::thread([&] { (void)dispatcher.dispatch(lb::SnsEvent{}); });
    wait_for(inside);
    CHECK(handle.cancel());
  }
  go = true;  // were it waited for, nobody would come here
  runner.join();
  CHECK(dispatcher.handlers().empty());
}
