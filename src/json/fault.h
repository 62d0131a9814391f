// SPDX-License-Identifier: Apache-2.0
// Finds what is wrong with a text that could not be indexed.
#pragma once

#include <cstddef>
#include <string_view>

#include "lambent/detail/abi.h"

namespace lambent::inline LAMBENT_ABI::detail {

struct Fault {
  std::size_t token = 0;  // where the string starts that is broken, or the broken byte stands
  std::string_view expected{};
  std::string_view found{};
};

/// The first byte that is not UTF-8, control character in a string or string without an end.
Fault find_fault(std::string_view text);

}  // namespace lambent::inline LAMBENT_ABI::detail
