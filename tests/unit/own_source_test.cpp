// SPDX-License-Identifier: Apache-2.0
// Sources that users describe.
#include <string>
#include <string_view>

#include "catch.h"
#include "lambent/dispatcher.h"
#include "lambent/events/eventbridge.h"
#include "lambent/shapes.h"

namespace lb = lambent;
using lb::Dispatcher;

namespace {

struct OrderSettled {
  std::string_view order{};
};
struct LeanRecord {
  std::string_view event_name{};
};
struct LeanUpload {
  lb::List<LeanRecord> records{};
};
struct OwnQueue {
  std::string_view queue{};
};

}  // namespace

template <>
inline constexpr auto lambent::fields<OrderSettled> =
    std::array{lambent::field<&OrderSettled::order>("order", lambent::kRequired)};
template <>
inline constexpr lambent::Source lambent::source<lambent::EventBridge<OrderSettled>> =
    lambent::eventbridge_source("shop_order_settled", "com.example.shop", "Order Settled");

template <>
inline constexpr auto lambent::fields<LeanRecord> =
    std::array{lambent::field<&LeanRecord::event_name>("eventName")};
template <>
inline constexpr auto lambent::fields<LeanUpload> =
    std::array{lambent::field<&LeanUpload::records>("Records")};
template <>
inline constexpr lambent::Source lambent::source<LeanUpload> = {.name = "s3_notification"};

template <>
inline constexpr auto lambent::fields<OwnQueue> =
    std::array{lambent::field<&OwnQueue::queue>("queue")};
template <>
inline constexpr lambent::Source lambent::source<OwnQueue> = {.name = "sqs",
                                                              .probes = {lambent::has("queue")}};

TEST_CASE("a detail of one's own is a source of one's own", "[dispatcher]") {
  Dispatcher dispatcher;
  std::string seen;
  dispatcher
      .on<lb::EventBridge<OrderSettled>>([&](const lb::EventBridge<OrderSettled>& event) {
        seen += "settled " + std::string(event.detail.order);
      })
      .on<lb::EventBridgeEvent>([&](const lb::EventBridgeEvent&) { seen += "other"; });
  REQUIRE(dispatcher.status().ok());
  CHECK(dispatcher
            .dispatch(R"({"detail-type":"Order Settled","source":"com.example.shop",)"
                      R"("detail":{"order":"order-7"}})")
            .ok());
  CHECK(seen == "settled order-7");
  seen.clear();
  CHECK(
      dispatcher.dispatch(R"({"detail-type":"Order Lost","source":"com.example.shop","detail":1})")
          .ok());
  CHECK(seen == "other");
}

TEST_CASE("a type of one's own takes the place of the built-in source of its name",
          "[dispatcher]") {
  Dispatcher dispatcher;
  std::string seen;
  dispatcher.on<LeanUpload>([&](const LeanUpload& upload) { seen = upload.records[0].event_name; })
      .on<OwnQueue>([&](const OwnQueue& own) { seen = own.queue; });
  REQUIRE(dispatcher.status().ok());
  // Without probes it gets what the built-in one's recognise.
  CHECK(dispatcher
            .dispatch(R"({"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put"}]})")
            .ok());
  CHECK(seen == "ObjectCreated:Put");
  // Its own are asked in place of the built-in one's.
  CHECK(dispatcher.dispatch(R"({"queue":"orders"})").ok());
  CHECK(seen == "orders");
  CHECK(
      dispatcher.dispatch(R"({"Records":[{"eventSource":"aws:sqs","body":""}]})").status().code() ==
      absl::StatusCode::kNotFound);
}
