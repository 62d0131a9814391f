// SPDX-License-Identifier: Apache-2.0
// Answers that leave in pieces, as the Runtime API gets them.
#include <chrono>
#include <functional>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include "catch.h"
#include "lambda_run.h"
#include "lambent/response_stream.h"

namespace {

namespace lb = lambent;
using nlohmann::json;
using Kind = stub::Fault::Kind;
using std::chrono::milliseconds;
using stub::Call;
using stub::Fault;
using stub::Request;
using stub::StubApi;

/// Has its first event handled by a handler that streams, and another one behind it.
class Streaming {
 public:
  explicit Streaming(std::optional<unsigned> slots = {}) : api(slots), setup_{slots} {}

  /// The handler returns a Status, or a StatusOr<std::string>.
  template <class Handler>
  void run(const Handler& handler, const stub::Headers& headers = {}) {
    api.give({.id = "first", .headers = headers});
    api.give({.id = "second"});
    api.end();
    lb::Dispatcher dispatcher;
    stub::answer_with(dispatcher, [&](const lb::Context& context) -> absl::StatusOr<std::string> {
      if (context.request_id != "first") return "null";
      auto result = handler(context);
      if (result.ok() && std::is_same_v<decltype(result), absl::Status>) return "null";
      return result;
    });
    outcome = stub::run(api, dispatcher, setup_);
    CHECK(api.answer_to("second") == "null");
  }
  /// The one streamed answer.
  Request answer() const {
    Request found;
    unsigned count = 0;
    for (const Request& request : api.requests(Call::kResponse)) {
      if (!request.path.ends_with("/first/response")) continue;
      found = request;
      ++count;
    }
    REQUIRE(count == 1);
    CHECK(found.header("Lambda-Runtime-Function-Response-Mode") == "streaming");
    CHECK(found.header("Transfer-Encoding") == "chunked");
    CHECK(found.header("Trailer") ==
          "Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body");
    CHECK(!found.has("Content-Length"));
    CHECK(api.count(Call::kError) == 0);
    return found;
  }

  StubApi api;
  stub::Outcome outcome;

 private:
  stub::Setup setup_;
};

std::string epoch_ms_in(milliseconds ahead) {
  const auto then = std::chrono::system_clock::now() + ahead;
  return std::to_string(std::chrono::duration_cast<milliseconds>(then.time_since_epoch()).count());
}

/// What the trailers say of the failure.
json failure_in(const Request& answer) {
  CHECK(answer.is_whole);
  const auto body = lb::Base64{answer.trailer("Lambda-Runtime-Function-Error-Body")}.bytes();
  REQUIRE(body);
  const json failure = json::parse(*body, nullptr, false);
  REQUIRE(failure.is_object());
  return failure;
}

const std::string kZeros(8, '\0');

}  // namespace

TEST_CASE("pieces leave when they are written, and the next event is taken behind the last one",
          "[runtime][stream]") {
  Streaming streaming;
  bool all_came = true;
  const auto came = [&](std::size_t count) {
    return streaming.api.wait_until([&] {
      const auto requests = streaming.api.requests(Call::kResponse);
      return !requests.empty() && requests[0].chunks.size() == count;
    });
  };
  streaming.run([&](const lb::Context& context) -> absl::Status {
    lb::ResponseStream stream(context, "text/plain");
    const std::string pieces[] = {"one", std::string(100'000, '2'), "3"};
    std::size_t written = 0;
    for (const std::string& piece : pieces) {
      if (absl::Status gone = stream.write(piece); !gone.ok()) return gone;
      if (absl::Status gone = stream.write(""); !gone.ok()) return gone;
      all_came &= came(++written);
    }
    return stream.finish();
  });
  CHECK(all_came);
  const Request answer = streaming.answer();
  CHECK(answer.header("Content-Type") == "text/plain");
  CHECK(answer.chunks.size() == 3);
  CHECK(answer.body == "one" + std::string(100'000, '2') + "3");
  CHECK(answer.trailers.empty());
  CHECK(answer.is_whole);
  CHECK(!streaming.outcome.says("ERROR"));
}

TEST_CASE("an HTTP answer begins with its head and eight zeros", "[runtime][stream]") {
  Streaming streaming;
  streaming.run([](const lb::Context& context) -> absl::Status {
    lb::HttpResponse head = lb::HttpResponse::text("body", 201);
    head.headers.push_back({"X-Tea", "\"Assam\""});
    head.cookies.push_back("a=b; Secure");
    lb::ResponseStream stream(context, head);
    if (absl::Status gone = stream.write(" and more"); !gone.ok()) return gone;
    return stream.finish();
  });
  const Request answer = streaming.answer();
  CHECK(answer.header("Content-Type") == "application/vnd.awslambda.http-integration-response");
  const std::size_t end = answer.body.find(kZeros);
  REQUIRE(end < 16 * 1024);
  CHECK(answer.body.substr(end + 8) == "body and more");
  CHECK(json::parse(answer.body.substr(0, end), nullptr, false) ==
        json{{"statusCode", 201},
             {"headers", {{"Content-Type", "text/plain; charset=utf-8"}, {"X-Tea", "\"Assam\""}}},
             {"cookies", {"a=b; Secure"}}});
}

TEST_CASE("an answer of no bytes is one, too", "[runtime][stream]") {
  SECTION("of HTTP") {
    Streaming streaming;
    streaming.run([](const lb::Context& context) {
      return lb::ResponseStream(context, lb::HttpResponse::no_content()).finish();
    });
    const std::string body = streaming.answer().body;
    REQUIRE(body.ends_with(kZeros));
    CHECK(json::parse(body.substr(0, body.size() - 8), nullptr, false)["statusCode"] == 204);
  }
  SECTION("of bytes") {
    Streaming streaming;
    streaming.run([](const lb::Context& context) { return lb::ResponseStream(context).finish(); });
    const Request answer = streaming.answer();
    CHECK(answer.header("Content-Type") == "application/octet-stream");
    CHECK(answer.body.empty());
    CHECK(answer.is_whole);
    CHECK(streaming.api.answer_to("first") == "");
  }
}

TEST_CASE("before its first byte a stream may still fail, or not be used", "[runtime][stream]") {
  Streaming streaming;
  SECTION("a failure is reported as of any handler") {
    streaming.run([](const lb::Context& context) -> absl::Status {
      const lb::ResponseStream stream(context);
      return absl::NotFoundError("no tea");
    });
    CHECK(streaming.api.count(Call::kError) == 1);
    CHECK(streaming.api.count(Call::kResponse) == 1);
  }
  SECTION("an exception, too") {
    streaming.run([](const lb::Context& context) -> absl::Status {
      const lb::ResponseStream stream(context);
      throw std::runtime_error("no tea");
    });
    CHECK(streaming.api.requests(Call::kError).at(0).header("Lambda-Runtime-Function-Error-Type") ==
          "Function.RuntimeError");
    CHECK(streaming.api.count(Call::kResponse) == 1);
  }
  SECTION("the handler's answer is sent as usual") {
    streaming.run([](const lb::Context& context) -> absl::StatusOr<std::string> {
      const lb::ResponseStream stream(context);
      return "7";
    });
    CHECK(streaming.api.answer_to("first") == "7");
  }
}

TEST_CASE("a stream that fails on its way says why in trailers", "[runtime][stream]") {
  struct Row {
    const char* name;
    std::function<absl::Status(lb::ResponseStream&)> end;
    std::string type;
    std::string message;
    std::string category;
  };
  const std::string longest(2 * 1024 * 1024, '"');
  const Row rows[] = {
      {"a failure", [](lb::ResponseStream&) { return absl::DataLossError("caf\xc3\xa9"); },
       "DataLoss", "caf\xc3\xa9", "Function.DataLoss"},
      {"an exception",
       [](lb::ResponseStream&) -> absl::Status { throw std::runtime_error("no\r\nmore"); },
       "std::runtime_error", "no\r\nmore", "Function.RuntimeError"},
      {"told to",
       [](lb::ResponseStream& stream) {
         stream.fail(absl::ResourceExhaustedError("no tea"));
         return absl::OkStatus();
       },
       "ResourceExhausted", "no tea", "Function.ResourceExhausted"},
      {"left", [](lb::ResponseStream&) { return absl::OkStatus(); }, "Cancelled",
       "the handler left its answer unfinished", "Function.Cancelled"},
      {"a long story",
       [&](lb::ResponseStream&) -> absl::Status { throw std::runtime_error(longest); },
       "std::runtime_error", longest, "Function.RuntimeError"}};
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      Streaming streaming;
      streaming.run([&](const lb::Context& context) -> absl::Status {
        lb::ResponseStream stream(context);
        if (absl::Status gone = stream.write("half"); !gone.ok()) return gone;
        return row.end(stream);
      });
      const Request answer = streaming.answer();
      CHECK(answer.body == "half");
      CHECK(answer.trailer("Lambda-Runtime-Function-Error-Type") == row.category);
      const json failure = failure_in(answer);
      CHECK(failure["errorType"] == row.type);
      const std::string message = failure["errorMessage"];
      CHECK(row.message.starts_with(message));
      CHECK((message == row.message || message.size() > 1000));
      CHECK(failure["stackTrace"].is_array());
      CHECK(streaming.outcome.says("the answer is not whole"));
    }
  }
}

TEST_CASE("20 MB are streamed, in one piece or in many", "[runtime][stream]") {
  for (const std::size_t piece : {std::size_t{20} << 20, std::size_t{70'001}}) {
    DYNAMIC_SECTION(piece) {
      std::string all(std::size_t{20} << 20, '\0');
      for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<char>(i * 2654435761u >> 7);
      Streaming streaming;
      streaming.run([&](const lb::Context& context) -> absl::Status {
        lb::ResponseStream stream(context);
        for (std::string_view left = all; !left.empty();
             left.remove_prefix(std::min(piece, left.size())))
          if (absl::Status gone = stream.write(left.substr(0, piece)); !gone.ok()) return gone;
        return stream.finish();
      });
      CHECK((streaming.answer().body == all));
      CHECK(streaming.api.answer_to("first").has_value());
    }
  }
}

TEST_CASE("a stream waits for a reader that does not read, but not beyond the deadline",
          "[runtime][stream]") {
  for (const auto& slots : {std::optional<unsigned>(), std::optional<unsigned>(1)}) {
    DYNAMIC_SECTION((slots ? "several at once" : "one at a time")) {
      Streaming streaming(slots);
      streaming.api.have_small_buffers();
      streaming.api.misbehave(Call::kResponse, {.kind = Kind::kDoNotRead});
      absl::Status status;
      milliseconds left{1};
      const auto begin = std::chrono::steady_clock::now();
      streaming.run(
          [&](const lb::Context& context) {
            lb::ResponseStream stream(context);
            const std::string piece(1'000'000, 'x');
            for (int i = 0; i < 100 && status.ok(); ++i) status = stream.write(piece);
            left = context.remaining();
            return status;
          },
          {{"Lambda-Runtime-Deadline-Ms", epoch_ms_in(milliseconds(200))}});
      const auto took = std::chrono::steady_clock::now() - begin;
      CHECK(absl::IsDeadlineExceeded(status));
      CHECK(left == milliseconds(0));
      CHECK(took >= milliseconds(200));
      // What the API still has to say is not waited for: the slot is needed.
      CHECK(took < std::chrono::seconds(20));
      CHECK(streaming.api.count(Call::kError) == 0);
    }
  }
}

TEST_CASE("a stream that is refused on its way tells its handler, and the log why",
          "[runtime][stream]") {
  struct Row {
    int status;
    const char* type;
  };
  for (const Row& row : {Row{410, "InvokeTimeout"}, Row{413, "RequestEntityTooLarge"},
                         Row{400, "InvalidRequestID"}}) {
    DYNAMIC_SECTION(row.status) {
      Streaming streaming(1);
      streaming.api.misbehave(Call::kResponse,
                              {.kind = Kind::kRefuseEarly, .status = row.status, .type = row.type});
      absl::Status status;
      streaming.run([&](const lb::Context& context) {
        lb::ResponseStream stream(context);
        for (int i = 0; i < 1'000'000 && status.ok(); ++i) status = stream.write("tea");
        CHECK(!stream.write("more").ok());
        return status;
      });
      CHECK(absl::IsUnavailable(status));
      CHECK(streaming.outcome.says("was refused: " + std::to_string(row.status) + " " + row.type));
      CHECK(streaming.api.count(Call::kError) == 0);
    }
  }
}

TEST_CASE("an end that is refused is an error of finish()", "[runtime][stream]") {
  Streaming streaming;
  streaming.api.misbehave(Call::kResponse, Fault::answer(410, "InvokeTimeout"));
  absl::Status status;
  streaming.run([&](const lb::Context& context) {
    status = lb::ResponseStream(context).finish();
    return status;
  });
  CHECK(absl::IsUnavailable(status));
  CHECK(streaming.outcome.says("410 InvokeTimeout"));
  CHECK(streaming.api.count(Call::kError) == 0);
}

TEST_CASE("an end that is taken is so with any status of success", "[runtime][stream]") {
  Streaming streaming;
  streaming.api.misbehave(Call::kResponse, Fault::answer(200, ""));
  absl::Status status;
  streaming.run([&](const lb::Context& context) {
    status = lb::ResponseStream(context).finish();
    return status;
  });
  CHECK(status.ok());
  CHECK(!streaming.outcome.says("ERROR"));
}

TEST_CASE("a stream whose connection breaks tells its handler", "[runtime][stream]") {
  for (const Kind kind : {Kind::kHangUp, Kind::kBreak, Kind::kBreakInHead}) {
    DYNAMIC_SECTION(static_cast<int>(kind)) {
      Streaming streaming;
      streaming.api.misbehave(Call::kResponse, {.kind = kind, .by_reset = true});
      absl::Status status;
      streaming.run([&](const lb::Context& context) {
        lb::ResponseStream stream(context);
        const int most = kind == Kind::kHangUp ? 1'000'000 : 10;
        for (int i = 0; i < most && status.ok(); ++i) status = stream.write("tea");
        if (status.ok()) status = stream.finish();
        return status;
      });
      CHECK(absl::IsUnavailable(status));
      CHECK(streaming.outcome.says("could not be sent"));
      // A piece that was sent cannot be sent again.
      CHECK(streaming.api.count(Call::kResponse) == 2);
      CHECK(streaming.api.count(Call::kError) == 0);
    }
  }
}

TEST_CASE("a stream begins on a new connection where the API has closed the old one",
          "[runtime][stream]") {
  for (const bool by_reset : {false, true}) {
    DYNAMIC_SECTION(by_reset) {
      Streaming streaming;
      streaming.api.misbehave(Call::kNext, {.kind = Kind::kCloseBehind, .by_reset = by_reset});
      streaming.run([&](const lb::Context& context) -> absl::Status {
        if (!streaming.api.wait_until([&] { return streaming.api.closed() == 1; }))
          return absl::DeadlineExceededError("the stub does not close");
        lb::ResponseStream stream(context);
        if (absl::Status gone = stream.write("tea"); !gone.ok()) return gone;
        return stream.finish();
      });
      CHECK(streaming.answer().body == "tea");
    }
  }
}

TEST_CASE("an event has one streamed answer, and nothing behind it", "[runtime][stream]") {
  Streaming streaming;
  std::vector<absl::Status> refused;
  streaming.run([&](const lb::Context& context) -> absl::StatusOr<std::string> {
    lb::ResponseStream stream(context);
    if (absl::Status gone = stream.write("tea"); !gone.ok()) return gone;
    refused.push_back(lb::ResponseStream(context).write("another"));
    if (absl::Status gone = stream.finish(); !gone.ok()) return gone;
    refused.push_back(stream.write("more"));
    refused.push_back(stream.finish());
    refused.push_back(lb::ResponseStream(context).finish());
    return "\"not sent\"";
  });
  REQUIRE(refused.size() == 4);
  for (const absl::Status& status : refused) CHECK(absl::IsFailedPrecondition(status));
  CHECK(streaming.answer().body == "tea");
}
