// SPDX-License-Identifier: Apache-2.0
// One record of a batch at a time: what fails comes again, and nothing else.
//
//   dispatcher.on<lambent::SqsEvent>(lambent::each_body<Order>(
//       [&](const Order& order) -> absl::Status { return orders.add(order); }));
//
// **AWS reads the list of failed records only where the event source mapping has
// `ReportBatchItemFailures`. Elsewhere it ignores the list and takes every record as handled,
// failed ones too: set it, or ask for Report::kWholeBatch.**
//
// Include the events that you take, too.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "lambent/detail/batch_run.h"
#include "lambent/executor.h"

namespace lambent::inline LAMBENT_ABI {

/// How AWS is told of failed records.
enum class Report : std::uint8_t {
  kItems,       ///< By their ids. Needs `ReportBatchItemFailures`.
  kWholeBatch,  ///< The dispatch fails, and all records come again.
};

/// What a failure ends besides its own record on a FIFO queue: what stands behind it in its message
/// group, or in the whole batch.
enum class FifoScope : std::uint8_t { kMessageGroup, kWholeBatch };

/// A record that was not handled. Valid during the call that gets it.
struct RecordFailure {
  std::size_t index{};  ///< Where it stands in the batch.
  std::string_view id{};  ///< Message id, sequence number, "orders-0:17" of Kafka, ...
  /// What the handler gave, or Internal for what it threw; for a record that it was not called for
  /// `InvalidArgument` (the body does not decode), `Aborted` (one before it failed),
  /// `DeadlineExceeded` (no time was left) or `Cancelled` (the context asks to stop).
  const absl::Status& status;
};

/// How the records of a batch are run. T is what the handler takes: the record, or its body.
template <class T>
struct BatchOptions {
  Report report = Report::kItems;  ///< Of failed records.
  FifoScope fifo = FifoScope::kMessageGroup;  ///< What one of them ends.
  /// What it does not accept counts as handled.
  std::function<bool(const T&)> filter{};
  /// Called for each record that was not handled, when the batch is over, on the dispatching
  /// thread.
  std::function<void(const RecordFailure&)> on_failure{};
  /// Nothing is started any more once a record has failed; what was not started comes again.
  bool stop_at_first_failure = false;
  /// How many records may run at once; at most this many. What has an order keeps it: the messages
  /// of a FIFO group, the records of a partition key, of a DynamoDB item, of a Kafka partition.
  /// None may wait for the end of the handler itself, as Subscription::unsubscribe() does.
  std::size_t parallelism = 1;
  /// Where they run besides the dispatching thread; blank: on threads that belong to the handler.
  Executor executor{};
  /// Records that are not started this long before the context's deadline come again.
  std::chrono::milliseconds deadline_margin{500};
};

namespace detail {
template <class Record, class F>
class Each;
template <class Body, class F>
class EachBody;
}  // namespace detail

/// A handler of batches that gives `handle` one record after another. `handle` takes (const
/// Record&) or (const Record&, const Context&) and returns void or absl::Status; an exception fails
/// its record. With parallelism it is called from several threads at once.
///
/// What is reported, each record once: of a standard queue the failed messages; of a FIFO queue
/// also those behind them in their group, which are not tried; of a stream the earliest failed
/// record, from which AWS goes on, and of every Kafka partition likewise. Where no record was
/// handled, the dispatch fails. A time window keeps its state. Sources that list no failures (S3,
/// SNS, MQ, DocumentDB, CloudWatch Logs) fail with the failures as one Status.
///
/// Where each record has a result (Firehose, Kinesis Analytics, S3 Batch Operations), `handle` may
/// return that, or absl::StatusOr of it; the record's id is filled in. Without one a record stays
/// as it is. A failed one is ProcessingFailed, DeliveryFailed, or of S3 Batch a TemporaryFailure
/// where the Status tells that trying again may help, else a PermanentFailure; the dispatch fails
/// for it only with Report::kWholeBatch.
template <class Record, class F>
auto each(F handle, BatchOptions<Record> options = {}) {
  return detail::Each<Record, F>(std::move(handle), std::move(options));
}

/// The same for the records of any source with each record's body decoded first, as Codec<Body>
/// does it: the text of an SQS or SNS message or of a log event, the data of a Kinesis, Firehose,
/// Kafka or MQ record, the new image of a DynamoDB item as ordinary JSON, the full document of a
/// DocumentDB change. Plain text is no JSON: leave that to each(). A body that does not decode fails
/// like any other. What has none by its nature, a removed item or document or a tombstone of Kafka,
/// counts as handled: each() sees it.
template <class Body, class F>
auto each_body(F handle, BatchOptions<Body> options = {}) {
  return detail::EachBody<Body, F>(std::move(handle), std::move(options));
}

}  // namespace lambent::inline LAMBENT_ABI

// Implementation details; nothing there is meant for users.
#include "lambent/detail/batch-inl.h"
