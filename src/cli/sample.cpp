// SPDX-License-Identifier: Apache-2.0
// sample: synthetic events.
#include <fmt/format.h>

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/types.h"
#include "lambent/testing.h"

namespace lambent::cli {
namespace {

/// The sample as it stands in the project, line breaks and all, where nothing is to be changed.
absl::StatusOr<std::string> sample_of(const Type& type, std::span<const testing::Edit> edits) {
  if (edits.empty()) return std::string(testing::sample_json(type.source->name));
  absl::StatusOr<std::string> json = detail::edited_sample(type.source->name, *type.info, edits);
  if (!json.ok()) return json;
  return canonical(type, *std::move(json));
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

  const Type* const found = find_type(type);
  if (found == nullptr)
    return wrong_usage(fmt::format("no such type: {}; see lambent types", type));
  absl::StatusOr<std::string> json = sample_of(*found, edits);
  if (!json.ok()) return complain(type, json.status());
  if (!put_inside(carriers, *json))
    return wrong_usage(fmt::format("--inside takes sns and sqs, not {}", carriers));
  fmt::print("{}{}", *json, json->ends_with('\n') ? "" : "\n");
  return kFine;
}

}  // namespace lambent::cli
