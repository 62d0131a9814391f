// expect: this struct has no description; specialise lambent::fields<T>
// SPDX-License-Identifier: Apache-2.0
#include "lambent/event.h"

struct Address {
  std::string_view city{};
};

struct Order {
  Address address{};
};

#ifdef LAMBENT_FIXED
template <>
inline constexpr auto lambent::fields<Address> = std::array{
    lambent::field<&Address::city>("city"),
};
#endif

template <>
inline constexpr auto lambent::fields<Order> = std::array{
    lambent::field<&Order::address>("address"),
};

bool decodes() { return lambent::decode<Order>("{}").ok(); }
