// SPDX-License-Identifier: Apache-2.0
#include "lambent/event.h"
#include "lambent/events/sqs.h"

int main() {
  const auto event = lambent::decode<lambent::SqsEvent>(
      R"({"Records": [{"messageId": "m1", "body": "hello", "eventSource": "aws:sqs"}]})");
  return event.ok() && (*event)->records[0].body == "hello" ? 0 : 1;
}
