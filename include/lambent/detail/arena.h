// SPDX-License-Identifier: Apache-2.0
// Memory for what is decoded: handed out in order, freed all at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "lambent/detail/abi.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// Thread-safety: none; one thread at a time.
class LAMBENT_API Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena();

  /// `align` is a power of two, at most 16.
  void* allocate(std::size_t bytes, std::size_t align) {
    char* block = aligned(align);
    if (block > end_ || static_cast<std::size_t>(end_ - block) < bytes) block = new_chunk(bytes);
    at_ = block + bytes;
    return block;
  }

  /// Makes the newest block larger or smaller where it lies, if it is the newest and there is room.
  bool resize(void* block, std::size_t bytes, std::size_t new_bytes) {
    char* start = static_cast<char*>(block);
    if (start + bytes != at_ || static_cast<std::size_t>(end_ - start) < new_bytes) return false;
    at_ = start + new_bytes;
    return true;
  }

  /// Forgets all blocks. Keeps one chunk large enough for what was used, so that the same use
  /// allocates nothing the next time; frees it, too, where it is larger than `keep`.
  void reset(std::size_t keep = SIZE_MAX) {
    if (only_ != nullptr && capacity_ <= keep) {
      at_ = only_;
    } else {
      reset_chunks(keep);
    }
  }

  /// Overwrites what was handed out, so that a view that outlived it shows at once.
  void poison();

  /// What it holds of the heap.
  std::size_t capacity() const { return capacity_; }

 private:
  struct Chunk;

  char* aligned(std::size_t align) const {
    return reinterpret_cast<char*>((reinterpret_cast<std::uintptr_t>(at_) + align - 1) &
                                   ~(static_cast<std::uintptr_t>(align) - 1));
  }
  char* new_chunk(std::size_t bytes);
  void reset_chunks(std::size_t keep);
  void free_chunks();

  char* at_ = nullptr;
  char* end_ = nullptr;
  char* only_ = nullptr;  // where the only chunk begins; null while there are none or more
  Chunk* newest_ = nullptr;
  std::size_t capacity_ = 0;
};

/// Where the reader puts what is not in the payload: lists apart from unescaped text, so that a
/// list of texts can grow in place.
struct Storage {
  Arena items;
  Arena text;

  void reset(std::size_t keep = SIZE_MAX) {
    items.reset(keep);
    text.reset(keep);
  }
  void poison() {
    items.poison();
    text.poison();
  }
  std::size_t capacity() const { return items.capacity() + text.capacity(); }
};

/// What the value of an Event borrows.
struct LAMBENT_API EventText {
  std::string padded;  // the payload, and bytes that are only read past
  std::size_t size = 0;  // of the payload
  Storage storage;

  EventText() = default;
  EventText(const EventText&) = delete;
  EventText& operator=(const EventText&) = delete;
  ~EventText();  // overwrites the text in debug builds

  std::string_view payload() const { return std::string_view(padded).substr(0, size); }
};

}  // namespace lambent::inline LAMBENT_ABI::detail
