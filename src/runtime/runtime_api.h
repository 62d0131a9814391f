// SPDX-License-Identifier: Apache-2.0
// The endpoints of the Lambda Runtime API, and that of the Extensions API which leads to SIGTERM.
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "runtime/failure_report.h"
#include "runtime/http.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// One connection to it. Errors as HttpClient::exchange(); what the API answers is for the caller
/// to judge. Thread-safety: one thread at a time.
class RuntimeApi {
 public:
  static constexpr auto kEndless = std::chrono::milliseconds::max();

  /// What sends an answer waits for as long as it takes, or for `patience`.
  explicit RuntimeApi(const Endpoint& address, std::chrono::milliseconds patience = kEndless)
      : client_(address), patience_(patience) {}

  absl::Status connect() { return client_.connect(); }

  /// Blocks until there is an event, for as long as it takes: a frozen process must not time out.
  /// `stop` may be null.
  absl::StatusOr<HttpReply> next(const Interrupt* stop);
  absl::StatusOr<HttpReply> respond(std::string_view id, std::string_view json);
  absl::StatusOr<HttpReply> report(std::string_view id, const FailureReport& failure);
  absl::StatusOr<HttpReply> report_init(const FailureReport& failure);

  /// A response in pieces: HttpClient::write() in between.
  absl::Status begin_response(std::string_view id, std::string_view content_type, const Wait& wait);
  absl::Status write(std::string_view bytes, const Wait& wait) {
    return client_.write(bytes, wait);
  }
  absl::StatusOr<HttpReply> end_response(const FailureReport* failure);

  /// Registers an extension without events, and gives its identifier.
  absl::StatusOr<std::string> register_extension(std::string_view name);
  /// Says that the extension is ready; blocks until `stop` is set.
  void wait_for_shutdown(std::string_view extension, const Interrupt& stop);

 private:
  absl::StatusOr<HttpReply> report_to(std::string_view path, const FailureReport& failure);
  Wait soon() const;

  HttpClient client_;
  std::chrono::milliseconds patience_;
};

}  // namespace lambent::inline LAMBENT_ABI::detail
