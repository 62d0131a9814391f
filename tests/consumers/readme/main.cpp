// SPDX-License-Identifier: Apache-2.0
// The service: a payload in, its answer out.
#include <iostream>
#include <iterator>
#include <string>
#include <utility>

#include "lambent/dispatcher.h"
#include "shop.h"

void register_handlers(lambent::Dispatcher& dispatcher, Orders& orders);

int main() {
  Orders orders;
  lambent::Dispatcher dispatcher;
  register_handlers(dispatcher, orders);
  std::string payload(std::istreambuf_iterator<char>(std::cin), {});
  const auto answer = dispatcher.dispatch(std::move(payload));
  std::cout << (answer.ok() ? *answer : answer.status().ToString()) << '\n';
  return answer.ok() ? 0 : 1;
}
