// SPDX-License-Identifier: Apache-2.0
// Unicode's simple one-to-one case mappings. Characters that have none stay as they are.
#pragma once

namespace lambent::detail {

char32_t to_lower(char32_t c);
char32_t to_upper(char32_t c);

}  // namespace lambent::detail
