// SPDX-License-Identifier: Apache-2.0
// The process on AWS Lambda: takes events from the Runtime API and gives their answers back.
#pragma once

#include <chrono>
#include <optional>

#include "lambent/dispatcher.h"
#include "lambent/runtime.h"
#include "runtime/http.h"
#include "runtime/log.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// When a failed poll is repeated, and when no more.
struct PollRules {
  /// With one event at a time the platform starts a new process sooner than waiting would help.
  int most_failures = 1;
  /// The second repetition comes after this, each further one after twice the time.
  std::chrono::milliseconds first_pause{100};
  std::chrono::milliseconds longest_pause{10'000};
  /// How long "the last event has not been answered" is waited for.
  std::chrono::milliseconds refused_for{1'000};

  static PollRules of_one_at_a_time() { return {}; }
  static PollRules of_several_at_once() { return {.most_failures = 20}; }
};

struct LambdaSettings {
  Endpoint api{};
  /// How many events there may be at once; nothing for one at a time, which is not the same as one.
  std::optional<unsigned> max_concurrency{};
  PollRules rules{};
  /// With several events at once: how long a slot waits until its answer is taken, before it goes
  /// on without. With one at a time the platform itself ends what takes too long.
  std::chrono::milliseconds patience{30'000};

  /// As the environment says. `InvalidArgument` if the API's address is none; the log is told of
  /// what is wrong with the rest, and a process can run in spite of.
  static absl::StatusOr<LambdaSettings> of_environment(const Log& log);
};

/// Returns what main() should: 0 after a shutdown, 1 after a failure, 2 where there is no API.
int run_on_lambda(const Dispatcher& dispatcher, const LambdaSettings& settings,
                  const RunOptions& options, const Log& log);

/// The dispatcher's registrations, then RunOptions::init, exceptions included.
absl::Status initialise(const Dispatcher& dispatcher, const RunOptions& options);

/// Runs RunOptions::on_shutdown, the last one first, until the time is up.
void run_shutdown(const RunOptions& options, std::chrono::steady_clock::time_point until,
                  const Log& log);

}  // namespace lambent::inline LAMBENT_ABI::detail
