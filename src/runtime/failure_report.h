// SPDX-License-Identifier: Apache-2.0
// A failure as the Runtime API wants it reported.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"

#include "lambent/detail/abi.h"

namespace lambent::inline LAMBENT_ABI::detail {

struct FailureReport {
  std::string type{};      // free text, what the caller sees: "std::runtime_error", "NotFound"
  std::string category{};  // "Function.RuntimeError", for metrics
  std::string message{};   // UTF-8, of a length that the API takes
};

/// What became of a handler, or of what it was to be given.
FailureReport report_of(const absl::Status& status);

/// {"errorMessage": ..., "errorType": ..., "stackTrace": []}
std::string error_json(const FailureReport& failure);

/// What a streamed answer that is not whole ends with: the category, and the JSON above in base64,
/// shortened to what headers take.
inline constexpr std::string_view kErrorTypeField = "Lambda-Runtime-Function-Error-Type";
inline constexpr std::string_view kErrorBodyField = "Lambda-Runtime-Function-Error-Body";
std::string trailer_of(const FailureReport& failure);
/// Both names, for the header that announces them.
std::string trailer_names();

/// The JSON of a failure for the header that X-Ray reads: ASCII.
std::string xray_cause(const FailureReport& failure);

/// The "errorType" of a body that reports an error; empty where there is none.
std::string error_type_in(std::string_view json);

}  // namespace lambent::inline LAMBENT_ABI::detail
