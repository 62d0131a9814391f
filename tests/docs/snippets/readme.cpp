// SPDX-License-Identifier: Apache-2.0
// The service of README.md; its test is readme_test.cpp.
// [service]
#include "lambent/batch.h"
#include "lambent/dispatcher.h"
#include "lambent/events/s3.h"
#include "lambent/events/sqs.h"
#include "shop.h"  // your own code: Order, Orders, make_thumbnail()

void register_handlers(lambent::Dispatcher& dispatcher, Orders& orders) {
  dispatcher
      .on<lambent::S3Event>([](const lambent::S3Event& event) {
        for (const lambent::S3Record& record : event.records)
          make_thumbnail(lambent::decoded_key(record.s3.object));
      })
      .on<lambent::SqsEvent>(lambent::each_body<Order>([&](const Order& order) -> absl::Status {
        return orders.add(order);  // what fails is delivered again, nothing else
      }));
}
// [service]

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
