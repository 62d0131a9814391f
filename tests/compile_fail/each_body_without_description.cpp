// expect: each_body<T>\(\) needs a description of T, lambent::fields<T>, or a
// SPDX-License-Identifier: Apache-2.0
// Bodies are decoded by a description.
#include "lambent/batch.h"
#include "lambent/events/sqs.h"

struct Order {
  std::string_view id{};
};

#ifdef LAMBENT_FIXED
template <>
inline constexpr auto lambent::fields<Order> = std::array{lambent::field<&Order::id>("id")};
#endif

bool handles(const lambent::SqsEvent& event) {
  return lambent::each_body<Order>([](const Order&) {})(event).ok();
}
