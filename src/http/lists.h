// SPDX-License-Identifier: Apache-2.0
// Lists in the values of headers.
#pragma once

#include <cstddef>
#include <string_view>

#include "lambent/detail/abi.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// The text without blanks around it.
inline std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

/// Takes the first entry away from a list, trimmed.
inline std::string_view take_entry(std::string_view& list, char separator) {
  const std::size_t end = list.find(separator);
  const std::string_view entry = trimmed(list.substr(0, end));
  list = end == list.npos ? std::string_view() : list.substr(end + 1);
  return entry;
}

}  // namespace lambent::inline LAMBENT_ABI::detail
