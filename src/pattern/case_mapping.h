// SPDX-License-Identifier: Apache-2.0
// Unicode's simple one-to-one case mappings. Characters that have none stay as they are.
#pragma once

#include "lambent/detail/abi.h"

namespace lambent::inline LAMBENT_ABI::detail {

char32_t to_lower(char32_t c);
char32_t to_upper(char32_t c);

}  // namespace lambent::inline LAMBENT_ABI::detail
