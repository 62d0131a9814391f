// SPDX-License-Identifier: Apache-2.0
// Runs a dispatcher as a program: on AWS Lambda, or on files and a local port. Needs the target
// lambent::runtime.
//
//   int main(int argc, char** argv) {
//     lambent::Dispatcher dispatcher;
//     dispatcher.on<lambent::S3Event>(make_thumbnails);
//     return lambent::run(dispatcher, argc, argv);
//   }
#pragma once

#include <chrono>
#include <functional>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "lambent/context.h"
#include "lambent/dispatcher.h"

namespace lambent::inline LAMBENT_ABI {

/// What run() does besides bringing events to handlers.
struct RunOptions {
  /// Runs first, for what may fail: reading settings, connecting. What it returns or throws is
  /// reported as the reason why the function cannot start.
  std::function<absl::Status()> init{};
  /// Run at the end, the last one first; none begins after shutdown_time, and none runs where init
  /// has failed. What one throws is logged. On Lambda they register an internal extension, without
  /// which a process is killed unasked, and run on a thread of their own, even beside a handler that
  /// does not come to its end.
  std::vector<std::function<void()>> on_shutdown{};
  /// How long before its deadline a handler's Context::stop asks it to come to an end; at most a
  /// day. It asks, too, when the process is to end. Its callbacks run on a thread that all share.
  std::chrono::milliseconds stop_before_deadline{100};
  /// What Lambda gives a process between SIGTERM and its end: 500 ms, or 2 s with an external
  /// extension; at most a day. Half of it is for handlers that still run.
  std::chrono::milliseconds shutdown_time{500};
};

/// Runs the dispatcher, and returns what main() should return: 0 fine, 1 failed or not answered, 2
/// wrong usage, a file that cannot be read, or nothing to run on, after one line on standard error.
///
/// On Lambda, where AWS_LAMBDA_RUNTIME_API is set, it takes events until the environment is shut
/// down; as many at once as AWS_LAMBDA_MAX_CONCURRENCY says, one where it is not set. What handlers
/// throw or return as a failure is reported, and the next event is taken.
///
/// Elsewhere, `program FILE...` dispatches payloads from files, `-` or nothing being standard
/// input, and prints an answer each; `program --serve [HOST:PORT]` listens on 127.0.0.1:9000 unless
/// told otherwise, and answers POST /2015-03-31/functions/function/invocations as Lambda's Invoke
/// does, until SIGINT or SIGTERM.
///
/// Handlers are called from several threads at once, on Lambda where it says so, locally where
/// requests come so. One run() at a time in a process.
LAMBENT_API int run(const Dispatcher& dispatcher, int argc, const char* const* argv,
                    const RunOptions& options = {});

/// How much a line of the log matters.
enum class LogLevel { kTrace, kDebug, kInfo, kWarn, kError, kFatal };

/// Writes a line with the context's request id to the log. AWS_LAMBDA_LOG_FORMAT says in which form,
/// AWS_LAMBDA_LOG_LEVEL from which level on. Lines of several threads do not mix.
/// Thread-safety: from any thread at any time.
LAMBENT_API void log(LogLevel level, std::string_view message, const Context& context = {});

}  // namespace lambent::inline LAMBENT_ABI
