// expect: rows of fields<T> must stand in the order in which T declares its members
// SPDX-License-Identifier: Apache-2.0
#include "lambent/event.h"

struct Order {
  std::string_view id{};
  std::string_view currency{};
};

template <>
inline constexpr auto lambent::fields<Order> = std::array{
#ifdef LAMBENT_FIXED
    lambent::field<&Order::id>("id"),
    lambent::field<&Order::currency>("currency"),
#else
    lambent::field<&Order::currency>("currency"),
    lambent::field<&Order::id>("id"),
#endif
};

bool decodes() { return lambent::decode<Order>("{}").ok(); }
