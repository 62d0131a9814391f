// SPDX-License-Identifier: Apache-2.0
// The options of each(), deadlines, and several records at once.
#include <atomic>
#include <chrono>
#include <functional>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <vector>

#include "batches.h"
#include "catch.h"
#include "lambent/batch.h"
#include "lambent/dispatcher.h"
#include "lambent/events/sqs.h"
#include "lambent/testing.h"
#include "no_threads.h"

using lambent::Context;
using lambent::each;
using lambent::each_body;
using lambent::SqsEvent;
using lambent::SqsMessage;
using namespace batches;

namespace {}  // namespace

TEST_CASE("what a filter does not accept counts as handled", "[batch]") {
  Strings seen;
  const auto is_bad = [](const SqsMessage& message) { return message.body == "bad"; };
  auto handler = each<SqsMessage>(Handler{&seen}, {.filter = is_bad});
  const auto answer = handler(SqsEvent{
      .records = {{.message_id = "m1", .body = "worse"}, {.message_id = "m2", .body = "bad"}}});
  REQUIRE(answer.ok());
  CHECK(listed(*answer) == Strings{"m2"});
  CHECK(seen == Strings{"m2"});

  auto bodies = each_body<Order>([](const Order&) { return absl::InternalError("no"); },
                                 {.filter = [](const Order& order) { return order.amount > 5; }});
  const auto large =
      bodies(SqsEvent{.records = {{.message_id = "m1", .body = R"({"id":"o1","amount":5})"},
                                  {.message_id = "m2", .body = R"({"id":"o2","amount":6})"}}});
  REQUIRE(large.ok());
  CHECK(listed(*large) == Strings{"m2"});
}

TEST_CASE("a filter that throws fails its record", "[batch]") {
  auto handler =
      each<SqsMessage>([](const SqsMessage&) {}, {.filter = [](const SqsMessage& message) -> bool {
                         if (message.body == "bad") throw std::runtime_error("filter");
                         return true;
                       }});
  const auto answer =
      handler(SqsEvent{.records = {{.message_id = "m1"}, {.message_id = "m2", .body = "bad"}}});
  REQUIRE(answer.ok());
  CHECK(listed(*answer) == Strings{"m2"});
}

TEST_CASE("records that no time is left for come again", "[batch]") {
  lambent::testing::TestContext context;
  context.set_remaining(std::chrono::milliseconds(400));
  for (const std::size_t parallelism : {1U, 4U}) {
    Strings seen;
    auto handler = each<SqsMessage>(
        Handler{&seen},
        {.parallelism = parallelism, .deadline_margin = std::chrono::milliseconds(401)});
    const auto answer =
        handler(SqsEvent{.records = {{.message_id = "m1"}, {.message_id = "m2"}}}, context);
    CHECK(answer.status().code() == absl::StatusCode::kDeadlineExceeded);
    CHECK(seen.empty());
  }
  // The second is no longer started once the first has used up the time.
  Strings seen;
  auto handler = each<SqsMessage>(
      [&](const SqsMessage& message) {
        seen.emplace_back(message.message_id);
        context.advance(std::chrono::milliseconds(100));
      },
      {.deadline_margin = std::chrono::milliseconds(300)});
  const auto answer = handler(
      SqsEvent{.records = {{.message_id = "m1"}, {.message_id = "m2"}, {.message_id = "m3"}}},
      context);
  REQUIRE(answer.ok());
  CHECK(listed(*answer) == Strings{"m2", "m3"});
  CHECK(seen == Strings{"m1"});
}

TEST_CASE("records that were not started when the context asks to stop come again", "[batch]") {
  std::stop_source stop;
  Context context;
  context.stop = stop.get_token();
  std::vector<absl::StatusCode> codes;
  auto handler = each<SqsMessage>([&](const SqsMessage&) { stop.request_stop(); },
                                  {.on_failure = [&](const lambent::RecordFailure& failure) {
                                    codes.push_back(failure.status.code());
                                  }});
  const auto answer =
      handler(SqsEvent{.records = {{.message_id = "m1"}, {.message_id = "m2"}}}, context);
  REQUIRE(answer.ok());
  CHECK(listed(*answer) == Strings{"m2"});
  CHECK(codes == std::vector{absl::StatusCode::kCancelled});
}

TEST_CASE("nothing is started behind the first failure where that is asked for", "[batch]") {
  Strings seen;
  auto handler = each<SqsMessage>(Handler{&seen}, {.stop_at_first_failure = true});
  const auto answer = handler(SqsEvent{.records = {{.message_id = "m1", .body = "good"},
                                                   {.message_id = "m2", .body = "bad"},
                                                   {.message_id = "m3", .body = "good"}}});
  REQUIRE(answer.ok());
  CHECK(listed(*answer) == Strings{"m2", "m3"});
  CHECK(seen == Strings{"m1", "m2"});
}

TEST_CASE("failures are told with place, id and reason, and the hook may throw", "[batch]") {
  Strings told;
  Strings seen;
  auto handler = each<SqsMessage>(
      Handler{&seen}, {.on_failure = [&](const lambent::RecordFailure& failure) {
        told.push_back(std::to_string(failure.index) + ' ' + std::string(failure.id) + ' ' +
                       std::string(failure.status.message()));
        throw std::runtime_error("from the hook");
      }});
  const auto answer = handler(SqsEvent{
      .records = {in_group("a1", "a", "worse"), in_group("a2", "a", ""), in_group("b1", "b", "")}});
  REQUIRE(answer.ok());
  CHECK(listed(*answer) == Strings{"a1", "a2"});
  CHECK(told == Strings{"0 a1 it got worse", "1 a2 a record before this one failed"});
}

TEST_CASE("records run on a given executor, and here where it takes none", "[batch]") {
  const std::vector<SqsMessage> messages(100, SqsMessage{.message_id = "m"});
  const SqsEvent event{.records = {messages.data(), messages.size()}};
  std::atomic<int> handled{0};
  const auto count = [&](const SqsMessage&) { ++handled; };

  std::vector<std::jthread> threads;
  const lambent::Executor starts = [&](std::function<void()> work) {
    threads.emplace_back(std::move(work));
  };
  CHECK(each<SqsMessage>(count, {.parallelism = 4, .executor = starts})(event).ok());
  CHECK(threads.size() == 3);  // and the dispatching one
  CHECK(handled.exchange(0) == 100);

  const lambent::Executor refuses = [](std::function<void()>) { throw std::runtime_error("full"); };
  CHECK(each<SqsMessage>(count, {.parallelism = 4, .executor = refuses})(event).ok());
  CHECK(handled.exchange(0) == 100);

  std::vector<std::function<void()>> later;
  const lambent::Executor puts_off = [&](std::function<void()> work) {
    later.push_back(std::move(work));
  };
  CHECK(each<SqsMessage>(count, {.parallelism = 4, .executor = puts_off})(event).ok());
  CHECK(handled.exchange(0) == 100);
  for (const auto& work : later) work();  // finds nothing to do, and touches nothing
  CHECK(handled == 0);
}

TEST_CASE("where no thread can be started, records are handled on the one that there is",
          "[batch]") {
  NoThreads no_threads;
  no_threads.begin();
  REQUIRE_FALSE(can_start_a_thread());
  int handled = 0;
  lambent::Dispatcher dispatcher;
  dispatcher.on<SqsEvent>(
      each<SqsMessage>([&](const SqsMessage&) { ++handled; }, {.parallelism = 4}));
  const std::vector<SqsMessage> messages(8, SqsMessage{.message_id = "m"});
  const auto answer = dispatcher.dispatch(SqsEvent{.records = {messages.data(), messages.size()}});
  REQUIRE(answer.ok());
  CHECK(answer->batch_item_failures.empty());
  CHECK(handled == 8);
}

TEST_CASE("a failure in one thread disturbs no other", "[batch]") {
  std::vector<SqsMessage> messages;
  Strings ids;
  for (int i = 0; i < 1000; ++i) ids.push_back(std::to_string(i));
  for (const std::string& id : ids) messages.push_back({.message_id = id});
  lambent::Dispatcher dispatcher;
  dispatcher.on<SqsEvent>(each<SqsMessage>(
      [](const SqsMessage& message) {
        if (message.message_id.ends_with("3")) throw std::runtime_error("3");
      },
      {.parallelism = 3}));
  const SqsEvent event{.records = {messages.data(), messages.size()}};
  std::vector<std::jthread> threads;
  std::atomic<int> wrong{0};
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      const auto answer = dispatcher.dispatch(event);
      if (!answer.ok() || answer->batch_item_failures.size() != 100) ++wrong;
    });
  }
  threads.clear();
  CHECK(wrong == 0);
}
