// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "lambent/pattern.h"
#include "pattern/compiled.h"
#include "pattern/json_value.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// Says what is wrong there, and how to mend it.
absl::Status pattern_error(std::string_view where, std::string_view what);

/// Whether no field within `$or` may have this name.
bool is_reserved_name(std::string_view name);

/// The tests of a list; `where` is its place.
absl::Status parse_leaf(const JsonValue& list, std::string_view where, PatternService service,
                        Leaf& leaf);

}  // namespace lambent::inline LAMBENT_ABI::detail
