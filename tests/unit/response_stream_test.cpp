// SPDX-License-Identifier: Apache-2.0
#include "lambent/response_stream.h"

#include <string>
#include <utility>

#include "catch.h"
#include "lambent/dispatcher.h"
#include "lambent/events/function_url.h"
#include "lambent/routes.h"

namespace {

namespace lb = lambent;

/// Keeps what was sent.
struct Collected final : lb::ResponseSink {
  absl::Status begin(std::string_view type) override {
    if (!content_type.empty()) return absl::FailedPreconditionError("begun");
    content_type = type;
    return absl::OkStatus();
  }
  absl::Status write(std::string_view more) override {
    if (!is_read) return absl::UnavailableError("nobody reads on");
    bytes += more;
    return absl::OkStatus();
  }
  absl::Status finish() override {
    finished = true;
    return absl::OkStatus();
  }
  void fail(const absl::Status& why) override { reason = why; }

  std::string content_type;
  std::string bytes;
  bool is_read = true;
  bool finished = false;
  absl::Status reason;
};

const std::string kZeros(8, '\0');

}  // namespace

TEST_CASE("pieces of an answer arrive in order, with their type", "[stream]") {
  Collected sink;
  lb::ResponseStream stream({.response_sink = &sink}, "text/csv");
  CHECK(sink.content_type.empty());
  CHECK(stream.write("a,b\n").ok());
  CHECK(sink.content_type == "text/csv");
  CHECK(stream.write("").ok());
  CHECK(stream.write("1,2\n").ok());
  CHECK_FALSE(sink.finished);
  CHECK(stream.finish().ok());
  CHECK(sink.bytes == "a,b\n1,2\n");
  CHECK(sink.finished);
  CHECK(absl::IsFailedPrecondition(stream.write("more")));
  CHECK(absl::IsFailedPrecondition(stream.finish()));
}

TEST_CASE("an HTTP answer has status, headers and cookies in front of eight zero bytes",
          "[stream]") {
  Collected sink;
  lb::HttpResponse head{.status = 201, .cookies = {"a=1", "b=2"}, .body = "begin,"};
  head.add("X-Row", "1").add("x-row", "2");
  lb::ResponseStream stream({.response_sink = &sink}, std::move(head));
  CHECK(stream.write("end").ok());
  CHECK(stream.finish().ok());
  CHECK(sink.content_type == "application/vnd.awslambda.http-integration-response");
  CHECK(sink.bytes == R"({"statusCode":201,"headers":{"X-Row":"1,2"},"cookies":["a=1","b=2"]})" +
                          kZeros + "begin,end");
}

TEST_CASE("an answer without a byte still has its beginning and its end", "[stream]") {
  Collected sink;
  lb::ResponseStream stream({.response_sink = &sink}, lb::HttpResponse::no_content());
  CHECK(stream.finish().ok());
  CHECK(sink.bytes == R"({"statusCode":204,"headers":{}})" + kZeros);
  CHECK(sink.finished);
}

TEST_CASE("a stream that was never written to sends nothing", "[stream]") {
  Collected sink;
  { lb::ResponseStream stream({.response_sink = &sink}); }
  CHECK(sink.content_type.empty());
  CHECK(sink.reason.ok());
}

TEST_CASE("a stream that goes away unfinished says so", "[stream]") {
  Collected sink;
  {
    lb::ResponseStream stream({.response_sink = &sink});
    CHECK(stream.write("half").ok());
  }
  CHECK_FALSE(sink.finished);
  CHECK(absl::IsCancelled(sink.reason));
}

TEST_CASE("a stream that fails gives its reason and sends no more", "[stream]") {
  Collected sink;
  {
    lb::ResponseStream stream({.response_sink = &sink});
    CHECK(stream.write("half").ok());
    stream.fail(absl::DataLossError("the disk is broken"));
    CHECK(absl::IsFailedPrecondition(stream.write("more")));
  }
  CHECK(sink.bytes == "half");
  CHECK(sink.reason == absl::DataLossError("the disk is broken"));
}

TEST_CASE("where nobody takes a stream, writing fails and the handler can answer as usual",
          "[stream]") {
  lb::ResponseStream stream(lb::Context{});
  CHECK(absl::IsFailedPrecondition(stream.write("x")));
  CHECK(absl::IsFailedPrecondition(stream.finish()));
}

TEST_CASE("a second stream of one dispatch is refused", "[stream]") {
  Collected sink;
  lb::ResponseStream first({.response_sink = &sink});
  lb::ResponseStream second({.response_sink = &sink});
  CHECK(first.write("1").ok());
  CHECK(absl::IsFailedPrecondition(second.write("2")));
  CHECK(first.finish().ok());
  CHECK(sink.bytes == "1");
}

TEST_CASE("a handler learns that nobody reads on", "[stream]") {
  Collected sink;
  sink.is_read = false;
  lb::ResponseStream stream({.response_sink = &sink});
  CHECK(absl::IsUnavailable(stream.write("x")));
  stream.fail(absl::UnavailableError("nobody reads on"));
}

TEST_CASE("a route streams through the dispatcher", "[stream][routes]") {
  lb::Routes routes;
  routes.get("/rows", [](const lb::Context& context) -> absl::Status {
    lb::ResponseStream stream(context, lb::HttpResponse::text("0"));
    for (const char* const row : {"1", "2"})
      if (absl::Status gone = stream.write(row); !gone.ok()) return gone;
    return stream.finish();
  });
  lb::Dispatcher dispatcher;
  dispatcher.on_http(std::move(routes));
  const lb::FunctionUrlRequest request{
      .raw_path = "/rows", .request_context = {.http = {.method = "GET", .path = "/rows"}}};
  Collected sink;
  CHECK(dispatcher.dispatch(request, {.response_sink = &sink}).ok());
  CHECK(sink.finished);
  CHECK(sink.bytes.substr(sink.bytes.find('\0')) == kZeros + "012");

  // Without a sink it is a failure like any other.
  const auto answer = dispatcher.dispatch(request);
  REQUIRE(answer.ok());
  CHECK(answer->status_code == 500);
}
