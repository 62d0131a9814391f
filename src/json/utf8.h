// SPDX-License-Identifier: Apache-2.0
// Text that may be no UTF-8, or too long. Whether it is UTF-8 at all: is_utf8().
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "lambent/detail/abi.h"

namespace lambent::inline LAMBENT_ABI::detail {

// LAMBENT_API for the runtime, which is a library of its own.

/// The length of the UTF-8 sequence at `i`, or 0 where there is none.
LAMBENT_API std::size_t utf8_length_at(std::string_view text, std::size_t i);

/// The text with U+FFFD in the place of every byte that is no UTF-8.
LAMBENT_API std::string readable_utf8(std::string_view text);

/// At most `most` bytes of UTF-8, no character cut in two.
LAMBENT_API std::string_view utf8_prefix(std::string_view text, std::size_t most);

}  // namespace lambent::inline LAMBENT_ABI::detail
