// SPDX-License-Identifier: Apache-2.0
// Answers requests, as any gateway sends them, from one table of routes: on Lambda, from files, or on a
// local port.
#include "api.h"
#include "lambent/dispatcher.h"
#include "lambent/runtime.h"

int main(int argc, char** argv) {
  api::Catalogue catalogue;
  lambent::Dispatcher dispatcher;
  dispatcher.on_http(api::routes(catalogue));
  return lambent::run(dispatcher, argc, argv);
}
