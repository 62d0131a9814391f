// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lambent/catch2.h"
#include "lambent/dispatcher.h"
#include "lambent/testing.h"
#include "shop.h"

void register_handlers(lambent::Dispatcher& dispatcher, Orders& orders);
