// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>

#include "runtime/invocation.h"
#include "runtime/lambda.h"
#include "runtime/local.h"
#include "runtime/log.h"

namespace lambent::inline LAMBENT_ABI {
namespace {

using detail::Endpoint;

int wrong(std::string_view program, const absl::Status& status) {
  fmt::print(stderr, "{}: {}\n", program, std::string(status.message()));
  return 2;
}

void print_usage(std::FILE* out, std::string_view program) {
  fmt::print(out,
             "usage:\n"
             "  {0} FILE...              prints the answers to payloads; - is standard input\n"
             "  {0} --serve [HOST:PORT]  answers POST {2} on {1}\n"
             "Exit codes: 0 fine, 1 not answered, 2 wrong usage or unreadable file.\n",
             program, detail::kDefaultAddress, detail::kInvokePath);
}

/// Whether somebody has sent something, or may still.
bool has_input() {
  if (::isatty(STDIN_FILENO) != 0) return false;
  const int first = std::getc(stdin);
  if (first == EOF) return false;
  return std::ungetc(first, stdin) != EOF;
}

/// Runs what the program is for, between what stands at its beginning and its end.
template <class F>
int between_init_and_shutdown(const Dispatcher& dispatcher, std::string_view program,
                              const RunOptions& options, F main) {
  if (const absl::Status status = detail::initialise(dispatcher, options); !status.ok()) {
    wrong(program, status);
    return 1;
  }
  const int code = main();
  detail::run_shutdown(
      options, std::chrono::steady_clock::now() + detail::within_a_day(options.shutdown_time),
      detail::process_log());
  return code;
}

int serve(const Dispatcher& dispatcher, std::string_view program, std::string_view where,
          const RunOptions& options) {
  const auto address = detail::parse_endpoint(where);
  if (!address.ok()) return wrong(program, address.status());
  auto server = detail::HttpServer::listen(*address);
  if (!server.ok()) return wrong(program, server.status());
  return between_init_and_shutdown(dispatcher, program, options, [&] {
    const Endpoint bound{address->host, server->port()};
    fmt::print(stderr, "{}: listening on http://{}{}\n", program, detail::to_text(bound),
               detail::kInvokePath);
    detail::Interrupt stop;
    return detail::serve(dispatcher, *server, options, detail::process_log(), stop);
  });
}

int run_locally(const Dispatcher& dispatcher, std::string_view program,
                std::span<const char* const> arguments, const RunOptions& options) {
  const std::string_view first = arguments.empty() ? std::string_view() : arguments[0];
  if (first == "--serve") {
    if (arguments.size() > 2)
      return wrong(program, absl::InvalidArgumentError("--serve takes one HOST:PORT"));
    return serve(dispatcher, program,
                 arguments.size() == 2 ? arguments[1] : detail::kDefaultAddress, options);
  }
  if (first.starts_with("-") && first != "-")
    return wrong(program, absl::InvalidArgumentError("no such option: " + std::string(first) +
                                                     "; try --help"));
  if (arguments.empty() && !has_input())
    return wrong(program, absl::InvalidArgumentError(
                              "not on Lambda, AWS_LAMBDA_RUNTIME_API is not set; try --help"));
  static constexpr const char* kStandardInput[] = {"-"};
  if (arguments.empty()) arguments = kStandardInput;
  return between_init_and_shutdown(dispatcher, program, options, [&] {
    return detail::run_files(dispatcher, arguments, program, options);
  });
}

}  // namespace

int run(const Dispatcher& dispatcher, int argc, const char* const* argv,
        const RunOptions& options) {
  std::string_view program = argc > 0 ? argv[0] : "lambent";
  program.remove_prefix(program.rfind('/') + 1);
  if (std::getenv("AWS_LAMBDA_RUNTIME_API") != nullptr) {
    const auto settings = detail::LambdaSettings::of_environment(detail::process_log());
    if (!settings.ok()) return wrong(program, settings.status());
    return detail::run_on_lambda(dispatcher, *settings, options, detail::process_log());
  }

  const std::span<const char* const> arguments(argv + (argc > 0 ? 1 : 0),
                                               argc > 0 ? static_cast<std::size_t>(argc - 1) : 0);
  if (!arguments.empty() &&
      (arguments[0] == std::string_view("--help") || arguments[0] == std::string_view("-h"))) {
    print_usage(stdout, program);
    return 0;
  }
  return run_locally(dispatcher, program, arguments, options);
}

}  // namespace lambent::inline LAMBENT_ABI
