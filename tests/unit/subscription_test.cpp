// SPDX-License-Identifier: Apache-2.0
// Handlers that come and go: what a Subscription promises, on one thread.
#include <array>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "catch.h"
#include "lambent/dispatcher.h"
#include "lambent/events.h"

namespace lb = lambent;
using lb::Dispatcher;

TEST_CASE("a subscription ends with its handle, and its captures with it", "[subscription]") {
  Dispatcher dispatcher;
  auto capture = std::make_shared<int>(0);
  std::weak_ptr<int> alive = capture;
  {
    auto subscription = dispatcher.subscribe<lb::SnsEvent>(
        [capture = std::move(capture)](const lb::SnsEvent&) { ++*capture; });
    REQUIRE(subscription.ok());
    CHECK(dispatcher.dispatch(lb::SnsEvent{}).ok());
    CHECK(*alive.lock() == 1);
    lb::Subscription moved = *std::move(subscription);
    CHECK(dispatcher.dispatch(lb::SnsEvent{}).ok());
  }
  CHECK(alive.expired());
  CHECK(dispatcher.dispatch(lb::SnsEvent{}).code() == absl::StatusCode::kUnimplemented);
}

TEST_CASE("a handler can end its own registration, and others", "[subscription]") {
  Dispatcher dispatcher;
  int once = 0;
  int self = 0;
  int other = 0;
  dispatcher.on<lb::SnsEvent>([&](const lb::SnsEvent&) { ++once; }, {.once = true});
  dispatcher.on<lb::SnsEvent>([&](const lb::SnsEvent&, const lb::Context& context) {
    ++self;
    CHECK(context.unsubscribe_this());
    CHECK_FALSE(context.unsubscribe_this());
  });
  auto sibling = dispatcher.subscribe<lb::SnsEvent>([&](const lb::SnsEvent&) { ++other; });
  dispatcher.on<lb::SnsEvent>(
      [&](const lb::SnsEvent&) { CHECK((!sibling->active() || sibling->unsubscribe())); },
      {.priority = 1});
  for (int i = 0; i < 3; ++i) CHECK(dispatcher.dispatch(lb::SnsEvent{}).ok());
  CHECK(once == 1);
  CHECK(self == 1);
  CHECK(other == 0);  // removed earlier in the same dispatch
  CHECK_FALSE(lb::Context{}.unsubscribe_this());
}

TEST_CASE("a handler that unsubscribes itself by its handle is told that it still runs",
          "[subscription]") {
  Dispatcher dispatcher;
  lb::Subscription handle;
  bool result = true;
  handle = *dispatcher.subscribe<lb::SnsEvent>(
      [&](const lb::SnsEvent&) { result = handle.unsubscribe(); });
  CHECK(dispatcher.dispatch(lb::SnsEvent{}).ok());
  CHECK_FALSE(result);
  CHECK(dispatcher.dispatch(lb::SnsEvent{}).code() == absl::StatusCode::kUnimplemented);
}

TEST_CASE("a handler can be replaced", "[subscription]") {
  Dispatcher dispatcher;
  std::string ran;
  auto handle = dispatcher.subscribe<lb::SnsEvent>([&](const lb::SnsEvent&) { ran += "old "; });
  CHECK(dispatcher.dispatch(lb::SnsEvent{}).ok());
  CHECK(handle->replace<lb::SnsEvent>([&](const lb::SnsEvent&) { ran += "new "; }).ok());
  CHECK(dispatcher.dispatch(lb::SnsEvent{}).ok());
  CHECK(ran == "old new ");
  CHECK(handle->replace<lb::S3Event>([](const lb::S3Event&) {}).code() ==
        absl::StatusCode::kFailedPrecondition);
  CHECK(handle->cancel());
  CHECK_FALSE(handle->cancel());
  CHECK_FALSE(handle->replace<lb::SnsEvent>([](const lb::SnsEvent&) {}).ok());
}

TEST_CASE("a handle may outlive its dispatcher", "[subscription]") {
  lb::Subscription handle;
  {
    Dispatcher dispatcher;
    handle = *dispatcher.subscribe<lb::SnsEvent>([](const lb::SnsEvent&) {});
    CHECK(handle.active());
  }
  CHECK_FALSE(handle.active());
  CHECK(handle.unsubscribe());
}

TEST_CASE("captures may give up the handle that ends them", "[subscription]") {
  struct Ends {
    explicit Ends(lb::Subscription& subscription) : handle(subscription) {}
    ~Ends() { handle = {}; }
    lb::Subscription& handle;
  };
  Dispatcher dispatcher;
  lb::Subscription handle;
  for (const bool assigns : {true, false}) {
    handle = *dispatcher.subscribe<lb::SnsEvent>(
        [ends = std::make_shared<Ends>(handle)](const lb::SnsEvent&) {});
    CHECK(handle.active());
    if (assigns) {
      handle = {};
    } else {
      CHECK(handle.unsubscribe());
    }
    CHECK_FALSE(handle.active());
    CHECK(dispatcher.handlers().empty());
  }
}

TEST_CASE("a handle knows whether its handler is still registered", "[subscription]") {
  Dispatcher dispatcher;
  const auto nothing = [](const lb::SnsEvent&) {};
  auto once = *dispatcher.subscribe<lb::SnsEvent>(nothing, {.once = true});
  auto itself = *dispatcher.subscribe<lb::SnsEvent>(
      [](const lb::SnsEvent&, const lb::Context& context) { context.unsubscribe_this(); });
  auto replaced = *dispatcher.subscribe<lb::SnsEvent>(nothing);
  CHECK(replaced.replace<lb::SnsEvent>(nothing).ok());
  auto cancelled = *dispatcher.subscribe<lb::SnsEvent>(nothing);
  CHECK((once.active() && itself.active() && replaced.active() && cancelled.active()));
  CHECK(dispatcher.dispatch(lb::SnsEvent{}).ok());
  CHECK_FALSE(once.active());
  CHECK_FALSE(itself.active());
  CHECK(replaced.active());
  CHECK(cancelled.cancel());
  CHECK_FALSE(cancelled.active());
  const lb::Subscription moved = std::move(replaced);
  CHECK(moved.active());
  CHECK_FALSE(lb::Subscription().active());
}

TEST_CASE("a handler asked to end inside of itself has ended when it is asked from outside",
          "[subscription]") {
  Dispatcher dispatcher;
  lb::Subscription handle;
  std::vector<bool> inside;
  auto capture = std::make_shared<int>(0);
  std::weak_ptr<int> alive = capture;
  handle =
      *dispatcher.subscribe<lb::SnsEvent>([&, capture = std::move(capture)](const lb::SnsEvent&) {
        inside = {handle.unsubscribe(), handle.unsubscribe()};
      });
  CHECK(dispatcher.dispatch(lb::SnsEvent{}).ok());
  CHECK(inside == std::vector<bool>{false, false});
  CHECK(handle.unsubscribe());
  CHECK(alive.expired());
}

TEST_CASE("captures of any size and alignment are kept and destroyed", "[subscription]") {
  Dispatcher dispatcher;
  struct alignas(64) Wide {
    std::array<char, 100> bytes{};
  };
  auto counted = std::make_shared<int>(0);
  Wide wide;
  wide.bytes[99] = 7;
  auto handle = dispatcher.subscribe<lb::SnsEvent>([counted, wide](const lb::SnsEvent&) {
    CHECK(reinterpret_cast<std::uintptr_t>(&wide) % 64 == 0);
    *counted += wide.bytes[99];
  });
  CHECK(dispatcher.dispatch(lb::SnsEvent{}).ok());
  CHECK(*counted == 7);
  CHECK(handle->unsubscribe());
  CHECK(counted.use_count() == 1);
}

TEST_CASE("a handler added during a dispatch is seen by the next one", "[subscription]") {
  Dispatcher dispatcher;
  int added = 0;
  dispatcher.on<lb::SnsEvent>(
      [&](const lb::SnsEvent&) {
        dispatcher.on<lb::SnsEvent>([&](const lb::SnsEvent&) { ++added; });
      },
      {.once = true});
  CHECK(dispatcher.dispatch(lb::SnsEvent{}).ok());
  CHECK(added == 0);
  CHECK(dispatcher.dispatch(lb::SnsEvent{}).ok());
  CHECK(added == 1);
}

TEST_CASE("a handler cancelled while it runs keeps its captures until it has returned",
          "[subscription]") {
  Dispatcher dispatcher;
  auto capture = std::make_shared<int>(7);
  std::weak_ptr<int> alive = capture;
  lb::Subscription handle;
  bool alive_inside = false;
  handle = *dispatcher.subscribe<lb::SnsEvent>(
      [&handle, &alive_inside, capture = std::move(capture)](const lb::SnsEvent&) {
        CHECK(handle.cancel());
        alive_inside = *capture == 7;
      });
  CHECK(dispatcher.dispatch(lb::SnsEvent{}).ok());
  CHECK(alive_inside);
  CHECK(alive.expired());
}

TEST_CASE("a handler that throws can be removed like any other", "[subscription]") {
  Dispatcher dispatcher;
  auto capture = std::make_shared<int>(7);
  auto handle = dispatcher.subscribe<lb::SnsEvent>(
      [capture](const lb::SnsEvent&) { throw std::runtime_error("no"); });
  for (int i = 0; i < 3; ++i) CHECK(dispatcher.dispatch(lb::SnsEvent{}).message() == "no");
  CHECK(handle->unsubscribe());
  CHECK(capture.use_count() == 1);
}

TEST_CASE("unsubscribing ends a handler and all that it replaced", "[subscription]") {
  Dispatcher dispatcher;
  std::vector<std::weak_ptr<int>> captures;
  const auto handler = [&] {
    auto capture = std::make_shared<int>(0);
    captures.push_back(capture);
    return [capture = std::move(capture)](const lb::SnsEvent&) { ++*capture; };
  };
  auto handle = dispatcher.subscribe<lb::SnsEvent>(handler());
  for (int i = 0; i < 5; ++i) {
    CHECK(handle->replace<lb::SnsEvent>(handler()).ok());
    CHECK(captures[captures.size() - 2].expired());  // nobody runs the one before
  }
  CHECK(dispatcher.dispatch(lb::SnsEvent{}).ok());
  CHECK(*captures.back().lock() == 1);
  CHECK(handle->unsubscribe());
  CHECK(captures.back().expired());
}

TEST_CASE("a handler replaced by itself while it runs lives until it has returned",
          "[subscription]") {
  Dispatcher dispatcher;
  auto capture = std::make_shared<int>(7);
  std::weak_ptr<int> alive = capture;
  lb::Subscription handle;
  bool alive_inside = false;
  handle =
      *dispatcher.subscribe<lb::SnsEvent>([&, capture = std::move(capture)](const lb::SnsEvent&) {
        CHECK(handle.replace<lb::SnsEvent>([](const lb::SnsEvent&) {}).ok());
        alive_inside = *capture == 7;
      });
  CHECK(dispatcher.dispatch(lb::SnsEvent{}).ok());
  CHECK(alive_inside);
  CHECK(handle.unsubscribe());
  CHECK(alive.expired());
}

TEST_CASE("captures may own the subscription of their own handler", "[subscription]") {
  for (const bool ends_by_itself : {false, true}) {
    auto alive = std::make_shared<int>(0);
    {
      Dispatcher dispatcher;
      auto own = std::make_shared<lb::Subscription>();
      *own = *dispatcher.subscribe<lb::SnsEvent>(
          [own, alive, ends_by_itself](const lb::SnsEvent&, const lb::Context& context) {
            if (ends_by_itself) CHECK(context.unsubscribe_this());
          });
      own.reset();
      CHECK(dispatcher.dispatch(lb::SnsEvent{}).ok());
    }
    CHECK(alive.use_count() == 1);
  }
}

TEST_CASE("captures may use the dispatcher when they are destroyed", "[subscription]") {
  Dispatcher dispatcher;
  struct Last {
    Dispatcher* dispatcher;
    explicit Last(Dispatcher* d) : dispatcher(d) {}
    Last(Last&& other) noexcept : dispatcher(std::exchange(other.dispatcher, nullptr)) {}
    ~Last() {
      if (dispatcher == nullptr) return;
      dispatcher->on<lb::S3Event>([](const lb::S3Event&) {});
      (void)dispatcher->dispatch(lb::SnsEvent{});
    }
  };
  auto handle = dispatcher.subscribe<lb::SnsEvent>(
      [last = std::make_shared<Last>(&dispatcher)](const lb::SnsEvent&) {});
  CHECK(handle->unsubscribe());
  CHECK(dispatcher.dispatch(lb::S3Event{}).ok());
}

TEST_CASE("more event types than have a place near at hand are told apart", "[subscription]") {
  lb::detail::HandlerTable table;
  const auto add = [&](std::uint32_t type) {
    auto* const node = lb::detail::make_node<lb::SnsEvent>([](const lb::SnsEvent&) {}, nullptr,
                                                           {.type = type, .table = &table});
    CHECK(table.add(*node, [](const auto&) { return false; }));
    node->unref();
  };
  for (const std::uint32_t type : {1u, 127u, 128u, 129u, 255u, 256u, 4095u}) {
    CHECK(table.head(type).load() == nullptr);
    add(type);
    REQUIRE(table.head(type).load() != nullptr);
    CHECK(table.head(type).load()->nodes()[0]->about.type == type);
  }
  CHECK(table.head(3000).load() == nullptr);
  table.close();
  CHECK(table.head(4095).load() == nullptr);
}
