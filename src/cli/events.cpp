// SPDX-License-Identifier: Apache-2.0
// types, recognise, decode.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <string>
#include <utility>

#include "cli/commands.h"
#include "cli/types.h"
#include "lambent/event.h"
#include "lambent/format.h"

namespace lambent::cli {

int types(const Arguments& arguments) {
  if (!arguments.empty()) return wrong_usage("types takes no arguments");
  for (const Type& type : all_types())
    fmt::print("{}\t{}\t{}\t{}\n", type.source->name, type.source->kind, type.source->answers,
               type.source->reference);
  return kFine;
}

int recognise(const Arguments& arguments) {
  if (arguments.empty()) return wrong_usage("recognise takes one file or more");
  int code = kFine;
  const auto at_least = [&](int other) { code = std::max(code, other); };
  for (const std::string_view file : arguments) {
    const std::optional<std::string> payload = read_file(file);
    if (!payload) {
      at_least(kUsage);
      continue;
    }
    const absl::StatusOr<SourceId> id = lambent::recognise(*payload);
    if (id.ok()) {
      fmt::print("{}\t{}\n", file, *id);
      continue;
    }
    const bool unknown = absl::IsNotFound(id.status());
    fmt::print("{}\t{}\n", file, unknown ? "unknown" : "error");
    if (!unknown) complain(file, id.status());
    at_least(kNo);
  }
  return code;
}

int decode(const Arguments& arguments) {
  std::string_view type_name;
  std::string_view file;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--type") {
      if (++i == arguments.size()) return wrong_usage("--type needs the name of a type");
      type_name = arguments[i];
    } else if (arguments[i].starts_with("--")) {
      return wrong_usage(fmt::format("decode knows no option {}", arguments[i]));
    } else if (!file.empty()) {
      return wrong_usage("decode takes one file");
    } else {
      file = arguments[i];
    }
  }
  if (file.empty()) return wrong_usage("decode takes one file");
  const Type* type = nullptr;
  if (!type_name.empty()) {
    type = find_type(type_name);
    if (type == nullptr)
      return wrong_usage(fmt::format("no such type: {}; see lambent types", type_name));
  }
  std::optional<std::string> payload = read_file(file);
  if (!payload) return kUsage;
  if (type == nullptr) {
    const absl::StatusOr<SourceId> id = lambent::recognise(*payload);
    if (!id.ok()) return complain(file, id.status());
    type = find_type(*id);
  }
  const absl::StatusOr<std::string> json = canonical(*type, *std::move(payload));
  if (!json.ok()) return complain(file, json.status());
  fmt::print("{}\n", *json);
  return kFine;
}

}  // namespace lambent::cli
