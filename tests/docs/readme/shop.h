// SPDX-License-Identifier: Apache-2.0
// [shop]
#pragma once

#include <iostream>

#include "lambent/dispatcher.h"

struct Order {
  std::string_view id{};
  std::int64_t pieces{};
};

template <>
inline constexpr auto lambent::fields<Order> = std::array{
    lambent::field<&Order::id>("id", lambent::kRequired),
    lambent::field<&Order::pieces>("pieces"),
};

struct Orders {
  absl::Status add(const Order& order) {
    return order.pieces > 0 ? absl::OkStatus() : absl::InvalidArgumentError("no pieces");
  }
};

inline void make_thumbnail(const std::string& key) {
  std::clog << "a thumbnail of " << key << '\n';
}

void register_handlers(lambent::Dispatcher& dispatcher, Orders& orders);
// [shop]
