// expect: unsupported member type; use bool, std::int64_t, double
// SPDX-License-Identifier: Apache-2.0
#include "lambent/event.h"

struct Order {
#ifdef LAMBENT_FIXED
  double price{};
#else
  float price{};
#endif
};

template <>
inline constexpr auto lambent::fields<Order> = std::array{
    lambent::field<&Order::price>("price"),
};

bool decodes() { return lambent::decode<Order>("{}").ok(); }
