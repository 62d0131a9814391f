// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/connect.h"

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "catch.h"
#include "decoded.h"
#include "fixtures.h"
#include "lambent/dispatcher.h"
#include "lambent/event.h"
#include "lambent/json.h"

namespace {

using fixtures::recognised;

using lambent::ConnectContact;

lambent::Event<lambent::ConnectContactFlowEvent> contact_flow(const std::string& fixture) {
  return fixtures::decoded<lambent::ConnectContactFlowEvent>("connect_contact_flow/" + fixture);
}

}  // namespace

TEST_CASE("a contact has its endpoints, its queue and its streams", "[connect]") {
  const auto event = contact_flow("sample.json");
  const ConnectContact& contact = event->details.contact_data;
  CHECK(event->name == "ContactFlowEvent");
  CHECK(contact.attributes.value_or("language") == "de");
  CHECK(contact.channel == ConnectContact::kVoice);
  CHECK(contact.contact_id == "4d7a2b10-93c5-4f4e-8d0a-51f3c8e6b7a9");
  CHECK(contact.initial_contact_id == contact.contact_id);
  CHECK(contact.previous_contact_id == contact.contact_id);
  CHECK(contact.initiation_method == ConnectContact::kInbound);
  CHECK(contact.customer_endpoint->address == "+4930123456");
  CHECK(contact.customer_endpoint->type == "TELEPHONE_NUMBER");
  CHECK(contact.system_endpoint->address == "+4930654321");
  CHECK(contact.customer_id == "c-17");
  CHECK(contact.language_code == "de-DE");
  CHECK(contact.queue->name == "Returns");
  CHECK(contact.queue->arn.ends_with("/queue/1b2c3d4e-5f60-4718-92a3-b4c5d6e7f801"));
  CHECK(contact.queue->outbound_caller_id->address == "+4930654321");
  const auto& audio = contact.media_streams->customer.audio;
  REQUIRE(audio.has_value());
  CHECK(audio->start_timestamp == "1793001600131");
  CHECK(audio->start_fragment_number == "91343852333181432392682062626803840459632447999");
  CHECK(audio->stream_arn.starts_with("arn:aws:kinesisvideo:"));
  CHECK(audio->stop_timestamp == "1793001666131");
  CHECK(contact.references.kind() == lambent::JsonKind::kObject);
  CHECK(contact.segment_attributes.text.find("connect:Telephony") != std::string_view::npos);
  CHECK(contact.tags.size() == 1);
  CHECK(event->details.parameters.find("order")->text == R"("o-17")");
}

TEST_CASE("endpoints, queue and streams of a contact may be null, and are written so",
          "[connect]") {
  const auto event = contact_flow("sparse.json");
  const ConnectContact& contact = event->details.contact_data;
  CHECK(contact.channel == ConnectContact::kTask);
  CHECK(contact.initiation_method == ConnectContact::kApi);
  CHECK_FALSE(contact.customer_endpoint.has_value());
  CHECK_FALSE(contact.system_endpoint.has_value());
  CHECK_FALSE(contact.queue.has_value());
  CHECK_FALSE(contact.media_streams.has_value());
  const std::string written = lambent::encode(*event);
  for (const char* member : {"CustomerEndpoint", "SystemEndpoint", "Queue"})
    CHECK(written.find('"' + std::string(member) + R"(":null)") != std::string::npos);
}

TEST_CASE("a contact that was never queued may have no queue at all", "[connect]") {
  const auto event = contact_flow("without_queue.json");
  CHECK_FALSE(event->details.contact_data.queue.has_value());
  CHECK(event->details.contact_data.customer_endpoint.has_value());
}

TEST_CASE("where nothing is streamed, audio or its members are null", "[connect]") {
  const auto members = contact_flow("streams_of_null.json");
  REQUIRE(members->details.contact_data.media_streams.has_value());
  const auto& audio = members->details.contact_data.media_streams->customer.audio;
  REQUIRE(audio.has_value());
  CHECK(audio->start_timestamp.empty());
  CHECK(audio->stream_arn.empty());
  CHECK(lambent::encode(*members).find(
            R"("Audio":{"StartFragmentNumber":null,"StartTimestamp":null,"StreamARN":null})") !=
        std::string::npos);
  const auto whole = contact_flow("audio_of_null.json");
  CHECK_FALSE(whole->details.contact_data.media_streams->customer.audio.has_value());
  CHECK(lambent::encode(*whole).find(R"("Audio":null)") != std::string::npos);
}

TEST_CASE("other names, a channel in small letters and empty ARNs are kept", "[connect]") {
  const auto event = contact_flow("as_in_the_samples.json");
  CHECK(event->name == "ContactFlowExecution");
  CHECK(event->details.contact_data.channel == "Voice");
  CHECK(event->details.contact_data.instance_arn.empty());
  REQUIRE(event->details.contact_data.queue.has_value());
  CHECK(event->details.contact_data.queue->arn.empty());
  CHECK(event->details.contact_data.queue->name == "Returns");
}

TEST_CASE("parameters of a block may be any JSON", "[connect]") {
  const auto event = contact_flow("parameters_of_any_kind.json");
  const auto& parameters = event->details.parameters;
  CHECK(parameters.find("order")->kind() == lambent::JsonKind::kString);
  CHECK(parameters.find("attempt")->text == "2");
  CHECK(parameters.find("urgent")->kind() == lambent::JsonKind::kBool);
  CHECK(parameters.find("item")->kind() == lambent::JsonKind::kObject);
}

TEST_CASE("a flow is recognised by its contact, whatever it is called", "[connect]") {
  CHECK(recognised(R"({"Details":{"ContactData":{}}})") == "connect_contact_flow");
  CHECK(recognised(R"({"Name":"ContactFlowEvent","Details":{"Parameters":{}}})") == "unknown");
}

TEST_CASE("the answer to a flow is a flat object", "[connect]") {
  CHECK(lambent::encode(lambent::ConnectResponse{}) == "{}");
  CHECK(lambent::encode(lambent::ConnectResponse{{{"tier", "gold"}, {"name", "M. \"Mara\""}}}) ==
        R"({"name":"M. \"Mara\"","tier":"gold"})");
  CHECK(lambent::encode(lambent::ConnectResponse{{{"open", true}, {"orders", 3}}}) ==
        R"({"open":true,"orders":3})");
}

TEST_CASE("handlers of a flow return a ConnectResponse, or JSON that nests", "[connect]") {
  const std::string payload = fixtures::load("connect_contact_flow/sample.json");
  SECTION("flat") {
    lambent::Dispatcher dispatcher;
    dispatcher.on<lambent::ConnectContactFlowEvent>(
        [](const lambent::ConnectContactFlowEvent& event) -> lambent::ConnectResponse {
          return {{{"caller", std::string(event.details.contact_data.customer_id)}}};
        });
    const auto answer = dispatcher.dispatch(payload);
    REQUIRE(answer.ok());
    CHECK(*answer == R"({"caller":"c-17"})");
  }
  SECTION("nested") {
    lambent::Dispatcher dispatcher;
    dispatcher.on<lambent::ConnectContactFlowEvent>(
        [](const lambent::ConnectContactFlowEvent&) -> nlohmann::json {
          return {{"customer", {{"tier", "gold"}}}};
        });
    const auto answer = dispatcher.dispatch(payload);
    REQUIRE(answer.ok());
    CHECK(*answer == R"({"customer":{"tier":"gold"}})");
  }
}
