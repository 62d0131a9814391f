// SPDX-License-Identifier: Apache-2.0
// Answers of the API that are the last ones on their connections, and say so.
#include <atomic>
#include <string>

#include "catch.h"
#include "lambda_run.h"
#include "lambent/response_stream.h"

namespace {

namespace lb = lambent;
using Kind = stub::Fault::Kind;
using stub::Call;
using stub::StubApi;

constexpr unsigned kEvents = 6;

/// What became of some events.
struct Handled {
  explicit Handled(std::optional<unsigned> slots) : api(slots), setup{.max_concurrency = slots} {
    for (unsigned i = 0; i < kEvents; ++i)
      api.give({.id = std::to_string(i), .body = std::to_string(i)});
    api.end();
  }
  /// The handler gives a StatusOr<std::string>.
  template <class Handler>
  void run(Handler handler) {
    lb::Dispatcher dispatcher;
    dispatcher.around([&](std::string_view payload, const lb::Context& context,
                          const lb::Next&) -> absl::StatusOr<std::string> {
      ++dispatched;
      intact += payload == context.request_id;
      return handler(context);
    });
    outcome = stub::run(api, dispatcher, setup);
  }

  StubApi api;
  stub::Setup setup;
  std::atomic<unsigned> dispatched{0};
  std::atomic<unsigned> intact{0};
  stub::Outcome outcome;
};

absl::StatusOr<std::string> whole(const lb::Context&) { return "null"; }
absl::StatusOr<std::string> failing(const lb::Context&) { return absl::NotFoundError("as told"); }
absl::StatusOr<std::string> streaming(const lb::Context& context) {
  lb::ResponseStream stream(context);
  if (absl::Status gone = stream.write("nu"); !gone.ok()) return gone;
  if (absl::Status gone = stream.write("ll"); !gone.ok()) return gone;
  if (absl::Status gone = stream.finish(); !gone.ok()) return gone;
  return "";
}

}  // namespace

TEST_CASE("an answer that ends its connection is whole, and the next request goes on a new one",
          "[runtime]") {
  struct Ending {
    Kind kind;
    const char* name;
  };
  struct Row {
    const char* name;
    Call ends;  // with each answer to these
    absl::StatusOr<std::string> (*handler)(const lb::Context&);
  };
  const Row rows[] = {
      {"events", Call::kNext, whole},
      {"events, then failures", Call::kNext, failing},
      {"events, then streams", Call::kNext, streaming},
      {"answers", Call::kResponse, whole},
      {"failures", Call::kError, failing},
      {"streams", Call::kResponse, streaming},
  };
  for (const Ending& ending : {Ending{Kind::kSayClose, "Connection: close behind "},
                               Ending{Kind::kNoLength, "no length of "}}) {
    for (const Row& row : rows) {
      for (const auto& slots : {std::optional<unsigned>(), std::optional<unsigned>(3)}) {
        DYNAMIC_SECTION(ending.name << row.name << (slots ? ", several slots" : "")) {
          Handled events(slots);
          StubApi& api = events.api;
          api.misbehave(row.ends, {.kind = ending.kind}, 100);
          events.run(row.handler);
          const bool fails = row.handler == failing;
          // Where one slot is told that there is no more, others need not ask.
          const unsigned polls = api.count(Call::kNext);
          INFO(events.outcome.log);
          CHECK(events.dispatched == kEvents);
          CHECK(events.intact == kEvents);
          CHECK(api.answers() == (fails ? 0 : kEvents));
          // None is sent twice.
          CHECK(api.count(Call::kResponse) == (fails ? 0 : kEvents));
          CHECK(api.count(Call::kError) == (fails ? kEvents : 0));
          CHECK(polls >= kEvents + 1);
          CHECK(polls <= kEvents + slots.value_or(1));
          CHECK(!events.outcome.says("WARN"));
          CHECK(!events.outcome.says("could not be sent"));
          const unsigned last_ones = row.ends == Call::kNext ? polls : kEvents;
          CHECK(api.wait_until([&] { return api.closed() == last_ones; }));
          CHECK(api.used_too_long() == 0);
        }
      }
    }
  }
}
