// SPDX-License-Identifier: Apache-2.0
// What the tests of batches have in common.
#pragma once

#include <array>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "lambent/answers.h"
#include "lambent/events/sqs.h"
#include "lambent/fields.h"

namespace batches {

struct Order {
  std::string_view id{};
  std::int64_t amount{};
};

using Strings = std::vector<std::string>;

inline Strings listed(const lambent::BatchResponse& response) {
  Strings ids;
  for (const auto& failure : response.batch_item_failures) ids.push_back(failure.item_identifier);
  return ids;
}

/// Fails messages whose body is "bad" and throws for "worse"; remembers what it was called for.
struct Handler {
  Strings* seen;
  absl::Status operator()(const lambent::SqsMessage& message) const {
    seen->emplace_back(message.message_id);
    if (message.body == "worse") throw std::runtime_error("it got worse");
    return message.body == "bad" ? absl::UnavailableError("not now") : absl::OkStatus();
  }
};

inline lambent::SqsMessage in_group(std::string_view id, std::string_view group,
                                    std::string_view body) {
  return {.message_id = id,
          .body = body,
          .attributes = {{"MessageGroupId", group}},
          .event_source_arn = "arn:aws:sqs:eu-west-1:123456789012:orders.fifo"};
}

}  // namespace batches

template <>
inline constexpr auto lambent::fields<batches::Order> = std::array{
    field<&batches::Order::id>("id", kRequired),
    field<&batches::Order::amount>("amount", kRequired),
};
