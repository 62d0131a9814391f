// SPDX-License-Identifier: Apache-2.0
// sample: synthetic events.
#include <fmt/format.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "lambent/events.h"
#include "lambent/testing.h"

namespace lambent::cli {
namespace {

/// The sample of the named type, changed; nothing for other names.
std::optional<absl::StatusOr<std::string>> edited_sample(std::string_view type,
                                                         std::span<const testing::Edit> edits) {
  std::optional<absl::StatusOr<std::string>> json;
  for_each_event([&]<class E>() {
    if (source<E>.name != type) return;
    const auto event = testing::sample_with<E>(edits);
    json = event.ok() ? absl::StatusOr<std::string>(encode(*event)) : event.status();
  });
  return json;
}

/// Puts the event into what carries it, the innermost carrier first. False for a name that is none.
bool put_inside(std::string_view carriers, std::string& json) {
  while (!carriers.empty()) {
    const std::size_t end = carriers.find(',');
    const std::string_view carrier = carriers.substr(0, end);
    carriers = end == carriers.npos ? std::string_view() : carriers.substr(end + 1);
    if (carrier == "sns") {
      json = encode(testing::inside_sns(json));
    } else if (carrier == "sqs") {
      json = encode(testing::inside_sqs(json));
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace

int sample(const Arguments& arguments) {
  std::string_view type;
  std::string_view carriers;
  std::vector<testing::Edit> edits;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    if (argument == "--set" || argument == "--inside") {
      if (++i == arguments.size()) return wrong_usage(fmt::format("{} needs a value", argument));
      const std::string_view value = arguments[i];
      const std::size_t equals = value.find('=');
      if (argument == "--inside") {
        carriers = value;
      } else if (equals == value.npos) {
        return wrong_usage("--set takes PATH=VALUE");
      } else {
        edits.push_back({value.substr(0, equals), value.substr(equals + 1)});
      }
    } else if (argument.starts_with("--")) {
      return wrong_usage(fmt::format("sample knows no option {}", argument));
    } else if (!type.empty()) {
      return wrong_usage("sample takes one type");
    } else {
      type = argument;
    }
  }
  if (type.empty()) return wrong_usage("sample takes the name of a type");

  std::optional<absl::StatusOr<std::string>> json = edited_sample(type, edits);
  if (!json) return wrong_usage(fmt::format("no such type: {}; see lambent types", type));
  if (!json->ok()) return complain(type, json->status());
  // As it stands in the project, line breaks and all, where nothing is to be changed.
  std::string text(edits.empty() ? testing::sample_json(type) : std::string_view(**json));
  if (!put_inside(carriers, text))
    return wrong_usage(fmt::format("--inside takes sns and sqs, not {}", carriers));
  fmt::print("{}{}", text, text.ends_with('\n') ? "" : "\n");
  return kFine;
}

}  // namespace lambent::cli
