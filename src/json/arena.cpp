// SPDX-License-Identifier: Apache-2.0
#include "lambent/detail/arena.h"

#include <algorithm>
#include <cstring>
#include <new>

namespace lambent::inline LAMBENT_ABI::detail {

struct alignas(16) Arena::Chunk {
  Chunk* previous;
  std::size_t size;  // of the bytes behind this header

  char* bytes() { return reinterpret_cast<char*>(this + 1); }
};

namespace {
constexpr std::size_t kSmallest = 1024;
}

Arena::~Arena() { free_chunks(); }

char* Arena::new_chunk(std::size_t bytes) {
  // Half of what there is already: few chunks, and little of the last one unused.
  const std::size_t size = std::max({bytes, kSmallest, capacity_ / 2});
  auto* chunk = static_cast<Chunk*>(::operator new(sizeof(Chunk) + size));
  chunk->previous = newest_;
  chunk->size = size;
  newest_ = chunk;
  capacity_ += size;
  at_ = chunk->bytes();
  end_ = at_ + size;
  only_ = chunk->previous == nullptr ? at_ : nullptr;
  return at_;
}

void Arena::free_chunks() {
  while (newest_ != nullptr) {
    Chunk* previous = newest_->previous;
    ::operator delete(newest_);
    newest_ = previous;
  }
  at_ = end_ = only_ = nullptr;
  capacity_ = 0;
}

void Arena::reset_chunks(std::size_t keep) {
  if (newest_ == nullptr) return;
  const std::size_t wanted = capacity_;
  free_chunks();
  if (wanted <= keep) new_chunk(wanted);
}

void Arena::poison() {
  for (Chunk* chunk = newest_; chunk != nullptr; chunk = chunk->previous)
    std::memset(chunk->bytes(), 0xDD, chunk == newest_ ? at_ - chunk->bytes() : chunk->size);
}

}  // namespace lambent::inline LAMBENT_ABI::detail
