// SPDX-License-Identifier: Apache-2.0
// The C++ of docs/patterns.md.
#include "lambent/pattern.h"

#include <string_view>
#include <vector>

#include "lambent/batch.h"
#include "lambent/dispatcher.h"
#include "lambent/events/eventbridge.h"
#include "lambent/events/sqs.h"
#include "lambent/record_filter.h"
#include "shop.h"

absl::Status match(std::string_view event, void (*ship)(std::string_view)) {
  // [match]
  const auto large = lambent::Pattern::parse(
      R"({"source": ["shop.orders"], "detail": {"total": [{"numeric": [">=", 100]}]}})");
  if (!large.ok()) return large.status();  // what is wrong, where, and how to mend it
  if (large->matches(event).value_or(false)) ship(event);
  // [match]

  // [set]
  lambent::PatternSet rules;
  const lambent::PatternSet::Id large_orders = rules.add(*large);
  std::vector<lambent::PatternSet::Id> ids;          // keeps its memory from event to event
  absl::Status status = rules.matching(event, ids);  // in order
  // [set]
  if (status.ok() && !ids.empty() && ids.front() == large_orders) ship(event);
  return status;
}

void handlers(lambent::Dispatcher& dispatcher, void (*ship)(const lambent::EventBridgeEvent&),
              absl::Status (*buy)(const Order&)) {
  // [handlers]
  dispatcher.on<lambent::EventBridgeEvent>(ship,
                                           {.pattern = R"({"detail-type": ["Order Placed"]})"});
  dispatcher.on<lambent::SqsEvent>(lambent::each_body<Order>(buy),
                                   {.pattern = R"({"body": {"type": ["buy"]}})"});
  // [handlers]
}

absl::Status filter(lambent::Dispatcher& dispatcher,
                    absl::Status (*handle)(const lambent::SqsMessage&)) {
  // [filter]
  auto buys = lambent::RecordFilter<lambent::SqsMessage>::parse({R"({"body": {"type": ["buy"]}})"});
  if (!buys.ok()) return buys.status();
  dispatcher.on<lambent::SqsEvent>(lambent::each<lambent::SqsMessage>(handle, {.filter = *buys}));
  // [filter]
  return absl::OkStatus();
}
