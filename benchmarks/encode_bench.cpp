// SPDX-License-Identifier: Apache-2.0
// How long does it take to write an HTTP answer, by the size and kind of its body?
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

#include "harness.h"
#include "lambent/event.h"
#include "lambent/responses.h"

int main(int count, char** values) {
  bench::Harness harness("encode", count, values);
  const auto repeated = [](std::string_view piece, std::size_t size) {
    std::string text;
    while (text.size() < size) text += piece;
    text.resize(size);
    return text;
  };
  const struct {
    const char* name;
    std::string body;
  } cases[] = {
      {"98 B", repeated("Hello from the shop. ", 98)},
      {"2 kB, many quotes", repeated(R"({"id":"lamp","price":"129.5"},)", 2000)},
      {"11 kB text", repeated("All lamps are polished by hand, one after the other. ", 11000)},
      {"100 kB text", repeated("All lamps are polished by hand, one after the other.\n", 100000)},
  };
  for (const auto& row : cases) {
    const lambent::ProxyResponse response = {
        .headers = {{"content-type", "application/json"}, {"cache-control", "no-store"}},
        .body = row.body};
    const auto json = nlohmann::ordered_json::parse(lambent::encode(response));
    std::string ours = lambent::encode(response);
    if (ours != json.dump()) {
      std::fprintf(stderr, "encode_bench: %s is written differently\n", row.name);
      return 1;
    }
    harness.measure(row.name, {{"lambent",
                                [&] {
                                  ours.clear();
                                  lambent::encode_to(response, ours);
                                  bench::keep(ours);
                                }},
                               {"nlohmann_dump", [&] { bench::keep(json.dump()); }}});
  }
  return harness.finish();
}
