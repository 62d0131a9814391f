// SPDX-License-Identifier: Apache-2.0
// What hand-written readers build lists with: the library's own arena, so that readers are compared
// and not allocators.
#pragma once

#include <cstring>
#include <new>
#include <string_view>

#include "lambent/detail/arena.h"
#include "lambent/values.h"

namespace bench {

/// Gathers elements in an arena; when it must grow it moves them, as the bytes that they are.
template <class T>
class ArenaItems {
 public:
  explicit ArenaItems(lambent::detail::Arena& arena) : arena_(arena) {}

  T& add() {
    if (size_ == capacity_) grow();
    return *new (items_ + size_++) T{};
  }
  lambent::detail::SequenceData data() const {
    return {items_, static_cast<std::uint32_t>(size_), 0};
  }

 private:
  void grow() {
    const std::size_t wanted = capacity_ == 0 ? 4 : capacity_ * 2;
    if (items_ != nullptr && arena_.resize(items_, capacity_ * sizeof(T), wanted * sizeof(T))) {
      capacity_ = wanted;
      return;
    }
    void* const moved = arena_.allocate(wanted * sizeof(T), alignof(T));
    if (size_ != 0) std::memcpy(moved, static_cast<void*>(items_), size_ * sizeof(T));
    items_ = static_cast<T*>(moved);
    capacity_ = wanted;
  }

  lambent::detail::Arena& arena_;
  T* items_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

template <class Container, class T>
Container borrowed(const ArenaItems<T>& items) {
  return lambent::detail::SequenceAccess::make<Container>(items.data());
}

}  // namespace bench
