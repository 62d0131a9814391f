// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdio>
#include <utility>

#include "cli/commands.h"
#include "runtime/read_file.h"

namespace lambent::cli {

int complain(std::string_view file, std::string_view message, ExitCode code) {
  fmt::print(stderr, "lambent: {}: {}\n", file, message);
  return code;
}

int wrong_usage(std::string_view message) {
  fmt::print(stderr, "lambent: {}\n", message);
  return kUsage;
}

std::optional<std::string> read_file(std::string_view file) {
  const bool standard_input = file == "-";
  const std::string_view shown = standard_input ? "standard input" : file;
  absl::StatusOr<std::string> text = detail::read_file(std::string(file));
  if (!text.ok()) {
    complain(shown, std::string(text.status().message()), kUsage);
    return std::nullopt;
  }
  if (standard_input && text->empty()) {
    complain(shown, "is empty", kUsage);
    return std::nullopt;
  }
  return *std::move(text);
}

int run_cases(std::string_view file,
              const std::function<absl::StatusOr<Verdict>(std::string json)>& judge) {
  const std::optional<std::string> text = read_file(file);
  if (!text) return kUsage;
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::string_view rest = *text;
  for (std::size_t line = 1; !rest.empty(); ++line) {
    const std::size_t end = rest.find('\n');
    const std::string_view json = rest.substr(0, end);
    rest = end == rest.npos ? std::string_view() : rest.substr(end + 1);
    if (json.find_first_not_of(" \t\r") == json.npos) continue;
    const absl::StatusOr<Verdict> verdict = judge(std::string(json));
    if (!verdict.ok()) return complain(fmt::format("{}:{}", file, line), verdict.status());
    if (verdict->holds) {
      ++passed;
    } else if (!verdict->id.empty()) {
      ++failed;
      fmt::print("{}\n", verdict->id);
    }
  }
  // Most likely the wrong file: nothing must pass for proven that was not tried.
  if (passed + failed == 0) return complain(file, "no cases", kNo);
  fmt::print("{} passed, {} failed\n", passed, failed);
  return failed == 0 ? kFine : kNo;
}

}  // namespace lambent::cli
