// SPDX-License-Identifier: Apache-2.0
// What becomes of events: answers, and failures of all kinds, as the Runtime API gets them.
#include <cctype>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "catch.h"
#include "lambda_run.h"
#include "lambent/json.h"
#include "lambent/version.h"

namespace shop {

struct OutOfTea : std::runtime_error {
  using std::runtime_error::runtime_error;
};
template <class T>
struct Broken : std::logic_error {
  using std::logic_error::logic_error;
};
struct Error404 : std::exception {
  const char* what() const noexcept override { return "no such page"; }
};
struct _1 : std::exception {};  // a name without two letters

}  // namespace shop

namespace {

namespace lb = lambent;
using nlohmann::json;
using stub::Call;
using stub::Fault;
using stub::Request;
using stub::StubApi;

using Handler = std::function<absl::StatusOr<std::string>()>;

/// The one request that reports what a handler did.
Request report_of(const Handler& handler, std::string* log = nullptr) {
  StubApi api;
  api.give({.id = "id"});
  api.end();
  lb::Dispatcher dispatcher;
  stub::answer_with(dispatcher, [&](const lb::Context&) { return handler(); });
  const auto outcome = stub::run(api, dispatcher);
  if (log != nullptr) *log = outcome.log;
  CHECK(api.count(Call::kResponse) == 0);
  const auto reports = api.requests(Call::kError);
  REQUIRE(reports.size() == 1);
  CHECK(reports[0].header("Content-Type") == "application/json");
  return reports[0];
}

/// Whether metrics know it: (Runtime|Function)\.[A-Z][a-zA-Z]+
bool is_category(std::string_view text) {
  const std::size_t dot = text.find('.');
  if (text.substr(0, dot) != "Function" && text.substr(0, dot) != "Runtime") return false;
  const std::string_view name = text.substr(dot + 1);
  if (name.size() < 2 || name[0] < 'A' || name[0] > 'Z') return false;
  for (const char c : name)
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) return false;
  return true;
}

/// A header that can be sent, and read by X-Ray.
void check_cause(const Request& report, const std::string& type, std::string_view message) {
  const std::string text(report.header("Lambda-Runtime-Function-XRay-Error-Cause"));
  CHECK(text.size() < std::size_t{64} << 10);
  for (const char c : text) REQUIRE((c >= ' ' && c < 0x7f));
  const json cause = json::parse(text, nullptr, false);
  REQUIRE(cause.is_object());
  CHECK(cause["working_directory"] == "/var/task");
  REQUIRE(cause["exceptions"].size() == 1);
  CHECK(cause["exceptions"][0]["type"] == type);
  CHECK(cause["exceptions"][0]["stack"].is_array());
  const std::string told = cause["exceptions"][0]["message"];
  CHECK(!told.empty() == !message.empty());
  CHECK(message.starts_with(told));
}

void throw_nested() {
  try {
    throw std::out_of_range("no such key");
  } catch (...) {
    std::throw_with_nested(std::runtime_error("cannot read the settings"));
  }
}

void throw_nested_int() {
  try {
    throw 7;
  } catch (...) {
    std::throw_with_nested(std::runtime_error("cannot count"));
  }
}

Handler throws(void (*f)()) {
  return [f]() -> absl::StatusOr<std::string> {
    f();
    return "null";
  };
}

}  // namespace

TEST_CASE("what a handler throws is reported with its type and its message", "[runtime]") {
  struct Row {
    const char* name;
    void (*thrower)();
    std::string type;
    std::string category;
    std::string message;
  };
  const std::string none = "an exception that is no std::exception";
  const Row rows[] = {
      {"an exception", [] { throw std::runtime_error("it rains"); }, "std::runtime_error",
       "Function.RuntimeError", "it rains"},
      {"one of the user's", [] { throw shop::OutOfTea("no tea left"); }, "shop::OutOfTea",
       "Function.OutOfTea", "no tea left"},
      {"a template", [] { throw shop::Broken<std::vector<int>>("broken"); },
       "shop::Broken<std::vector<int, std::allocator<int> > >", "Function.Broken", "broken"},
      {"digits in its name", [] { throw shop::Error404(); }, "shop::Error404", "Function.Error",
       "no such page"},
      {"a name without letters", [] { throw shop::_1(); }, "shop::_1", "Function.Unknown",
       "std::exception"},
      {"without a message", [] { throw std::runtime_error(""); }, "std::runtime_error",
       "Function.RuntimeError", ""},
      {"a number", [] { throw 7; }, "int", "Function.Int", none},
      {"text", [] { throw "text"; }, "char const*", "Function.CharConst", none},
      {"nested", throw_nested, "std::runtime_error", "Function.RuntimeError",
       "cannot read the settings: no such key"},
      {"a number nested", throw_nested_int, "std::runtime_error", "Function.RuntimeError",
       "cannot count: " + none},
      {"not ASCII", [] { throw std::runtime_error("caf\xc3\xa9 \xf0\x9f\x8d\xb5 \"\\\n\x7f"); },
       "std::runtime_error", "Function.RuntimeError", "caf\xc3\xa9 \xf0\x9f\x8d\xb5 \"\\\n\x7f"},
      {"invalid UTF-8",
       [] {
         throw std::runtime_error(
             "a\xff\xc3"
             "b\xed\xa0\x80");
       },
       "std::runtime_error", "Function.RuntimeError",
       "a\xef\xbf\xbd\xef\xbf\xbd"
       "b\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      const Request report = report_of(throws(row.thrower));
      const json body = json::parse(report.body, nullptr, false);
      REQUIRE(body.is_object());
      CHECK(body["errorType"] == row.type);
      CHECK(body["errorMessage"] == row.message);
      CHECK(body["stackTrace"] == json::array());
      const std::string category(report.header("Lambda-Runtime-Function-Error-Type"));
      CHECK(category == row.category);
      CHECK(is_category(category));
      check_cause(report, row.type, row.message);
    }
  }
}

TEST_CASE("a failure that a handler returns is reported with the name of its code", "[runtime]") {
  const std::vector<std::pair<absl::StatusCode, std::string>> codes = {
      {absl::StatusCode::kCancelled, "Cancelled"},
      {absl::StatusCode::kUnknown, "Unknown"},
      {absl::StatusCode::kInvalidArgument, "InvalidArgument"},
      {absl::StatusCode::kDeadlineExceeded, "DeadlineExceeded"},
      {absl::StatusCode::kNotFound, "NotFound"},
      {absl::StatusCode::kAlreadyExists, "AlreadyExists"},
      {absl::StatusCode::kPermissionDenied, "PermissionDenied"},
      {absl::StatusCode::kResourceExhausted, "ResourceExhausted"},
      {absl::StatusCode::kFailedPrecondition, "FailedPrecondition"},
      {absl::StatusCode::kAborted, "Aborted"},
      {absl::StatusCode::kOutOfRange, "OutOfRange"},
      {absl::StatusCode::kUnimplemented, "Unimplemented"},
      {absl::StatusCode::kInternal, "Internal"},
      {absl::StatusCode::kUnavailable, "Unavailable"},
      {absl::StatusCode::kDataLoss, "DataLoss"},
      {absl::StatusCode::kUnauthenticated, "Unauthenticated"}};
  for (const auto& [code, name] : codes) {
    DYNAMIC_SECTION(name) {
      const Request report = report_of([code = code] { return absl::Status(code, "no tea"); });
      const json body = json::parse(report.body);
      CHECK(body["errorType"] == name);
      CHECK(body["errorMessage"] == "no tea");
      CHECK(report.header("Lambda-Runtime-Function-Error-Type") == "Function." + name);
      check_cause(report, name, "no tea");
    }
  }
}

TEST_CASE("a message too long for the API is cut between two characters", "[runtime]") {
  for (const std::string& piece : {std::string("x"), std::string("\""), std::string("\x01"),
                                   std::string("\xe2\x82\xac"), std::string("\xff")}) {
    DYNAMIC_SECTION(static_cast<int>(static_cast<unsigned char>(piece[0]))) {
      std::string message;
      while (message.size() < 2 * 1024 * 1024) message += piece;
      std::string log;
      const Request report = report_of(
          [&]() -> absl::StatusOr<std::string> { throw std::runtime_error(message); }, &log);
      CHECK(report.body.size() > 1024);
      CHECK(report.body.size() <= std::size_t{256} << 10);
      CHECK(log.size() <= std::size_t{256} << 10);
      const json body = json::parse(report.body, nullptr, false);
      REQUIRE(body.is_object());
      const std::string told = body["errorMessage"];
      CHECK(told.ends_with("..."));
      const std::string readable = piece == "\xff" ? "\xef\xbf\xbd" : piece;
      CHECK((told.size() - 3) % readable.size() == 0);
      CHECK(told.starts_with(readable));
      check_cause(report, "std::runtime_error", told);
    }
  }
}

TEST_CASE("a type that is too long for a header is cut", "[runtime]") {
  const Request report = report_of([] {
    absl::Status status = absl::InternalError("no tea");
    status.SetPayload(lb::kErrorTypePayload, absl::Cord(std::string(100'000, '"')));
    return status;
  });
  const std::string type = json::parse(report.body)["errorType"];
  CHECK(type == std::string(1024, '"'));
  check_cause(report, type, "no tea");
  const Request named = report_of([] {
    absl::Status status = absl::InternalError("no tea");
    status.SetPayload(lb::kErrorTypePayload, absl::Cord(std::string(100'000, 'T')));
    return status;
  });
  CHECK(named.header("Lambda-Runtime-Function-Error-Type").size() < 2000);
}

TEST_CASE("a handler without an answer answers null", "[runtime]") {
  const auto answer_of = [](auto handler) {
    StubApi api;
    api.give({.id = "id"});
    api.end();
    lb::Dispatcher dispatcher;
    dispatcher.otherwise<lb::RawJson>(handler);
    stub::run(api, dispatcher);
    const auto posts = api.requests(Call::kResponse);
    REQUIRE(posts.size() == 1);
    CHECK(posts[0].header("Content-Type") == "application/json");
    CHECK(posts[0].header("User-Agent") == "lambent/" LAMBENT_VERSION);
    CHECK(!posts[0].has("Lambda-Runtime-Function-Response-Mode"));
    CHECK(!posts[0].has("Expect"));
    return posts[0].body;
  };
  CHECK(answer_of([](const lb::RawJson&) {}) == "null");
  CHECK(answer_of([](const lb::RawJson&) { return absl::OkStatus(); }) == "null");
  CHECK(answer_of([](const lb::RawJson&) { return json{{"tea", "\xc3\xa9"}}; }) ==
        "{\"tea\":\"\xc3\xa9\"}");
  CHECK(answer_of([](const lb::RawJson&) -> absl::StatusOr<std::string> { return "t\"ea"; }) ==
        R"("t\"ea")");
}

TEST_CASE("requests for events have no body, and say who asks", "[runtime]") {
  StubApi api;
  api.give({.id = "id"});
  api.end();
  lb::Dispatcher dispatcher;
  stub::echo(dispatcher);
  stub::run(api, dispatcher);
  for (const Request& next : api.requests(Call::kNext)) {
    CHECK((!next.has("Content-Length") || next.header("Content-Length") == "0"));
    CHECK(!next.has("Transfer-Encoding"));
    CHECK(next.header("User-Agent") == "lambent/" LAMBENT_VERSION);
    CHECK(next.header("Host") == lb::detail::to_text(api.address()));
  }
}

TEST_CASE("an answer of the largest size passes, of one byte more it is refused", "[runtime]") {
  for (const std::size_t size : {stub::kMostAnswer, stub::kMostAnswer + 1}) {
    DYNAMIC_SECTION(size) {
      const bool fits = size <= stub::kMostAnswer;
      StubApi api;
      api.give({.id = "large"});
      api.give({.id = "next"});
      api.end();
      lb::Dispatcher dispatcher;
      stub::answer_with(dispatcher, [&](const lb::Context& context) {
        return context.request_id == "large" ? std::string(size, '7') : std::string("null");
      });
      const auto outcome = stub::run(api, dispatcher);
      CHECK((api.answer_to("large").value_or("").size() == (fits ? size : 0)));
      CHECK(api.answer_to("next") == "null");
      CHECK(api.count(Call::kResponse) == 2);
      CHECK(api.count(Call::kError) == 0);
      CHECK(outcome.says("413 RequestEntityTooLarge") == !fits);
      CHECK(api.requests(Call::kResponse)[0].body.size() == size);
    }
  }
}

TEST_CASE("an answer that is refused before it was read does not hold up the next event",
          "[runtime]") {
  StubApi api;
  api.have_small_buffers();
  api.misbehave(
      Call::kResponse,
      {.kind = Fault::Kind::kRefuseEarly, .status = 413, .type = "RequestEntityTooLarge"});
  api.give({.id = "large"});
  api.give({.id = "next"});
  api.end();
  lb::Dispatcher dispatcher;
  stub::answer_with(dispatcher, [&](const lb::Context& context) {
    return context.request_id == "large" ? std::string(8'000'000, '7') : std::string("null");
  });
  const auto outcome = stub::run(api, dispatcher);
  CHECK(api.answer_to("next") == "null");
  CHECK(outcome.says("413 RequestEntityTooLarge"));
  CHECK(api.count(Call::kError) == 0);
}
