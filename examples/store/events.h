// SPDX-License-Identifier: Apache-2.0
// The shop's own payloads: described once, like those of AWS.
#pragma once

#include <array>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/shapes.h"
#include "lambent/source.h"

namespace shop {

/// An item of the table `orders`.
struct Order {
  std::string_view id{};
  std::string_view customer{};
  double total{};
};

/// The body of a message in the queue `tasks`.
struct Task {
  std::string_view task{};
  std::string_view order{};
};

/// The detail of the event "Refund Paid" that the tills send.
struct Refund {
  std::string_view order{};
  double total{};
};

}  // namespace shop

template <>
inline constexpr auto lambent::fields<shop::Order> = std::array{
    lambent::field<&shop::Order::id>("id", lambent::kRequired),
    lambent::field<&shop::Order::customer>("customer"),
    lambent::field<&shop::Order::total>("total"),
};

template <>
inline constexpr auto lambent::fields<shop::Task> = std::array{
    lambent::field<&shop::Task::task>("task", lambent::kRequired),
    lambent::field<&shop::Task::order>("order"),
};

template <>
inline constexpr auto lambent::fields<shop::Refund> = std::array{
    lambent::field<&shop::Refund::order>("order", lambent::kRequired),
    lambent::field<&shop::Refund::total>("total"),
};

template <>
inline constexpr lambent::Source lambent::source<lambent::EventBridge<shop::Refund>> =
    lambent::eventbridge_source("shop_refund_paid", "com.example.shop.till", "Refund Paid");
