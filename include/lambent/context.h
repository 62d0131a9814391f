// SPDX-License-Identifier: Apache-2.0
// What a handler is told besides its event.
#pragma once

#include <chrono>
#include <stop_token>
#include <string_view>

#include "lambent/detail/handler_table.h"
#include "lambent/values.h"

namespace lambent {

/// Made by whoever dispatches; making one allocates nothing. All text borrows and is valid during
/// the dispatch.
struct Context {
  using Clock = std::chrono::system_clock;

  std::string_view request_id{};
  std::string_view trace_id{};
  std::string_view function_arn{};
  std::string_view tenant_id{};
  RawJson client_context{};
  RawJson identity{};
  Clock::time_point deadline = Clock::time_point::max();  ///< The default is: none.
  std::stop_token stop{};                                 ///< Asks the handler to come to an end.

  /// Time until the deadline: zero behind it, the largest duration where there is none.
  std::chrono::milliseconds remaining() const {
    if (deadline == Clock::time_point::max()) return std::chrono::milliseconds::max();
    const auto left = deadline - Clock::now();
    return left.count() > 0 ? std::chrono::duration_cast<std::chrono::milliseconds>(left)
                            : std::chrono::milliseconds::zero();
  }

  /// Ends the registration of the handler that calls this, on the thread that it was called on;
  /// its captures are destroyed after it has returned. False outside a handler.
  bool unsubscribe_this() const { return detail::cancel_running_handler(); }
};

}  // namespace lambent
