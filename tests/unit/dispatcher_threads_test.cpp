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
#include "waiting.h"

namespace lb = lambent;
using lb::Dispatcher;

namespace {
/// Of a process that has too many types of events already.
struct OneTooMany {
  std::int64_t n{};
};
}  // namespace
template <>
inline constexpr auto lambent::fields<OneTooMany> = std::array{lambent::field<&OneTooMany::n>("n")};
template <>
inline constexpr lambent::Source lambent::source<OneTooMany> = {.name = "one_too_many"};

namespace {

int used_slots() {
  int used = 0;
  for (const lb::detail::Slot* slot = lb::detail::process().slots.load(); slot != nullptr;
       slot = slot->next)
    if (slot->used) ++used;
  return used;
}

}  // namespace

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

TEST_CASE("a process with too many types of events is told so", "[threads]") {
  const pid_t child = fork();
  if (child == 0) {
    Dispatcher dispatcher;
    dispatcher.on<lb::S3Event>([](const lb::S3Event&) {});
    for (int i = 0; i < 5'000; ++i) lb::detail::type_number("made up " + std::to_string(i));
    dispatcher.on<OneTooMany>([](const OneTooMany&) {});
    const bool refused = absl::IsResourceExhausted(dispatcher.status());
    _exit(refused && Dispatcher().dispatch(OneTooMany{}).code() == absl::StatusCode::kUnimplemented
              ? 0
              : 1);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK((WIFEXITED(status) && WEXITSTATUS(status) == 0));
}
#endif
