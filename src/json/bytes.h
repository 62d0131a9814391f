// SPDX-License-Identifier: Apache-2.0
// Looking at text eight bytes at a time, on any machine.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "lambent/detail/abi.h"

namespace lambent::inline LAMBENT_ABI::detail {

inline std::uint64_t load8(const char* p) {
  std::uint64_t word;
  std::memcpy(&word, p, sizeof word);
  return word;
}

/// The same with the first byte of memory lowest.
inline std::uint64_t load8_in_order(const char* p) {
  const std::uint64_t word = load8(p);
  if constexpr (std::endian::native == std::endian::little) return word;
  std::uint64_t swapped = 0;
  for (int i = 0; i < 8; ++i) swapped |= ((word >> (56 - 8 * i)) & 0xff) << (8 * i);
  return swapped;
}

inline constexpr std::uint64_t kOnes = 0x0101010101010101u;
inline constexpr std::uint64_t kHighs = 0x8080808080808080u;

/// The high bit of every byte that is zero; exact up to and including the first such byte.
constexpr std::uint64_t zero_bytes(std::uint64_t word) { return (word - kOnes) & ~word & kHighs; }
constexpr std::uint64_t bytes_equal_to(std::uint64_t word, char c) {
  return zero_bytes(word ^ (kOnes * static_cast<unsigned char>(c)));
}

/// The high bit of every byte that a JSON string must escape: quotes, backslashes, control
/// characters; exact up to and including the first such byte.
constexpr std::uint64_t bytes_to_escape(std::uint64_t word) {
  const std::uint64_t control = (word - kOnes * 0x20) & ~word & kHighs;
  return control | bytes_equal_to(word, '"') | bytes_equal_to(word, '\\');
}

/// The place of the first byte that one of the masks above marks.
constexpr int first_marked(std::uint64_t mask) { return std::countr_zero(mask) / 8; }

inline bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
inline bool is_digit(char c) { return static_cast<unsigned char>(c - '0') < 10; }

/// The first backslash, or `end`.
inline const char* find_backslash(const char* begin, const char* end) {
  const void* found = std::memchr(begin, '\\', static_cast<std::size_t>(end - begin));
  return found != nullptr ? static_cast<const char*>(found) : end;
}

/// Whether a short text has a backslash. Eight bytes behind it are readable.
inline bool has_backslash(std::string_view text) {
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8)
    if (bytes_equal_to(load8(text.data() + i), '\\') != 0) return true;
  const std::uint64_t mask = bytes_equal_to(load8_in_order(text.data() + i), '\\');
  return mask != 0 && i + static_cast<std::size_t>(first_marked(mask)) < text.size();
}

/// Where the white space in front of `end` begins; not before `begin`.
const char* before_space(const char* begin, const char* end);

/// The end of the JSON number at `p`, or null where there is none. The text ends with a byte that
/// is no part of a number.
const char* end_of_number(const char* p);

/// Undoes the escapes of a string's inside and writes at most `text.size()` bytes to `out`. Half of
/// a surrogate pair becomes U+FFFD. Returns the end, or null where an escape is malformed.
char* unescape(std::string_view text, char* out);
/// The same without writing.
bool escapes_are_valid(std::string_view text);

}  // namespace lambent::inline LAMBENT_ABI::detail
