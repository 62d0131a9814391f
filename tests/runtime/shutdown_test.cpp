// SPDX-License-Identifier: Apache-2.0
// How the process comes to its end when the platform asks it to.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "catch.h"
#include "lambda_run.h"

namespace {

namespace lb = lambent;
using Kind = stub::Fault::Kind;
using std::chrono::milliseconds;
using stub::Call;
using stub::Fault;
using stub::StubApi;

/// What happened, in this order.
class Story {
 public:
  void add(const std::string& what) {
    const std::lock_guard lock(mutex_);
    lines_.push_back(what);
  }
  std::vector<std::string> lines() const {
    const std::lock_guard lock(mutex_);
    return lines_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
};

using Lines = std::vector<std::string>;

/// Time enough for slow machines, where it is not the time that is tested.
constexpr milliseconds kMuchTime{20'000};

std::vector<std::function<void()>> three_of(Story& story) {
  return {[&] { story.add("first"); }, [&] { story.add("second"); }, [&] { story.add("third"); }};
}

/// What SIGTERM does to this process.
auto action_of_sigterm() {
  struct sigaction action{};
  ::sigaction(SIGTERM, nullptr, &action);
  return action.sa_handler;
}

}  // namespace

TEST_CASE("SIGTERM runs the shutdown functions, the last one first, and ends the process well",
          "[runtime][shutdown]") {
  for (const auto& slots : {std::optional<unsigned>(), std::optional<unsigned>(3)}) {
    DYNAMIC_SECTION((slots ? "several at once" : "one at a time")) {
      const auto before = action_of_sigterm();
      Story story;
      StubApi api(slots);
      lb::Dispatcher dispatcher;
      stub::echo(dispatcher);
      stub::Setup setup{.max_concurrency = slots};
      setup.options.on_shutdown = three_of(story);
      setup.options.shutdown_time = kMuchTime;
      stub::Running running(api, dispatcher, setup);
      const unsigned count = slots.value_or(1);
      REQUIRE(api.wait_until(
          [&] { return api.waiting() == count && api.count(Call::kEventNext) == 1; }));
      CHECK(story.lines().empty());
      ::raise(SIGTERM);
      const auto outcome = running.outcome();
      CHECK(outcome.code == 0);
      CHECK(story.lines() == Lines{"third", "second", "first"});
      CHECK(api.count(Call::kNext) == count);
      CHECK(outcome.log.empty());
      CHECK(action_of_sigterm() == before);
    }
  }
}

TEST_CASE("an extension without events is registered before the first request for an event",
          "[runtime][shutdown]") {
  StubApi api;
  lb::Dispatcher dispatcher;
  stub::echo(dispatcher);
  stub::Setup setup;
  setup.options.on_shutdown = {[] {}};
  stub::Running running(api, dispatcher, setup);
  REQUIRE(api.wait_until([&] { return api.waiting() == 1 && api.count(Call::kEventNext) == 1; }));
  ::raise(SIGTERM);
  CHECK(running.outcome().code == 0);
  const auto all = api.requests();
  REQUIRE(all.size() == 3);
  CHECK(all[0].path == "/2020-01-01/extension/register");
  CHECK(!all[0].header("Lambda-Extension-Name").empty());
  CHECK(nlohmann::json::parse(all[0].body) == nlohmann::json{{"events", nlohmann::json::array()}});
  CHECK(api.requests(Call::kEventNext).at(0).header("Lambda-Extension-Identifier") ==
        "extension-1");
}

TEST_CASE("nothing is registered where there are no shutdown functions", "[runtime][shutdown]") {
  for (const auto& slots : {std::optional<unsigned>(), std::optional<unsigned>(2)}) {
    DYNAMIC_SECTION((slots ? "several at once" : "one at a time")) {
      StubApi api(slots);
      for (int i = 0; i < 5; ++i) api.give({.id = std::to_string(i)});
      api.end();
      lb::Dispatcher dispatcher;
      const auto before = action_of_sigterm();
      bool is_untouched = true;
      stub::answer_with(dispatcher, [&](const lb::Context&) {
        if (!slots) is_untouched &= action_of_sigterm() == before;
        return std::string("null");
      });
      stub::run(api, dispatcher, {.max_concurrency = slots});
      CHECK(api.count(Call::kRegister) == 0);
      CHECK(api.count(Call::kEventNext) == 0);
      CHECK(api.count(Call::kOther) == 0);
      // One at a time, the signal keeps the meaning that it had.
      CHECK(is_untouched);
    }
  }
}

TEST_CASE("several slots end at SIGTERM without shutdown functions, too", "[runtime][shutdown]") {
  StubApi api(3);
  lb::Dispatcher dispatcher;
  stub::echo(dispatcher);
  stub::Running running(api, dispatcher, {.max_concurrency = 3});
  REQUIRE(api.wait_until([&] { return api.waiting() == 3; }));
  ::raise(SIGTERM);
  CHECK(running.outcome().code == 0);
  CHECK(api.requests().size() == 3);
}

TEST_CASE("an event that is being handled at SIGTERM is answered before the process ends",
          "[runtime][shutdown]") {
  for (const auto& slots : {std::optional<unsigned>(), std::optional<unsigned>(2)}) {
    DYNAMIC_SECTION((slots ? "several at once" : "one at a time")) {
      Story story;
      StubApi api(slots);
      lb::Dispatcher dispatcher;
      stub::answer_with(dispatcher, [&](const lb::Context&) {
        story.add("handler begins");
        ::raise(SIGTERM);
        story.add("handler ends");
        return std::string("null");
      });
      stub::Setup setup{.max_concurrency = slots};
      setup.options.on_shutdown = {
          [&] { story.add("shutdown, answers: " + std::to_string(api.answers())); }};
      setup.options.shutdown_time = kMuchTime;
      stub::Running running(api, dispatcher, setup);
      const unsigned count = slots.value_or(1);
      REQUIRE(api.wait_until([&] { return api.waiting() == count; }));
      api.give({.id = "id"});
      CHECK(running.outcome().code == 0);
      CHECK(api.answer_to("id") == "null");
      CHECK(story.lines() == Lines{"handler begins", "handler ends", "shutdown, answers: 1"});
      CHECK(api.count(Call::kNext) == count);
    }
  }
}

TEST_CASE("a handler that hangs does not keep shutdown functions from their time",
          "[runtime][shutdown]") {
  Story story;
  StubApi api(2);
  std::atomic<bool> is_released{false};
  std::atomic<bool> is_inside{false};
  lb::Dispatcher dispatcher;
  stub::answer_with(dispatcher, [&](const lb::Context&) {
    is_inside = true;
    is_inside.notify_all();
    is_released.wait(false);
    return std::string("null");
  });
  stub::Setup setup{.max_concurrency = 2};
  setup.options.on_shutdown = {[&] {
    story.add(is_released ? "too late" : "while the handler hangs");
    is_released = true;
    is_released.notify_all();
  }};
  setup.options.shutdown_time = milliseconds(400);
  stub::Running running(api, dispatcher, setup);
  api.give({.id = "id"});
  is_inside.wait(false);
  REQUIRE(api.wait_until([&] { return api.waiting() == 1; }));
  const auto begin = std::chrono::steady_clock::now();
  ::raise(SIGTERM);
  CHECK(running.outcome().code == 0);
  CHECK(story.lines() == Lines{"while the handler hangs"});
  CHECK(std::chrono::steady_clock::now() - begin >= milliseconds(200));
}

TEST_CASE("no shutdown function begins when the time is up", "[runtime][shutdown]") {
  Story story;
  StubApi api;
  lb::Dispatcher dispatcher;
  stub::echo(dispatcher);
  stub::Setup setup;
  setup.options.shutdown_time = milliseconds(100);
  setup.options.on_shutdown = three_of(story);
  setup.options.on_shutdown[1] = [&] {
    story.add("slow");
    const auto end = std::chrono::steady_clock::now() + setup.options.shutdown_time;
    while (std::chrono::steady_clock::now() < end) std::this_thread::yield();
  };
  stub::Running running(api, dispatcher, setup);
  REQUIRE(api.wait_until([&] { return api.waiting() == 1 && api.count(Call::kEventNext) == 1; }));
  ::raise(SIGTERM);
  const auto outcome = running.outcome();
  CHECK(outcome.code == 0);
  // On a machine that is slow enough, even the first one has no time.
  CHECK((story.lines() == Lines{"third", "slow"} || story.lines().size() < 2));
  CHECK(outcome.says("no time left for "));
}

TEST_CASE("a shutdown function that throws does not keep the others from running",
          "[runtime][shutdown]") {
  Story story;
  StubApi api;
  lb::Dispatcher dispatcher;
  stub::echo(dispatcher);
  stub::Setup setup;
  setup.options.shutdown_time = kMuchTime;
  setup.options.on_shutdown = three_of(story);
  setup.options.on_shutdown[2] = [] { throw std::runtime_error("cannot end"); };
  setup.options.on_shutdown[1] = [] { throw 7; };
  stub::Running running(api, dispatcher, setup);
  REQUIRE(api.wait_until([&] { return api.waiting() == 1; }));
  ::raise(SIGTERM);
  const auto outcome = running.outcome();
  CHECK(outcome.code == 0);
  CHECK(story.lines() == Lines{"first"});
  CHECK(outcome.says("std::runtime_error: cannot end"));
  CHECK(stub::lines_of(outcome.log).size() == 2);
}

TEST_CASE("shutdown functions run after a failure, too", "[runtime][shutdown]") {
  for (const auto& slots : {std::optional<unsigned>(), std::optional<unsigned>(3)}) {
    DYNAMIC_SECTION((slots ? "several at once" : "one at a time")) {
      Story story;
      StubApi api(slots);
      api.give({.id = "id"});
      api.end();
      lb::Dispatcher dispatcher;
      stub::echo(dispatcher);
      stub::Setup setup{.max_concurrency = slots};
      setup.options.on_shutdown = three_of(story);
      setup.options.shutdown_time = kMuchTime;
      CHECK(stub::run(api, dispatcher, setup).code == 1);
      CHECK(story.lines() == Lines{"third", "second", "first"});
    }
  }
}

TEST_CASE("where no extension can be registered events are handled all the same",
          "[runtime][shutdown]") {
  for (const Fault& fault : {Fault::answer(403, "Extension.Refused"), Fault::answer(500, "Broken"),
                             Fault{.kind = Kind::kBreakInHead}}) {
    DYNAMIC_SECTION(fault.status << static_cast<int>(fault.kind)) {
      Story story;
      StubApi api;
      api.misbehave(Call::kRegister, fault);
      api.give({.id = "id"});
      api.end();
      lb::Dispatcher dispatcher;
      stub::echo(dispatcher);
      stub::Setup setup;
      setup.options.on_shutdown = {[&] { story.add("shutdown"); }};
      setup.options.shutdown_time = kMuchTime;
      const auto outcome = stub::run(api, dispatcher, setup);
      CHECK(api.answer_to("id") == "{}");
      CHECK(outcome.says("no time for shutdown functions"));
      CHECK(api.count(Call::kEventNext) == 0);
      CHECK(story.lines() == Lines{"shutdown"});
    }
  }
}

TEST_CASE("polls that the platform ends at a shutdown are no failures", "[runtime][shutdown]") {
  StubApi api(4);
  lb::Dispatcher dispatcher;
  stub::echo(dispatcher);
  stub::Running running(api, dispatcher, {.max_concurrency = 4});
  REQUIRE(api.wait_until([&] { return api.waiting() == 4; }));
  ::raise(SIGTERM);
  api.end();  // 500 to all
  const auto outcome = running.outcome();
  CHECK(outcome.code == 0);
  CHECK(outcome.log.empty());
}

TEST_CASE("an event that is on its way at SIGTERM is still answered", "[runtime][shutdown]") {
  StubApi api(1);
  api.misbehave(Call::kNext, {.kind = Kind::kPauseInBody});
  api.give({.id = "id", .body = R"({"a":1})"});
  lb::Dispatcher dispatcher;
  stub::echo(dispatcher);
  stub::Running running(api, dispatcher, {.max_concurrency = 1});
  REQUIRE(api.wait_until([&] { return api.paused() == 1; }));
  ::raise(SIGTERM);
  api.go_on();
  const auto outcome = running.outcome();
  INFO(outcome.log);
  CHECK(outcome.code == 0);
  CHECK(api.answer_to("id") == R"({"a":1})");
  CHECK(api.count(Call::kNext) == 1);
}

TEST_CASE("no event is asked for behind SIGTERM, not even after a pause", "[runtime][shutdown]") {
  StubApi api(1);
  api.misbehave(Call::kNext, {.kind = Kind::kBreakInHead}, 2);
  lb::Dispatcher dispatcher;
  stub::echo(dispatcher);
  stub::Setup setup{.max_concurrency = 1};
  setup.rules = {.most_failures = 20,
                 .first_pause = std::chrono::hours(1),
                 .longest_pause = std::chrono::hours(1)};
  stub::Running running(api, dispatcher, setup);
  // Behind the second failure it waits for half an hour, at least.
  REQUIRE(api.wait_until([&] { return api.closed() == 2; }));
  ::raise(SIGTERM);
  CHECK(running.outcome().code == 0);
  CHECK(api.count(Call::kNext) == 2);
}

TEST_CASE("a second SIGTERM during the shutdown changes nothing", "[runtime][shutdown]") {
  for (const auto& slots : {std::optional<unsigned>(), std::optional<unsigned>(2)}) {
    DYNAMIC_SECTION((slots ? "several at once" : "one at a time")) {
      // In a process of its own, as it may be the end of it.
      const auto outcome = stub::in_child([&] {
        Story story;
        StubApi api(slots);
        lb::Dispatcher dispatcher;
        stub::answer_with(dispatcher, [&](const lb::Context& context) {
          ::raise(SIGTERM);
          // The shutdown has begun when the handler is asked to stop.
          while (!context.stop.stop_requested()) std::this_thread::yield();
          ::raise(SIGTERM);
          return std::string("null");
        });
        stub::Setup setup{.max_concurrency = slots};
        setup.options.on_shutdown = three_of(story);
        setup.options.on_shutdown[1] = [] { ::raise(SIGTERM); };
        setup.options.shutdown_time = kMuchTime;
        api.give({.id = "id"});
        const auto ended = stub::run(api, dispatcher, setup);
        const bool is_fine = ended.code == 0 && ended.log.empty() &&
                             api.answer_to("id") == "null" &&
                             story.lines() == Lines{"third", "first"};
        return is_fine ? 42 : 1;
      });
      INFO(outcome.log);
      CHECK(outcome.code == 42);
    }
  }
}

TEST_CASE("SIGTERM ends what goes on after another slot's failure", "[runtime][shutdown]") {
  StubApi api(2);
  lb::Dispatcher dispatcher;
  std::atomic<bool> was_asked_to_stop{false};
  stub::answer_with(dispatcher, [&](const lb::Context& context) -> std::string {
    if (context.request_id == "long") {
      std::mutex mutex;
      std::unique_lock lock(mutex);
      std::condition_variable_any never;
      never.wait_for(lock, context.stop, kMuchTime, [] { return false; });
      was_asked_to_stop = context.stop.stop_requested();
    }
    return "null";
  });
  Story story;
  stub::Setup setup{.max_concurrency = 2};
  setup.options.on_shutdown = three_of(story);
  setup.options.shutdown_time = kMuchTime;
  stub::Running running(api, dispatcher, setup);
  REQUIRE(api.wait_until([&] { return api.waiting() == 2; }));
  api.give({.id = "long"});
  api.misbehave(Call::kNext, stub::Fault::answer(500, "InternalServerError"), 100);
  api.give({.id = "short"});
  REQUIRE(api.wait_until([&] { return api.answers() == 1 && api.count(Call::kNext) == 3; }));
  ::raise(SIGTERM);
  const auto outcome = running.outcome();
  INFO(outcome.log);
  CHECK(was_asked_to_stop);
  CHECK(api.answers() == 2);
  CHECK(story.lines() == Lines{"third", "second", "first"});
}
