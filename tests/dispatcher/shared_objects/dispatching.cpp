// SPDX-License-Identifier: Apache-2.0
#include "event.h"

absl::Status dispatch(const lambent::Dispatcher& dispatcher, std::int64_t amount) {
  return dispatcher.dispatch(shop::Order{amount});
}

const void* slots_of_dispatching() { return &lambent::detail::process(); }
