// SPDX-License-Identifier: Apache-2.0
// The types of events that the tool knows: all of them.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "lambent/event.h"

namespace lambent::cli {

struct Type {
  const Source* source;
  const detail::TypeInfo* info;
};

std::span<const Type> all_types();
/// Null for a name that is none.
const Type* find_type(std::string_view name);
/// An event as the library writes it.
absl::StatusOr<std::string> canonical(const Type& type, std::string payload);

}  // namespace lambent::cli
