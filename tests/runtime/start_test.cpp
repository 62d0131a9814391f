// SPDX-License-Identifier: Apache-2.0
// How the process starts, and how it does not.
#include <chrono>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "catch.h"
#include "lambda_run.h"

namespace {

namespace lb = lambent;
using lb::detail::LambdaSettings;
using nlohmann::json;
using stub::Call;
using stub::Fault;
using stub::StubApi;

std::string trace_variable() {
  const char* const value = std::getenv("_X_AMZN_TRACE_ID");
  return value != nullptr ? value : "none";
}

/// What the environment says, and what the log is told about it.
struct SettingsRead {
  absl::StatusOr<LambdaSettings> settings = absl::UnknownError("not read");
  std::string log{};

  SettingsRead() {
    const stub::LogFile file;
    settings = LambdaSettings::of_environment(lb::detail::Log({.descriptor = file.descriptor()}));
    log = file.text();
  }
};

}  // namespace

TEST_CASE("a function that cannot start says so once, and takes no event", "[runtime]") {
  struct Row {
    const char* name;
    std::function<absl::Status()> init;
    std::string type;
    std::string category;
    std::string message;
  };
  const Row rows[] = {
      {"a failure", [] { return absl::PermissionDeniedError("no key"); }, "PermissionDenied",
       "Function.PermissionDenied", "no key"},
      {"an exception", []() -> absl::Status { throw std::runtime_error("no tea"); },
       "std::runtime_error", "Function.RuntimeError", "no tea"},
      {"a number", []() -> absl::Status { throw 7; }, "int", "Function.Int",
       "an exception that is no std::exception"},
      {"a wrong registration", {}, "InvalidArgument", "Function.InvalidArgument", ""},
  };
  for (const Row& row : rows) {
    for (const auto& slots : {std::optional<unsigned>(), std::optional<unsigned>(3)}) {
      DYNAMIC_SECTION(row.name << (slots ? ", several slots" : "")) {
        StubApi api(slots);
        api.give({.id = "id"});
        lb::Dispatcher dispatcher;
        stub::echo(dispatcher);
        if (!row.init) {
          dispatcher.otherwise<lb::RawJson>([](const lb::RawJson&) {});
          dispatcher.otherwise<lb::RawJson>([](const lb::RawJson&) {});
          REQUIRE(!dispatcher.status().ok());
        }
        stub::Setup setup{.max_concurrency = slots};
        setup.options.init = row.init;
        setup.options.on_shutdown = {[] {}};
        const auto outcome = stub::run(api, dispatcher, setup);
        CHECK(outcome.code == 1);
        CHECK(api.requests().size() == 1);
        const auto reports = api.requests(Call::kInitError);
        REQUIRE(reports.size() == 1);
        CHECK(reports[0].header("Content-Type") == "application/json");
        const json body = json::parse(reports[0].body);
        if (row.init) {
          CHECK(body["errorType"] == row.type);
          CHECK(body["errorMessage"] == row.message);
          CHECK(reports[0].header("Lambda-Runtime-Function-Error-Type") == row.category);
        }
        CHECK(!body["errorMessage"].get<std::string>().empty());
        CHECK(!reports[0].header("Lambda-Runtime-Function-XRay-Error-Cause").empty());
        CHECK(outcome.says("FATAL"));
        CHECK(outcome.says("the function cannot start"));
      }
    }
  }
}

TEST_CASE("a failure to start that cannot be reported still ends the process", "[runtime]") {
  StubApi api;
  api.misbehave(Call::kInitError, Fault::answer(403, "InvalidStateTransition"));
  lb::Dispatcher dispatcher;
  stub::Setup setup;
  setup.options.init = [] { return absl::NotFoundError("no key"); };
  const auto outcome = stub::run(api, dispatcher, setup);
  CHECK(outcome.code == 1);
  CHECK(outcome.says("could not be reported"));
  CHECK(api.count(Call::kNext) == 0);
}

TEST_CASE("what init does comes before the first request for an event", "[runtime]") {
  StubApi api;
  api.end();
  unsigned nexts = 1;
  lb::Dispatcher dispatcher;
  stub::Setup setup;
  setup.options.init = [&] {
    nexts = api.count(Call::kNext);
    return absl::OkStatus();
  };
  stub::run(api, dispatcher, setup);
  CHECK(nexts == 0);
  CHECK(api.count(Call::kNext) == 1);
  CHECK(api.count(Call::kInitError) == 0);
}

TEST_CASE("an address of the API is needed, and one that is one", "[runtime]") {
  const stub::Variable concurrency("AWS_LAMBDA_MAX_CONCURRENCY", nullptr);
  for (const char* const wrong : {"", "9001", "http://127.0.0.1:9001", "example.com:80", "::1"}) {
    DYNAMIC_SECTION("'" << wrong << "'") {
      const stub::Variable api("AWS_LAMBDA_RUNTIME_API", wrong);
      const SettingsRead read;
      CHECK(absl::IsInvalidArgument(read.settings.status()));
      CHECK(std::string(read.settings.status().message()).find("AWS_LAMBDA_RUNTIME_API") !=
            std::string::npos);
    }
  }
  const stub::Variable api("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9001");
  const SettingsRead read;
  REQUIRE(read.settings.ok());
  CHECK(lb::detail::to_text(read.settings->api) == "127.0.0.1:9001");
  CHECK(!read.settings->max_concurrency);
  CHECK(read.settings->rules.most_failures == 1);
  CHECK(read.log.empty());
}

TEST_CASE("the variable for several events at once makes slots, or one and a warning",
          "[runtime]") {
  const stub::Variable api("AWS_LAMBDA_RUNTIME_API", "localhost:9001");
  struct Row {
    const char* text;
    unsigned slots;
    bool is_wrong;
  };
  const Row rows[] = {{"1", 1, false},   {"16", 16, false}, {"4294967295", 4294967295u, false},
                      {"0", 1, true},    {"", 1, true},     {"-1", 1, true},
                      {"four", 1, true}, {"4x", 1, true},   {" 4", 1, true},
                      {"+4", 1, true},   {"4.5", 1, true},  {"4294967296", 1, true}};
  for (const Row& row : rows) {
    DYNAMIC_SECTION("'" << row.text << "'") {
      const stub::Variable concurrency("AWS_LAMBDA_MAX_CONCURRENCY", row.text);
      const SettingsRead read;
      REQUIRE(read.settings.ok());
      CHECK(read.settings->max_concurrency == row.slots);
      CHECK(read.settings->rules.most_failures == 20);
      const auto lines = stub::lines_of(read.log);
      REQUIRE(lines.size() == (row.is_wrong ? 1 : 0));
      if (!row.is_wrong) continue;
      CHECK(lines[0].find("\tWARN\tAWS_LAMBDA_MAX_CONCURRENCY: ") != std::string::npos);
      CHECK(lines[0].find("found '" + std::string(row.text) + "'") != std::string::npos);
    }
  }
}

TEST_CASE("the trace is in the environment while one event at a time is handled", "[runtime]") {
  const stub::Variable trace("_X_AMZN_TRACE_ID", "of before");
  StubApi api;
  api.give({.id = "traced", .headers = {{"Lambda-Runtime-Trace-Id", "Root=1-a;Sampled=1"}}});
  api.give({.id = "untraced"});
  api.give({.id = "again", .headers = {{"lambda-runtime-trace-id", "Root=1-b"}}});
  api.give({.id = "empty", .headers = {{"Lambda-Runtime-Trace-Id", ""}}});
  api.end();
  lb::Dispatcher dispatcher;
  stub::answer_with(dispatcher, [](const lb::Context&) { return trace_variable(); });
  stub::run(api, dispatcher);
  CHECK(api.answer_to("traced") == "Root=1-a;Sampled=1");
  CHECK(api.answer_to("untraced") == "none");
  CHECK(api.answer_to("again") == "Root=1-b");
  CHECK(api.answer_to("empty") == "none");
}

TEST_CASE("the environment is not touched where several events may be handled at once",
          "[runtime]") {
  for (const char* const before : {"of before", static_cast<const char*>(nullptr)}) {
    for (const unsigned slots : {1u, 2u}) {
      DYNAMIC_SECTION((before != nullptr) << slots) {
        const stub::Variable trace("_X_AMZN_TRACE_ID", before);
        StubApi api(slots);
        api.give({.id = "a", .headers = {{"Lambda-Runtime-Trace-Id", "Root=1-a"}}});
        api.give({.id = "b"});
        api.end();
        lb::Dispatcher dispatcher;
        stub::answer_with(dispatcher, [](const lb::Context& context) {
          return trace_variable() + std::string(context.trace_id);
        });
        stub::run(api, dispatcher, {.max_concurrency = slots});
        const std::string kept = before != nullptr ? before : "none";
        CHECK(api.answer_to("a") == kept + "Root=1-a");
        CHECK(api.answer_to("b") == kept);
        CHECK(trace_variable() == kept);
      }
    }
  }
}

TEST_CASE("run() takes events where the environment has the address of an API", "[runtime]") {
  const auto outcome = stub::in_child([] {
    StubApi api;
    api.give({.id = "id-1", .body = R"({"secret":1})"});
    api.end();
    ::setenv("AWS_LAMBDA_RUNTIME_API", lb::detail::to_text(api.address()).c_str(), 1);
    ::setenv("AWS_LAMBDA_LOG_FORMAT", "json", 1);
    ::setenv("AWS_LAMBDA_LOG_LEVEL", "debug", 1);
    lb::Dispatcher dispatcher;
    dispatcher.otherwise<lb::RawJson>([](const lb::RawJson&, const lb::Context& context) {
      lb::log(lb::LogLevel::kDebug, "in the handler", context);
      lb::log(lb::LogLevel::kTrace, "left out", context);
    });
    const char* const arguments[] = {"/var/task/bootstrap", nullptr};
    const int code = lb::run(dispatcher, 1, arguments);
    return code == 1 && api.answer_to("id-1") == "null" ? 42 : code;
  });
  INFO(outcome.log);
  CHECK(outcome.code == 42);
  const auto lines = stub::lines_of(outcome.log);
  REQUIRE(lines.size() == 2);
  const json line = json::parse(lines[0], nullptr, false);
  CHECK(line["message"] == "in the handler");
  CHECK(line["level"] == "DEBUG");
  CHECK(line["requestId"] == "id-1");
  CHECK(json::parse(lines[1], nullptr, false)["level"] == "FATAL");
}

TEST_CASE("an API that nobody serves, or without an address, is one line and code 2", "[runtime]") {
  std::string nobody;
  {
    const StubApi api;
    nobody = lb::detail::to_text(api.address());
  }
  for (const std::string& address : {nobody, std::string("nowhere")}) {
    DYNAMIC_SECTION((address == nobody)) {
      const auto outcome = stub::in_child([&] {
        ::setenv("AWS_LAMBDA_RUNTIME_API", address.c_str(), 1);
        const lb::Dispatcher dispatcher;
        const char* const arguments[] = {"bootstrap", nullptr};
        return lb::run(dispatcher, 1, arguments);
      });
      CHECK(outcome.code == 2);
      CHECK(stub::lines_of(outcome.log).size() == 1);
      CHECK(outcome.says(address));
    }
  }
}
