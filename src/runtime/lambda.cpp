// SPDX-License-Identifier: Apache-2.0
#include "runtime/lambda.h"

#include <fmt/format.h>

#include <atomic>
#include <charconv>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <limits>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "lambent/detail/exceptions.h"
#include "runtime/poller.h"
#include "runtime/signals.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

using Steady = std::chrono::steady_clock;

/// What Lambda gives an event at most.
constexpr std::chrono::minutes kLongestEvent{90};

/// How often a signal is looked for while slots finish after another one's failure.
constexpr std::chrono::milliseconds kLookForSignals{50};

/// The slots of the process, each on a thread.
class Slots {
 public:
  Slots(const PollerShared& shared, Interrupt& stop) : shared_(shared), stop_(stop) {}

  /// Takes events until the process should end, the first slot on this thread with `first`.
  void run(unsigned count, RuntimeApi& first) {
    std::list<std::thread> threads;
    for (unsigned slot = 1; slot < count; ++slot) {
      {
        const std::lock_guard lock(mutex_);
        ++running_;
      }
      const absl::Status started = without_exceptions([&] {
        threads.emplace_back([this] {
          RuntimeApi api(shared_.settings.api, shared_.settings.patience);
          run_one(api);
        });
        return absl::OkStatus();
      });
      if (started.ok()) continue;
      shared_.dispatching.log.write(
          LogLevel::kError, fmt::format("only {} of {} slots could be opened", slot, count));
      leave(true);
      break;
    }
    run_one(first);
    for (std::thread& thread : threads) thread.join();
  }

  /// Whether all have ended by then.
  bool wait_until(Steady::time_point then) {
    std::unique_lock lock(mutex_);
    return ended_.wait_until(lock, then, [&] { return running_ == 0; });
  }

  bool have_failed() {
    const std::lock_guard lock(mutex_);
    return have_failed_;
  }

 private:
  void run_one(RuntimeApi& api) {
    const bool fine = Poller(shared_, api).run();
    // One that cannot go on ends the process: the platform starts another. First it says that it
    // has failed: whoever sees the end would take it for a shutdown else, and hurry the others.
    leave(fine);
    if (!fine) stop_.set();
  }
  void leave(bool fine) {
    const std::lock_guard lock(mutex_);
    have_failed_ |= !fine;
    if (--running_ == 0) ended_.notify_all();
  }

  const PollerShared& shared_;
  Interrupt& stop_;
  std::mutex mutex_;
  std::condition_variable ended_;
  unsigned running_ = 1;  // the first one counts before it runs: the end may come earlier
  bool have_failed_ = false;
};

/// Says what kept the function from starting, there and here.
void report_init(RuntimeApi& api, const absl::Status& status, const Log& log) {
  const FailureReport failure = report_of(status);
  log.write(LogLevel::kFatal, "the function cannot start", {}, &failure);
  const auto reply = api.report_init(failure);
  if (!reply.ok() || reply->status() >= 300)
    log.write(LogLevel::kError, "the failure could not be reported");
}

}  // namespace

absl::StatusOr<LambdaSettings> LambdaSettings::of_environment(const Log& log) {
  const char* const api = std::getenv("AWS_LAMBDA_RUNTIME_API");
  auto address = parse_endpoint(api != nullptr ? api : "");
  if (!address.ok())
    return absl::InvalidArgumentError("AWS_LAMBDA_RUNTIME_API: " +
                                      std::string(address.status().message()));
  LambdaSettings settings;
  settings.api = *std::move(address);
  if (const char* const text = std::getenv("AWS_LAMBDA_MAX_CONCURRENCY")) {
    const std::string_view number = text;
    unsigned count = 0;
    const auto [stop, error] = std::from_chars(number.data(), number.data() + number.size(), count);
    const bool is_number = error == std::errc() && stop == number.data() + number.size();
    if (!is_number || count < 1) {
      log.write(LogLevel::kWarn,
                fmt::format("AWS_LAMBDA_MAX_CONCURRENCY: expected a number from 1 to {}, found "
                            "'{}': there is one slot for events",
                            std::numeric_limits<unsigned>::max(), text));
      count = 1;
    }
    settings.max_concurrency = count;
    settings.rules = PollRules::of_several_at_once();
  }
  return settings;
}

absl::Status initialise(const Dispatcher& dispatcher, const RunOptions& options) {
  absl::Status status = dispatcher.status();
  if (status.ok() && options.init) status = without_exceptions(options.init);
  return status;
}

void run_shutdown(const RunOptions& options, Steady::time_point until, const Log& log) {
  auto left = options.on_shutdown.size();
  for (; left > 0 && Steady::now() < until; --left) {
    const absl::Status status = without_exceptions([&] {
      options.on_shutdown[left - 1]();
      return absl::OkStatus();
    });
    if (status.ok()) continue;
    const FailureReport failure = report_of(status);
    log.write(LogLevel::kError, "a shutdown function failed", {}, &failure);
  }
  if (left > 0)
    log.write(LogLevel::kWarn, fmt::format("no time left for {} shutdown functions", left));
}

int run_on_lambda(const Dispatcher& dispatcher, const LambdaSettings& settings,
                  const RunOptions& options, const Log& log) {
  RuntimeApi api(settings.api, settings.max_concurrency ? settings.patience : RuntimeApi::kEndless);
  if (const absl::Status status = api.connect(); !status.ok()) {
    fmt::print(stderr, "lambent: cannot reach the Runtime API at {}: {}\n", to_text(settings.api),
               std::string(status.message()));
    return 2;
  }
  if (const absl::Status status = initialise(dispatcher, options); !status.ok()) {
    report_init(api, status, log);
    return 1;
  }

  // Without these nobody would learn of a signal.
  const bool can_be_stopped = !options.on_shutdown.empty() || settings.max_concurrency;
  Interrupt stop;
  StopRequests stop_requests;
  const PollerShared shared{
      {dispatcher, options, stop_requests, log}, settings, can_be_stopped ? &stop : nullptr};
  Slots slots(shared, stop);
  if (!can_be_stopped) {
    slots.run(1, api);
    return slots.have_failed() ? 1 : 0;
  }

  const EndingSignals signals(stop, {SIGTERM}, SecondSignal::kIsIgnored);
  std::string extension;
  if (!options.on_shutdown.empty()) {
    auto registered = api.register_extension("lambent");
    if (registered.ok()) {
      extension = *std::move(registered);
    } else {
      log.write(LogLevel::kWarn, "there will be no time for shutdown functions: " +
                                     std::string(registered.status().message()));
    }
  }
  // A handler that does not come to its end must not keep the others from what is left of the time.
  const auto end = [&] {
    RuntimeApi of_extension(settings.api);
    if (extension.empty()) {
      stop.sleep_until(Steady::time_point::max());
    } else {
      of_extension.wait_for_shutdown(extension, stop);
    }
    // Where a slot cannot go on, the others may finish what they have, unless the platform ends the
    // process meanwhile: then time is short.
    const auto longest = Steady::now() + kLongestEvent;
    while (slots.have_failed() && !signals.has_come() && Steady::now() < longest &&
           !slots.wait_until(Steady::now() + kLookForSignals)) {
    }
    const auto now = Steady::now();
    const auto shutdown_time = within_a_day(options.shutdown_time);
    stop_requests.all_now();
    slots.wait_until(now + shutdown_time / 2);
    run_shutdown(options, now + shutdown_time, log);
  };
  std::thread ending;
  const absl::Status started = without_exceptions([&] {
    ending = std::thread(end);
    return absl::OkStatus();
  });
  slots.run(settings.max_concurrency.value_or(1), api);
  stop.set();
  if (started.ok()) {
    ending.join();
  } else {
    end();
  }
  return slots.have_failed() ? 1 : 0;
}

}  // namespace lambent::inline LAMBENT_ABI::detail
