// SPDX-License-Identifier: Apache-2.0
#include "runtime/invocation.h"

#include <fmt/format.h>

#include <stop_token>
#include <utility>

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

/// Failures that end in an answer, for whoever reads the log.
class LoggedFailures final : public FailureListener {
 public:
  explicit LoggedFailures(const Log& log) : log_(log) {}
  void failed(std::string_view what, const absl::Status& failure, const Context& context) override {
    const FailureReport report = report_of(failure);
    log_.write(LogLevel::kError, fmt::format("{} failed", what), context, &report);
  }

 private:
  const Log& log_;
};

}  // namespace

std::chrono::steady_clock::time_point steady(Context::Clock::time_point deadline) {
  using Steady = std::chrono::steady_clock;
  if (deadline == Context::Clock::time_point::max()) return Steady::time_point::max();
  return Steady::now() + (deadline - Context::Clock::now());
}

absl::StatusOr<std::string> dispatch_before_deadline(const Dispatching& dispatching,
                                                     std::string payload, Context context) {
  std::stop_source stop;
  context.stop = stop.get_token();
  auto then = steady(context.deadline);
  if (then != then.max()) then -= within_a_day(dispatching.options.stop_before_deadline);
  const StopRequests::Request request = dispatching.stop_requests.at(then, std::move(stop));
  LoggedFailures failures(dispatching.log);
  context.failure_listener = &failures;
  return dispatching.dispatcher.dispatch(std::move(payload), context);
}

absl::Status SinkOfConnection::reason(const absl::Status& handler) const {
  // A handler that reports its failure says more than a stream that goes away.
  if (!handler.ok()) return handler;
  return reason_.ok() ? absl::CancelledError("the handler left its answer unfinished") : reason_;
}

absl::Status SinkOfConnection::begin(std::string_view content_type) {
  if (has_begun_) return absl::FailedPreconditionError("the answer has begun already");
  absl::Status status = do_begin(content_type);
  has_begun_ = status.ok();
  return status;
}

absl::Status SinkOfConnection::write(std::string_view bytes) {
  return is_finished_ ? absl::FailedPreconditionError("the answer is over") : do_write(bytes);
}

absl::Status SinkOfConnection::finish() {
  if (is_finished_) return absl::FailedPreconditionError("the answer is over");
  is_finished_ = true;
  return do_finish();
}

}  // namespace lambent::inline LAMBENT_ABI::detail
