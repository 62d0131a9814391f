// SPDX-License-Identifier: Apache-2.0
// The shop as a program: on Lambda, on files, or on a local port.
#include "handlers.h"
#include "lambent/runtime.h"
#include "shop.h"

int main(int argc, char** argv) {
  shop::Shop shop;
  lambent::Dispatcher dispatcher;
  shop::register_handlers(dispatcher, shop);
  return lambent::run(dispatcher, argc, argv);
}
