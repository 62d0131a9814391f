// SPDX-License-Identifier: Apache-2.0
// The shop behind its triggers.
#pragma once

#include "lambent/dispatcher.h"
#include "shop.h"

namespace shop {

/// Registers the shop's handlers. `shop` must outlive the dispatcher.
void register_handlers(lambent::Dispatcher& dispatcher, Shop& shop);

}  // namespace shop
