// SPDX-License-Identifier: Apache-2.0
// One event on its way through a dispatcher, whoever has brought it.
#pragma once

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "lambent/dispatcher.h"
#include "lambent/response_stream.h"
#include "lambent/runtime.h"
#include "runtime/log.h"
#include "runtime/stop_requests.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// What stands around a dispatch, the same for all events.
struct Dispatching {
  const Dispatcher& dispatcher;
  const RunOptions& options;
  StopRequests& stop_requests;
  const Log& log;
};

/// Options in milliseconds, of which any may be given, as what clocks can add.
inline std::chrono::milliseconds within_a_day(std::chrono::milliseconds time) {
  return std::clamp<std::chrono::milliseconds>(time, std::chrono::milliseconds::zero(),
                                               std::chrono::hours(24));
}

/// A wall clock's deadline on the clock that does not jump.
std::chrono::steady_clock::time_point steady(Context::Clock::time_point deadline);

/// Dispatches a payload. `context` has all but the stop token, which is asked to stop ahead of the
/// deadline.
absl::StatusOr<std::string> dispatch_before_deadline(const Dispatching& dispatching,
                                                     std::string payload, Context context);

/// A sink that remembers how its answer went, so that whoever has the connection can end it.
class SinkOfConnection : public ResponseSink {
 public:
  bool has_begun() const { return has_begun_; }
  bool is_finished() const { return is_finished_; }
  /// Why the answer is not whole: what it was given to fail(), or else the handler's failure.
  absl::Status reason(const absl::Status& handler) const;

  absl::Status begin(std::string_view content_type) final;
  absl::Status write(std::string_view bytes) final;
  absl::Status finish() final;
  void fail(const absl::Status& reason) final { reason_ = reason; }

 private:
  virtual absl::Status do_begin(std::string_view content_type) = 0;
  virtual absl::Status do_write(std::string_view bytes) = 0;
  virtual absl::Status do_finish() = 0;

  bool has_begun_ = false;
  bool is_finished_ = false;
  absl::Status reason_{};
};

/// The larger of what buffered payloads may have both ways; the last 100 bytes are the platform's
/// own allowance.
inline constexpr std::size_t kMostPayload = 6 * 1024 * 1024 + 100;

}  // namespace lambent::inline LAMBENT_ABI::detail
