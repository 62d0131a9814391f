// SPDX-License-Identifier: Apache-2.0
#include "http/route_sink.h"

#include <string>
#include <utility>

namespace lambent::inline LAMBENT_ABI::detail {

absl::Status RouteSink::begin(std::string_view content_type) {
  absl::Status status;
  if (outer_ != nullptr) {
    status = outer_->begin(content_type);
  } else if (has_begun_) {
    status = absl::FailedPreconditionError("the answer has begun already");
  } else {
    kept_ = HttpResponse::bytes({}, std::string(content_type));
  }
  has_begun_ |= status.ok();
  return status;
}

absl::Status RouteSink::begin_http(HttpResponse head) {
  absl::Status status;
  if (outer_ != nullptr) {
    complete_(head);
    status = outer_->begin_http(std::move(head));
  } else if (has_begun_) {
    status = absl::FailedPreconditionError("the answer has begun already");
  } else {
    kept_ = std::move(head);
  }
  has_begun_ |= status.ok();
  return status;
}

absl::Status RouteSink::write(std::string_view bytes) {
  if (outer_ != nullptr) return outer_->write(bytes);
  kept_.body += bytes;
  return absl::OkStatus();
}

absl::Status RouteSink::finish() {
  is_finished_ = true;
  return outer_ != nullptr ? outer_->finish() : absl::OkStatus();
}

void RouteSink::fail(const absl::Status& reason) {
  reason_ = reason;
  if (outer_ != nullptr) outer_->fail(reason);
}

absl::StatusOr<HttpResponse> RouteSink::result(absl::StatusOr<HttpResponse> returned) {
  if (!has_begun_) return returned;
  if (is_finished_) return outer_ != nullptr ? std::move(returned) : std::move(kept_);
  // What the handler says of it is more than that its stream went away.
  if (returned.ok() && !reason_.ok()) return reason_;
  absl::Status failure = returned.ok()
                             ? absl::CancelledError("the handler left its answer unfinished")
                             : std::move(returned).status();
  if (outer_ != nullptr) outer_->fail(failure);
  return failure;
}

}  // namespace lambent::inline LAMBENT_ABI::detail
