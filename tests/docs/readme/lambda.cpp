// SPDX-License-Identifier: Apache-2.0
// [lambda]
#include "lambent/runtime.h"  // target lambent::runtime
#include "shop.h"

int main(int argc, char** argv) {
  Orders orders;
  lambent::Dispatcher dispatcher;
  register_handlers(dispatcher, orders);
  return lambent::run(dispatcher, argc, argv);
}
// [lambda]
