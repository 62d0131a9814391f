// SPDX-License-Identifier: Apache-2.0
// How the recogniser's tables find a key.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

#include "json/bytes.h"

namespace lambent::detail {

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

}  // namespace lambent::detail
