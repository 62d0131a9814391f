// SPDX-License-Identifier: Apache-2.0
// What a handler is told besides its event.
#pragma once

#include <chrono>
#include <stop_token>
#include <string_view>
#include <typeinfo>

#include "absl/status/status.h"
#include "lambent/detail/handler_table.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

class ResponseSink;  // lambent/response_stream.h
struct Context;

/// The Status payload that names the type of a failure: the demangled type of an exception which
/// became this Status, or "DecodeError" where a payload was not what its source sends.
inline constexpr char kErrorTypePayload[] = "lambent.error_type";

/// Told of failures that whoever dispatches does not see, since there is an answer all the same: of a
/// record that a batch reports (of those for which no time was left, of the first), of a request that
/// is answered with a status from 500 on.
/// Thread-safety: called from the thread that the handler ran on, so from several at once.
class LAMBENT_API FailureListener {
 public:
  virtual ~FailureListener() = default;
  /// `what` names the record by its id, or the route, as in "record m2 of sqs" and "GET /orders/{id}",
  /// and is valid during the call. The id of an S3 record is the object's key. It must not throw.
  virtual void failed(std::string_view what, const absl::Status& failure,
                      const Context& context) = 0;
};

/// Tells the time in place of the system's clock, which lambent::testing::TestContext does.
/// Thread-safety: called from the threads that handlers run on.
class LAMBENT_API TimeSource {
 public:
  virtual ~TimeSource() = default;
  /// The time that Context::remaining() goes by.
  virtual std::chrono::system_clock::time_point now() const = 0;
};

namespace detail {

struct IndexedText;

/// A record that the event came in, and the record which that one came in.
struct Carrier {
  const std::type_info* type;
  const void* record;
  const Carrier* outer;
};

/// What the dispatcher knows of an event's way.
struct Way {
  const Carrier* carrier = nullptr;  // the innermost one
  const void* passed_on = nullptr;  // the event whose envelopes have been opened
  const void* part = nullptr;  // the event that has some of the records of its batch
  const void* document_of = nullptr;  // the event that was decoded of
  const IndexedText* document = nullptr;  // this JSON
};

}  // namespace detail

/// Made by whoever dispatches; making one allocates nothing. All text borrows and is valid during
/// the dispatch.
struct Context {
  /// The clock of deadlines.
  using Clock = std::chrono::system_clock;

  std::string_view request_id{};  ///< Of this invocation; names it in logs.
  std::string_view trace_id{};  ///< The X-Ray header.
  std::string_view function_arn{};  ///< As it was invoked.
  std::string_view tenant_id{};  ///< Of functions with tenant isolation.
  RawJson client_context{};  ///< As it was sent with the invocation.
  RawJson identity{};  ///< Of Cognito, likewise.
  Clock::time_point deadline = Clock::time_point::max();  ///< The default is: none.
  std::stop_token stop{};  ///< Asks the handler to come to an end.
  ResponseSink* response_sink = nullptr;  ///< Where a ResponseStream goes, if any.
  FailureListener* failure_listener = nullptr;  ///< lambent::run() has one that logs.

  const TimeSource* time_source = nullptr;  ///< Null: the system's clock.

  detail::Way way{};  ///< Kept by the dispatcher.

  /// The record that the event came in, or which its carrier came in, and so on: see envelope.h.
  /// Null where there is none of this type. Valid during the dispatch.
  template <class Record>
  const Record* carrier() const {
    for (const detail::Carrier* at = way.carrier; at != nullptr; at = at->outer)
      if (*at->type == typeid(Record)) return static_cast<const Record*>(at->record);
    return nullptr;
  }

  /// Time until the deadline: zero behind it, the largest duration where there is none.
  std::chrono::milliseconds remaining() const {
    if (deadline == Clock::time_point::max()) return std::chrono::milliseconds::max();
    const auto left = deadline - (time_source != nullptr ? time_source->now() : Clock::now());
    return left.count() > 0 ? std::chrono::duration_cast<std::chrono::milliseconds>(left)
                            : std::chrono::milliseconds::zero();
  }

  /// Ends the registration of the dispatcher's handler that this thread runs; its captures are
  /// destroyed after it has returned. From a route that is the whole table behind this gateway, from
  /// each() the handler of the batch. False where this thread runs none: on the further threads of a
  /// batch, in what takes unknown payloads, in what Dispatcher::around() put around.
  bool unsubscribe_this() const { return detail::cancel_running_handler(); }
};

}  // namespace lambent::inline LAMBENT_ABI
