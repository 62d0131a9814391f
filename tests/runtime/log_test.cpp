// SPDX-License-Identifier: Apache-2.0
#include "runtime/log.h"

#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "catch.h"
#include "lambda_run.h"
#include "lambent/events/sqs.h"
#include "lambent/response_stream.h"

namespace {

namespace lb = lambent;
using lb::LogLevel;
using lb::detail::FailureReport;
using lb::detail::Log;
using lb::detail::LogSettings;
using nlohmann::json;
using stub::StubApi;

constexpr std::array kLevels = {LogLevel::kTrace, LogLevel::kDebug, LogLevel::kInfo,
                                LogLevel::kWarn,  LogLevel::kError, LogLevel::kFatal};
constexpr std::array<const char*, 6> kNames = {"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"};

/// What becomes of one message.
std::string written(LogSettings settings, std::string_view message, const lb::Context& context = {},
                    const FailureReport* failure = nullptr) {
  const stub::LogFile file;
  settings.descriptor = file.descriptor();
  Log(settings).write(LogLevel::kInfo, message, context, failure);
  return file.text();
}

/// The text without the time in front of it.
std::string behind_time(const std::string& text) {
  const std::string form = "0000-00-00T00:00:00.000Z";
  std::string time = text.substr(0, form.size());
  for (char& c : time)
    if (c >= '1' && c <= '9') c = '0';
  CHECK(time == form);
  return text.substr(time.size());
}

/// The reading end of a pipe, read to its end on a thread of its own.
class Reader {
 public:
  Reader() {
    if (::pipe(ends_.data()) != 0) std::abort();
    thread_ = std::thread([this] {
      char bytes[1 << 12];
      for (ssize_t size = 0; (size = ::read(ends_[0], bytes, sizeof bytes)) > 0;)
        text_.append(bytes, static_cast<std::size_t>(size));
    });
  }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader() { ::close(ends_[0]); }

  int descriptor() const { return ends_[1]; }
  std::string text() {
    ::close(ends_[1]);
    thread_.join();
    return std::move(text_);
  }

 private:
  std::array<int, 2> ends_{};
  std::string text_;
  std::thread thread_;
};

struct Frame {
  std::uint64_t type, size, us;
  std::string record;
};

std::vector<Frame> frames_of(std::string_view bytes) {
  std::vector<Frame> frames;
  const auto take = [&](std::size_t size) {
    std::uint64_t number = 0;
    for (const char c : bytes.substr(0, size)) number = number << 8 | static_cast<unsigned char>(c);
    bytes.remove_prefix(size);
    return number;
  };
  while (bytes.size() >= 16) {
    Frame frame{take(4), take(4), take(8), {}};
    REQUIRE(frame.size <= bytes.size());
    frame.record = bytes.substr(0, frame.size);
    bytes.remove_prefix(frame.size);
    frames.push_back(frame);
  }
  CHECK(bytes.empty());
  return frames;
}

}  // namespace

TEST_CASE("a line of text has time, request, level and message", "[runtime][log]") {
  const lb::Context context{.request_id = "id-1", .tenant_id = "tenant-7"};
  const FailureReport failure{.type = "T", .category = "Function.T", .message = "no tea"};
  CHECK(behind_time(written({}, "tea")) == "\t-\tINFO\ttea\n");
  CHECK(behind_time(written({}, "tea", context)) == "\tid-1\tINFO\ttea\ttenant tenant-7\n");
  CHECK(behind_time(written({}, "tea", {}, &failure)) == "\t-\tINFO\ttea\tT: no tea\n");
  CHECK(behind_time(written({}, "")) == "\t-\tINFO\t\n");
}

TEST_CASE("a line of JSON has the members that the platform's tools read", "[runtime][log]") {
  const lb::Context context{.request_id = "id-1", .tenant_id = "tenant-7"};
  const FailureReport failure{.type = "T", .category = "Function.T", .message = "no \"tea\""};
  const auto line_of = [](const std::string& text) {
    CHECK(stub::lines_of(text).size() == 1);
    json line = json::parse(text, nullptr, false);
    REQUIRE(line.is_object());
    CHECK(behind_time(line["timestamp"]).empty());
    line.erase("timestamp");
    return line;
  };
  CHECK(line_of(written({.json = true}, "tea")) == json{{"level", "INFO"}, {"message", "tea"}});
  CHECK(line_of(written({.json = true}, "a\r\nb\t\"\\\x01\x7f", context, &failure)) ==
        json{{"level", "INFO"},
             {"message", "a\r\nb\t\"\\\x01\x7f"},
             {"requestId", "id-1"},
             {"tenantId", "tenant-7"},
             {"errorType", "T"},
             {"errorMessage", "no \"tea\""}});
}

TEST_CASE("times are of now, in UTC", "[runtime][log]") {
  const auto text = [](std::chrono::system_clock::time_point time) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    std::tm utc{};
    ::gmtime_r(&seconds, &utc);
    char digits[32];
    return std::string(digits, std::strftime(digits, sizeof digits, "%Y-%m-%dT%H:%M:%S", &utc));
  };
  const auto before = text(std::chrono::system_clock::now());
  const std::string line = written({}, "tea");
  const auto after = text(std::chrono::system_clock::now());
  CHECK(before <= line.substr(0, before.size()));
  CHECK(line.substr(0, after.size()) <= after);
}

TEST_CASE("lines of text within a message stay together", "[runtime][log]") {
  const std::string text = written({}, "one\ntwo\r\n\nthree\n");
  CHECK(stub::lines_of(text).size() == 1);
  CHECK(text.ends_with("\tone\rtwo\r\r\rthree\r\n"));
  const FailureReport failure{.type = "a\nb", .category = "", .message = "c\nd"};
  const lb::Context context{.request_id = "i\nd", .tenant_id = "t\nt"};
  CHECK(stub::lines_of(written({}, "m", context, &failure)).size() == 1);
}

TEST_CASE("what is no UTF-8 is replaced in every part of a line", "[runtime][log]") {
  const lb::Context context{.request_id = "i\xff", .tenant_id = "t\xc3"};
  const std::string replaced = "\xef\xbf\xbd";
  CHECK(written({}, "m\xed\xa0\x80\xc3\xa9", context)
            .ends_with("\ti" + replaced + "\tINFO\tm" + replaced + replaced + replaced +
                       "\xc3\xa9\ttenant t" + replaced + "\n"));
  const json line = json::parse(written({.json = true}, "m\xff", context), nullptr, false);
  REQUIRE(line.is_object());
  CHECK(line["message"] == "m" + replaced);
  CHECK(line["requestId"] == "i" + replaced);
  CHECK(line["tenantId"] == "t" + replaced);
}

TEST_CASE("what matters less than the level is left out", "[runtime][log]") {
  for (std::size_t least = 0; least < kLevels.size(); ++least) {
    for (const bool is_json : {false, true}) {
      const stub::LogFile file;
      const Log log({.json = is_json, .level = kLevels[least], .descriptor = file.descriptor()});
      for (const LogLevel level : kLevels) log.write(level, "m");
      const auto lines = stub::lines_of(file.text());
      REQUIRE(lines.size() == kLevels.size() - least);
      for (std::size_t i = 0; i < lines.size(); ++i)
        CHECK(lines[i].find(kNames[least + i]) != std::string::npos);
    }
  }
}

TEST_CASE("the environment says form, level and where the log goes", "[runtime][log]") {
  struct Row {
    const char* format;
    const char* level;
    const char* concurrency;
    bool json;
    LogLevel expected;
  };
  const Row rows[] = {
      {nullptr, nullptr, nullptr, false, LogLevel::kInfo},
      {"Text", "TRACE", nullptr, false, LogLevel::kTrace},
      {"JSON", "DEBUG", nullptr, true, LogLevel::kDebug},
      {"json", "info", nullptr, true, LogLevel::kInfo},
      {"xml", "Warn", nullptr, false, LogLevel::kWarn},
      {"", "ERROR", nullptr, false, LogLevel::kError},
      {"JSON", "FATAL", nullptr, true, LogLevel::kFatal},
      {"JSON", "LOUD", nullptr, true, LogLevel::kInfo},
      {"Text", "", "4", true, LogLevel::kInfo},
  };
  for (const Row& row : rows) {
    const stub::Variable format("AWS_LAMBDA_LOG_FORMAT", row.format);
    const stub::Variable level("AWS_LAMBDA_LOG_LEVEL", row.level);
    const stub::Variable concurrency("AWS_LAMBDA_MAX_CONCURRENCY", row.concurrency);
    const stub::Variable descriptor("_LAMBDA_TELEMETRY_LOG_FD", nullptr);
    const LogSettings settings = LogSettings::of_environment();
    CHECK(settings.json == row.json);
    CHECK(settings.level == row.expected);
    CHECK(settings.descriptor == STDERR_FILENO);
    CHECK(!settings.framed);
  }
  for (const char* const text : {"62", "", "x", "-1", "6x", "99999999999"}) {
    const stub::Variable descriptor("_LAMBDA_TELEMETRY_LOG_FD", text);
    const LogSettings settings = LogSettings::of_environment();
    CHECK(settings.framed == (std::string_view(text) == "62"));
    CHECK(settings.descriptor == (settings.framed ? 62 : STDERR_FILENO));
    // Children must not write there.
    const char* const left = std::getenv("_LAMBDA_TELEMETRY_LOG_FD");
    CHECK((left == nullptr || *left == '\0'));
  }
}

TEST_CASE("a framed log says kind, length and time in front of each record", "[runtime][log]") {
  const auto now = [] {
    return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(
                                          std::chrono::system_clock::now().time_since_epoch())
                                          .count());
  };
  for (const bool is_json : {false, true}) {
    DYNAMIC_SECTION((is_json ? "JSON" : "text")) {
      const stub::LogFile file;
      const Log log({.json = is_json,
                     .level = LogLevel::kTrace,
                     .descriptor = file.descriptor(),
                     .framed = true});
      const auto before = now();
      for (const LogLevel level : kLevels) log.write(level, "one\ntwo");
      log.write(LogLevel::kInfo, std::string(70'000, 'x'));
      const auto frames = frames_of(file.text());
      REQUIRE(frames.size() == kLevels.size() + 1);
      for (std::size_t i = 0; i < kLevels.size(); ++i) {
        const Frame& frame = frames[i];
        CHECK(frame.type == ((is_json ? 0xa55a0002u : 0xa55a0003u) | (4 * (i + 1))));
        CHECK(frame.us >= before);
        CHECK(frame.us <= now());
        CHECK(frame.record.find(kNames[i]) != std::string::npos);
        CHECK(!frame.record.ends_with('\n'));
        CHECK(json::accept(frame.record) == is_json);
      }
      CHECK(frames.back().size > 70'000);
    }
  }
}

TEST_CASE("lines of several threads do not mix, however long they are", "[runtime][log]") {
  constexpr unsigned kThreads = 8;
  constexpr unsigned kLines = 60;
  for (const bool is_framed : {false, true}) {
    DYNAMIC_SECTION((is_framed ? "framed" : "lines")) {
      Reader reader;
      const Log log({.descriptor = reader.descriptor(), .framed = is_framed});
      std::vector<std::thread> threads;
      for (unsigned thread = 0; thread < kThreads; ++thread)
        threads.emplace_back([&log, thread] {
          const std::string id = "id-" + std::to_string(thread);
          // More than a pipe takes at once, and less.
          for (unsigned i = 0; i < kLines; ++i)
            log.write(LogLevel::kInfo,
                      std::string(i % 4 == 0 ? 100'000 : 10, static_cast<char>('a' + thread)),
                      {.request_id = id});
        });
      for (std::thread& thread : threads) thread.join();
      const std::string text = reader.text();
      std::vector<std::string> lines;
      if (is_framed) {
        for (const Frame& frame : frames_of(text)) lines.push_back(frame.record);
      } else {
        lines = stub::lines_of(text);
      }
      CHECK(lines.size() == kThreads * kLines);
      unsigned whole = 0;
      for (const std::string& line : lines) {
        for (unsigned thread = 0; thread < kThreads; ++thread) {
          const std::string head = "\tid-" + std::to_string(thread) + "\tINFO\t";
          const std::size_t at = line.find(head);
          if (at != 24) continue;
          const std::string message = line.substr(at + head.size());
          whole += (message.size() == 10 || message.size() == 100'000) &&
                   message.find_first_not_of(static_cast<char>('a' + thread)) == message.npos;
        }
      }
      CHECK(whole == kThreads * kLines);
    }
  }
}

TEST_CASE("every line about an event has its request, whichever slot handles it",
          "[runtime][log]") {
  constexpr unsigned kEvents = 200;
  const auto outcome = stub::in_child([] {
    StubApi api(4);
    for (unsigned i = 0; i < kEvents; ++i) api.give({.id = "id-" + std::to_string(i)});
    api.end();
    ::setenv("AWS_LAMBDA_RUNTIME_API", lb::detail::to_text(api.address()).c_str(), 1);
    ::setenv("AWS_LAMBDA_MAX_CONCURRENCY", "4", 1);
    lb::Dispatcher dispatcher;
    stub::answer_with(dispatcher, [](const lb::Context& context) -> absl::StatusOr<std::string> {
      lb::log(LogLevel::kInfo, "begins " + std::string(context.request_id), context);
      return absl::InternalError("fails " + std::string(context.request_id));
    });
    const char* const arguments[] = {"bootstrap", nullptr};
    return lb::run(dispatcher, 1, arguments);
  });
  CHECK(outcome.code == 1);
  std::map<std::string, unsigned> lines;
  unsigned wrong = 0;
  for (const std::string& text : stub::lines_of(outcome.log)) {
    const json line = json::parse(text, nullptr, false);
    REQUIRE(line.is_object());
    if (line["level"] == "FATAL") continue;  // the end of a slot is about no event
    const std::string id = line.value("requestId", "");
    ++lines[id];
    const bool begins = line["message"] == "begins " + id && line["level"] == "INFO";
    const bool fails = line.value("errorMessage", "") == "fails " + id && line["level"] == "ERROR";
    wrong += !begins && !fails;
  }
  for (const auto& [id, count] : lines) wrong += count != 2;
  CHECK(lines.size() == kEvents);
  CHECK(wrong == 0);
}

TEST_CASE("no payload is logged, whatever becomes of it", "[runtime][log]") {
  const std::string secret = "Tr0ub4dor";
  const std::string text = "\"" + secret + "\"";
  const std::vector<std::pair<std::string, std::string>> payloads = {
      {"text", text},
      {"unknown", R"({"a":)" + text + "}"},
      {"broken", R"({"a":)" + text},
      {"no JSON", secret},
      {"invalid UTF-8", "\"" + secret + "\xff\""},
      {"a member of another type",
       R"({"Records":[{"messageId":"m","eventSource":"aws:sqs","body":{"a":)" + text +
           R"(},"attributes":)" + text + "}]}"},
      {"a number that is none", R"({"Records":[{"eventSource":"aws:sqs","body":")" + secret +
                                    R"(","attributes":{"ApproximateReceiveCount":)" + text +
                                    "}}]}"},
      {"an event", R"({"Records":[{"messageId":"m","eventSource":"aws:sqs","body":)" + text +
                       R"(,"eventSourceARN":"arn:aws:sqs:eu-west-1:1:q"}]})"},
      {"too large", "\"" + secret + std::string(stub::kMostAnswer, 'x') + "\""}};
  const auto check = [&](lb::Dispatcher& dispatcher) {
    for (const bool is_json : {false, true}) {
      StubApi api;
      for (const auto& [id, body] : payloads)
        api.give({.id = id,
                  .body = body,
                  .headers = {{"Lambda-Runtime-Client-Context", text},
                              {"Lambda-Runtime-Cognito-Identity", text}}});
      api.end();
      const auto outcome =
          stub::run(api, dispatcher, {.log = {.json = is_json, .level = LogLevel::kTrace}});
      INFO(outcome.log);
      CHECK(!outcome.log.empty());
      CHECK(!outcome.says(secret));
    }
  };
  SECTION("nobody handles it") {
    lb::Dispatcher dispatcher;
    check(dispatcher);
  }
  SECTION("handlers fail") {
    lb::Dispatcher dispatcher;
    dispatcher.on<lb::SqsEvent>([](const lb::SqsEvent&) { return absl::InternalError("no tea"); });
    dispatcher.otherwise<lb::RawJson>(
        [](const lb::RawJson&) { return absl::InternalError("no tea"); });
    check(dispatcher);
  }
  SECTION("it is answered with itself") {
    lb::Dispatcher dispatcher;
    stub::echo(dispatcher);
    check(dispatcher);
  }
  SECTION("it is streamed, and breaks") {
    lb::Dispatcher dispatcher;
    dispatcher.around([](std::string_view payload, const lb::Context& context,
                         const lb::Next&) -> absl::StatusOr<std::string> {
      lb::ResponseStream stream(context);
      if (absl::Status gone = stream.write(payload); !gone.ok()) return gone;
      return "null";
    });
    check(dispatcher);
  }
}
