// SPDX-License-Identifier: Apache-2.0
// An event of your own on EventBridge: its detail is a struct, and a pattern picks the large ones.
#include "lambent/events/eventbridge.h"

#include <array>
#include <cstdint>
#include <iostream>
#include <string>
#include <string_view>

#include "lambent/dispatcher.h"
#include "lambent/pattern.h"

// [detail]
struct Paid {
  std::string_view order{};
  std::int64_t total{};
};

template <>
inline constexpr auto lambent::fields<Paid> = std::array{
    lambent::field<&Paid::order>("order", lambent::kRequired),
    lambent::field<&Paid::total>("total"),
};
template <>
inline constexpr lambent::Source lambent::source<lambent::EventBridge<Paid>> =
    lambent::eventbridge_source("shop_paid", "com.example.shop", "Order Paid");
// [detail]

namespace {

std::string paid(std::string_view order, std::int64_t total) {
  return lambent::encode(lambent::EventBridge<Paid>{.detail_type = "Order Paid",
                                                    .source = "com.example.shop",
                                                    .detail = {.order = order, .total = total}});
}

constexpr std::string_view kOther =
    R"({"source": "com.example.till", "detail-type": "Till Closed", "detail": {}})";

}  // namespace

int main() {
  lambent::Dispatcher dispatcher;
  // [register]
  dispatcher
      .on<lambent::EventBridge<Paid>>(
          [](const lambent::EventBridge<Paid>& event) {
            std::cout << "a voucher for " << event.detail.order << '\n';
          },
          {.pattern = R"({"detail": {"total": [{"numeric": [">=", 100]}]}})"})
      .on<lambent::EventBridgeEvent>([](const lambent::EventBridgeEvent& event) {
        std::cout << event.source << " says " << event.detail_type << '\n';
      });
  if (!dispatcher.status().ok()) std::cout << dispatcher.status() << '\n';  // a bad pattern
  // [register]

  for (const std::string& payload : {paid("A-1", 250), paid("A-2", 20), std::string(kOther)})
    if (const auto answer = dispatcher.dispatch(payload); !answer.ok())
      std::cout << answer.status() << '\n';
}

// prints:
// a voucher for A-1
// com.example.shop says Order Paid
// com.example.till says Till Closed
