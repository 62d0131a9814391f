// SPDX-License-Identifier: Apache-2.0
// The commands of the tool, and what they share.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace lambent::cli {

using Arguments = std::span<const std::string_view>;

enum ExitCode : int { kFine = 0, kNo = 1, kUsage = 2 };

int types(const Arguments& arguments);
int recognise(const Arguments& arguments);
int decode(const Arguments& arguments);
int match(const Arguments& arguments);
int routes(const Arguments& arguments);
int invoke(const Arguments& arguments);
int sample(const Arguments& arguments);

/// Prints `lambent: FILE: message` and returns the exit code.
int complain(std::string_view file, std::string_view message, ExitCode code);
/// The same for what went wrong with it.
inline int complain(std::string_view file, const absl::Status& status) {
  return complain(file, std::string(status.message()), kNo);
}
/// Prints `lambent: message` and returns the exit code.
int wrong_usage(std::string_view message);

/// The whole file, or standard input for "-"; nothing, after a complaint, where it cannot be read
/// or standard input is empty.
std::optional<std::string> read_file(std::string_view file);

/// What became of a fact in a file of cases.
struct Verdict {
  std::string id{};  // empty: the line is no case, and is not counted
  bool holds{};
};

/// Judges each line of a file, prints the ids of the facts that do not hold, then how many do. A
/// file without facts is a failure.
int run_cases(std::string_view file,
              const std::function<absl::StatusOr<Verdict>(std::string json)>& judge);

}  // namespace lambent::cli
