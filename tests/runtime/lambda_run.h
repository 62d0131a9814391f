// SPDX-License-Identifier: Apache-2.0
// The process on Lambda, run against a StubApi in this process.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "lambent/dispatcher.h"
#include "runtime/lambda.h"
#include "stub_api.h"

namespace stub {

/// A file that a log is written to, without a name.
class LogFile {
 public:
  LogFile() : file_(std::tmpfile()) {}
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;
  ~LogFile() { std::fclose(file_); }

  int descriptor() const { return ::fileno(file_); }
  std::string text() const {
    std::string all;
    char bytes[1 << 14];
    ssize_t size = 0;
    while ((size = ::pread(descriptor(), bytes, sizeof bytes, static_cast<off_t>(all.size()))) > 0)
      all.append(bytes, static_cast<std::size_t>(size));
    return all;
  }

 private:
  std::FILE* file_;
};

inline std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  for (std::size_t end = 0; (end = text.find('\n')) != text.npos; text.remove_prefix(end + 1))
    lines.emplace_back(text.substr(0, end));
  if (!text.empty()) lines.emplace_back(text);
  return lines;
}

struct Setup {
  std::optional<unsigned> max_concurrency{};
  lambent::detail::PollRules rules = {.most_failures = 1,
                                      .first_pause = std::chrono::milliseconds(1),
                                      .longest_pause = std::chrono::milliseconds(4),
                                      .refused_for = std::chrono::milliseconds(100)};
  std::chrono::milliseconds patience = lambent::detail::LambdaSettings{}.patience;
  lambent::RunOptions options{};
  lambent::detail::LogSettings log{.level = lambent::LogLevel::kTrace};
};

struct Outcome {
  int code = -1;  // of a process: -1 where a signal has ended it
  std::string log{};
  std::string out{};  // of a process, what it has printed

  bool says(std::string_view text) const { return log.find(text) != std::string::npos; }
};

/// Runs until the process would end: for most tests, because StubApi::end() was called.
inline Outcome run(const StubApi& api, const lambent::Dispatcher& dispatcher,
                   const Setup& setup = {}) {
  const LogFile file;
  lambent::detail::LogSettings settings = setup.log;
  settings.descriptor = file.descriptor();
  const lambent::detail::Log log(settings);
  const int code = lambent::detail::run_on_lambda(
      dispatcher, {api.address(), setup.max_concurrency, setup.rules, setup.patience},
      setup.options, log);
  return {code, file.text(), {}};
}

/// The same on a thread of its own.
class Running {
 public:
  Running(const StubApi& api, const lambent::Dispatcher& dispatcher, const Setup& setup = {})
      : thread_([this, &api, &dispatcher, setup] { outcome_ = run(api, dispatcher, setup); }) {}
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() {
    if (thread_.joinable()) thread_.join();
  }
  Outcome outcome() {
    thread_.join();
    return std::move(outcome_);
  }
  std::thread& thread() { return thread_; }

 private:
  Outcome outcome_;
  std::thread thread_;
};

/// What a copy of this process returned and wrote. It calls what keeps to settings that were read
/// once in a process. It finds nothing in standard input.
template <class F>
Outcome in_child(F f) {
  const LogFile errors;
  const LogFile output;
  std::fflush(stdout);  // else the copy writes that, too
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(errors.descriptor(), STDERR_FILENO);
    ::dup2(output.descriptor(), STDOUT_FILENO);
    if (std::freopen("/dev/null", "r", stdin) == nullptr) ::_exit(125);
    const int code = f();
    std::fflush(stdout);
    ::_exit(code);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, errors.text(), output.text()};
}

/// Sets a variable, or takes it away, until the end of its scope.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) {
    if (const char* const old = std::getenv(name)) old_ = old;
    set(value);
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  ~Variable() { set(old_ ? old_->c_str() : nullptr); }

 private:
  void set(const char* value) {
    if (value != nullptr) {
      ::setenv(name_, value, 1);
    } else {
      ::unsetenv(name_);
    }
  }
  const char* name_;
  std::optional<std::string> old_;
};

/// Answers every payload with itself, whatever its bytes are.
inline void echo(lambent::Dispatcher& dispatcher) {
  dispatcher.around(
      [](std::string_view payload, const lambent::Context&,
         const lambent::Next&) -> absl::StatusOr<std::string> { return std::string(payload); });
}

/// Answers every payload with what `f(const Context&)` returns, a StatusOr<std::string>.
template <class F>
void answer_with(lambent::Dispatcher& dispatcher, F f) {
  dispatcher.around(
      [f](std::string_view, const lambent::Context& context,
          const lambent::Next&) -> absl::StatusOr<std::string> { return f(context); });
}

}  // namespace stub
