// SPDX-License-Identifier: Apache-2.0
// The positions of all structural characters of a JSON text: every { } [ ] : , and the first byte
// of every string, number and literal. This header is the only door to simdjson.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "lambent/detail/abi.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// Bytes that must be readable behind a text that is indexed.
inline constexpr std::size_t kPadding = 64;

/// Whether it is UTF-8.
bool is_utf8(std::string_view text);

enum class IndexError : std::uint8_t {
  kNone,
  kEmpty,          ///< Nothing but white space.
  kBadEncoding,    ///< Not UTF-8.
  kBadString,      ///< A string without an end, or a control character inside one.
  kTooLarge,
  kTooMany,        ///< Structural characters; decided by the one who asked.
};

/// Thread-safety: none; one thread at a time. Keeps its memory from text to text.
class StructuralIndex {
 public:
  StructuralIndex();
  StructuralIndex(StructuralIndex&&) noexcept;
  StructuralIndex& operator=(StructuralIndex&&) noexcept;
  ~StructuralIndex();

  /// `text` has kPadding readable bytes behind its `size` bytes.
  IndexError build(const char* text, std::size_t size);

  /// The positions, ascending; the two behind the last one are `size`.
  const std::uint32_t* begin() const { return begin_; }
  std::size_t size() const { return size_; }

  /// What it holds of the heap.
  std::size_t capacity() const;
  /// Frees its memory where that is more than `keep` bytes.
  void shrink(std::size_t keep);

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
  const std::uint32_t* begin_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace lambent::inline LAMBENT_ABI::detail
