// SPDX-License-Identifier: Apache-2.0
#include "lambent/response_stream.h"

#include <array>
#include <map>
#include <utility>
#include <vector>

#include "lambent/event.h"
#include "lambent/events/function_url.h"
#include "lambent/fields.h"
#include "lambent/http.h"

namespace lambent::inline LAMBENT_ABI {
namespace {

/// What gateways read in front of a streamed body.
struct Prelude {
  std::int64_t status_code{};
  std::map<std::string, std::string> headers{};
  std::vector<std::string> cookies{};
};

constexpr std::string_view kHttpResponse = "application/vnd.awslambda.http-integration-response";
constexpr std::size_t kZerosBehindPrelude = 8;

}  // namespace

template <>
inline constexpr auto fields<Prelude> = std::array{
    field<&Prelude::status_code>("statusCode", kAlways),
    field<&Prelude::headers>("headers", kAlways),
    field<&Prelude::cookies>("cookies"),
};

absl::Status ResponseSink::begin_http(HttpResponse head) {
  const std::string body = std::exchange(head.body, {});
  HttpApiResponse response = answer_to(FunctionUrlRequest(), std::move(head));
  std::string prelude = encode(Prelude{.status_code = response.status_code,
                                       .headers = std::move(response.headers),
                                       .cookies = std::move(response.cookies)});
  prelude.append(kZerosBehindPrelude, '\0');
  absl::Status status = begin(kHttpResponse);
  if (!status.ok()) return status;
  status = write(prelude + body);
  if (!status.ok()) fail(status);  // begun, and nobody else would end it
  return status;
}

ResponseStream::ResponseStream(const Context& context, std::string content_type)
    : sink_(context.response_sink), content_type_(std::move(content_type)) {}

ResponseStream::ResponseStream(const Context& context, HttpResponse head)
    : sink_(context.response_sink), head_(std::move(head)) {}

ResponseStream::~ResponseStream() {
  if (state_ == State::kOpen) fail(absl::CancelledError("the handler left its answer unfinished"));
}

absl::Status ResponseStream::begin() {
  if (state_ == State::kOver) return absl::FailedPreconditionError("the answer is over already");
  if (state_ == State::kOpen) return absl::OkStatus();
  if (sink_ == nullptr)
    return absl::FailedPreconditionError("nobody takes a streamed answer to this event");
  absl::Status status =
      head_ ? sink_->begin_http(*std::exchange(head_, {})) : sink_->begin(content_type_);
  state_ = status.ok() ? State::kOpen : State::kOver;  // a head is sent once
  return status;
}

absl::Status ResponseStream::write(std::string_view bytes) {
  absl::Status status = begin();
  return status.ok() && !bytes.empty() ? sink_->write(bytes) : status;
}

absl::Status ResponseStream::finish() {
  absl::Status status = begin();
  if (!status.ok()) return status;
  state_ = State::kOver;
  return sink_->finish();
}

void ResponseStream::fail(absl::Status reason) {
  if (reason.ok()) reason = absl::UnknownError("the answer is not whole");
  if (state_ == State::kOpen) sink_->fail(reason);
  state_ = State::kOver;
}

}  // namespace lambent::inline LAMBENT_ABI
