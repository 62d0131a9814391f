// SPDX-License-Identifier: Apache-2.0
// Writes described values as JSON.
#pragma once

#include <string>
#include <string_view>

#include "lambent/detail/type_info.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// Appends the value to `out`.
void write_value(const void* value, const TypeInfo& type, std::string& out);

/// Appends `text` to `out` as a JSON string, quotes and escapes included.
void write_string(std::string_view text, std::string& out);

}  // namespace lambent::inline LAMBENT_ABI::detail
