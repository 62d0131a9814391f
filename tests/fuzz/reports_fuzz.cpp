// SPDX-License-Identifier: Apache-2.0
// What a failure says may be any bytes: reports of it are JSON, their header is ASCII, their
// category is one that the platform takes. And addresses: what is one reads the same when it is
// written.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/cord.h"
#include "lambent/detail/exceptions.h"
#include "lambent/event.h"
#include "runtime/failure_report.h"
#include "runtime/http.h"

namespace {

namespace lb = lambent;

void require(bool condition) {
  if (!condition) std::abort();
}

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::size_t half = text.find('\n');
  absl::Status status = absl::InternalError(text.substr(0, half));
  if (half != text.npos)
    status.SetPayload(lb::kErrorTypePayload, absl::Cord(text.substr(half + 1)));

  const lb::detail::FailureReport report = lb::detail::report_of(status);
  constexpr std::string_view kBegin = "Function.";
  const std::string_view category = report.category;
  require(category.starts_with(kBegin) && category.size() >= kBegin.size() + 2);
  require(category[kBegin.size()] >= 'A' && category[kBegin.size()] <= 'Z');
  require(std::all_of(category.begin() + kBegin.size(), category.end(), is_letter));

  const std::string json = lb::detail::error_json(report);
  require(lb::detail::error_type_in(json) == report.type);
  const std::string cause = lb::detail::xray_cause(report);
  require(std::all_of(cause.begin(), cause.end(), [](char c) { return c >= ' ' && c < 0x7f; }));
  require(lb::recognise(cause).status().code() ==
          absl::StatusCode::kNotFound);  // JSON, of no source
  (void)lb::detail::error_type_in(text);

  const auto endpoint = lb::detail::parse_endpoint(text);
  if (endpoint.ok()) {
    const auto again = lb::detail::parse_endpoint(lb::detail::to_text(*endpoint));
    require(again.ok() && again->host == endpoint->host && again->port == endpoint->port);
  }
  return 0;
}
