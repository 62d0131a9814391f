// SPDX-License-Identifier: Apache-2.0
// Answers that handlers of routes give in pieces, behind gateways that take such and those that do
// not.
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "absl/status/statusor.h"
#include "lambent/http.h"
#include "lambent/response_stream.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// Passes the pieces on, or keeps them for an answer in one. One call of a handler.
class RouteSink final : public ResponseSink {
 public:
  /// Without `outer` they are kept. `complete` adds to a head that is passed on what the table adds
  /// to answers.
  RouteSink(ResponseSink* outer, std::function<void(HttpResponse&)> complete)
      : outer_(outer), complete_(std::move(complete)) {}

  absl::Status begin(std::string_view content_type) override;
  absl::Status begin_http(HttpResponse head) override;
  absl::Status write(std::string_view bytes) override;
  absl::Status finish() override;
  void fail(const absl::Status& reason) override;

  /// What the route answers, of what its handler has returned.
  absl::StatusOr<HttpResponse> result(absl::StatusOr<HttpResponse> returned);

 private:
  ResponseSink* outer_;
  std::function<void(HttpResponse&)> complete_;
  bool has_begun_ = false;
  bool is_finished_ = false;
  HttpResponse kept_{};
  absl::Status reason_{};
};

}  // namespace lambent::inline LAMBENT_ABI::detail
