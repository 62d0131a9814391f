// SPDX-License-Identifier: Apache-2.0
// The command-line tool `lambent`: which types there are, what a payload is, what it says.
#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "cli/commands.h"
#include "lambent/detail/exceptions.h"
#include "lambent/version.h"

namespace {

using lambent::cli::Arguments;

constexpr struct {
  std::string_view name;
  int (*run)(const Arguments& arguments);
  std::string_view usage;
} kCommands[] = {
    {"types", lambent::cli::types, "types"},
    {"recognise", lambent::cli::recognise, "recognise FILE..."},
    {"decode", lambent::cli::decode, "decode [--type TYPE] FILE"},
    {"sample", lambent::cli::sample, "sample TYPE [--set PATH=VALUE]... [--inside sns,sqs]"},
    {"match", lambent::cli::match, "match PATTERN-FILE EVENT-FILE | match --cases FILE"},
    {"routes", lambent::cli::routes, "routes --cases FILE"},
    {"invoke", lambent::cli::invoke, "invoke [--url URL] FILE"},
};

void print_usage(std::FILE* out) {
  fmt::print(out, "usage:\n");
  for (const auto& command : kCommands) fmt::print(out, "  lambent {}\n", command.usage);
  fmt::print(
      out,
      "  lambent --help | --version\n"
      "A FILE of - is standard input. --inside begins with the innermost. Exit codes: 0 fine, 1 "
      "no or unknown,\n2 wrong usage, or a file that cannot be read or written.\n");
}

int run(const Arguments& all) {
  if (all.empty()) {
    print_usage(stderr);
    return lambent::cli::kUsage;
  }
  if (all[0] == "--help" || all[0] == "-h") {
    print_usage(stdout);
    return lambent::cli::kFine;
  }
  if (all[0] == "--version") {
    fmt::print("lambent {}\n", LAMBENT_VERSION);
    return lambent::cli::kFine;
  }
  for (const auto& command : kCommands)
    if (command.name == all[0]) return command.run(all.subspan(1));
  return lambent::cli::wrong_usage(fmt::format("no such command: {}; try --help", all[0]));
}

}  // namespace

int main(int count, char** values) {
  const std::vector<std::string_view> all(values + 1, values + count);
  int code = lambent::cli::kFine;
  // Printing throws where a disk is full.
  absl::Status written = lambent::detail::without_exceptions([&] {
    code = run(all);
    return absl::OkStatus();
  });
  if (written.ok() && std::fflush(stdout) != 0)
    written = absl::ErrnoToStatus(errno, "cannot be written");
  if (written.ok()) return code;
  return lambent::cli::complain("standard output", std::string(written.message()),
                                lambent::cli::kUsage);
}
