// SPDX-License-Identifier: Apache-2.0
// How tables of names and texts find a key.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <string_view>

#include "json/bytes.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// Of each length up to eight, the bytes of a word in memory that belong to a key.
inline constexpr auto kHeadMasks = [] {
  std::array<std::uint64_t, 9> masks{};
  for (std::size_t size = 0; size <= 8; ++size) {
    std::array<unsigned char, 8> bytes{};
    for (std::size_t i = 0; i < size; ++i) bytes[i] = 0xff;
    masks[size] = std::bit_cast<std::uint64_t>(bytes);
  }
  return masks;
}();

/// The first eight bytes of a key, as memory holds them. Eight bytes behind it are readable.
inline std::uint64_t head_of(const char* key, std::size_t size) {
  return load8(key) & kHeadMasks[size < 8 ? size : 8];
}

inline std::uint32_t hash_of(std::uint64_t head, std::size_t size) {
  return static_cast<std::uint32_t>(((head ^ size) * 0x9E3779B97F4A7C15u) >> 40);
}

/// Of two keys of one length with the same first eight bytes.
inline bool same_tail(std::string_view a, std::string_view b) {
  if (a.size() <= 8) return true;
  for (std::size_t i = 8; i + 8 < a.size(); i += 8)
    if (load8(a.data() + i) != load8(b.data() + i)) return false;
  return load8(a.data() + a.size() - 8) == load8(b.data() + b.size() - 8);
}

}  // namespace lambent::inline LAMBENT_ABI::detail
