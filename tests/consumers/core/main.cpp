// SPDX-License-Identifier: Apache-2.0
// A program of the header-only part: an event made by hand finds its handler.
#include <cstdio>

#include "lambent/dispatcher.h"
#include "lambent/events/sqs.h"
#include "lambent/version.h"

static_assert(LAMBENT_VERSION_MAJOR * 100 + LAMBENT_VERSION_MINOR >= 1);

int main() {
  lambent::Dispatcher dispatcher;
  dispatcher.on<lambent::SqsEvent>([](const lambent::SqsEvent& event) {
    for (const lambent::SqsMessage& message : event.records)
      std::printf("%.*s\n", static_cast<int>(message.body.size()), message.body.data());
  });
  const lambent::SqsEvent event = {.records = {{.message_id = "m1", .body = "hello"}}};
  const auto answer = dispatcher.dispatch(event);
  return answer.ok() && answer->batch_item_failures.empty() ? 0 : 1;
}
