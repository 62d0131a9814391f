// SPDX-License-Identifier: Apache-2.0
#include "runtime/poller.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <utility>

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

using Steady = std::chrono::steady_clock;
using std::chrono::milliseconds;

/// Milliseconds since 1970 as a deadline; what is none gives no deadline.
Context::Clock::time_point deadline_of(std::string_view text) {
  constexpr auto kNone = Context::Clock::time_point::max();
  std::int64_t ms = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, ms);
  if (text.empty() || error != std::errc() || stop != end || ms < 0) return kNone;
  constexpr auto kLast = std::chrono::duration_cast<milliseconds>(kNone.time_since_epoch()).count();
  return ms >= kLast ? kNone : Context::Clock::time_point(milliseconds(ms));
}

Context context_of(const HttpReply& event) {
  Context context;
  context.request_id = event.field("Lambda-Runtime-Aws-Request-Id");
  context.trace_id = event.field("Lambda-Runtime-Trace-Id");
  context.function_arn = event.field("Lambda-Runtime-Invoked-Function-Arn");
  context.tenant_id = event.field("Lambda-Runtime-Aws-Tenant-Id");
  context.client_context = RawJson{event.field("Lambda-Runtime-Client-Context")};
  context.identity = RawJson{event.field("Lambda-Runtime-Cognito-Identity")};
  context.deadline = deadline_of(event.field("Lambda-Runtime-Deadline-Ms"));
  return context;
}

std::string described(HttpReply& reply) {
  const std::string type = error_type_in(reply.body());
  return fmt::format("{}{}{}", reply.status(), type.empty() ? "" : " ", type);
}

bool is_accepted(const HttpReply& reply) { return reply.status() < 300; }

std::string message_of(const absl::Status& status) { return std::string(status.message()); }

}  // namespace

/// A response in pieces, on the slot's connection.
class Poller::StreamedAnswer final : public SinkOfConnection {
 public:
  StreamedAnswer(Poller& poller, const Context& context) : poller_(poller), context_(context) {}

  /// What follows from how the API took it.
  Next next = Next::kGoOn;

 private:
  absl::Status do_begin(std::string_view content_type) override {
    return poller_.api_.begin_response(context_.request_id, content_type, wait_);
  }
  absl::Status do_write(std::string_view bytes) override {
    return poller_.api_.write(bytes, wait_);
  }
  absl::Status do_finish() override {
    auto reply = poller_.api_.end_response(nullptr);
    absl::Status status = reply.status();
    if (reply.ok() && !is_accepted(*reply))
      status = absl::UnavailableError("the answer was refused: " + described(*reply));
    next = poller_.judge("the streamed answer", std::move(reply), context_);
    return status;
  }

  Poller& poller_;
  const Context& context_;
  // The client may be slow, but not beyond the event's time.
  const Wait wait_{.until = steady(context_.deadline)};
};

bool Poller::run() {
  while (!should_stop()) {
    if (pause_ > milliseconds::zero() &&
        wait_for(-1, 0, {.until = Steady::now() + pause_, .interrupt = shared_.stop}) ==
            Waited::kInterrupted)
      break;
    auto event = api_.next(shared_.stop);
    Next next = Next::kGoOn;
    if (should_stop() && (!event.ok() || event->status() != 200)) break;
    if (!event.ok()) {
      next = poll_failed(event.status());
    } else if (event->status() != 200) {
      next = poll_refused(*event);
    } else if (event->field("Lambda-Runtime-Aws-Request-Id").empty()) {
      next = poll_failed(absl::InternalError("an event without a request id"));
    } else {
      failures_ = 0;
      pause_ = milliseconds::zero();
      refused_since_ = {};
      next = serve(*event);
    }
    if (next == Next::kGiveUp) return false;
  }
  return true;
}

Poller::Next Poller::serve(HttpReply& event) {
  Context context = context_of(event);
  if (!shared_.settings.max_concurrency) export_trace(context.trace_id);
  StreamedAnswer stream(*this, context);
  context.response_sink = &stream;
  const absl::StatusOr<std::string> answer =
      dispatch_before_deadline(shared_.dispatching, std::move(event.body()), context);
  if (!stream.has_begun()) return post_answer(context, answer);
  return end_stream(context, stream, answer.status());
}

Poller::Next Poller::post_answer(const Context& context,
                                 const absl::StatusOr<std::string>& answer) {
  if (answer.ok()) return judge("the answer", api_.respond(context.request_id, *answer), context);
  const FailureReport failure = report_of(answer.status());
  shared_.dispatching.log.write(LogLevel::kError, "the event was not handled", context, &failure);
  return judge("the failure", api_.report(context.request_id, failure), context);
}

Poller::Next Poller::end_stream(const Context& context, StreamedAnswer& stream,
                                const absl::Status& outcome) {
  if (stream.is_finished()) {
    if (!outcome.ok()) {
      const FailureReport failure = report_of(outcome);
      shared_.dispatching.log.write(LogLevel::kError, "failed behind the end of the answer",
                                    context, &failure);
    }
    return stream.next;
  }
  const FailureReport failure = report_of(stream.reason(outcome));
  shared_.dispatching.log.write(LogLevel::kError, "the answer is not whole", context, &failure);
  return judge("the streamed answer", api_.end_response(&failure), context);
}

Poller::Next Poller::judge(std::string_view what, absl::StatusOr<HttpReply> reply,
                           const Context& context) {
  if (!reply.ok()) {
    shared_.dispatching.log.write(
        LogLevel::kError, fmt::format("{} could not be sent: {}", what, message_of(reply.status())),
        context);
    return Next::kGoOn;
  }
  if (is_accepted(*reply)) return Next::kGoOn;
  const std::string type = error_type_in(reply->body());
  shared_.dispatching.log.write(
      LogLevel::kError, fmt::format("{} was refused: {}", what, described(*reply)), context);
  // Neither comes right again; the first is a mistake of ours.
  const bool is_over = reply->status() >= 500 || type == "InvalidFunctionResponseMode";
  return is_over ? Next::kGiveUp : Next::kGoOn;
}

Poller::Next Poller::poll_failed(const absl::Status& failure) {
  const PollRules& rules = shared_.settings.rules;
  refused_since_ = {};
  const bool gives_up = ++failures_ > rules.most_failures;
  shared_.dispatching.log.write(gives_up ? LogLevel::kFatal : LogLevel::kWarn,
                                "no event could be taken: " + message_of(failure));
  if (gives_up) return Next::kGiveUp;
  if (failures_ > 1) {
    const int doublings = std::min(failures_ - 2, 20);
    const auto pause = std::min(rules.first_pause * (1 << doublings), rules.longest_pause);
    // Some of it by chance, so that the slots do not come all at once.
    const auto half = pause.count() / 2;
    pause_ = milliseconds(half + std::uniform_int_distribution<std::int64_t>(
                                     0, std::max<std::int64_t>(half, 1))(random_));
  }
  return Next::kGoOn;
}

Poller::Next Poller::poll_refused(HttpReply& reply) {
  if (reply.status() >= 500) {
    shared_.dispatching.log.write(LogLevel::kFatal,
                                  "the Runtime API cannot go on: " + described(reply));
    return Next::kGiveUp;
  }
  if (reply.status() != 403)
    return poll_failed(absl::InternalError("the Runtime API says " + described(reply)));
  // The last event counts as not answered, until its time is up: asking at once would not end.
  const auto now = Steady::now();
  if (refused_since_ == Steady::time_point()) {
    refused_since_ = now;
    pause_ = std::max(shared_.settings.rules.refused_for / 100, milliseconds(1));
  } else {
    pause_ *= 2;
  }
  if (now + pause_ <= refused_since_ + shared_.settings.rules.refused_for) return Next::kGoOn;
  shared_.dispatching.log.write(LogLevel::kFatal, "no event is given: " + described(reply));
  return Next::kGiveUp;
}

void Poller::export_trace(std::string_view trace_id) {
  // For SDKs, which look there; with one event at a time the environment is this event's own.
  constexpr const char* kName = "_X_AMZN_TRACE_ID";
  if (trace_id.empty()) {
    ::unsetenv(kName);
  } else {
    ::setenv(kName, std::string(trace_id).c_str(), 1);
  }
}

}  // namespace lambent::inline LAMBENT_ABI::detail
