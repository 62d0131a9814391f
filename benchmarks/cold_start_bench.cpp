// SPDX-License-Identifier: Apache-2.0
// How long does a whole process take from its start to its first request for an event? Beside its
// packaged form, one static file, the same program linked with shared libraries.
//
//   cold_start_bench BOOTSTRAP PROGRAM [--json FILE] [--quick]
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
double start(const bench::Listener& listener, const char* program) {
  std::string variable = "AWS_LAMBDA_RUNTIME_API=127.0.0.1:" + std::to_string(listener.port());
  char* const environment[] = {variable.data(), nullptr};
  std::string name = program;
  char* const arguments[] = {name.data(), nullptr};
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

}  // namespace

int main(int count, char** values) {
  if (count < 3 || values[1][0] == '-' || values[2][0] == '-') {
    std::fprintf(stderr, "usage: cold_start_bench BOOTSTRAP PROGRAM [--json FILE] [--quick]\n");
    return 2;
  }
  const char* const bootstrap = values[1];
  const char* const program = values[2];
  bench::Harness harness("cold_start", count - 2, values + 2);
  const bench::Listener listener;
  const auto contender = [&](const char* name, const char* file) {
    return bench::Contender{
        .name = name, .run = [] {}, .time = [&listener, file] { return start(listener, file); }};
  };
  const auto results = harness.measure(
      "first request", {contender("lambent", bootstrap), contender("shared_libraries", program)});
  bench::at_most(2, results[0].ns / 1e6, "start to first request: ms");
  return harness.finish();
}
