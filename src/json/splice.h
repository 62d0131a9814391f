// SPDX-License-Identifier: Apache-2.0
// Changes a JSON text without decoding it.
#pragma once

#include <string>
#include <string_view>

#include "json/indexed_text.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// The document, an object that has been read without a fault, with the member `key` of its root
/// replaced by `json`, or with it added behind the others. All else stays byte for byte.
std::string with_root_member(const IndexedText& document, std::string_view key,
                             std::string_view json);

}  // namespace lambent::inline LAMBENT_ABI::detail
