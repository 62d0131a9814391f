// SPDX-License-Identifier: Apache-2.0
// Comparing and copying described values.
#pragma once

#include "lambent/detail/arena.h"
#include "lambent/detail/type_info.h"

namespace lambent::inline LAMBENT_ABI::detail {

LAMBENT_API bool equal_values(const void* a, const void* b, const TypeInfo& type);

/// Copies a value with all its text into the blank one at `to`; what it borrows comes to lie in
/// `storage`.
LAMBENT_API void copy_value(const void* from, void* to, const TypeInfo& type, Storage& storage);

}  // namespace lambent::inline LAMBENT_ABI::detail
