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
  (answer.ok() ? std::cout << *answer : std::cerr << answer.status()) << '\n';
  return answer.ok() ? 0 : 1;
}
// [main]
