// SPDX-License-Identifier: Apache-2.0
// What events bring, and in which forms: payloads, headers, deadlines.
#include <algorithm>
#include <atomic>
#include <cctype>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "catch.h"
#include "lambda_run.h"
#include "lambent/json.h"

namespace {

namespace lb = lambent;
using std::chrono::milliseconds;
using stub::Call;
using stub::Event;
using stub::StubApi;

std::string epoch_ms(std::chrono::system_clock::time_point time) {
  return std::to_string(std::chrono::duration_cast<milliseconds>(time.time_since_epoch()).count());
}

/// A Context that owns its text.
struct Seen {
  std::string request_id, trace_id, function_arn, tenant_id, client_context, identity;
  lb::Context::Clock::time_point deadline;
  milliseconds remaining;
};

Seen seen(const lb::Context& context) {
  return {std::string(context.request_id),
          std::string(context.trace_id),
          std::string(context.function_arn),
          std::string(context.tenant_id),
          std::string(context.client_context.text),
          std::string(context.identity.text),
          context.deadline,
          context.remaining()};
}

/// What handlers are told of one event with these headers.
Seen context_with(const stub::Headers& headers) {
  StubApi api;
  api.give({.id = "id", .headers = headers});
  api.end();
  std::vector<Seen> all;
  lb::Dispatcher dispatcher;
  stub::answer_with(dispatcher, [&](const lb::Context& context) {
    all.push_back(seen(context));
    return std::string("null");
  });
  const auto outcome = stub::run(api, dispatcher);
  INFO(outcome.log);
  REQUIRE(all.size() == 1);
  CHECK(api.answer_to("id") == "null");
  return all[0];
}

const std::string kInvalid = "\"\xff\xc0\xaf \xed\xa0\x80\"";

}  // namespace

TEST_CASE("an event's bytes come to the dispatcher and its answer's to the API, whatever they are",
          "[runtime]") {
  const std::string large = "\"" + std::string(6 * 1024 * 1024 - 2, 'x') + "\"";
  const std::string lines(300, '\n');
  const std::vector<std::pair<std::string, std::string>> bodies = {
      {"nothing", ""},
      {"null", "null"},
      {"a number", "-0.5e3"},
      {"text", R"("tea")"},
      {"6 MB", large},
      {"invalid UTF-8", kInvalid},
      {"zeros", std::string(5, '\0')},
      {"line ends", "\r\n\r\n" + lines}};
  for (const auto& [name, body] : bodies) {
    for (const bool is_chunked : {false, true}) {
      DYNAMIC_SECTION(name << (is_chunked ? " in chunks" : " with a length")) {
        StubApi api;
        api.give({.id = "id", .body = body, .is_chunked = is_chunked});
        api.end();
        lb::Dispatcher dispatcher;
        stub::echo(dispatcher);
        stub::run(api, dispatcher);
        CHECK((api.answer_to("id") == body));
        const auto posts = api.requests(Call::kResponse);
        REQUIRE(posts.size() == 1);
        CHECK(posts[0].header("Content-Length") == std::to_string(body.size()));
      }
    }
  }
}

TEST_CASE("a payload that is no JSON is a failure of its event, and of no other", "[runtime]") {
  for (const std::string& body : {std::string(), kInvalid, std::string("{\"a\":"),
                                  std::string(70'000, '['), std::string("\xef\xbb\xbf{}")}) {
    DYNAMIC_SECTION(body.substr(0, 8)) {
      StubApi api;
      api.give({.id = "bad", .body = body});
      api.give({.id = "good", .body = R"({"a":1})"});
      api.end();
      lb::Dispatcher dispatcher;
      dispatcher.otherwise<lb::RawJson>(
          [](const lb::RawJson& json) { return nlohmann::json::parse(json.text); });
      stub::run(api, dispatcher);
      CHECK(api.answer_to("good") == R"({"a":1})");
      const auto reports = api.requests(Call::kError);
      REQUIRE(reports.size() == 1);
      CHECK(reports[0].path.ends_with("/bad/error"));
      CHECK(reports[0].header("Lambda-Runtime-Function-Error-Type") == "Function.DecodeError");
      const auto report = nlohmann::json::parse(reports[0].body);
      CHECK(report["errorType"] == "DecodeError");
      CHECK(!report["errorMessage"].get<std::string>().empty());
    }
  }
}

TEST_CASE("names of headers count in any case", "[runtime]") {
  const stub::Headers headers = {{"Lambda-Runtime-Trace-Id", "Root=1-2-3;Sampled=1"},
                                 {"Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:f:live"},
                                 {"Lambda-Runtime-Aws-Tenant-Id", "tenant-7"},
                                 {"Lambda-Runtime-Deadline-Ms", "4102444800000"},
                                 {"Content-Type", "application/json"}};
  for (const auto change : {+[](int c) { return c; }, +[](int c) { return std::tolower(c); },
                            +[](int c) { return std::toupper(c); }}) {
    stub::Headers changed = headers;
    for (stub::Header& header : changed)
      std::transform(header.name.begin(), header.name.end(), header.name.begin(), change);
    DYNAMIC_SECTION(changed[0].name) {
      const Seen context = context_with(changed);
      CHECK(context.request_id == "id");
      CHECK(context.trace_id == "Root=1-2-3;Sampled=1");
      CHECK(context.function_arn == "arn:aws:lambda:f:live");
      CHECK(context.tenant_id == "tenant-7");
      CHECK(epoch_ms(context.deadline) == "4102444800000");
    }
  }
}

TEST_CASE("headers that are empty count as absent", "[runtime]") {
  const Seen context = context_with({{"Lambda-Runtime-Trace-Id", ""},
                                     {"Lambda-Runtime-Client-Context", ""},
                                     {"Lambda-Runtime-Cognito-Identity", ""},
                                     {"Lambda-Runtime-Aws-Tenant-Id", ""},
                                     {"Lambda-Runtime-Deadline-Ms", ""},
                                     {"Lambda-Runtime-Invoked-Function-Arn", ""}});
  CHECK(context.trace_id.empty());
  CHECK(context.client_context.empty());
  CHECK(context.identity.empty());
  CHECK(context.tenant_id.empty());
  CHECK(context.function_arn.empty());
  CHECK(context.deadline == lb::Context::Clock::time_point::max());
}

TEST_CASE("client context and identity are JSON as it was sent", "[runtime]") {
  const std::string client =
      R"({"client":{"app_title":"caf\u00e9 )"
      "\xc3\xa9"
      R"("},"custom":{"nested":{"list":[1,{"a":null}]},"text":"t"},"env":{}})";
  const std::string identity = R"({"cognitoIdentityId":"i","cognitoIdentityPoolId":"p"})";
  const Seen context = context_with(
      {{"Lambda-Runtime-Client-Context", client}, {"Lambda-Runtime-Cognito-Identity", identity}});
  CHECK(context.client_context == client);
  CHECK(context.identity == identity);
  SECTION("even where it is none") {
    CHECK(context_with({{"Lambda-Runtime-Client-Context", "{broken"}}).client_context == "{broken");
  }
}

TEST_CASE("a deadline that is missing or none is no deadline", "[runtime]") {
  for (const char* const text : {"", "soon", "-1", "1.5e12", "12x", " ", "99999999999999999999",
                                 "9223372036854775807", "0x10"}) {
    DYNAMIC_SECTION("'" << text << "'") {
      const Seen context = context_with({{"Lambda-Runtime-Deadline-Ms", text}});
      CHECK(context.deadline == lb::Context::Clock::time_point::max());
      CHECK(context.remaining == milliseconds::max());
    }
  }
  CHECK(context_with({}).deadline == lb::Context::Clock::time_point::max());
}

TEST_CASE("a deadline is a time of the wall clock, however far away it is", "[runtime]") {
  using std::chrono::minutes;
  const auto now = std::chrono::system_clock::now();
  for (const auto ahead : {minutes(0), minutes(-1), minutes(15), minutes(90), minutes(60 * 24)}) {
    DYNAMIC_SECTION(ahead.count() << " minutes") {
      const auto deadline = epoch_ms(now + ahead);
      const Seen context = context_with({{"Lambda-Runtime-Deadline-Ms", deadline}});
      CHECK(epoch_ms(context.deadline) == deadline);
      CHECK(context.remaining <= std::max(milliseconds(ahead), milliseconds(0)));
      CHECK(context.remaining >= std::max(milliseconds(ahead - minutes(1)), milliseconds(0)));
    }
  }
  CHECK(context_with({{"Lambda-Runtime-Deadline-Ms", "0"}}).remaining == milliseconds(0));
}

TEST_CASE("a handler is asked to stop before its deadline, not at it", "[runtime]") {
  // The deadline itself is an hour away: only the margin can make this end.
  const auto deadline = std::chrono::system_clock::now() + std::chrono::hours(1);
  StubApi api;
  api.give({.id = "id", .headers = {{"Lambda-Runtime-Deadline-Ms", epoch_ms(deadline)}}});
  api.end();
  bool was_asked_at_once = true;
  bool was_asked = false;
  milliseconds remaining{};
  lb::Dispatcher dispatcher;
  stub::answer_with(dispatcher, [&](const lb::Context& context) {
    std::mutex mutex;
    std::condition_variable_any changed;
    std::unique_lock lock(mutex);
    was_asked_at_once = context.stop.stop_requested();
    changed.wait_for(lock, context.stop, std::chrono::seconds(60), [] { return false; });
    was_asked = context.stop.stop_requested();
    remaining = context.remaining();
    return std::string("null");
  });
  stub::Setup setup;
  setup.options.stop_before_deadline = std::chrono::hours(1) - milliseconds(300);
  stub::run(api, dispatcher, setup);
  CHECK(!was_asked_at_once);
  CHECK(was_asked);
  CHECK(remaining > std::chrono::minutes(50));
  CHECK(api.answer_to("id") == "null");
}

TEST_CASE("a handler is asked to stop a day before its deadline at most", "[runtime]") {
  using std::chrono::hours;
  struct Row {
    const char* name;
    milliseconds margin;
    hours ahead;
    const char* is_asked_at_once;
  };
  const Row rows[] = {
      {"the longest time, and more than a day left", milliseconds::max(), hours(25), "false"},
      {"a hundred years, and more than a day left", hours(100 * 365 * 24), hours(25), "false"},
      {"the longest time, and less than a day left", milliseconds::max(), hours(23), "true"},
      {"the least time", milliseconds::min(), hours(1), "false"}};
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      const auto deadline = std::chrono::system_clock::now() + row.ahead;
      StubApi api;
      api.give({.id = "id", .headers = {{"Lambda-Runtime-Deadline-Ms", epoch_ms(deadline)}}});
      api.end();
      lb::Dispatcher dispatcher;
      stub::answer_with(dispatcher, [](const lb::Context& context) -> std::string {
        return context.stop.stop_requested() ? "true" : "false";
      });
      stub::Setup setup;
      setup.options.stop_before_deadline = row.margin;
      stub::run(api, dispatcher, setup);
      CHECK(api.answer_to("id") == row.is_asked_at_once);
    }
  }
}

TEST_CASE("where the deadline is over, the handler is asked to stop from the start", "[runtime]") {
  StubApi api;
  api.give({.id = "past", .headers = {{"Lambda-Runtime-Deadline-Ms", "1000"}}});
  api.give({.id = "none"});
  api.end();
  lb::Dispatcher dispatcher;
  stub::answer_with(dispatcher, [&](const lb::Context& context) -> std::string {
    return context.stop.stop_requested() ? "true" : "false";
  });
  stub::run(api, dispatcher);
  CHECK(api.answer_to("past") == "true");
  CHECK(api.answer_to("none") == "false");
}

TEST_CASE("request ids are opaque, and encoded where they become part of a path", "[runtime]") {
  for (const char* const id :
       {"8476a536-e9f4-11e8-9739-2dfe598c3fcd", "a/b", "../next", "with space", "100%", "a?b=c#d",
        "~._-", "\xc3\xa9t\xc3\xa9", "%2F"}) {
    DYNAMIC_SECTION(id) {
      StubApi api;
      api.give({.id = id});
      api.end();
      lb::Dispatcher dispatcher;
      stub::answer_with(dispatcher,
                        [](const lb::Context& context) { return std::string(context.request_id); });
      stub::run(api, dispatcher);
      CHECK(api.answer_to(id) == id);
      const auto posts = api.requests(Call::kResponse);
      REQUIRE(posts.size() == 1);
      const std::string path = posts[0].path;
      CHECK(std::count(path.begin(), path.end(), '/') == 5);
      CHECK(std::all_of(path.begin(), path.end(), [](char c) { return c > ' ' && c < 0x7f; }));
    }
  }
}

TEST_CASE("an event without a request id is a failed poll", "[runtime]") {
  StubApi api;
  api.give({.id = ""});
  api.give({.id = "good"});
  lb::Dispatcher dispatcher;
  std::atomic<int> handled{0};
  stub::answer_with(dispatcher, [&](const lb::Context&) {
    ++handled;
    return std::string("null");
  });
  SECTION("one is survived") {
    api.end();
    CHECK(stub::run(api, dispatcher).code == 1);
    CHECK(handled == 1);
    CHECK(api.answer_to("good") == "null");
  }
  SECTION("if there are no more, the process ends") {
    for (int i = 0; i < 2; ++i) api.give({.id = ""});
    const auto outcome = stub::run(api, dispatcher);
    CHECK(outcome.code == 1);
    CHECK(outcome.says("without a request id"));
    CHECK(api.count(Call::kNext) == 4);
    CHECK(api.count(Call::kError) == 0);
  }
}
