// SPDX-License-Identifier: Apache-2.0
// The C++ of docs/batches.md.
#include "lambent/batch.h"

#include "lambent/dispatcher.h"
#include "lambent/envelope.h"
#include "lambent/events/s3.h"
#include "lambent/events/sqs.h"
#include "shop.h"

void each_body(lambent::Dispatcher& dispatcher, Orders& orders) {
  // [each_body]
  dispatcher.on<lambent::SqsEvent>(lambent::each_body<Order>(
      [&](const Order& order) -> absl::Status { return orders.add(order); }));
  // [each_body]
}

void unwrap(lambent::Dispatcher& dispatcher, void (*make_thumbnails)(const lambent::S3Event&)) {
  // [unwrap]
  dispatcher.on<lambent::S3Event>(make_thumbnails).unwrap<lambent::SqsEvent>();
  // [unwrap]
}
