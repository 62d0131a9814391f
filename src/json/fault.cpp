// SPDX-License-Identifier: Apache-2.0
#include "json/fault.h"

#include <cstdint>

namespace lambent::detail {
namespace {

/// The length of the UTF-8 sequence at `i`, or 0 where there is none.
std::size_t sequence_length(std::string_view text, std::size_t i) {
  const auto byte = [&](std::size_t k) -> std::uint32_t {
    return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0;
  };
  const auto continues = [&](std::size_t k) { return (byte(k) & 0xC0) == 0x80; };
  const std::uint32_t lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return continues(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    if (!continues(1) || !continues(2)) return 0;
    if (lead == 0xE0 && byte(1) < 0xA0) return 0;   // could be shorter
    if (lead == 0xED && byte(1) >= 0xA0) return 0;  // surrogate
    return 3;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    if (!continues(1) || !continues(2) || !continues(3)) return 0;
    if (lead == 0xF0 && byte(1) < 0x90) return 0;
    if (lead == 0xF4 && byte(1) >= 0x90) return 0;  // beyond Unicode
    return 4;
  }
  return 0;
}

}  // namespace

Fault find_fault(std::string_view text) {
  bool in_string = false;
  std::size_t string_start = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = sequence_length(text, i);
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

}  // namespace lambent::detail
