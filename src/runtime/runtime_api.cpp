// SPDX-License-Identifier: Apache-2.0
#include "runtime/runtime_api.h"

#include <fmt/format.h>

#include <utility>

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

constexpr std::string_view kRuntime = "/2018-06-01/runtime";
constexpr std::string_view kExtension = "/2020-01-01/extension";
constexpr HttpField kAsJson = {"Content-Type", "application/json"};

std::string path_of(std::string_view id, std::string_view what) {
  std::string path = fmt::format("{}/invocation/", kRuntime);
  for (const char c : id) {
    const bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                          (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == '_' || c == '~';
    if (is_plain) {
      path += c;
    } else {
      path += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return path + std::string(what);
}

}  // namespace

Wait RuntimeApi::soon() const {
  if (patience_ == kEndless) return {};
  return {.until = std::chrono::steady_clock::now() + patience_};
}

absl::StatusOr<HttpReply> RuntimeApi::next(const Interrupt* stop) {
  const std::string path = fmt::format("{}/invocation/next", kRuntime);
  return client_.exchange({.path = path}, {.interrupt = stop});
}

absl::StatusOr<HttpReply> RuntimeApi::respond(std::string_view id, std::string_view json) {
  return client_.exchange(
      {.is_post = true, .path = path_of(id, "/response"), .fields = {&kAsJson, 1}, .body = json},
      soon());
}

absl::StatusOr<HttpReply> RuntimeApi::report_to(std::string_view path,
                                                const FailureReport& failure) {
  const std::string cause = xray_cause(failure);
  const HttpField fields[] = {kAsJson,
                              {kErrorTypeField, failure.category},
                              {"Lambda-Runtime-Function-XRay-Error-Cause", cause}};
  const std::string json = error_json(failure);
  return client_.exchange({.is_post = true, .path = path, .fields = fields, .body = json}, soon());
}

absl::StatusOr<HttpReply> RuntimeApi::report(std::string_view id, const FailureReport& failure) {
  return report_to(path_of(id, "/error"), failure);
}

absl::StatusOr<HttpReply> RuntimeApi::report_init(const FailureReport& failure) {
  return report_to(fmt::format("{}/init/error", kRuntime), failure);
}

absl::Status RuntimeApi::begin_response(std::string_view id, std::string_view content_type,
                                        const Wait& wait) {
  const std::string trailers = trailer_names();
  const HttpField fields[] = {{"Content-Type", content_type},
                              {"Lambda-Runtime-Function-Response-Mode", "streaming"},
                              {"Trailer", trailers}};
  return client_.begin({.is_post = true, .path = path_of(id, "/response"), .fields = fields}, wait);
}

absl::StatusOr<HttpReply> RuntimeApi::end_response(const FailureReport* failure) {
  if (failure == nullptr) return client_.end({}, soon());
  const std::string body = trailer_of(*failure);
  const HttpField trailers[] = {{kErrorTypeField, failure->category}, {kErrorBodyField, body}};
  return client_.end(trailers, soon());
}

absl::StatusOr<std::string> RuntimeApi::register_extension(std::string_view name) {
  const std::string path = fmt::format("{}/register", kExtension);
  const HttpField fields[] = {kAsJson, {"Lambda-Extension-Name", name}};
  auto reply = client_.exchange(
      {.is_post = true, .path = path, .fields = fields, .body = R"({"events":[]})"}, soon());
  if (!reply.ok()) return reply.status();
  const std::string_view identifier = reply->field("Lambda-Extension-Identifier");
  if (reply->status() != 200 || identifier.empty())
    return absl::UnavailableError(fmt::format("registering an extension gave {} {}",
                                              reply->status(), error_type_in(reply->body())));
  return std::string(identifier);
}

void RuntimeApi::wait_for_shutdown(std::string_view extension, const Interrupt& stop) {
  const std::string path = fmt::format("{}/event/next", kExtension);
  const HttpField fields[] = {{"Lambda-Extension-Identifier", extension}};
  (void)client_.exchange({.path = path, .fields = fields}, {.interrupt = &stop});
  // No event was asked for; should it end all the same, there is nothing to do but to wait.
  stop.sleep_until(std::chrono::steady_clock::time_point::max());
}

}  // namespace lambent::inline LAMBENT_ABI::detail
