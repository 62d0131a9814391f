// SPDX-License-Identifier: Apache-2.0
// Shutdown times that no clock can add.
#include <atomic>
#include <chrono>
#include <csignal>
#include <optional>

#include "catch.h"
#include "lambda_run.h"

namespace {

namespace lb = lambent;
using std::chrono::milliseconds;
using stub::Call;
using stub::StubApi;

}  // namespace

TEST_CASE("any shutdown time may be given: a huge one is enough, a negative one is none",
          "[runtime][shutdown]") {
  struct Row {
    const char* name;
    milliseconds time;
    unsigned runs;
  };
  const Row rows[] = {{"the longest time", milliseconds::max(), 3},
                      {"a thousand years", std::chrono::hours(1000 * 365 * 24), 3},
                      {"the least time", milliseconds::min(), 0}};
  for (const Row& row : rows) {
    for (const auto& slots : {std::optional<unsigned>(), std::optional<unsigned>(3)}) {
      DYNAMIC_SECTION(row.name << (slots ? ", several at once" : ", one at a time")) {
        StubApi api(slots);
        lb::Dispatcher dispatcher;
        stub::echo(dispatcher);
        std::atomic<unsigned> runs{0};
        stub::Setup setup{.max_concurrency = slots};
        setup.options.on_shutdown = {3, [&] { ++runs; }};
        setup.options.shutdown_time = row.time;
        stub::Running running(api, dispatcher, setup);
        REQUIRE(api.wait_until([&] {
          return api.waiting() == slots.value_or(1) && api.count(Call::kEventNext) == 1;
        }));
        ::raise(SIGTERM);
        const auto outcome = running.outcome();
        INFO(outcome.log);
        CHECK(outcome.code == 0);
        CHECK(runs == row.runs);
        CHECK(outcome.says("no time left for 3 shutdown functions") == (row.runs == 0));
      }
    }
  }
}
