// SPDX-License-Identifier: Apache-2.0
// Synthetic events for unit tests: a sample of every type, the same with members changed, builders
// for what is written most, events inside events, a Context whose clock you set.
// Link lambent::testing. lambent/catch2.h has printers and matchers for Catch2.
//
//   lambent::testing::TestContext context;
//   CHECK(dispatcher.dispatch(lambent::testing::s3_put("photos", "rake (1).jpg"), context).ok());
//
// What follows from other members does so here as well: MD5 sums of bodies and attributes, sizes of
// items and bodies, ARNs made of names, regions of ARNs, the stream of a window, names of Kafka's
// partitions, ids of copied records, and what requests say twice: path, method, query, headers and
// domain. Invalid UTF-8 is replaced by U+FFFD. Free functions here may be called from any thread at
// any time.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <stop_token>
#include <string_view>
#include <type_traits>

#include "absl/base/attributes.h"
#include "absl/status/statusor.h"
#include "lambent/context.h"
#include "lambent/event.h"
#include "lambent/events/alb.h"
#include "lambent/events/apigateway_http.h"
#include "lambent/events/apigateway_rest.h"
#include "lambent/events/apigateway_websocket.h"
#include "lambent/events/dynamodb.h"
#include "lambent/events/eventbridge.h"
#include "lambent/events/function_url.h"
#include "lambent/events/kinesis.h"
#include "lambent/events/s3.h"
#include "lambent/events/scheduled.h"
#include "lambent/events/sns.h"
#include "lambent/events/sqs.h"
#include "lambent/events/vpc_lattice.h"
#include "lambent/http.h"

namespace lambent::inline LAMBENT_ABI::testing {

// --- samples ---

/// The sample of a built-in source as AWS would send it; empty for other names. Valid for ever.
std::string_view sample_json(SourceId source);

/// The same decoded; for a type that is not built in a blank event.
template <Sourced E>
Event<E> sample();

/// A change of a sample. The path is written with the keys of the JSON, as in `Records[0].body`; an
/// index one behind the end adds a copy of the last element with an id of its own, and a backslash
/// makes the dot behind it part of a key. Where the type has text the value is that text, as it
/// stands in the JSON: base64 is written as base64, the key of an S3 object encoded. Elsewhere it is
/// JSON, or text where it is none.
struct Edit {
  std::string_view path{};  ///< "Records[0].body".
  std::string_view value{};  ///< Text, or JSON.
};

/// The sample with members changed, and with what follows from them. `InvalidArgument` for a path
/// that the type does not have or a value that does not fit, `NotFound` for a type that is not built
/// in. What you set stands, also where something else would follow; so do the members of an object
/// that you set, and what it does not say follows.
///   sample_with<SqsEvent>({{"Records[0].body", "no order"}, {"Records[0].messageId", "m1"}})
template <Sourced E>
[[nodiscard]] absl::StatusOr<Event<E>> sample_with(std::span<const Edit> edits);
template <Sourced E>
[[nodiscard]] absl::StatusOr<Event<E>> sample_with(std::initializer_list<Edit> edits) {
  return sample_with<E>(std::span(edits.begin(), edits.size()));
}

// --- builders ---

/// An object of `size` bytes was put. `key` as people write it; decoded_key() gives it back.
Event<S3Event> s3_put(std::string_view bucket, std::string_view key, std::int64_t size = 1024);
/// An object was removed.
Event<S3Event> s3_removed(std::string_view bucket, std::string_view key);

/// Messages of a queue. A name that ends with ".fifo" makes it a FIFO queue, whose messages then
/// have a group. sqs({"first body", "second body"}): with ids as queues make them.
Event<SqsEvent> sqs(const List<std::string_view>& bodies, std::string_view queue = "orders");
/// The same with more than bodies: what is blank is filled in. sqs({{.message_id = "m1"}, ...})
Event<SqsEvent> sqs(const List<SqsMessage>& messages, std::string_view queue = "orders");

/// One notification of a topic.
Event<SnsEvent> sns(std::string_view message, std::string_view topic = "orders",
                    std::string_view subject = {});

/// `detail` is JSON, or text where it is none.
Event<EventBridgeEvent> eventbridge(std::string_view event_source, std::string_view detail_type,
                                    std::string_view detail = "{}");

/// A rule with a schedule ran.
Event<ScheduledEvent> scheduled(std::string_view rule = "nightly-report");

/// A new item of a table. Items are JSON objects, such as encode() writes of your struct; of anything
/// else the image is blank. `keys` names the attributes of the key; what the item lacks is left out.
Event<DynamoDbEvent> dynamodb_insert(std::string_view table, std::string_view item,
                                     const List<std::string_view>& keys = {"id"});
/// A changed item.
Event<DynamoDbEvent> dynamodb_modify(std::string_view table, std::string_view old_item,
                                     std::string_view new_item,
                                     const List<std::string_view>& keys = {"id"});
/// A removed item.
Event<DynamoDbEvent> dynamodb_remove(std::string_view table, std::string_view old_item,
                                     const List<std::string_view>& keys = {"id"});

/// Records of a stream, all with one partition key. kinesis({"first", "second"})
Event<KinesisEvent> kinesis(const List<std::string_view>& data, std::string_view stream = "clicks",
                            std::string_view partition_key = "customer-42");

/// What a client sends.
struct HttpCall {
  std::string_view method = "GET";  ///< In capitals.
  std::string_view target = "/";  ///< Path and query, percent-encoded: "/a%20b?x=1&x=2".
  Map<std::string_view> headers{};  ///< Besides host and x-forwarded-*, which gateways set.
  std::string_view body{};  ///< As it was sent.
  bool is_binary = false;  ///< The body goes as base64.
};

/// The call as a gateway passes it on: http<lambent::AlbRequest>({.target = "/health"}).
template <HttpEvent E = HttpApiRequest>
  requires(!std::is_same_v<E, WebSocketRequest>)
Event<E> http(const HttpCall& call);
/// A GET of path and query, as in HttpCall::target.
template <HttpEvent E = HttpApiRequest>
Event<E> http_get(std::string_view target) {
  return http<E>({.target = target});
}
/// A POST of JSON.
template <HttpEvent E = HttpApiRequest>
Event<E> http_post(std::string_view target, std::string_view body) {
  return http<E>({.method = "POST",
                  .target = target,
                  .headers = {{"Content-Type", "application/json"}},
                  .body = body});
}

// --- events inside events: see lambent/envelope.h ---

/// A notification whose message is this JSON.
Event<SnsEvent> inside_sns(std::string_view json);
template <Sourced E>
Event<SnsEvent> inside_sns(const Event<E>& event) {
  return inside_sns(encode(event));
}
/// A message whose body is this JSON. A topic's event becomes a message for each notification, the
/// way SNS writes it to queues.
Event<SqsEvent> inside_sqs(std::string_view json);
template <Sourced E>
Event<SqsEvent> inside_sqs(const Event<E>& event) {
  return inside_sqs(encode(event));
}

// --- the context ---

/// A Context with a request id, an ARN and three seconds left, whose clock stands still until it is
/// set. Thread-safety: everything but `operator->` may be used while handlers run.
class TestContext : private TimeSource {
 public:
  TestContext();
  TestContext(const TestContext&) = delete;
  TestContext& operator=(const TestContext&) = delete;

  /// The context to dispatch with. Valid while this is alive.
  operator const Context&() const& ABSL_ATTRIBUTE_LIFETIME_BOUND { return context_; }
  operator const Context&() const&& = delete;  // it would die with the temporary
  /// The same.
  const Context& operator*() const& ABSL_ATTRIBUTE_LIFETIME_BOUND { return context_; }
  const Context& operator*() const&& = delete;
  /// To change the other members, whose text must outlive the context.
  Context* operator->() & ABSL_ATTRIBUTE_LIFETIME_BOUND { return &context_; }

  /// Sets the clock, which handlers see in Context::remaining() alone.
  void set_time(Context::Clock::time_point now) { now_ = now.time_since_epoch(); }
  void advance(std::chrono::milliseconds time);  ///< Moves the clock on.
  /// Moves the clock so that Context::remaining() gives this.
  void set_remaining(std::chrono::milliseconds left) { set_time(context_.deadline - left); }
  /// Asks handlers to come to an end, as shortly before the deadline.
  void request_stop() { stop_.request_stop(); }

 private:
  Context::Clock::time_point now() const override { return Context::Clock::time_point(now_); }

  std::atomic<Context::Clock::duration> now_;
  std::stop_source stop_;
  Context context_;
};

}  // namespace lambent::inline LAMBENT_ABI::testing

// Implementation details; nothing there is meant for users.
#include "lambent/detail/testing-inl.h"
