// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>

#include "lambent/dispatcher.h"
#include "lambent/events/sqs.h"

absl::StatusOr<std::string> answer_to(const lambent::Dispatcher& dispatcher, std::string payload) {
  // [dispatch]
  absl::StatusOr<std::string> answer = dispatcher.dispatch(std::move(payload));
  // [dispatch]
  return answer;
}

absl::Status without_dispatcher(std::string payload, void (*handle)(const lambent::SqsMessage&)) {
  // [decode]
  absl::StatusOr<lambent::Event<lambent::SqsEvent>> event =
      lambent::decode<lambent::SqsEvent>(std::move(payload));
  if (!event.ok()) return event.status();  // "sqs: $.Records[1].body: expected a string, found ..."
  for (const lambent::SqsMessage& message : (*event)->records) handle(message);
  // [decode]
  return absl::OkStatus();
}
