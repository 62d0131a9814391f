// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>

#include "cli/commands.h"

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
  const std::string path(file);
  std::error_code ignored;
  if (!standard_input && std::filesystem::is_directory(path, ignored)) {
    complain(shown, "is a directory", kUsage);
    return std::nullopt;
  }
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> opened(nullptr, &std::fclose);
  std::FILE* input = stdin;
  if (!standard_input) {
    opened.reset(std::fopen(path.c_str(), "rb"));
    if (opened == nullptr) {
      complain(shown, std::strerror(errno), kUsage);
      return std::nullopt;
    }
    input = opened.get();
  }
  std::string text;
  char buffer[1 << 16];
  std::size_t size = 0;
  while ((size = std::fread(buffer, 1, sizeof buffer, input)) > 0) text.append(buffer, size);
  if (std::ferror(input) != 0) {
    complain(shown, std::strerror(errno), kUsage);
    return std::nullopt;
  }
  if (standard_input && text.empty()) {
    complain(shown, "is empty", kUsage);
    return std::nullopt;
  }
  return text;
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
  fmt::print("{} passed, {} failed\n", passed, failed);
  return failed == 0 ? kFine : kNo;
}

}  // namespace lambent::cli
