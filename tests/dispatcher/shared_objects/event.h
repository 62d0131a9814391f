// SPDX-License-Identifier: Apache-2.0
// What the two shared objects and the program agree on.
#pragma once

#include <array>
#include <cstdint>

#include "lambent/dispatcher.h"

#define EXPORTED [[gnu::visibility("default")]]

namespace shop {
struct Order {
  std::int64_t amount = 0;
};
}  // namespace shop

template <>
inline constexpr auto lambent::fields<shop::Order> =
    std::array{lambent::field<&shop::Order::amount>("amount")};
template <>
inline constexpr lambent::Source lambent::source<shop::Order> = {
    .name = "shop_order",
    .kind = lambent::SourceKind::kObserve,
    .probes = {lambent::has("amount")}};

/// In the first one.
EXPORTED absl::Status dispatch(const lambent::Dispatcher& dispatcher, std::int64_t amount);
EXPORTED const void* slots_of_dispatching();

/// In the second one.
EXPORTED lambent::Subscription subscribe(lambent::Dispatcher& dispatcher,
                                         void (*handler)(std::int64_t amount));
EXPORTED bool unsubscribe(lambent::Subscription& subscription);
EXPORTED const void* slots_of_subscribing();
