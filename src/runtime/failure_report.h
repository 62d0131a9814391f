// SPDX-License-Identifier: Apache-2.0
// A failure as the Runtime API wants it reported.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace lambent::detail {

struct FailureReport {
  std::string type{};      // free text, what the caller sees: "std::runtime_error", "NotFound"
  std::string category{};  // "Function.RuntimeError", for metrics
  std::string message{};   // UTF-8, of a length that the API takes
};

/// What became of a handler, or of what it was to be given.
FailureReport report_of(const absl::Status& status);

/// {"errorMessage": ..., "errorType": ..., "stackTrace": []}
std::string error_json(const FailureReport& failure);

/// The same for the header that X-Ray reads: ASCII.
std::string xray_cause(const FailureReport& failure);

/// The "errorType" of a body that reports an error; empty where there is none.
std::string error_type_in(std::string_view json);

}  // namespace lambent::detail
