// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/appsync_events.h"

#include <string>
#include <string_view>

#include "catch.h"
#include "decoded.h"
#include "fixtures.h"
#include "lambent/event.h"

namespace {

using fixtures::recognised;

using ChannelEvent = lambent::AppSyncEventsEvent;
using ChannelResponse = lambent::AppSyncEventsResponse;

}  // namespace

TEST_CASE("what was published to a channel", "[appsync]") {
  const auto event = lambent::decode<ChannelEvent>(fixtures::load("appsync_events/sample.json"));
  REQUIRE(event.ok());
  CHECK((*event)->info.operation == ChannelEvent::Info::kPublish);
  CHECK((*event)->info.channel.path == "/orders/north/open");
  CHECK((*event)->info.channel.segments ==
        lambent::List<std::string_view>{"orders", "north", "open"});
  CHECK((*event)->info.channel_namespace.name == "orders");
  REQUIRE((*event)->events.size() == 2);
  CHECK((*event)->events[0].id == "5f6f2d19-92fa-4d0f-8e59-6c2f5b0d1a01");
  CHECK((*event)->events[0].payload.kind() == lambent::JsonKind::kObject);
  CHECK((*event)->result.kind() == lambent::JsonKind::kNull);
  CHECK((*event)->out_errors.empty());
  const auto identity = lambent::as<lambent::AppSyncIdentity>((*event)->identity);
  REQUIRE(identity.ok());
  CHECK((*identity)->kind() == lambent::AppSyncIdentity::Kind::kCognito);
  CHECK((*identity)->username == "mara");
}

TEST_CASE("a payload may be text, and a handler before this one may have failed", "[appsync]") {
  const auto event =
      lambent::decode<ChannelEvent>(fixtures::load("appsync_events/all_members.json"));
  REQUIRE(event.ok());
  REQUIRE((*event)->events.size() == 2);
  CHECK((*event)->events[1].payload.text == "\"plain text\"");
  CHECK((*event)->out_errors.size() == 1);
  for (const lambent::RawJson& member : {(*event)->result, (*event)->error, (*event)->prev})
    CHECK(member.kind() == lambent::JsonKind::kObject);
}

TEST_CASE("a subscription has events of null", "[appsync]") {
  const auto event = lambent::decode<ChannelEvent>(fixtures::load("appsync_events/subscribe.json"));
  REQUIRE(event.ok());
  CHECK((*event)->info.operation == ChannelEvent::Info::kSubscribe);
  CHECK((*event)->events.empty());
  CHECK((*event)->identity.kind() == lambent::JsonKind::kNull);
  const std::string written = lambent::encode(**event);
  CHECK(written.find(R"("events":null)") != std::string::npos);
  CHECK(recognised(written) == "appsync_events");
}

TEST_CASE("the text None stands where null is meant", "[appsync]") {
  const auto event =
      lambent::decode<ChannelEvent>(fixtures::load("appsync_events/none_in_text_for_null.json"));
  REQUIRE(event.ok());
  CHECK((*event)->identity.text == "\"None\"");
  CHECK((*event)->prev.text == "\"None\"");
  CHECK((*event)->result.text == "\"None\"");
  CHECK((*event)->error.text == "\"None\"");
  CHECK((*event)->request.domain_name == "None");
  CHECK_FALSE(lambent::as<lambent::AppSyncIdentity>((*event)->identity).ok());
  CHECK((*event)->events.size() == 2);
}

TEST_CASE("AppSync Events and resolvers are told apart", "[appsync]") {
  struct Row {
    std::string_view name;
    std::string_view payload;
    std::string_view expected;
  };
  const Row rows[] = {
      {"channel and operation", R"({"info":{"channel":{},"operation":"PUBLISH"}})",
       "appsync_events"},
      {"with the arguments of a resolver",
       R"({"arguments":{},"info":{"channel":{},"operation":"PUBLISH"}})", "appsync_events"},
      {"a field with a channel but no operation",
       R"({"arguments":{},"info":{"channel":{},"fieldName":"f","parentTypeName":"T"}})",
       "appsync_resolver"},
      {"no channel", R"({"info":{"operation":"PUBLISH"}})", "unknown"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) { CHECK(recognised(row.payload) == row.expected); }
  }
}

TEST_CASE("the answer of an AppSync Events handler", "[appsync]") {
  SECTION("null accepts a subscription") {
    CHECK(lambent::encode(ChannelResponse{}) == "null");
    CHECK(lambent::encode(ChannelResponse::accept()) == "null");
  }
  SECTION("an error refuses a subscription or all events") {
    CHECK(lambent::encode(ChannelResponse::refuse("not yours")) == R"({"error":"not yours"})");
  }
  SECTION("a payload or an error for each event") {
    CHECK(lambent::encode(ChannelResponse::publish({{.id = "1", .payload = {R"({"n":1})"}},
                                                    {.id = "2", .error = "too late"},
                                                    {.id = "3", .payload = {"null"}}})) ==
          R"({"events":[{"id":"1","payload":{"n":1}},{"id":"2","error":"too late"},)"
          R"({"id":"3","payload":null}]})");
  }
  SECTION("no event is delivered") {
    CHECK(lambent::encode(ChannelResponse::publish({})) == R"({"events":[]})");
  }
}
