// SPDX-License-Identifier: Apache-2.0
#include "lambent/dispatch_counts.h"

#include <thread>
#include <vector>

#include "catch.h"
#include "lambent/events.h"

namespace lb = lambent;

TEST_CASE("dispatches are counted by source, over all threads", "[dispatch_counts]") {
  lb::DispatchCounts counts;
  lb::Dispatcher dispatcher;
  dispatcher.on_any(counts.observer())
      .on<lb::SnsEvent>([](const lb::SnsEvent&) {})
      .on<lb::S3Event>([](const lb::S3Event&) { return absl::InternalError("full"); });
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (int n = 0; n < 100; ++n) (void)dispatcher.dispatch(lb::SnsEvent{});
      (void)dispatcher.dispatch(lb::S3Event{});
    });
  for (auto& thread : threads) thread.join();
  (void)dispatcher.dispatch(lb::SnsEvent{});
  (void)dispatcher.dispatch(std::string("{}"));

  const auto totals = counts.totals();
  REQUIRE(totals.size() == 3);
  CHECK(totals.at("sns").dispatched == 401);
  CHECK(totals.at("sns").failed == 0);
  CHECK(totals.at("sns").duration.count() > 0);
  CHECK(totals.at("s3_notification").dispatched == 4);
  CHECK(totals.at("s3_notification").failed == 4);
  CHECK(totals.at("").failed == 1);
}

TEST_CASE("counts may go before the dispatcher that they count for", "[dispatch_counts]") {
  lb::Dispatcher dispatcher;
  dispatcher.on<lb::SnsEvent>([](const lb::SnsEvent&) {});
  {
    lb::DispatchCounts first;
    lb::DispatchCounts second;
    dispatcher.on_any(first.observer());
    CHECK(dispatcher.dispatch(lb::SnsEvent{}).ok());
    dispatcher.on_any(second.observer());
    CHECK(dispatcher.dispatch(lb::SnsEvent{}).ok());
    CHECK(first.totals().at("sns").dispatched == 2);
    CHECK(second.totals().at("sns").dispatched == 1);
  }
  CHECK(dispatcher.dispatch(lb::SnsEvent{}).ok());
}
