// SPDX-License-Identifier: Apache-2.0
// An API that does not take an answer: how long a slot waits for it, and what becomes of the
// others.
#include <chrono>
#include <set>
#include <string>

#include "catch.h"
#include "lambda_run.h"
#include "lambent/response_stream.h"

namespace {

namespace lb = lambent;
using Kind = stub::Fault::Kind;
using std::chrono::milliseconds;
using stub::Call;
using stub::StubApi;

using Answer = absl::StatusOr<std::string> (*)(const lb::Context& context);

absl::StatusOr<std::string> in_pieces(const lb::Context& context) {
  lb::ResponseStream stream(context);
  if (absl::Status gone = stream.write("7"); !gone.ok()) return gone;
  if (absl::Status gone = stream.finish(); !gone.ok()) return gone;
  return "";
}

}  // namespace

TEST_CASE("a slot whose answer is never taken goes on with the next event on a new connection",
          "[runtime][patience]") {
  struct Row {
    const char* name;
    Call call;
    Answer answer;
  };
  const Row rows[] = {
      {"an answer", Call::kResponse, [](const auto&) { return absl::StatusOr<std::string>("7"); }},
      {"one that fills the buffers", Call::kResponse,
       [](const auto&) { return absl::StatusOr<std::string>(std::string(6'000'000, '7')); }},
      {"a failure", Call::kError,
       [](const auto&) { return absl::StatusOr<std::string>(absl::NotFoundError("as told")); }},
      {"a stream", Call::kResponse, in_pieces},
  };
  constexpr milliseconds kPatience{50};
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      StubApi api(1);
      api.have_small_buffers();
      api.misbehave(row.call, {.kind = Kind::kDoNotRead});
      api.give({.id = "stuck"});
      api.give({.id = "next"});
      api.end();
      std::chrono::steady_clock::time_point handled{};
      lb::Dispatcher dispatcher;
      stub::answer_with(dispatcher, [&](const lb::Context& context) {
        if (context.request_id == "next") return absl::StatusOr<std::string>("8");
        handled = std::chrono::steady_clock::now();
        return row.answer(context);
      });
      const auto outcome =
          stub::run(api, dispatcher, {.max_concurrency = 1, .patience = kPatience});
      INFO(outcome.log);
      CHECK(api.answer_to("next") == "8");
      CHECK(!api.answer_to("stuck"));
      unsigned told = 0;
      for (const std::string& line : stub::lines_of(outcome.log))
        told += line.find("\tstuck\tERROR\t") != line.npos &&
                line.find("could not be sent: no answer in time") != line.npos;
      CHECK(told == 1);
      // It may have been taken all the same: it is not sent again.
      unsigned sent = 0;
      for (const auto& request : api.requests())
        sent += request.path.find("/stuck/") != std::string::npos;
      CHECK(sent == 1);
      const auto polls = api.requests(Call::kNext);
      REQUIRE(polls.size() == 3);
      CHECK(polls[1].connection != polls[0].connection);
      CHECK(polls[1].time - handled >= kPatience);
    }
  }
}

TEST_CASE("slots handle events while another waits until its answer is taken",
          "[runtime][patience]") {
  constexpr unsigned kSlots = 3;
  constexpr unsigned kEvents = 20;
  StubApi api(kSlots);
  api.misbehave(Call::kResponse, {.kind = Kind::kDoNotRead});
  lb::Dispatcher dispatcher;
  stub::echo(dispatcher);
  stub::Running running(api, dispatcher,
                        {.max_concurrency = kSlots, .patience = std::chrono::hours(1)});
  api.give({.id = "stuck"});
  const bool is_stuck = api.wait_until([&] { return api.count(Call::kResponse) == 1; });
  for (unsigned i = 0; i < kEvents; ++i) api.give({.id = std::to_string(i), .body = "7"});
  const bool were_handled =
      api.wait_until([&] { return api.answers() == kEvents && api.waiting() == kSlots - 1; });
  const auto responses = api.requests(Call::kResponse);
  api.go_on();
  const bool have_all_gone_on = api.wait_until([&] { return api.waiting() == kSlots; });
  api.end();
  const auto outcome = running.outcome();
  INFO(outcome.log);
  CHECK(is_stuck);
  CHECK(were_handled);
  CHECK(have_all_gone_on);
  REQUIRE(responses.size() == kEvents + 1);
  std::set<unsigned> connections;
  for (std::size_t i = 1; i < responses.size(); ++i) connections.insert(responses[i].connection);
  CHECK(connections.count(responses[0].connection) == 0);
}

TEST_CASE("with one event at a time an answer is waited for as long as it takes",
          "[runtime][patience]") {
  StubApi api;
  api.misbehave(Call::kResponse, {.kind = Kind::kPauseInBody});
  api.give({.id = "slow"});
  api.end();
  lb::Dispatcher dispatcher;
  stub::echo(dispatcher);
  stub::Running running(api, dispatcher, {.patience = milliseconds(0)});
  CHECK(api.wait_until([&] { return api.paused() == 1; }));
  api.go_on();
  const auto outcome = running.outcome();
  INFO(outcome.log);
  CHECK(api.answer_to("slow") == "{}");
  CHECK(!outcome.says("could not be sent"));
  CHECK(api.count(Call::kNext) == 2);
}
