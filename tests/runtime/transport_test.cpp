// SPDX-License-Identifier: Apache-2.0
// An API that refuses, and connections that break, are reset, or get interrupted.
#include <pthread.h>

#include <array>
#include <atomic>
#include <csignal>
#include <functional>
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

/// An API with two events, and a dispatcher that echoes the first one, or reports it.
struct TwoEvents {
  explicit TwoEvents(std::optional<unsigned> max_concurrency = {}) : api(max_concurrency) {
    api.give({.id = "first", .body = "1"});
    api.give({.id = "second", .body = "2"});
    api.end();
  }
  stub::Outcome run(bool fails, const stub::Setup& setup = {}) {
    lb::Dispatcher dispatcher;
    stub::answer_with(dispatcher, [&](const lb::Context& context) -> absl::StatusOr<std::string> {
      if (fails && context.request_id == "first") return absl::NotFoundError("as it was told");
      return std::string(context.request_id);
    });
    return stub::run(api, dispatcher, setup);
  }
  StubApi api;
};

const Kind kBreaks[] = {Kind::kBreak, Kind::kBreakInHead, Kind::kBreakInBody};
constexpr std::array kPlaces = {"before", "in the header of", "in the body of"};

}  // namespace

TEST_CASE("an answer that the API refuses is told to the log, and the next event taken",
          "[runtime]") {
  struct Row {
    int status;
    const char* type;
  };
  const Row rows[] = {{400, "InvalidRequestID"},       {400, "TruncatedHTTPRequest"},
                      {403, "InvalidStateTransition"}, {404, "SomethingNew"},
                      {410, "InvokeTimeout"},          {413, "RequestEntityTooLarge"}};
  for (const Row& row : rows) {
    for (const bool fails : {false, true}) {
      DYNAMIC_SECTION(row.status << " " << row.type << (fails ? " of a failure" : "")) {
        TwoEvents events;
        events.api.misbehave(fails ? Call::kError : Call::kResponse,
                             Fault::answer(row.status, row.type));
        const auto outcome = events.run(fails);
        CHECK(outcome.says(std::to_string(row.status) + " " + row.type));
        CHECK(events.api.answer_to("second") == "second");
        CHECK(events.api.count(Call::kResponse) == (fails ? 1 : 2));
        CHECK(events.api.count(Call::kError) == (fails ? 1 : 0));
      }
    }
  }
}

TEST_CASE("what the API cannot recover from ends the process", "[runtime]") {
  struct Row {
    Call call;
    Fault fault;
    unsigned nexts;
  };
  const Row rows[] = {
      {Call::kNext, Fault::answer(500, "InternalServerError"), 1},
      {Call::kNext, Fault::answer(503, ""), 1},
      {Call::kResponse, Fault::answer(500, "InternalServerError"), 1},
      {Call::kError, Fault::answer(500, "InternalServerError"), 1},
      {Call::kResponse, Fault::answer(400, "InvalidFunctionResponseMode"), 1},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(static_cast<int>(row.call) << " " << row.fault.status << row.fault.type) {
      TwoEvents events;
      events.api.misbehave(row.call, row.fault);
      CHECK(events.run(row.call == Call::kError).code == 1);
      CHECK(events.api.count(Call::kNext) == row.nexts);
      CHECK(!events.api.answer_to("second"));
    }
  }
  SECTION("all slots of it") {
    TwoEvents events(3);
    events.api.misbehave(Call::kNext, Fault::answer(500, "InternalServerError"));
    CHECK(events.run(false, {.max_concurrency = 3}).code == 1);
  }
}

TEST_CASE("a poll whose connection breaks is repeated once", "[runtime]") {
  for (std::size_t i = 0; i < std::size(kBreaks); ++i) {
    for (const bool by_reset : {false, true}) {
      DYNAMIC_SECTION(kPlaces[i] << (by_reset ? " by a reset" : "")) {
        const Fault fault{.kind = kBreaks[i], .by_reset = by_reset};
        SECTION("and then there is an event") {
          TwoEvents events;
          events.api.misbehave(Call::kNext, fault);
          events.run(false);
          CHECK(events.api.answer_to("first") == "first");
          CHECK(events.api.answer_to("second") == "second");
          CHECK(events.api.count(Call::kNext) == 4);
        }
        SECTION("and breaks for ever") {
          TwoEvents events;
          events.api.misbehave(Call::kNext, fault, 100);
          const auto outcome = events.run(false);
          CHECK(outcome.code == 1);
          CHECK(outcome.says("no event could be taken"));
          // The transport's own repetition on a connection that was used, and the poll's.
          CHECK(events.api.count(Call::kNext) <= 4);
        }
      }
    }
  }
}

TEST_CASE("an answer is sent again if its connection breaks before the first byte, else it is not",
          "[runtime]") {
  for (std::size_t i = 0; i < std::size(kBreaks); ++i) {
    for (const bool by_reset : {false, true}) {
      for (const bool fails : {false, true}) {
        DYNAMIC_SECTION(kPlaces[i] << (by_reset ? " by a reset" : "") << (fails ? ", error" : "")) {
          const Call call = fails ? Call::kError : Call::kResponse;
          TwoEvents events;
          events.api.misbehave(call, {.kind = kBreaks[i], .by_reset = by_reset});
          const auto outcome = events.run(fails);
          CHECK(events.api.answer_to("second") == "second");
          unsigned firsts = 0;
          for (const auto& request : events.api.requests(call))
            firsts += request.path.find("/first/") != std::string::npos ? 1 : 0;
          CHECK(firsts == (kBreaks[i] == Kind::kBreak ? 2 : 1));
          // The second time the API says that it had the first.
          CHECK(outcome.says(kBreaks[i] == Kind::kBreak ? "403 InvalidStateTransition"
                                                        : "could not be sent"));
        }
      }
    }
  }
}

TEST_CASE("an answer whose connections all break is given up, and the next event taken",
          "[runtime]") {
  TwoEvents events;
  events.api.misbehave(Call::kResponse, {.kind = Kind::kBreak}, 2);
  const auto outcome = events.run(false);
  CHECK(outcome.says("could not be sent"));
  CHECK(events.api.answer_to("second") == "second");
  CHECK(events.api.count(Call::kResponse) == 3);
}

TEST_CASE("a connection that the API has closed while it was idle is opened again", "[runtime]") {
  for (const bool by_reset : {false, true}) {
    for (const Call call : {Call::kNext, Call::kResponse}) {
      DYNAMIC_SECTION(static_cast<int>(call) << by_reset) {
        StubApi api;
        api.misbehave(call, {.kind = Kind::kCloseBehind, .by_reset = by_reset}, 3);
        for (int i = 0; i < 3; ++i) api.give({.id = std::to_string(i), .body = "1"});
        api.end();
        lb::Dispatcher dispatcher;
        stub::answer_with(dispatcher, [&](const lb::Context&) -> absl::StatusOr<std::string> {
          // What is idle is closed before it is used again, not meanwhile.
          const unsigned closed = static_cast<unsigned>(api.answers()) + 1;
          if (call == Call::kNext && !api.wait_until([&] { return api.closed() >= closed; }))
            return absl::DeadlineExceededError("the stub does not close");
          return "7";
        });
        const auto outcome = stub::run(api, dispatcher);
        INFO(outcome.log);
        CHECK(api.answers() == 3);
        CHECK(api.count(Call::kResponse) == 3);
        CHECK(api.count(Call::kError) == 0);
        CHECK(api.count(Call::kNext) == 4);
        CHECK(!outcome.says("WARN"));
      }
    }
  }
}

TEST_CASE("bytes may come and go one at a time", "[runtime]") {
  for (const bool is_chunked : {false, true}) {
    DYNAMIC_SECTION(is_chunked) {
      StubApi api;
      api.go_one_byte_at_a_time();
      api.have_small_buffers();
      const std::string body = R"({"key":")" + std::string(3000, 'x') + "\"}";
      api.give({.id = "id",
                .body = body,
                .headers = {{"Lambda-Runtime-Trace-Id", "Root=1"}},
                .is_chunked = is_chunked});
      api.end();
      lb::Dispatcher dispatcher;
      stub::echo(dispatcher);
      const auto outcome = stub::run(api, dispatcher);
      INFO(outcome.log);
      CHECK(api.answer_to("id") == body);
    }
  }
}

TEST_CASE("the body of an event may come behind its header", "[runtime]") {
  for (const bool is_chunked : {false, true}) {
    DYNAMIC_SECTION((is_chunked ? "in chunks" : "with a length")) {
      StubApi api;
      api.misbehave(Call::kNext, {.kind = Kind::kPauseInBody});
      api.give({.id = "id", .body = "7", .is_chunked = is_chunked});  // of which half is nothing
      api.end();
      lb::Dispatcher dispatcher;
      stub::echo(dispatcher);
      stub::Running running(api, dispatcher);
      CHECK(api.wait_until([&] { return api.paused() == 1; }));
      api.go_on();
      const auto outcome = running.outcome();
      CHECK(api.answer_to("id") == "7");
      CHECK(!outcome.says("WARN"));
    }
  }
}

TEST_CASE("signals that interrupt system calls change nothing", "[runtime]") {
  struct sigaction action{};
  struct sigaction old{};
  action.sa_handler = +[](int) {};
  REQUIRE(::sigaction(SIGUSR1, &action, &old) == 0);  // without SA_RESTART
  for (const auto& max_concurrency : {std::optional<unsigned>(), std::optional<unsigned>(1)}) {
    DYNAMIC_SECTION(max_concurrency.has_value()) {
      StubApi api(max_concurrency);
      api.have_small_buffers();
      lb::Dispatcher dispatcher;
      stub::echo(dispatcher);
      stub::Running running(api, dispatcher, {.max_concurrency = max_concurrency});
      std::atomic<bool> is_over{false};
      std::thread interrupting([&, thread = running.thread().native_handle()] {
        while (!is_over) {
          ::pthread_kill(thread, SIGUSR1);
          std::this_thread::yield();
        }
      });
      const std::string body(300'000, '7');
      bool all_waited = true;
      for (int i = 0; i < 8; ++i) {
        // Now it waits for an event, and is interrupted while it does.
        all_waited &= api.wait_until([&] { return api.waiting() == 1; });
        api.give({.id = std::to_string(i), .body = body, .is_chunked = i % 2 == 0});
        all_waited &= api.wait_until([&] { return api.answers() == std::size_t(i) + 1; });
      }
      is_over = true;
      interrupting.join();
      api.end();
      const auto outcome = running.outcome();
      INFO(outcome.log);
      CHECK(all_waited);
      CHECK(api.count(Call::kResponse) == 8);
      CHECK(api.count(Call::kNext) == 9);
    }
  }
  ::sigaction(SIGUSR1, &old, nullptr);
}

TEST_CASE("an API that gives no event for ever is asked a bounded number of times", "[runtime]") {
  TwoEvents events;
  events.api.misbehave(Call::kNext, Fault::answer(403, "InvalidStateTransition"), 100'000);
  stub::Setup setup;
  setup.rules = lb::detail::PollRules::of_one_at_a_time();
  const auto begin = std::chrono::steady_clock::now();
  const auto outcome = events.run(false, setup);
  const auto took = std::chrono::steady_clock::now() - begin;
  CHECK(outcome.code == 1);
  CHECK(outcome.says("403 InvalidStateTransition"));
  CHECK(events.api.count(Call::kNext) >= 3);
  CHECK(events.api.count(Call::kNext) <= 20);
  CHECK(took >= milliseconds(400));
}

TEST_CASE("an API that refuses for a while is asked until it does not", "[runtime]") {
  TwoEvents events;
  events.api.misbehave(Call::kNext, Fault::answer(403, "InvalidStateTransition"), 3);
  events.run(false);
  CHECK(events.api.answer_to("second") == "second");
}

TEST_CASE("a broken poll makes it forgotten that the API has refused", "[runtime]") {
  const Fault refusal = Fault::answer(403, "InvalidStateTransition");
  TwoEvents events;
  events.api.misbehave(Call::kNext, refusal);
  events.api.misbehave(Call::kNext, {.kind = Kind::kBreakInHead}, 2);
  events.api.misbehave(Call::kNext, refusal);
  // The pause behind the second break takes longer than a refusal may last.
  const auto outcome = events.run(false, {.rules = {.most_failures = 2,
                                                    .first_pause = milliseconds(40),
                                                    .longest_pause = milliseconds(40),
                                                    .refused_for = milliseconds(10)}});
  INFO(outcome.log);
  CHECK(events.api.answer_to("first") == "first");
  CHECK(events.api.answer_to("second") == "second");
  CHECK(!outcome.says("no event is given"));
  CHECK(events.api.count(Call::kNext) == 7);
}

TEST_CASE("with several slots a poll is repeated, each time later, until it has failed too often",
          "[runtime]") {
  using lb::detail::PollRules;
  CHECK(PollRules::of_several_at_once().most_failures == 20);
  StubApi api(1);
  api.misbehave(Call::kNext, {.kind = Kind::kBreakInHead}, 1000);
  lb::Dispatcher dispatcher;
  stub::echo(dispatcher);
  stub::Setup setup{.max_concurrency = 1};
  setup.rules = {
      .most_failures = 6, .first_pause = milliseconds(8), .longest_pause = milliseconds(32)};
  const auto outcome = stub::run(api, dispatcher, setup);
  CHECK(outcome.code == 1);
  const auto polls = api.requests(Call::kNext);
  REQUIRE(polls.size() == 7);
  // At once, then after half of the pause at least.
  const milliseconds least[] = {milliseconds(0),  milliseconds(4),  milliseconds(8),
                                milliseconds(16), milliseconds(16), milliseconds(16)};
  for (std::size_t i = 0; i < 6; ++i) CHECK(polls[i + 1].time - polls[i].time >= least[i]);
}

TEST_CASE("a poll that succeeds makes the ones that failed forgotten", "[runtime]") {
  StubApi api;
  for (int i = 0; i < 5; ++i) {
    api.give({.id = ""});
    api.give({.id = std::to_string(i)});
  }
  api.end();
  lb::Dispatcher dispatcher;
  stub::echo(dispatcher);
  stub::run(api, dispatcher);
  CHECK(api.answers() == 5);
}
