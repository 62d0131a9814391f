// SPDX-License-Identifier: Apache-2.0
// A queue: of three messages one fails, and that one alone is delivered again.
#include "lambent/events/sqs.h"

#include <array>
#include <cstdint>
#include <iostream>
#include <string>
#include <string_view>

#include "lambent/batch.h"
#include "lambent/dispatcher.h"

// [order]
struct Order {
  std::string_view id{};
  std::int64_t pieces{};
};

template <>
inline constexpr auto lambent::fields<Order> = std::array{
    lambent::field<&Order::id>("id", lambent::kRequired),
    lambent::field<&Order::pieces>("pieces"),
};
// [order]

namespace {

constexpr std::string_view kPayload = R"({"Records": [
  {"messageId": "m1", "eventSource": "aws:sqs", "body": "{\"id\": \"A-1\", \"pieces\": 2}"},
  {"messageId": "m2", "eventSource": "aws:sqs", "body": "{\"id\": \"A-2\", \"pieces\": 0}"},
  {"messageId": "m3", "eventSource": "aws:sqs", "body": "{\"id\": \"A-3\", \"pieces\": 1}"}]})";

// [handler]
absl::Status store(const Order& order) {
  if (order.pieces < 1) return absl::InvalidArgumentError("an order has one piece at least");
  std::cout << "stored " << order.id << '\n';
  return absl::OkStatus();
}
// [handler]

}  // namespace

int main() {
  lambent::Dispatcher dispatcher;
  // [register]
  dispatcher.on<lambent::SqsEvent>(lambent::each_body<Order>(
      store, {.on_failure = [](const lambent::RecordFailure& failure) {
        std::cout << failure.id << " comes again: " << failure.status.message() << '\n';
      }}));
  // [register]

  const absl::StatusOr<std::string> answer = dispatcher.dispatch(std::string(kPayload));
  std::cout << (answer.ok() ? *answer : answer.status().ToString()) << '\n';
}

// prints:
// stored A-1
// stored A-3
// m2 comes again: an order has one piece at least
// {"batchItemFailures":[{"itemIdentifier":"m2"}]}
