// SPDX-License-Identifier: Apache-2.0
// What is a number among the integral types, and no character or boolean.
#pragma once

#include <concepts>

#include "lambent/detail/abi.h"

namespace lambent::inline LAMBENT_ABI::detail {

template <class T>
concept Integer = std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char> &&
                  !std::same_as<T, wchar_t> && !std::same_as<T, char8_t> &&
                  !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;

}  // namespace lambent::inline LAMBENT_ABI::detail
