// SPDX-License-Identifier: Apache-2.0
// The C++ of docs/guide.md that no program of the cookbook has.
#include <chrono>
#include <iostream>
#include <optional>
#include <string>
#include <utility>

#include "lambent/batch.h"
#include "lambent/dispatcher.h"
#include "lambent/event.h"
#include "lambent/events/eventbridge.h"
#include "lambent/events/kinesis.h"
#include "lambent/events/s3.h"
#include "lambent/events/sqs.h"
#include "lambent/time.h"
#include "shop.h"

absl::Status events(std::string payload) {
  // [decode]
  const auto event = lambent::decode<lambent::S3Event>(std::move(payload));
  if (!event.ok()) return event.status();
  for (const lambent::S3Record& record : (*event)->records)  // `event` owns what `record` shows
    std::cout << record.s3.bucket.name << '/' << lambent::decoded_key(record.s3.object) << '\n';
  // [decode]
  return absl::OkStatus();
}

struct UploadQueue {
  void push(lambent::Event<lambent::S3Event> upload);
};

void keep(lambent::Dispatcher& dispatcher, UploadQueue& uploads) {
  // [own]
  dispatcher.on<lambent::S3Event>([&](const lambent::S3Event& event) {
    uploads.push(lambent::own(event));  // a copy with all its text; another thread works it off
  });
  // [own]
}

absl::Status members(const lambent::EventBridgeEvent& event, const lambent::KinesisRecord& record) {
  // [lazy]
  const std::optional<lambent::Time> when = lambent::time_of(event.time);  // lambent/time.h
  const auto order = lambent::as<Order>(event.detail);         // RawJson: an Event<Order>
  const auto click = lambent::as<Order>(record.kinesis.data);  // Base64 that holds JSON
  // [lazy]
  return when && order.ok() ? click.status() : absl::NotFoundError("no time");
}

void handlers(lambent::Dispatcher& dispatcher, Orders& orders,
              void (*index)(const lambent::S3Event&)) {
  // [handlers]
  dispatcher.on<lambent::S3Event>(index, {.name = "index", .priority = 10})
      .on<lambent::S3Event>(
          [](const lambent::S3Event& event, const lambent::Context& context) -> absl::Status {
            for (const lambent::S3Record& record : event.records) {
              if (context.stop.stop_requested()) return absl::CancelledError("asked to stop");
              make_thumbnail(lambent::decoded_key(record.s3.object));
            }
            return absl::OkStatus();
          },
          {.name = "thumbnails",
           .filter =
               [](const lambent::S3Event& event) {
                 return !event.records.empty() && event.records[0].s3.bucket.name == "photos";
               }})
      .otherwise<Order>([&](const Order& order) { return orders.add(order); });
  if (!dispatcher.status().ok()) std::cerr << dispatcher.status() << '\n';
  // [handlers]
}

void batches(lambent::Dispatcher& dispatcher, Orders& orders) {
  // [whole_batch]
  dispatcher.on<lambent::SqsEvent>(
      lambent::each_body<Order>([&](const Order& order) { return orders.add(order); },
                                {.report = lambent::Report::kWholeBatch}));
  // [whole_batch]
}
