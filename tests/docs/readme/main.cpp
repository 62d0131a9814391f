// SPDX-License-Identifier: Apache-2.0
// [main]
#include <iterator>

#include "shop.h"

int main() {
  Orders orders;
  lambent::Dispatcher dispatcher;
  register_handlers(dispatcher, orders);
  std::string payload(std::istreambuf_iterator<char>(std::cin), {});
  const absl::StatusOr<std::string> answer = dispatcher.dispatch(std::move(payload));
  std::cout << (answer.ok() ? *answer : answer.status().ToString()) << '\n';
  return answer.ok() ? 0 : 1;
}
// [main]
