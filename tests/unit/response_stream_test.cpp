// SPDX-License-Identifier: Apache-2.0
#include "lambent/response_stream.h"

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "catch.h"
#include "lambent/dispatcher.h"
#include "lambent/events/alb.h"
#include "lambent/events/apigateway_http.h"
#include "lambent/events/apigateway_rest.h"
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
  {
    lb::ResponseStream stream({.response_sink = &sink});
  }
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

TEST_CASE("a stream that fails without a reason has failed all the same", "[stream]") {
  Collected sink;
  {
    lb::ResponseStream stream({.response_sink = &sink});
    CHECK(stream.write("half").ok());
    stream.fail(absl::OkStatus());
  }
  CHECK_FALSE(sink.finished);
  CHECK(absl::IsUnknown(sink.reason));
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

TEST_CASE("an answer whose head nobody takes does not go on without it", "[stream]") {
  Collected sink;
  sink.is_read = false;
  lb::ResponseStream stream({.response_sink = &sink}, lb::HttpResponse::text("0"));
  CHECK(absl::IsUnavailable(stream.write("1")));
  CHECK(absl::IsUnavailable(sink.reason));
  sink.is_read = true;
  CHECK(absl::IsFailedPrecondition(stream.write("2")));
  CHECK(absl::IsFailedPrecondition(stream.finish()));
  CHECK(sink.bytes.empty());
  CHECK_FALSE(sink.finished);
}

namespace {

/// Streams "012" as `/rows`; the others fail behind their first piece.
lb::Dispatcher with_routes() {
  lb::Routes routes;
  routes
      .get("/rows",
           [](const lb::Context& context) -> absl::Status {
             lb::ResponseStream stream(context, lb::HttpResponse::text("0"));
             for (const char* const row : {"1", "2"})
               if (absl::Status gone = stream.write(row); !gone.ok()) return gone;
             return stream.finish();
           })
      .get("/half",
           [](const lb::Context& context) -> absl::Status {
             lb::ResponseStream stream(context, lb::HttpResponse::text("0"));
             (void)stream.write("1");
             return absl::DataLossError("the disk is broken");
           })
      .get("/thrown",
           [](const lb::Context& context) {
             lb::ResponseStream stream(context, lb::HttpResponse::text("0"));
             (void)stream.write("1");
             throw std::runtime_error("thrown");
           })
      .get("/unexplained",
           [](const lb::Context& context) {
             lb::ResponseStream stream(context, lb::HttpResponse::text("0"));
             (void)stream.write("1");
             stream.fail(absl::OkStatus());
           })
      .get("/left",
           [](const lb::Context& context) {
             lb::ResponseStream stream(context, lb::HttpResponse::text("0"));
             (void)stream.write("1");
           })
      .get("/abandoned",
           [](const lb::Context& context) {
             (void)context.response_sink->begin_http(lb::HttpResponse::text("0"));
             (void)context.response_sink->write("01");
           })
      .get("/abandoned/without/a/reason",
           [](const lb::Context& context) {
             (void)context.response_sink->begin("text/plain");
             (void)context.response_sink->write("01");
             context.response_sink->fail(absl::OkStatus());
           })
      .cors({.origins = {"https://shop.example.com"}});
  lb::Dispatcher dispatcher;
  dispatcher.on_http(std::move(routes));
  return dispatcher;
}

lb::FunctionUrlRequest url_request(std::string_view path, std::string_view method = "GET") {
  return {.raw_path = path,
          .headers = {{"origin", "https://shop.example.com"}},
          .request_context = {.http = {.method = method, .path = path}}};
}

/// Remembers what it is told.
struct Failures final : lb::FailureListener {
  void failed(std::string_view, const absl::Status& failure, const lb::Context& context) override {
    told.push_back(std::string(context.request_id) + ": " + std::string(failure.message()));
  }
  std::vector<std::string> told;
};

}  // namespace

TEST_CASE("a route streams where the gateway takes it, with the headers of CORS",
          "[stream][routes]") {
  const lb::Dispatcher dispatcher = with_routes();
  Collected sink;
  CHECK(dispatcher.dispatch(url_request("/rows"), {.response_sink = &sink}).ok());
  CHECK(sink.finished);
  CHECK(sink.bytes.substr(sink.bytes.find('\0')) == kZeros + "012");
  CHECK(sink.bytes.find(R"("Access-Control-Allow-Origin":"https://shop.example.com")") !=
        sink.bytes.npos);

  Collected rest;
  const lb::ApiGatewayRequest request{.resource = "/rows", .path = "/rows", .http_method = "GET"};
  CHECK(dispatcher.dispatch(request, {.response_sink = &rest}).ok());
  CHECK(rest.bytes.ends_with("012"));
}

TEST_CASE("behind gateways that take no streams a route answers in one piece", "[stream][routes]") {
  const lb::Dispatcher dispatcher = with_routes();
  Collected sink;
  const lb::AlbRequest alb{.http_method = "GET", .path = "/rows"};
  const auto by_alb = dispatcher.dispatch(alb, {.response_sink = &sink});
  REQUIRE(by_alb.ok());
  CHECK(by_alb->body == "012");
  CHECK(by_alb->headers.at("Content-Type") == "text/plain; charset=utf-8");
  const lb::HttpApiRequest http{.raw_path = "/rows",
                                .request_context = {.http = {.method = "GET", .path = "/rows"}}};
  const auto by_http = dispatcher.dispatch(http, {.response_sink = &sink});
  REQUIRE(by_http.ok());
  CHECK(by_http->body == "012");
  CHECK(sink.content_type.empty());
}

TEST_CASE("a streaming route answers in one piece where nobody takes a stream, and to HEAD",
          "[stream][routes]") {
  const lb::Dispatcher dispatcher = with_routes();
  const auto embedded = dispatcher.dispatch(url_request("/rows"));
  REQUIRE(embedded.ok());
  CHECK(embedded->body == "012");
  Collected sink;
  const auto head = dispatcher.dispatch(url_request("/rows", "HEAD"), {.response_sink = &sink});
  REQUIRE(head.ok());
  CHECK(head->status_code == 200);
  CHECK(head->body.empty());
  CHECK(sink.content_type.empty());
}

TEST_CASE("a stream of a route that fails tells why", "[stream][routes]") {
  const lb::Dispatcher dispatcher = with_routes();
  for (const auto& [path, message] :
       {std::pair("/half", "the disk is broken"),
        {"/thrown", "thrown"},
        {"/unexplained", "the answer is not whole"},
        {"/left", "the handler left its answer unfinished"},
        {"/abandoned", "the handler left its answer unfinished"},
        {"/abandoned/without/a/reason", "the handler left its answer unfinished"}}) {
    DYNAMIC_SECTION(path) {
      Collected sink;
      Failures failures;
      (void)dispatcher.dispatch(
          url_request(path),
          {.request_id = "r1", .response_sink = &sink, .failure_listener = &failures});
      CHECK_FALSE(sink.finished);
      CHECK(sink.bytes.ends_with("01"));
      CHECK(sink.reason.message() == message);
      CHECK(failures.told == std::vector<std::string>{std::string("r1: ") + message});

      const auto in_one_piece = dispatcher.dispatch(url_request(path));
      REQUIRE(in_one_piece.ok());
      CHECK(in_one_piece->status_code == 500);
    }
  }
}
