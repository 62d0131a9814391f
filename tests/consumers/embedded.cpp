// SPDX-License-Identifier: Apache-2.0
// The program of those who do without lambent::runtime: dispatches what it reads.
#include <cstdio>
#include <iostream>
#include <iterator>
#include <string>

#include "lambent/dispatcher.h"
#include "lambent/events/sqs.h"

int main() {
  lambent::Dispatcher dispatcher;
  dispatcher.on<lambent::SqsEvent>([](const lambent::SqsEvent& sqs) {
    std::printf("%.*s\n", static_cast<int>(sqs.records[0].body.size()), sqs.records[0].body.data());
  });
  const auto answer =
      dispatcher.dispatch(std::string(std::istreambuf_iterator<char>(std::cin), {}));
  if (!answer.ok()) return 1;
  std::printf("%s\n", answer->c_str());
  return 0;
}
