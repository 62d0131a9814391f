// SPDX-License-Identifier: Apache-2.0
// What does the loop of the Lambda runtime cost for an event, from taking it to giving the answer,
// beside the same two HTTP exchanges with a bare socket on a connection that is kept?
#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>

#include "harness.h"
#include "lambent/dispatcher.h"
#include "runtime/lambda.h"
#include "runtime_stub.h"

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kEvents = 2000;
constexpr int kWarmUp = 200;

/// Gives out events and takes their answers; then it refuses to go on, which ends its client.
/// Returns ns for an event, as the API sees it.
double serve_events(const bench::Listener& listener, std::string_view payload) {
  const int connection = listener.accept();
  const std::string event = bench::event_answer(payload);
  const std::string accepted = bench::http_answer("202 Accepted", "", R"({"status":"OK"})");
  std::string request;
  Clock::time_point begin;
  for (int i = 0; i < kWarmUp + kEvents; ++i) {
    if (i == kWarmUp) begin = Clock::now();
    if (!bench::read_message(connection, request) || !bench::send_all(connection, event) ||
        !bench::read_message(connection, request) || !bench::send_all(connection, accepted))
      std::abort();
  }
  const std::chrono::duration<double, std::nano> took = Clock::now() - begin;
  if (bench::read_message(connection, request))
    bench::send_all(connection, bench::http_answer("500 Internal Server Error", "", "{}"));
  ::close(connection);
  return took.count() / kEvents;
}

double by_lambent(std::string_view payload) {
  const bench::Listener listener;
  std::thread runtime([&] {
    lambent::Dispatcher dispatcher;
    dispatcher.otherwise<lambent::RawJson>([](const lambent::RawJson& json) { return json; });
    const lambent::detail::Log log({.descriptor = ::open("/dev/null", O_WRONLY | O_CLOEXEC)});
    lambent::detail::run_on_lambda(dispatcher, {.api = {"127.0.0.1", listener.port()}}, {}, log);
  });
  const double ns = serve_events(listener, payload);
  runtime.join();
  return ns;
}

double by_bare_socket(std::string_view payload) {
  const bench::Listener listener;
  std::thread client([&] {
    const int connection = bench::connect_to(listener.port());
    const std::string next =
        "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    const std::string post =
        "POST /2018-06-01/runtime/invocation/8476a536-e9f4-11e8-9739-2dfe598c3fcd/response "
        "HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ";
    std::string answer;
    for (int i = 0; i < kWarmUp + kEvents; ++i) {
      if (!bench::send_all(connection, next) || !bench::read_message(connection, answer))
        std::abort();
      const std::string_view body = std::string_view(answer).substr(answer.find("\r\n\r\n") + 4);
      if (!bench::send_all(connection,
                           post + std::to_string(body.size()) + "\r\n\r\n" + std::string(body)) ||
          !bench::read_message(connection, answer))
        std::abort();
    }
    ::close(connection);
  });
  const double ns = serve_events(listener, payload);
  client.join();
  return ns;
}

}  // namespace

int main(int count, char** values) {
  bench::Harness harness("runtime", count, values);
  const auto measure = [&](const char* name, const std::string& payload) {
    const auto contender = [&](const char* who, double (*time)(std::string_view)) {
      return bench::Contender{.name = who,
                              .run = [&payload, time] { time(payload); },
                              .operations = kWarmUp + kEvents,
                              .time = [&payload, time] { return time(payload); }};
    };
    return harness.measure(
        name, {contender("lambent", by_lambent), contender("bare_socket", by_bare_socket)});
  };
  const auto small = measure("echo", R"({"hello":"world"})");
  measure("echo of 64 KiB", "\"" + std::string(std::size_t{64} << 10, 'a') + "\"");
  bench::at_most(1.3, small[0].ns / small[1].ns, "an event: times two bare exchanges");
  return harness.finish();
}
