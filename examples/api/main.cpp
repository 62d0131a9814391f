// SPDX-License-Identifier: Apache-2.0
// Answers requests, as any gateway sends them, from one table of routes.
#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "api.h"
#include "lambent/dispatcher.h"

int main(int count, char** values) {
  if (count < 2) {
    fmt::print(stderr, "usage: api PAYLOAD...\n");
    return 2;
  }
  api::Catalogue catalogue;
  lambent::Dispatcher dispatcher;
  dispatcher.on_http(api::routes(catalogue));
  if (!dispatcher.status().ok()) {
    fmt::print(stderr, "api: {}\n", std::string(dispatcher.status().message()));
    return 2;
  }
  int code = 0;
  for (int i = 1; i < count; ++i) {
    std::ifstream file(values[i], std::ios::binary);
    const absl::StatusOr<std::string> answer =
        dispatcher.dispatch(std::string(std::istreambuf_iterator<char>(file), {}));
    if (!answer.ok()) code = 1;
    fmt::print("{}: {}\n", values[i],
               answer.ok() ? *answer : std::string(answer.status().message()));
  }
  return code;
}
