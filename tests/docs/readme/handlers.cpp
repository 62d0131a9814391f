// SPDX-License-Identifier: Apache-2.0
// [handlers]
#include "lambent/batch.h"
#include "lambent/events/s3.h"
#include "lambent/events/sqs.h"
#include "shop.h"

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
// [handlers]
