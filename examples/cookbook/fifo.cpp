// SPDX-License-Identifier: Apache-2.0
// A FIFO queue: message groups run at once, on threads of yours, each group in order. What stands
// behind a failed message in its group is not tried; other groups go on.
#include <functional>
#include <iostream>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "lambent/batch.h"
#include "lambent/dispatcher.h"
#include "lambent/events/sqs.h"

namespace {

lambent::SqsMessage message(std::string_view id, std::string_view group, std::string_view body) {
  return {.message_id = id,
          .body = body,
          .attributes = {{"MessageGroupId", group}},
          .event_source_arn = "arn:aws:sqs:eu-west-1:123456789012:moves.fifo"};
}

}  // namespace

int main() {
  const lambent::SqsEvent event = {
      .records = {message("m1", "till-1", "open"), message("m2", "till-2", "open"),
                  message("m3", "till-1", "jam"), message("m4", "till-2", "sell"),
                  message("m5", "till-1", "close"), message("m6", "till-2", "close")}};
  std::mutex mutex;
  std::map<std::string, std::string, std::less<>> moves;  // by group
  std::vector<std::jthread> threads;                      // a service has a pool instead

  lambent::Dispatcher dispatcher;
  // [register]
  auto handle = [&](const lambent::SqsMessage& move) -> absl::Status {
    if (move.body == "jam") return absl::UnavailableError("paper jam");
    const std::lock_guard lock(mutex);  // several groups run at once
    moves[std::string(move.attributes.value_or("MessageGroupId"))].append(" ").append(move.body);
    return absl::OkStatus();
  };
  dispatcher.on<lambent::SqsEvent>(lambent::each<lambent::SqsMessage>(
      handle, {.parallelism = 2, .executor = [&](std::function<void()> work) {
                 const std::lock_guard lock(mutex);
                 threads.emplace_back(std::move(work));
               }}));
  // [register]

  const absl::StatusOr<lambent::BatchResponse> answer = dispatcher.dispatch(event);
  for (const auto& [group, done] : moves) std::cout << group << ':' << done << '\n';
  if (!answer.ok()) return 1;
  for (const lambent::BatchItemFailure& failure : answer->batch_item_failures)
    std::cout << failure.item_identifier << " comes again\n";
}

// prints:
// till-1: open
// till-2: open sell close
// m3 comes again
// m5 comes again
