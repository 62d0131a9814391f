// SPDX-License-Identifier: Apache-2.0
// One slot for events: takes one, has it handled, gives its answer, and takes the next.
#pragma once

#include <chrono>
#include <random>
#include <string>
#include <string_view>

#include "runtime/invocation.h"
#include "runtime/lambda.h"
#include "runtime/log.h"
#include "runtime/runtime_api.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// What the slots of a process share.
struct PollerShared {
  Dispatching dispatching;
  const LambdaSettings& settings;
  const Interrupt* stop;  // no more events are taken; null where nobody would say so
};

class Poller {
 public:
  Poller(const PollerShared& shared, RuntimeApi& api) : shared_(shared), api_(api) {}

  /// Until the process should end. True: because `stop` was set; false: it cannot go on.
  bool run();

 private:
  class StreamedAnswer;
  enum class Next { kGoOn, kGiveUp };

  bool should_stop() const { return shared_.stop != nullptr && shared_.stop->is_set(); }
  Next serve(HttpReply& event);
  Next poll_failed(const absl::Status& failure);
  Next poll_refused(HttpReply& reply);
  Next post_answer(const Context& context, const absl::StatusOr<std::string>& answer);
  Next end_stream(const Context& context, StreamedAnswer& stream, const absl::Status& outcome);
  Next judge(std::string_view what, absl::StatusOr<HttpReply> reply, const Context& context);
  void export_trace(std::string_view trace_id);

  const PollerShared& shared_;
  RuntimeApi& api_;
  std::minstd_rand random_{std::random_device{}()};
  int failures_ = 0;                   // of polls, one after another
  std::chrono::milliseconds pause_{};  // before the next one
  std::chrono::steady_clock::time_point refused_since_{};
};

}  // namespace lambent::inline LAMBENT_ABI::detail
