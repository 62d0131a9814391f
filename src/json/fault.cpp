// SPDX-License-Identifier: Apache-2.0
#include "json/fault.h"

#include "json/utf8.h"

namespace lambent::inline LAMBENT_ABI::detail {

Fault find_fault(std::string_view text) {
  bool in_string = false;
  std::size_t string_start = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_length_at(text, i);
    const std::size_t token = in_string ? string_start : i;
    if (length == 0) return {token, "UTF-8", "a byte that is none"};
    const char c = text[i];
    if (in_string && static_cast<unsigned char>(c) < 0x20)
      return {token, "an escape", "a bare control character in a string"};
    if (in_string && c == '\\' && i + 1 < text.size()) {
      ++i;  // whatever is escaped does not end the string; it is looked at like any other
      if (text[i] == '"' || text[i] == '\\') ++i;
      continue;
    }
    if (c == '"') {
      in_string = !in_string;
      string_start = i;
    }
    i += length;
  }
  if (in_string) return {string_start, "a closing quote", "the end of the payload"};
  return {text.size(), "JSON", "something else"};
}

}  // namespace lambent::inline LAMBENT_ABI::detail
