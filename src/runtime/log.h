// SPDX-License-Identifier: Apache-2.0
// The log of a process on Lambda: lines of text, or of JSON, each with the request it is about.
// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-advanced.html
#pragma once

#include <mutex>
#include <string_view>

#include "lambent/runtime.h"
#include "runtime/failure_report.h"

namespace lambent::inline LAMBENT_ABI::detail {

struct LogSettings {
  bool json = false;
  LogLevel level = LogLevel::kInfo;  // what matters less is left out
  int descriptor = 2;
  bool framed = false;  // each record behind 16 bytes that say what and how long it is

  /// As the environment says; takes the variable that names a descriptor out of it.
  static LogSettings of_environment();
};

/// Thread-safety: from any thread at any time; lines do not mix.
class Log {
 public:
  explicit Log(const LogSettings& settings) : settings_(settings) {}
  void write(LogLevel level, std::string_view message, const Context& context = {},
             const FailureReport* failure = nullptr) const;

 private:
  LogSettings settings_;
  mutable std::mutex mutex_;  // a pipe takes long lines in parts
};

/// The one that lambent::log() writes to.
const Log& process_log();

}  // namespace lambent::inline LAMBENT_ABI::detail
