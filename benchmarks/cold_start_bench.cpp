// SPDX-License-Identifier: Apache-2.0
// How long does a whole process take from its start to its first request for an event? Beside it a
// program that only connects and asks.
//
//   cold_start_bench BOOTSTRAP [--json FILE] [--quick]
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "harness.h"
#include "runtime_stub.h"

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kStarts = 20;

/// ns from starting the program until it has asked for an event; the median is the harness's.
double start(const bench::Listener& listener, const char* const program, const char* argument) {
  std::string variable = "AWS_LAMBDA_RUNTIME_API=127.0.0.1:" + std::to_string(listener.port());
  char* const environment[] = {variable.data(), nullptr};
  std::string name = program;
  std::string mode = argument;
  char* const arguments[] = {name.data(), mode.empty() ? nullptr : mode.data(), nullptr};
  double total = 0;
  std::string request;
  for (int i = 0; i < kStarts; ++i) {
    const auto begin = Clock::now();
    pid_t process = 0;
    if (::posix_spawn(&process, program, nullptr, nullptr, arguments, environment) != 0)
      std::abort();
    const int connection = listener.accept();
    if (!bench::read_message(connection, request)) std::abort();
    total += std::chrono::duration<double, std::nano>(Clock::now() - begin).count();
    ::kill(process, SIGKILL);
    ::waitpid(process, nullptr, 0);
    ::close(connection);
  }
  return total / kStarts;
}

/// What `cold_start_bench --ask` does: the least that a runtime can do.
int ask() {
  const char* const api = std::getenv("AWS_LAMBDA_RUNTIME_API");
  const std::string_view text = api != nullptr ? api : ":0";
  const int connection =
      bench::connect_to(static_cast<std::uint16_t>(std::atoi(text.data() + text.rfind(':') + 1)));
  bench::send_all(connection,
                  "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
  std::string answer;
  bench::read_message(connection, answer);
  return 0;
}

}  // namespace

int main(int count, char** values) {
  if (count > 1 && std::string_view(values[1]) == "--ask") return ask();
  if (count < 2 || values[1][0] == '-') {
    std::fprintf(stderr, "usage: cold_start_bench BOOTSTRAP [--json FILE] [--quick]\n");
    return 2;
  }
  const char* const bootstrap = values[1];
  bench::Harness harness("cold_start", count - 1, values + 1);
  const bench::Listener listener;
  const auto contender = [&](const char* name, const char* program, const char* argument) {
    return bench::Contender{
        .name = name,
        .run = [] {},
        .time = [&listener, program, argument] { return start(listener, program, argument); }};
  };
  const auto results = harness.measure(
      "first request",
      {contender("lambent", bootstrap, ""), contender("bare_socket", "/proc/self/exe", "--ask")});
  bench::at_most(2, results[0].ns / 1e6, "start to first request: ms");
  return harness.finish();
}
