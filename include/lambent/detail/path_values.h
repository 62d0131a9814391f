// SPDX-License-Identifier: Apache-2.0
// The parameters of a path. Included by lambent/http.h.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "lambent/detail/abi.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// A template has at most this many segments.
inline constexpr std::size_t kMostSegments = 32;

/// What stands in a path at the parameters of a template, in its order. Nothing is initialised but
/// the number of values: a plain path costs neither memory nor time.
struct PathValues {
  struct Piece {
    const char* data;
    std::size_t size;
    operator std::string_view() const { return {data, size}; }
  };

  Piece raw[kMostSegments];
  std::size_t size = 0;
  const std::vector<std::string>* names = nullptr;
  std::vector<std::string> decoded{};  // all values; empty where none differs from `raw`

  void push(std::string_view value) { raw[size++] = {value.data(), value.size()}; }
  std::string_view operator[](std::size_t i) const {
    return decoded.empty() ? std::string_view(raw[i]) : std::string_view(decoded[i]);
  }
  /// Its place, or `size` where there is none.
  std::size_t find(std::string_view name) const {
    for (std::size_t i = 0; i < size; ++i)
      if ((*names)[i] == name) return i;
    return size;
  }
};

}  // namespace lambent::inline LAMBENT_ABI::detail
