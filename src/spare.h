// SPDX-License-Identifier: Apache-2.0
// Objects whose memory is worth keeping: one of each type waits in every thread for the next use.
#pragma once

#include <memory>
#include <utility>

#include "lambent/detail/abi.h"

namespace lambent::inline LAMBENT_ABI::detail {

template <class T>
std::unique_ptr<T>& spare() {
  thread_local std::unique_ptr<T> object;
  return object;
}

/// The spare T of this thread, or a new one.
template <class T>
std::unique_ptr<T> take_spare() {
  std::unique_ptr<T> taken = std::move(spare<T>());
  return taken != nullptr ? std::move(taken) : std::make_unique<T>();
}

/// Leaves it for the next take_spare() on this thread.
template <class T>
void keep_spare(std::unique_ptr<T> object) {
  spare<T>() = std::move(object);
}

}  // namespace lambent::inline LAMBENT_ABI::detail
