// expect: Body<T> needs a description, lambent::fields<T>, or a lambent::Codec<T>
// SPDX-License-Identifier: Apache-2.0
#include "lambent/routes.h"

struct Order {
  std::string_view id{};
};

#ifdef LAMBENT_FIXED
template <>
inline constexpr auto lambent::fields<Order> = std::array{lambent::field<&Order::id>("id")};
#endif

void register_in(lambent::Routes& routes) {
  routes.post("/orders", [](const lambent::Body<Order>& order) {
    return lambent::HttpResponse{.body = std::string(order->id)};
  });
}
