// SPDX-License-Identifier: Apache-2.0
// The program of README.md.
#include "lambent/dispatcher.h"
#include "shop.h"

void register_handlers(lambent::Dispatcher& dispatcher, Orders& orders);

// [main]
#include "lambent/runtime.h"  // target lambent::runtime

int main(int argc, char** argv) {
  Orders orders;
  lambent::Dispatcher dispatcher;
  register_handlers(dispatcher, orders);
  return lambent::run(dispatcher, argc, argv);
}
// [main]
