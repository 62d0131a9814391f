// SPDX-License-Identifier: Apache-2.0
// How many events are handled at once, and that they are not mixed up.
#include <algorithm>
#include <atomic>
#include <charconv>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "catch.h"
#include "lambda_run.h"

namespace {

namespace lb = lambent;
using stub::Call;
using stub::StubApi;

/// More under the thread sanitizer, in scripts/check.
unsigned invocations() {
  unsigned count = 10'000;
  if (const char* const text = std::getenv("LAMBENT_INVOCATIONS"))
    std::from_chars(text, text + std::string_view(text).size(), count);
  return count;
}

std::string body_of(unsigned i) {
  return "{\"n\":" + std::to_string(i) + ",\"pad\":\"" + std::string(i % 300, 'x') + "\"}";
}

stub::Event event_of(unsigned i) {
  const std::string id = "event-" + std::to_string(i);
  return {.id = id,
          .body = body_of(i),
          .headers = {{"Lambda-Runtime-Trace-Id", "trace-" + id},
                      {"Lambda-Runtime-Aws-Tenant-Id", "tenant-" + id},
                      {"Lambda-Runtime-Deadline-Ms", "4102444800000"}},
          .is_chunked = i % 2 == 0};
}

/// Answers with all that tells one event from another.
void answer_with_all(lb::Dispatcher& dispatcher) {
  dispatcher.around([](std::string_view payload, const lb::Context& context,
                       const lb::Next&) -> absl::StatusOr<std::string> {
    return std::string(context.request_id) + ' ' + std::string(context.trace_id) + ' ' +
           std::string(context.tenant_id) + ' ' + std::string(payload);
  });
}

std::string answer_of(unsigned i) {
  const std::string id = "event-" + std::to_string(i);
  return id + " trace-" + id + " tenant-" + id + ' ' + body_of(i);
}

}  // namespace

TEST_CASE("one event at a time is asked for, and only when the one before is over", "[runtime]") {
  constexpr unsigned kEvents = 1000;
  StubApi api;
  for (unsigned i = 0; i < kEvents; ++i) api.give(event_of(i));
  api.end();
  lb::Dispatcher dispatcher;
  answer_with_all(dispatcher);
  stub::run(api, dispatcher);
  CHECK(api.answers() == kEvents);
  CHECK(api.most_waiting() == 1);
  CHECK(api.too_early() == 0);
  std::set<unsigned> connections;
  for (const auto& request : api.requests()) connections.insert(request.connection);
  CHECK(connections.size() == 1);
}

TEST_CASE("every slot asks for an event, on a connection of its own", "[runtime]") {
  for (const unsigned slots : {1u, 2u, 7u}) {
    DYNAMIC_SECTION(slots) {
      StubApi api(slots);
      lb::Dispatcher dispatcher;
      answer_with_all(dispatcher);
      stub::Running running(api, dispatcher, {.max_concurrency = slots});
      CHECK(api.wait_until([&] { return api.waiting() == slots; }));
      std::set<unsigned> connections;
      for (const auto& request : api.requests(Call::kNext)) connections.insert(request.connection);
      CHECK(connections.size() == slots);
      // And again, when it has given its answer.
      for (unsigned i = 0; i < 3; ++i) api.give(event_of(i));
      CHECK(api.wait_until([&] { return api.answers() == 3 && api.waiting() == slots; }));
      api.end();
      running.outcome();
      CHECK(api.most_waiting() == slots);
    }
  }
}

TEST_CASE("as many events are handled at once as there are slots", "[runtime]") {
  constexpr unsigned kSlots = 4;
  StubApi api(kSlots);
  for (unsigned i = 0; i < kSlots; ++i) api.give(event_of(i));
  api.end();
  std::mutex mutex;
  std::condition_variable changed;
  unsigned inside = 0;
  std::atomic<unsigned> met{0};
  lb::Dispatcher dispatcher;
  stub::answer_with(dispatcher, [&](const lb::Context&) {
    std::unique_lock lock(mutex);
    ++inside;
    changed.notify_all();
    met += changed.wait_for(lock, std::chrono::seconds(60), [&] { return inside == kSlots; });
    return std::string("null");
  });
  stub::run(api, dispatcher, {.max_concurrency = kSlots});
  CHECK(met == kSlots);
  CHECK(api.answers() == kSlots);
}

TEST_CASE("an exception of one event does not touch the others", "[runtime]") {
  constexpr unsigned kEvents = 200;
  StubApi api(4);
  for (unsigned i = 0; i < kEvents; ++i) api.give(event_of(i));
  api.end();
  lb::Dispatcher dispatcher;
  stub::answer_with(dispatcher, [&](const lb::Context& context) {
    if (context.request_id.ends_with('7'))
      throw std::runtime_error(std::string(context.request_id));
    return std::string(context.request_id);
  });
  stub::run(api, dispatcher, {.max_concurrency = 4});
  unsigned wrong = 0;
  for (unsigned i = 0; i < kEvents; ++i) {
    const std::string id = "event-" + std::to_string(i);
    const auto answer = api.answer_to(id);
    wrong += i % 10 == 7 ? answer.has_value() : answer != id;
  }
  CHECK(wrong == 0);
  const auto reports = api.requests(Call::kError);
  CHECK(reports.size() == kEvents / 10);
  for (const auto& report : reports) {
    const std::string id = report.path.substr(0, report.path.rfind('/'));
    const std::string message = "\"errorMessage\":\"" + id.substr(id.rfind('/') + 1) + "\"";
    wrong += report.body.find(message) == std::string::npos;
  }
  CHECK(wrong == 0);
}

TEST_CASE("every event gets its own answer, however many are handled at once", "[runtime]") {
  const unsigned events = invocations();
  constexpr unsigned kSlots = 16;
  StubApi api(kSlots);
  api.forget_requests();
  for (unsigned i = 0; i < events; ++i) api.give(event_of(i));
  api.end();
  lb::Dispatcher dispatcher;
  answer_with_all(dispatcher);
  const auto outcome = stub::run(api, dispatcher, {.max_concurrency = kSlots});
  unsigned wrong = 0;
  for (unsigned i = 0; i < events; ++i)
    wrong += api.answer_to("event-" + std::to_string(i)) != answer_of(i);
  CHECK(wrong == 0);
  CHECK(api.answers() == events);
  CHECK(api.count(Call::kResponse) == events);
  CHECK(api.count(Call::kError) == 0);
  CHECK(api.most_waiting() <= kSlots);
  CHECK(stub::lines_of(outcome.log).size() <= kSlots);
}
