// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include "runtime/failure_report.h"
#include "runtime/invocation.h"
#include "runtime/local.h"
#include "runtime/read_file.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

/// A streamed answer goes to standard output as it comes.
class PrintedAnswer final : public SinkOfConnection {
  absl::Status do_begin(std::string_view) override { return absl::OkStatus(); }
  absl::Status do_write(std::string_view bytes) override {
    const bool written = std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size();
    return written ? absl::OkStatus() : absl::UnavailableError(std::strerror(errno));
  }
  absl::Status do_finish() override {
    return std::fflush(stdout) == 0 ? absl::OkStatus()
                                    : absl::UnavailableError(std::strerror(errno));
  }
};

}  // namespace

int run_files(const Dispatcher& dispatcher, std::span<const char* const> files,
              std::string_view program, const RunOptions& options) {
  StopRequests stop_requests;
  const Dispatching dispatching{dispatcher, options, stop_requests, process_log()};
  int code = 0;
  for (const std::string file : files) {
    const std::string shown = file == "-" ? "standard input" : file;
    absl::StatusOr<std::string> payload = read_file(file);
    if (!payload.ok()) {
      fmt::print(stderr, "{}: {}: {}\n", program, shown, std::string(payload.status().message()));
      code = 2;
      continue;
    }
    PrintedAnswer stream;
    Context context;
    context.request_id = shown;
    context.response_sink = &stream;
    auto answer = dispatch_before_deadline(dispatching, *std::move(payload), context);
    absl::Status status = answer.status();
    if (stream.has_begun() && !stream.is_finished()) status = stream.reason(status);
    if (!status.ok()) {
      fmt::print(stderr, "{}: {}: {}\n", program, shown, report_of(status).message);
      if (code == 0) code = 1;
    }
    if (stream.has_begun()) {
      fmt::print("\n");
    } else if (answer.ok()) {
      fmt::print("{}\n", *answer);
    }
  }
  return code;
}

}  // namespace lambent::inline LAMBENT_ABI::detail
