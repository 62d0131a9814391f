// SPDX-License-Identifier: Apache-2.0
// types, recognise, decode.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <string>
#include <utility>

#include "cli/commands.h"
#include "lambent/event.h"
#include "lambent/events.h"
#include "lambent/format.h"

namespace lambent::cli {
namespace {

/// What the tool does with one type of event.
struct Type {
  const Source* source;
  absl::StatusOr<std::string> (*canonical)(std::string payload);
};

template <class E>
absl::StatusOr<std::string> canonical(std::string payload) {
  absl::StatusOr<Event<E>> event = lambent::decode<E>(std::move(payload));
  if (!event.ok()) return std::move(event).status();
  return encode(**event);
}

std::optional<Type> find_type(std::string_view name) {
  std::optional<Type> found;
  for_each_event([&]<class E>() {
    if (source<E>.name == name) found = Type{&source<E>, &canonical<E>};
  });
  return found;
}

}  // namespace

int types(const Arguments& arguments) {
  if (!arguments.empty()) return wrong_usage("types takes no arguments");
  for_each_event([]<class E>() {
    constexpr const Source& kSource = source<E>;
    fmt::print("{}\t{}\t{}\t{}\n", kSource.name, kSource.kind, kSource.answers, kSource.reference);
  });
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
  std::optional<Type> type;
  if (!type_name.empty()) {
    type = find_type(type_name);
    if (!type) return wrong_usage(fmt::format("no such type: {}; see lambent types", type_name));
  }
  std::optional<std::string> payload = read_file(file);
  if (!payload) return kUsage;
  if (!type) {
    const absl::StatusOr<SourceId> id = lambent::recognise(*payload);
    if (!id.ok()) return complain(file, id.status());
    type = find_type(*id);
  }
  const absl::StatusOr<std::string> json = type->canonical(*std::move(payload));
  if (!json.ok()) return complain(file, json.status());
  fmt::print("{}\n", *json);
  return kFine;
}

}  // namespace lambent::cli
