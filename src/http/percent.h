// SPDX-License-Identifier: Apache-2.0
// Percent-encoding, RFC 3986 section 2.1.
#pragma once

#include <string>
#include <string_view>

#include "lambent/detail/abi.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// What a segment of a path was before it was encoded; the same text where an escape is malformed or
/// what comes out is no UTF-8. Appends to `out`.
void append_decoded_segment(std::string_view segment, std::string& out);

/// The same segment by segment; the slashes between them stay.
std::string decoded_path(std::string_view path);

/// The same for a name or a value of a query, where "+" is a space.
std::string decoded_query(std::string_view text);

}  // namespace lambent::inline LAMBENT_ABI::detail
