// SPDX-License-Identifier: Apache-2.0
// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "lambent/values.h"
#include "runtime/failure_report.h"
#include "runtime/invocation.h"
#include "runtime/local.h"
#include "runtime/signals.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

constexpr HttpField kJson = {"Content-Type", "application/json"};

std::string variable(const char* name, const char* otherwise) {
  const char* const value = std::getenv(name);
  return value != nullptr && *value != '\0' ? value : otherwise;
}

/// What is the same for all requests.
struct Function {
  std::string name = variable("AWS_LAMBDA_FUNCTION_NAME", "function");
  std::string region = variable("AWS_REGION", "us-east-1");
  std::string arn = fmt::format("arn:aws:lambda:{}:012345678912:function:{}", region, name);
  std::chrono::seconds timeout = timeout_of_environment();

  static std::chrono::seconds timeout_of_environment() {
    const std::string text = variable("AWS_LAMBDA_FUNCTION_TIMEOUT", "300");
    int seconds = 0;
    std::from_chars(text.data(), text.data() + text.size(), seconds);
    return std::chrono::seconds(seconds > 0 ? seconds : 300);
  }
};

/// In the form that request ids have.
std::string new_request_id() {
  static thread_local std::mt19937_64 random{std::random_device{}()};
  const std::uint64_t a = random();
  const std::uint64_t b = random();
  return fmt::format("{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}", a >> 32, (a >> 16) & 0xffff, a & 0xfff,
                     0x8000 | ((b >> 48) & 0x3fff), b & 0xffffffffffff);
}

/// What becomes of one request. How the answer goes to the client depends on what comes first: the
/// end of the handler, or the first piece of a stream.
class Invoke final : public SinkOfConnection {
 public:
  Invoke(HttpExchange& exchange, const Dispatching& dispatching, const Function& function)
      : exchange_(exchange), dispatching_(dispatching), function_(function) {}

  void run() {
    const std::string_view path = exchange_.path();
    if (path.substr(0, path.find('?')) != kInvokePath)
      return refuse(404, "ResourceNotFoundException",
                    "there is only the path of Invoke, for a function named \"function\"");
    if (exchange_.method() != "POST") return refuse(405, "InvalidRequest", "only POST");
    const std::string_view type = exchange_.field("X-Amz-Invocation-Type");
    if (type == "DryRun") return answer(204, {}, "");
    if (!type.empty() && type != "RequestResponse" && type != "Event")
      return refuse(400, "InvalidParameterValueException", "no such invocation type");

    Context context;
    std::optional<std::string> client_context;
    if (const auto base64 = exchange_.field("X-Amz-Client-Context"); !base64.empty()) {
      client_context = Base64{base64}.bytes();
      if (!client_context)
        return refuse(400, "InvalidRequestContentException", "the client context is no base64");
      context.client_context = RawJson{*client_context};
    }
    id_ = exchange_.field("X-Amzn-RequestId");
    if (id_.empty()) id_ = new_request_id();
    context.request_id = id_;
    context.trace_id = exchange_.field("X-Amzn-Trace-Id");
    context.tenant_id = exchange_.field("X-Amz-Tenant-Id");
    context.function_arn = function_.arn;
    context.deadline = Context::Clock::now() + function_.timeout;

    // Nobody waits for an event: it is taken, and what becomes of it is in the log.
    const bool nobody_waits = type == "Event";
    if (nobody_waits) {
      // The connection would be busy until the handler is over.
      const HttpField close = {"Connection", "close"};
      answer(202, {&close, 1}, "");
    } else {
      context.response_sink = this;
    }
    const auto result =
        dispatch_before_deadline(dispatching_, std::move(exchange_.body()), context);
    if (has_begun()) return end_stream(result.status(), context);
    if (result.ok() && result->size() <= kMostPayload) {
      if (!nobody_waits) answer(200, {}, *result);
      return;
    }
    FailureReport failure = report_of(result.status());
    if (result.ok())
      failure = {.type = "Function.ResponseSizeTooLarge",
                 .category = "Function.ResponseSizeTooLarge",
                 .message = fmt::format("the answer has {} bytes, at most {} are taken",
                                        result->size(), kMostPayload)};
    dispatching_.log.write(LogLevel::kError, "the event was not handled", context, &failure);
    if (nobody_waits) return;
    const HttpField fields[] = {{"X-Amz-Function-Error", "Unhandled"},
                                {"Error-Type", failure.category}};
    answer(200, fields, error_json(failure));
  }

 private:
  void answer(unsigned status, HttpFields more, std::string_view body) {
    (void)exchange_.answer(status, with(more, kJson.value), body);
  }
  void refuse(unsigned status, std::string_view type, std::string_view message) {
    answer(
        status, {},
        error_json({.type = std::string(type), .category = {}, .message = std::string(message)}));
  }
  std::vector<HttpField> with(HttpFields more, std::string_view content_type) const {
    std::vector<HttpField> fields = {{"Content-Type", content_type},
                                     {"X-Amz-Executed-Version", "$LATEST"}};
    if (!id_.empty()) fields.push_back({"X-Amzn-RequestId", id_});
    fields.insert(fields.end(), more.begin(), more.end());
    return fields;
  }

  void end_stream(const absl::Status& outcome, const Context& context) {
    if (is_finished()) return;
    const FailureReport failure = report_of(reason(outcome));
    dispatching_.log.write(LogLevel::kError, "the answer is not whole", context, &failure);
    const std::string body = trailer_of(failure);
    const HttpField trailers[] = {{kErrorTypeField, failure.category}, {kErrorBodyField, body}};
    (void)exchange_.end(trailers);
  }

  absl::Status do_begin(std::string_view content_type) override {
    const std::string names = trailer_names();
    const HttpField trailers[] = {{"Trailer", names}};
    return exchange_.begin(200, with(trailers, content_type));
  }
  absl::Status do_write(std::string_view bytes) override { return exchange_.write(bytes); }
  absl::Status do_finish() override { return exchange_.end({}); }

  HttpExchange& exchange_;
  const Dispatching& dispatching_;
  const Function& function_;
  std::string id_;
};

}  // namespace

int serve(const Dispatcher& dispatcher, HttpServer& server, const RunOptions& options,
          const Log& log, Interrupt& stop) {
  const EndingSignals signals(stop, {SIGINT, SIGTERM}, SecondSignal::kEndsProcess);
  const Function function;
  StopRequests stop_requests;
  const Dispatching dispatching{dispatcher, options, stop_requests, log};
  server.serve([&](HttpExchange& exchange) { Invoke(exchange, dispatching, function).run(); },
               {.body_bytes = kMostPayload}, stop, [&] { stop_requests.all_now(); });
  return 0;
}

}  // namespace lambent::inline LAMBENT_ABI::detail
