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
struct AnyList {
  std::string_view name{};
};
struct QuietTopic {
  std::string_view quiet{};
};
struct ListOfPoints {
  std::string_view name{};
};
struct Summed {
  std::string_view total{};
};

}  // namespace

template <>
inline constexpr auto lambent::fields<OrderSettled> =
    std::array{lambent::field<&OrderSettled::order>("order", lambent::kRequired)};
template <>
inline constexpr lambent::Source lambent::source<lambent::EventBridge<OrderSettled>> =
    lambent::eventbridge_source("shop_order_settled", "com.example.shop", "Order Settled");

template <>
inline constexpr auto lambent::fields<QuietTopic> =
    std::array{lambent::field<&QuietTopic::quiet>("quiet")};
template <>
inline constexpr lambent::Source lambent::source<QuietTopic> = {
    .name = "sns", .kind = lambent::SourceKind::kObserve, .probes = {lambent::absent("loud")}};

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
inline constexpr lambent::Source lambent::source<OwnQueue> = {
    .name = "sqs", .probes = {lambent::Probe(), lambent::has("queue")}};

// The empty path is that of the payload itself.
template <>
inline constexpr auto lambent::fields<AnyList> = std::array{lambent::field<&AnyList::name>("name")};
template <>
inline constexpr lambent::Source lambent::source<AnyList> = {
    .name = "any_list",
    .rank = lambent::kUserRank + 1,
    .probes = {lambent::is("", lambent::JsonKind::kArray)}};
template <>
inline constexpr auto lambent::fields<ListOfPoints> =
    std::array{lambent::field<&ListOfPoints::name>("name")};
template <>
inline constexpr lambent::Source lambent::source<ListOfPoints> = {
    .name = "list_of_points", .probes = {lambent::has("[0].x")}};
template <>
inline constexpr auto lambent::fields<Summed> = std::array{lambent::field<&Summed::total>("total")};
template <>
inline constexpr lambent::Source lambent::source<Summed> = {
    .name = "summed",
    .rank = lambent::kRecordRank - 1,
    .probes = {lambent::is("", lambent::JsonKind::kObject), lambent::has("total")}};

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
      .on<OwnQueue>([&](const OwnQueue& own) { seen = own.queue; })
      .on<QuietTopic>([&](const QuietTopic& topic) { seen = topic.quiet; });
  REQUIRE(dispatcher.status().ok());
  // Without probes it gets what the built-in one's recognise.
  CHECK(dispatcher
            .dispatch(R"({"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put"}]})")
            .ok());
  CHECK(seen == "ObjectCreated:Put");
  // What is absent tells nothing apart.
  CHECK(dispatcher.dispatch(R"({"Records":[{"EventSource":"aws:sns"}],"quiet":"yes"})").ok());
  CHECK(seen == "yes");
  // Its own are asked in place of the built-in one's.
  CHECK(dispatcher.dispatch(R"({"queue":"orders"})").ok());
  CHECK(seen == "orders");
  CHECK(
      dispatcher.dispatch(R"({"Records":[{"eventSource":"aws:sqs","body":""}]})").status().code() ==
      absl::StatusCode::kNotFound);
}

TEST_CASE("sources of one's own are told apart by what a payload is and by its elements",
          "[dispatcher]") {
  Dispatcher dispatcher;
  dispatcher.on<AnyList>([](const AnyList&) {})
      .on<ListOfPoints>([](const ListOfPoints&) {})
      .on<Summed>([](const Summed&) {});
  REQUIRE(dispatcher.status().ok());
  const auto named = [&](std::string_view payload) {
    const auto source = dispatcher.recognise(payload);
    return source.ok() ? std::string(*source) : "unknown";
  };
  CHECK(named(R"([{"x":1}])") == "list_of_points");
  CHECK(named(R"([{"y":1},{"x":1}])") == "any_list");
  CHECK(named("[]") == "any_list");
  CHECK(named(R"({"x":1})") == "unknown");
  // Its records do not decide before the rest of the payload has been seen.
  CHECK(named(R"({"Records":[{"eventSource":"aws:sqs"}],"total":"1"})") == "summed");
  CHECK(named(R"({"Records":[{"eventSource":"aws:sqs"}]})") == "sqs");
}
