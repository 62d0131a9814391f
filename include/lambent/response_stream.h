// SPDX-License-Identifier: Apache-2.0
// Answers that leave piece by piece, while the handler runs.
//
//   routes.get("/rows", [](const lambent::Context& context) -> absl::Status {
//     lambent::ResponseStream stream(context, lambent::HttpResponse::text(""));
//     for (const std::string& row : rows())
//       if (absl::Status gone = stream.write(row); !gone.ok()) return gone;
//     return stream.finish();
//   });
//
// Function URLs and REST APIs pass such answers on where their invoke mode is RESPONSE_STREAM. From a
// route all other gateways get the same in one piece.
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "lambent/context.h"
#include "lambent/http_response.h"

namespace lambent::inline LAMBENT_ABI {

/// Where the pieces go. Whoever dispatches sets one as Context::response_sink; lambent::run() does,
/// and so may a test. Thread-safety: used by one thread at a time.
class LAMBENT_API ResponseSink {
 public:
  virtual ~ResponseSink() = default;
  /// The answer begins. `FailedPrecondition` if one has begun already.
  virtual absl::Status begin(std::string_view content_type) = 0;
  /// The same for an answer to an HTTP request: by default as function URLs and REST APIs read it,
  /// status, headers and cookies in front of the body.
  virtual absl::Status begin_http(HttpResponse head);
  /// More of it; must not keep the view. An error means that nobody reads on.
  virtual absl::Status write(std::string_view bytes) = 0;
  /// All of it has been written.
  virtual absl::Status finish() = 0;
  /// It ends too early, for this reason; of several the last one counts. Nothing where it has not
  /// begun.
  virtual void fail(const absl::Status& reason) = 0;
};

/// One answer. Nothing is sent before the first write() or finish(): until then the handler may
/// still return its answer, or a failure, as usual. From then on what it returns is not sent.
///
/// One that goes away between its first write() and finish() tells the client that the answer is
/// not whole, with the reason given to fail(), if any.
///
/// Thread-safety: one thread at a time. It must not outlive the dispatch.
class LAMBENT_API ResponseStream {
 public:
  /// An answer of this content type, of a source that takes streams.
  explicit ResponseStream(const Context& context,
                          std::string content_type = "application/octet-stream");
  /// An answer to an HTTP request: status, headers and cookies go in front, `head.body` is the
  /// beginning of the body. The gateway takes at most 16 KB of headers. Inside of routes it may be
  /// used behind every gateway: those that take no streams get it as an answer like any other.
  ResponseStream(const Context& context, HttpResponse head);
  ResponseStream(const ResponseStream&) = delete;
  ResponseStream& operator=(const ResponseStream&) = delete;
  ~ResponseStream();

  /// Sends bytes, and waits while the client is slower. `FailedPrecondition` if the dispatch takes
  /// no stream, as of an embedded dispatcher, behind finish() or a refused beginning;
  /// `DeadlineExceeded`, `Unavailable` and the like where nobody reads on: the handler should end.
  absl::Status write(std::string_view bytes);
  /// Sends what is left, and ends the answer. Errors as write().
  absl::Status finish();
  /// Says why the answer will not be whole. No more is sent.
  void fail(absl::Status reason);

 private:
  enum class State { kNew, kOpen, kOver };
  absl::Status begin();

  ResponseSink* sink_;
  std::string content_type_;
  std::optional<HttpResponse> head_;
  State state_ = State::kNew;
};

}  // namespace lambent::inline LAMBENT_ABI
