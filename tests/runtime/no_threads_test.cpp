// SPDX-License-Identifier: Apache-2.0
// Where the system starts no more threads for the process.
#include <atomic>
#include <chrono>
#include <csignal>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "catch.h"
#include "lambda_run.h"
#include "no_threads.h"

namespace {

namespace lb = lambent;
using stub::Call;
using stub::StubApi;

stub::Event with_deadline(std::string id) {
  return {.id = std::move(id), .headers = {{"Lambda-Runtime-Deadline-Ms", "4102444800000"}}};
}

}  // namespace

TEST_CASE("where no thread can be started, events are handled on the one that there is",
          "[runtime]") {
  for (const auto& slots : {std::optional<unsigned>(), std::optional<unsigned>(3)}) {
    DYNAMIC_SECTION((slots ? "several at once" : "one at a time")) {
      StubApi api(slots);
      for (const char* const id : {"a", "b", "c"}) api.give(with_deadline(id));
      api.end();
      NoThreads no_threads;
      std::atomic<unsigned> handled{0};
      std::atomic<unsigned> asked_to_stop{0};
      bool could_start_one = true;
      lb::Dispatcher dispatcher;
      stub::answer_with(dispatcher, [&](const lb::Context& context) {
        ++handled;
        asked_to_stop += context.stop.stop_requested();
        return std::string("null");
      });
      stub::Setup setup{.max_concurrency = slots};
      setup.options.init = [&] {
        // The stub has a thread for the only connection that there will be.
        if (!api.wait_until([&] { return api.opened() == 1; }))
          return absl::DeadlineExceededError("the stub does not take the connection");
        no_threads.begin();
        could_start_one = can_start_a_thread();
        return absl::OkStatus();
      };
      const auto outcome = stub::run(api, dispatcher, setup);
      INFO(outcome.log);
      REQUIRE(!could_start_one);
      CHECK(handled == 3);
      CHECK(asked_to_stop == 0);
      CHECK(api.answers() == 3);
      CHECK(api.opened() == 1);
      CHECK(outcome.says("only 1 of 3 slots could be opened") == slots.has_value());
      CHECK(outcome.says("the Runtime API cannot go on: 500"));
    }
  }
}

TEST_CASE("where no thread can be started, shutdown functions run on the one that there is",
          "[runtime][shutdown]") {
  StubApi api;
  api.give(with_deadline("id"));
  std::optional<NoThreads> no_threads(std::in_place);
  std::thread::id ran_on;
  lb::Dispatcher dispatcher;
  stub::answer_with(dispatcher, [&](const lb::Context&) {
    ::raise(SIGTERM);
    // The stub needs a thread again, for the extension.
    no_threads.reset();
    return std::string("null");
  });
  stub::Setup setup;
  setup.options.init = [&] {
    if (!api.wait_until([&] { return api.opened() == 1; }))
      return absl::DeadlineExceededError("the stub does not take the connection");
    no_threads->begin();
    return absl::OkStatus();
  };
  setup.options.on_shutdown = {[&] { ran_on = std::this_thread::get_id(); }};
  setup.options.shutdown_time = std::chrono::seconds(20);
  const auto outcome = stub::run(api, dispatcher, setup);
  INFO(outcome.log);
  CHECK(outcome.code == 0);
  CHECK(api.answer_to("id") == "null");
  CHECK(ran_on == std::this_thread::get_id());
}
