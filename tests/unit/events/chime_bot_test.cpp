// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/chime_bot.h"

#include "catch.h"
#include "decoded.h"

using fixtures::decoded;

TEST_CASE("Chime: an invitation has no message and no endpoint", "[chime_bot]") {
  const auto event = decoded<lambent::ChimeBotEvent>("chime_bot/invited_without_message.json");
  CHECK(event->event_type == lambent::ChimeBotEvent::kInvite);
  CHECK(event->message.empty());
  CHECK_FALSE(event->inbound_https_endpoint.has_value());
  const auto mention = decoded<lambent::ChimeBotEvent>("chime_bot/sample.json");
  REQUIRE(mention->inbound_https_endpoint.has_value());
  CHECK(mention->inbound_https_endpoint->endpoint_type == "Persistent");
  CHECK(mention->sender.sender_id == "mara@example.com");
}
