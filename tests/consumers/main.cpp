// SPDX-License-Identifier: Apache-2.0
// The program of all three ways in: decodes, and runs a dispatcher.
#include <cstdio>
#include <string>

#include "lambent/dispatcher.h"
#include "lambent/event.h"
#include "lambent/events/sqs.h"
#include "lambent/runtime.h"

int main(int argc, char** argv) {
  const std::string payload =
      R"({"Records": [{"messageId": "m1", "body": "hello", "eventSource": "aws:sqs"}]})";
  const auto event = lambent::decode<lambent::SqsEvent>(payload);
  if (!event.ok() || (*event)->records.size() != 1) return 1;

  lambent::Dispatcher dispatcher;
  dispatcher.on<lambent::SqsEvent>([](const lambent::SqsEvent& sqs) {
    std::printf("%.*s\n", static_cast<int>(sqs.records[0].body.size()), sqs.records[0].body.data());
  });
  return lambent::run(dispatcher, argc, argv);
}
