// SPDX-License-Identifier: Apache-2.0
// Runs the records of a batch, one after another or several at once, and says which are to come
// again. Knows nothing of sources. Included by lambent/batch.h.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "lambent/context.h"
#include "lambent/executor.h"

namespace lambent::inline LAMBENT_ABI {

namespace detail {

/// Of each record OK, or why it is to come again.
using Outcomes = std::vector<absl::Status>;

/// Gives equal names equal numbers, counted from 0.
LAMBENT_API std::vector<std::uint32_t> numbered(const std::vector<std::string>& names);

struct BatchPlan {
  std::size_t size = 0;
  /// Of each record: records with the same number run one after another, in order. Blank: no order.
  std::vector<std::uint32_t> lanes{};
  /// Of each record: a failure ends what stands behind it with the same number. Blank: it ends
  /// nothing.
  std::vector<std::uint32_t> blocks{};
  std::size_t parallelism = 1;
  Executor executor{};
  std::chrono::milliseconds deadline_margin{};
  bool stop_at_first_failure = false;
  std::function<absl::Status(std::size_t)> run{};  ///< Throws nothing.
  /// What a record is called towards the context's listener. Needed where there is one.
  std::function<std::string(std::size_t)> name{};
};

/// What `run` gave of each record; Aborted, because one before it failed; DeadlineExceeded, because
/// no time was left; Cancelled, because the context asks to stop. Returns when all is over.
LAMBENT_API Outcomes run_batch(const BatchPlan& plan, const Context& context);

/// Whether the context leaves no time for another record.
LAMBENT_API absl::Status time_is_up(const Context& context, std::chrono::milliseconds margin);

/// "record m2 of sqs"; without an id "record #1 of sqs", counted from 0.
LAMBENT_API std::string name_of_record(std::string_view id, std::size_t index,
                                       std::string_view source);

/// Whether there are records and all of them failed.
LAMBENT_API bool none_handled(const Outcomes& outcomes);

/// Many failures as one: the first one's code, how many there are and its message.
LAMBENT_API absl::Status joined_failure(const Outcomes& outcomes);

/// An executor of `threads` threads of its own. They end with the last copy of the executor, which
/// must not be destroyed by its own work.
LAMBENT_API Executor own_threads(std::size_t threads);

}  // namespace detail
}  // namespace lambent::inline LAMBENT_ABI
