// SPDX-License-Identifier: Apache-2.0
// The program away from Lambda: payloads from files, and an endpoint that answers like Lambda's
// Invoke.
#pragma once

#include <span>
#include <string_view>

#include "lambent/dispatcher.h"
#include "lambent/runtime.h"
#include "runtime/http.h"
#include "runtime/log.h"

namespace lambent::inline LAMBENT_ABI::detail {

inline constexpr std::string_view kDefaultAddress = "127.0.0.1:9000";
inline constexpr std::string_view kInvokePath = "/2015-03-31/functions/function/invocations";

/// Dispatches each file, `-` being standard input, and prints the answers. Returns 0, 1 where a
/// payload was not answered, 2 where one could not be read.
int run_files(const Dispatcher& dispatcher, std::span<const char* const> files,
              std::string_view program, const RunOptions& options);

/// Answers requests until SIGINT or SIGTERM, or until `stop` is set.
int serve(const Dispatcher& dispatcher, HttpServer& server, const RunOptions& options,
          const Log& log, Interrupt& stop);

}  // namespace lambent::inline LAMBENT_ABI::detail
