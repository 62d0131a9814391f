// SPDX-License-Identifier: Apache-2.0
#include "event.h"

lambent::Subscription subscribe(lambent::Dispatcher& dispatcher,
                                void (*handler)(std::int64_t amount)) {
  return *dispatcher.subscribe<shop::Order>(
      [handler](const shop::Order& order) { handler(order.amount); });
}

bool unsubscribe(lambent::Subscription& subscription) { return subscription.unsubscribe(); }

const void* slots_of_subscribing() { return &lambent::detail::process(); }
