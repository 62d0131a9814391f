// SPDX-License-Identifier: Apache-2.0
#include "runtime/local.h"

#include <array>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "catch.h"
#include "lambent/dispatcher.h"
#include "lambent/json.h"
#include "lambent/response_stream.h"
#include "runtime/invocation.h"
#include "served.h"

namespace {

namespace lb = lambent;
using lb::detail::HttpClient;
using lb::detail::HttpReply;
using stub::invoke;
using stub::Served;

/// What the endpoint says to these bytes, until it hangs up.
std::string exchanged(const Served& served, std::string_view bytes) {
  stub::RawClient client(served.address());
  client.send(bytes);
  return client.rest();
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  while (times-- > 0) all += text;
  return all;
}

/// Answers with the payload itself.
lb::Dispatcher echo() {
  lb::Dispatcher dispatcher;
  dispatcher.otherwise<lb::RawJson>([](const lb::RawJson& json) { return json; });
  return dispatcher;
}

}  // namespace

TEST_CASE("the local endpoint answers an event with the handler's answer", "[local]") {
  const lb::Dispatcher dispatcher = echo();
  Served served(dispatcher);
  HttpClient client(served.address());
  for (const std::string payload : {R"({"a":1})", "null", "7", R"("text")"}) {
    HttpReply reply = invoke(client, payload);
    CHECK(reply.status() == 200);
    CHECK(reply.body() == payload);
    CHECK(reply.field("content-type") == "application/json");
    CHECK(reply.field("X-Amz-Executed-Version") == "$LATEST");
    CHECK(reply.field("X-Amzn-RequestId").size() == 36);
    CHECK(reply.field("X-Amz-Function-Error").empty());
  }
}

TEST_CASE("the local endpoint hands on what the request says of itself", "[local]") {
  lb::Dispatcher dispatcher;
  dispatcher.otherwise<lb::RawJson>([](const lb::RawJson&, const lb::Context& context) {
    const bool limited = context.remaining() <= std::chrono::seconds(300) &&
                         context.remaining() > std::chrono::seconds(200);
    return nlohmann::json{context.request_id,
                          context.trace_id,
                          context.tenant_id,
                          context.function_arn,
                          nlohmann::json::parse(context.client_context.text),
                          limited};
  });
  Served served(dispatcher);
  HttpClient client(served.address());
  HttpReply reply = invoke(client, "{}",
                           {{"x-amzn-requestid", "id-1"},
                            {"X-Amzn-Trace-Id", "Root=1"},
                            {"X-Amz-Tenant-Id", "blue"},
                            {"X-Amz-Client-Context", "eyJjdXN0b20iOnsiYSI6MX19"}});
  CHECK(reply.body() ==
        R"(["id-1","Root=1","blue","arn:aws:lambda:us-east-1:012345678912:function:function",)"
        R"({"custom":{"a":1}},true])");
  CHECK(reply.field("X-Amzn-RequestId") == "id-1");
  CHECK(invoke(client, "{}", {{"X-Amz-Client-Context", "no base64!"}}).status() == 400);
}

TEST_CASE("the local endpoint reports what a handler fails with, and what no handler takes",
          "[local]") {
  lb::Dispatcher dispatcher;
  dispatcher.otherwise<lb::RawJson>([](const lb::RawJson& json) -> absl::Status {
    if (json.text == "1") throw std::runtime_error("caf\xc3\xa9 \xff failed");
    return absl::UnauthenticatedError("Unauthorized");
  });
  Served served(dispatcher);
  HttpClient client(served.address());

  HttpReply thrown = invoke(client, "1", {{"X-Amzn-RequestId", "id-7"}});
  CHECK(thrown.status() == 200);
  CHECK(thrown.field("X-Amz-Function-Error") == "Unhandled");
  CHECK(thrown.field("Error-Type") == "Function.RuntimeError");
  CHECK(thrown.body() ==
        "{\"errorMessage\":\"caf\xc3\xa9 \xef\xbf\xbd failed\","
        "\"errorType\":\"std::runtime_error\",\"stackTrace\":[]}");

  HttpReply returned = invoke(client, "2");
  CHECK(returned.field("Error-Type") == "Function.Unauthenticated");
  CHECK(returned.body() ==
        R"({"errorMessage":"Unauthorized","errorType":"Unauthenticated","stackTrace":[]})");

  for (const std::string payload : {"", "{", "\xff"}) {
    HttpReply undecodable = invoke(client, payload);
    CHECK(undecodable.status() == 200);
    CHECK(undecodable.field("Error-Type") == "Function.DecodeError");
  }
  const std::string log = served.stop();
  CHECK(log.find("id-7\tERROR\t") != log.npos);
}

TEST_CASE("requests that are none of its own get their own answers", "[local]") {
  const lb::Dispatcher dispatcher = echo();
  Served served(dispatcher);
  HttpClient client(served.address());
  CHECK(client.exchange({.is_post = true, .path = "/elsewhere"})->status() == 404);
  CHECK(client.exchange({.path = lb::detail::kInvokePath})->status() == 405);
  const std::string qualified = std::string(lb::detail::kInvokePath) + "?Qualifier=$LATEST";
  CHECK(client.exchange({.is_post = true, .path = qualified, .body = "1"})->status() == 200);
  CHECK(invoke(client, "1", {{"X-Amz-Invocation-Type", "DryRun"}}).status() == 204);
  CHECK(invoke(client, "1", {{"X-Amz-Invocation-Type", "Sometimes"}}).status() == 400);
}

TEST_CASE("payloads and answers have the sizes that Lambda takes", "[local]") {
  lb::Dispatcher dispatcher;
  dispatcher.otherwise<lb::RawJson>([](const lb::RawJson& json) {
    const bool longer = json.text == "1";
    return std::string(lb::detail::kMostPayload - (longer ? 1 : 2), 'a');  // and quotes
  });
  Served served(dispatcher);
  HttpClient client(served.address());
  CHECK(invoke(client, "0").body().size() == lb::detail::kMostPayload);
  HttpReply too_large = invoke(client, "1");
  CHECK(too_large.field("Error-Type") == "Function.ResponseSizeTooLarge");

  std::string payload(lb::detail::kMostPayload, ' ');
  payload[0] = '0';
  CHECK(invoke(client, payload).status() == 200);
  payload += ' ';
  CHECK(invoke(client, payload).status() == 413);
  CHECK(invoke(client, "0").status() == 200);
}

TEST_CASE("an asynchronous event is taken before it is handled", "[local]") {
  std::mutex mutex;
  std::condition_variable changed;
  bool answered = false;
  std::atomic<int> handled = 0;
  lb::Dispatcher dispatcher;
  dispatcher.otherwise<lb::RawJson>([&](const lb::RawJson&, const lb::Context& context) {
    std::unique_lock lock(mutex);
    changed.wait_for(lock, std::chrono::seconds(30), [&] { return answered; });
    handled += answered && context.response_sink == nullptr ? 1 : 0;
  });
  Served served(dispatcher);
  HttpClient client(served.address());
  HttpReply taken = invoke(client, "1", {{"X-Amz-Invocation-Type", "Event"}});
  CHECK(taken.status() == 202);
  CHECK(taken.field("Connection") == "close");  // the next request must not wait behind it
  {
    const std::lock_guard lock(mutex);
    answered = true;
  }
  changed.notify_all();
  served.stop();
  CHECK(handled == 1);
}

TEST_CASE("several requests are handled at once", "[local]") {
  constexpr int kAtOnce = 4;
  std::mutex mutex;
  std::condition_variable changed;
  int inside = 0;
  lb::Dispatcher dispatcher;
  dispatcher.otherwise<lb::RawJson>([&](const lb::RawJson&) {
    std::unique_lock lock(mutex);
    ++inside;
    changed.notify_all();
    return nlohmann::json(
        changed.wait_for(lock, std::chrono::seconds(30), [&] { return inside == kAtOnce; }));
  });
  Served served(dispatcher);
  std::array<std::string, kAtOnce> answers;
  std::vector<std::thread> clients;
  for (std::string& answer : answers)
    clients.emplace_back([&] {
      HttpClient client(served.address());
      auto reply = client.exchange(
          {.is_post = true, .path = lb::detail::kInvokePath, .fields = {}, .body = "1"});
      if (reply.ok()) answer = reply->body();
    });
  for (std::thread& client : clients) client.join();
  for (const std::string& answer : answers) CHECK(answer == "true");
}

TEST_CASE("a request that is being handled when the endpoint stops is still answered", "[local]") {
  std::optional<Served> served;
  lb::Dispatcher dispatcher;
  dispatcher.otherwise<lb::RawJson>([&](const lb::RawJson&) {
    served->stop_soon();
    return std::string("answered");
  });
  served.emplace(dispatcher);
  HttpClient client(served->address());
  CHECK(invoke(client, "1").body() == "\"answered\"");
  CHECK(served->stop().empty());
}

TEST_CASE("a streamed answer leaves the local endpoint in pieces", "[local][stream]") {
  lb::Dispatcher dispatcher;
  dispatcher.otherwise<lb::RawJson>(
      [](const lb::RawJson& json, const lb::Context& context) -> absl::Status {
        lb::ResponseStream stream(context, lb::HttpResponse::text("0"));
        if (absl::Status gone = stream.write("1"); !gone.ok()) return gone;
        if (json.text == "2") return absl::DataLossError("the disk is broken");
        if (json.text == "3") throw std::runtime_error("thrown");
        return stream.finish();
      });
  Served served(dispatcher);
  HttpClient client(served.address());
  const std::string bytes =
      R"({"statusCode":200,"headers":{"Content-Type":"text/plain; charset=utf-8"}})" +
      std::string(8, '\0') + "01";
  HttpReply whole = invoke(client, "1");
  CHECK(whole.status() == 200);
  CHECK(whole.field("Transfer-Encoding") == "chunked");
  CHECK(whole.field("Content-Type") == "application/vnd.awslambda.http-integration-response");
  CHECK(whole.body() == bytes);
  CHECK(whole.field("Lambda-Runtime-Function-Error-Type").empty());

  HttpReply broken = invoke(client, "2");
  CHECK(broken.body() == bytes);
  CHECK(broken.field("Lambda-Runtime-Function-Error-Type") == "Function.DataLoss");
  CHECK(lb::Base64{broken.field("Lambda-Runtime-Function-Error-Body")}.bytes() ==
        R"({"errorMessage":"the disk is broken","errorType":"DataLoss","stackTrace":[]})");
  CHECK(invoke(client, "3").field("Lambda-Runtime-Function-Error-Type") == "Function.RuntimeError");
}

TEST_CASE("what a streamed answer fails with is shortened to what trailers take",
          "[local][stream]") {
  // 6 KiB end within a character.
  const std::string cut = "x" + repeated("\xc3\xa9", 5000);
  // Where each byte takes six and base64 makes eight of them, the trailer still is one.
  const std::string longest = repeated("\x01", std::size_t{64} << 10);
  lb::Dispatcher dispatcher;
  dispatcher.otherwise<lb::RawJson>(
      [&](const lb::RawJson& json, const lb::Context& context) -> absl::Status {
        lb::ResponseStream stream(context);
        if (absl::Status gone = stream.write("half"); !gone.ok()) return gone;
        return absl::DataLossError(json.text == "1" ? cut : longest);
      });
  Served served(dispatcher);
  HttpClient client(served.address());
  const auto message_of = [](const HttpReply& reply) {
    const auto json = lb::Base64{reply.field("Lambda-Runtime-Function-Error-Body")}.bytes();
    return nlohmann::json::parse(json.value_or(""))["errorMessage"].get<std::string>();
  };
  HttpReply first = invoke(client, "1");
  CHECK(first.body() == "half");
  CHECK(first.field("Lambda-Runtime-Function-Error-Type") == "Function.DataLoss");
  CHECK(message_of(first) == cut.substr(0, 6143));
  HttpReply second = invoke(client, "2");
  CHECK(second.body() == "half");
  CHECK(message_of(second) == longest.substr(0, 6144));
  CHECK(served.stop().find(cut) != std::string::npos);  // the log has all of it
}

TEST_CASE("a client of HTTP/1.0 gets a streamed answer as plain bytes", "[local][stream]") {
  lb::Dispatcher dispatcher;
  dispatcher.otherwise<lb::RawJson>(
      [](const lb::RawJson&, const lb::Context& context) -> absl::Status {
        lb::ResponseStream stream(context, "text/plain");
        if (absl::Status gone = stream.write("hello"); !gone.ok()) return gone;
        return stream.finish();
      });
  Served served(dispatcher);
  const std::string answer = exchanged(served, "POST " + std::string(lb::detail::kInvokePath) +
                                                   " HTTP/1.0\r\nContent-Length: 1\r\n\r\n1");
  CHECK(answer.ends_with("\r\n\r\nhello"));
  CHECK(answer.find("chunked") == answer.npos);
}

TEST_CASE("a chunked request, and one that waits to be asked for its body", "[local]") {
  const lb::Dispatcher dispatcher = echo();
  Served served(dispatcher);
  const std::string head = "POST " + std::string(lb::detail::kInvokePath) +
                           " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";
  CHECK(exchanged(served, head + "Transfer-Encoding: chunked\r\n\r\n1\r\n4\r\n1\r\n2\r\n0\r\n\r\n")
            .ends_with("\r\n\r\n42"));
  const std::string asked =
      exchanged(served, head + "Expect: 100-Continue\r\nContent-Length: 2\r\n\r\n42");
  CHECK(asked.starts_with("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"));
  CHECK(asked.ends_with("\r\n\r\n42"));
}

TEST_CASE("bytes that are no HTTP are refused", "[local]") {
  const lb::Dispatcher dispatcher = echo();
  Served served(dispatcher);
  CHECK(exchanged(served, "what is this\r\n\r\n").starts_with("HTTP/1.1 400 "));
}

TEST_CASE("handlers are asked to stop when the endpoint is", "[local]") {
  std::optional<Served> served;
  lb::Dispatcher dispatcher;
  dispatcher.otherwise<lb::RawJson>([&](const lb::RawJson&, const lb::Context& context) {
    served->stop_soon();
    std::mutex mutex;
    std::condition_variable_any asked;
    std::unique_lock lock(mutex);
    asked.wait_for(lock, context.stop, std::chrono::seconds(30), [] { return false; });
    return nlohmann::json(context.stop.stop_requested());
  });
  served.emplace(dispatcher);
  HttpClient client(served->address());
  CHECK(invoke(client, "1").body() == "true");
}

TEST_CASE("a port in use and an address that is none are errors of listening", "[local]") {
  auto first = lb::detail::HttpServer::listen({"127.0.0.1", 0});
  REQUIRE(first.ok());
  const auto second = lb::detail::HttpServer::listen({"127.0.0.1", first->port()});
  CHECK(absl::IsAlreadyExists(second.status()));
  CHECK(absl::IsInvalidArgument(lb::detail::HttpServer::listen({"192.0.2.1", 0}).status()));
}

TEST_CASE("an address is a numeric host or localhost, and a port", "[local]") {
  const auto port_of = [](std::string_view text) {
    const auto endpoint = lb::detail::parse_endpoint(text);
    return endpoint.ok() ? lb::detail::to_text(*endpoint) : std::string("none");
  };
  CHECK(port_of("127.0.0.1:9001") == "127.0.0.1:9001");
  CHECK(port_of("localhost:1") == "localhost:1");
  CHECK(port_of("[::1]:65535") == "[::1]:65535");
  for (const char* const wrong :
       {"", "9001", ":9001", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536",
        "::1:9001", "[127.0.0.1]:1", "example.com:80", "127.0.0.1:1 ", "127.0.0.1:-1"})
    CHECK(port_of(wrong) == "none");
}
