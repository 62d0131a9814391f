// SPDX-License-Identifier: Apache-2.0
#include "runtime/log.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "json/utf8.h"
#include "lambent/event.h"
#include "lambent/fields.h"

namespace lambent::inline LAMBENT_ABI {
namespace {

using WallClock = std::chrono::system_clock;

/// A record as the platform's tools read it.
struct Record {
  std::string timestamp{};
  std::string level{};
  std::string request_id{};
  std::string tenant_id{};
  std::string message{};
  std::string error_type{};
  std::string error_message{};
};

constexpr std::array<std::string_view, 6> kLevels = {"TRACE", "DEBUG", "INFO",
                                                     "WARN",  "ERROR", "FATAL"};

}  // namespace

template <>
inline constexpr auto fields<Record> = std::array{
    field<&Record::timestamp>("timestamp"),        field<&Record::level>("level"),
    field<&Record::request_id>("requestId"),       field<&Record::tenant_id>("tenantId"),
    field<&Record::message>("message", kAlways),   field<&Record::error_type>("errorType"),
    field<&Record::error_message>("errorMessage"),
};

namespace detail {
namespace {

std::string_view variable(const char* name) {
  const char* const value = std::getenv(name);
  return value != nullptr ? value : std::string_view();
}

std::string time_stamp(WallClock::time_point now) {
  const auto since_1970 = now.time_since_epoch();
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(since_1970).count() % 1000;
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(WallClock::to_time_t(now)), ms);
}

std::string as_text(const Record& record) {
  std::string line = fmt::format("{}\t{}\t{}\t{}", record.timestamp,
                                 record.request_id.empty() ? "-" : record.request_id, record.level,
                                 record.message);
  if (!record.tenant_id.empty()) line += "\ttenant " + record.tenant_id;
  if (!record.error_type.empty()) line += "\t" + record.error_type + ": " + record.error_message;
  // What ends a line begins another record; this keeps one together.
  std::replace(line.begin(), line.end(), '\n', '\r');
  return line;
}

/// What stands in front of a record in the log's own framing, big-endian.
std::array<unsigned char, 16> frame_of(bool json, LogLevel level, std::size_t size,
                                       WallClock::time_point now) {
  std::array<unsigned char, 16> frame{};
  const auto put = [&](std::size_t at, std::size_t bytes, std::uint64_t value) {
    for (std::size_t i = 0; i < bytes; ++i)
      frame[at + i] = static_cast<unsigned char>(value >> (8 * (bytes - 1 - i)));
  };
  const auto us =
      std::chrono::duration_cast<std::chrono::microseconds>(now.time_since_epoch()).count();
  put(0, 4, (json ? 0xa55a0002u : 0xa55a0003u) | (4 * (static_cast<unsigned>(level) + 1)));
  put(4, 4, size);
  put(8, 8, static_cast<std::uint64_t>(us));
  return frame;
}

/// In one call where that is possible, for whoever else writes there. A log that takes no more is
/// no reason to fail.
void write_all(int descriptor, std::string_view head, std::string_view line) {
  while (!line.empty()) {
    const iovec parts[] = {{const_cast<char*>(head.data()), head.size()},
                           {const_cast<char*>(line.data()), line.size()}};
    const ssize_t written = ::writev(descriptor, parts, 2);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return;
    const std::size_t of_head = std::min(head.size(), static_cast<std::size_t>(written));
    head.remove_prefix(of_head);
    line.remove_prefix(static_cast<std::size_t>(written) - of_head);
  }
}

}  // namespace

LogSettings LogSettings::of_environment() {
  LogSettings settings;
  settings.json = equal_ignoring_case(variable("AWS_LAMBDA_LOG_FORMAT"), "json") ||
                  !variable("AWS_LAMBDA_MAX_CONCURRENCY").empty();
  const std::string_view level = variable("AWS_LAMBDA_LOG_LEVEL");
  for (std::size_t i = 0; i < kLevels.size(); ++i)
    if (equal_ignoring_case(level, kLevels[i])) settings.level = static_cast<LogLevel>(i);
  const std::string_view descriptor = variable("_LAMBDA_TELEMETRY_LOG_FD");
  int number = 0;
  const char* const end = descriptor.data() + descriptor.size();
  const auto [stop, error] = std::from_chars(descriptor.data(), end, number);
  if (error == std::errc() && stop == end && number >= 0) {
    settings.descriptor = number;
    settings.framed = true;
  }
  if (!descriptor.empty()) ::unsetenv("_LAMBDA_TELEMETRY_LOG_FD");
  return settings;
}

void Log::write(LogLevel level, std::string_view message, const Context& context,
                const FailureReport* failure) const {
  if (level < settings_.level) return;
  const WallClock::time_point now = WallClock::now();
  Record record{.timestamp = time_stamp(now),
                .level = std::string(kLevels[static_cast<std::size_t>(level)]),
                .request_id = readable_utf8(context.request_id),
                .tenant_id = readable_utf8(context.tenant_id),
                .message = readable_utf8(message)};
  if (failure != nullptr) {
    record.error_type = failure->type;
    record.error_message = failure->message;
  }
  std::string line = settings_.json ? encode(record) : as_text(record);
  if (!settings_.framed) line += '\n';
  auto frame = frame_of(settings_.json, level, line.size(), now);
  const std::lock_guard lock(mutex_);
  write_all(settings_.descriptor,
            {reinterpret_cast<char*>(frame.data()), settings_.framed ? frame.size() : 0}, line);
}

const Log& process_log() {
  static const Log log(LogSettings::of_environment());
  return log;
}

}  // namespace detail

void log(LogLevel level, std::string_view message, const Context& context) {
  detail::process_log().write(level, message, context);
}

}  // namespace lambent::inline LAMBENT_ABI
