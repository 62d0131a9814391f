// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/lex_v1.h"

#include <string>
#include <string_view>

#include "catch.h"
#include "decoded.h"
#include "fixtures.h"
#include "lambent/event.h"

namespace {

using fixtures::recognised;

using Action = lambent::LexV1Response::DialogAction;

lambent::Event<lambent::LexV1Event> lex_v1_turn(const std::string& fixture) {
  return fixtures::decoded<lambent::LexV1Event>("lex_v1/" + fixture);
}

}  // namespace

TEST_CASE("Lex V1: a turn of a dialog has its bot, its intent and what else was likely", "[lex]") {
  const auto event = lex_v1_turn("sample.json");
  CHECK(event->message_version == "1.0");
  CHECK(event->invocation_source == lambent::LexV1Event::kDialogCodeHook);
  CHECK(event->output_dialog_mode == lambent::LexV1Event::kText);
  CHECK(event->user_id == "web-7f3c2a");
  CHECK(event->input_transcript == "a table for 4 in cork city next friday");
  CHECK(event->bot.name == "TableBooking");
  CHECK(event->bot.alias == "live");
  CHECK(event->bot.version == "4");
  CHECK(event->session_attributes.value_or("customer") == "c-17");
  CHECK(event->request_attributes.value_or("x-amz-lex:channel-type") == "Slack");
  const lambent::LexV1Intent& intent = event->current_intent;
  CHECK(intent.name == "BookTable");
  CHECK(intent.nlu_intent_confidence_score == 0.93);
  CHECK(intent.slot("City") == "Cork");
  CHECK(intent.confirmation_status == lambent::LexV1Intent::kNone);
  const auto* detail = intent.slot_details.find("City");
  REQUIRE(detail != nullptr);
  REQUIRE(detail->has_value());
  CHECK((*detail)->original_value == "cork city");
  CHECK((*detail)->resolutions[0].value_or("value") == "Cork");
  REQUIRE(event->alternative_intents.size() == 1);
  CHECK(event->alternative_intents[0].name == "CancelTable");
  CHECK(event->alternative_intents[0].slots.contains("Day"));
  CHECK(event->recent_intent_summary_view.kind() == lambent::JsonKind::kArray);
  CHECK(event->active_contexts.kind() == lambent::JsonKind::kArray);
  CHECK(event->kendra_response.kind() == lambent::JsonKind::kNull);
}

TEST_CASE("Lex V1: attributes, alias, score and alternatives may be null or absent", "[lex]") {
  const auto event = lex_v1_turn("sparse.json");
  CHECK(event->session_attributes.empty());
  CHECK(event->request_attributes.empty());
  CHECK(event->bot.alias.empty());
  CHECK_FALSE(event->current_intent.nlu_intent_confidence_score.has_value());
  CHECK(event->current_intent.slot_details.empty());
  CHECK(event->alternative_intents.empty());
  CHECK(event->input_transcript.empty());
  CHECK(event->invocation_source == lambent::LexV1Event::kFulfillmentCodeHook);
  CHECK(event->output_dialog_mode == lambent::LexV1Event::kVoice);
  const std::string written = lambent::encode(*event);
  CHECK(written.find(R"("sessionAttributes":null,"requestAttributes":null)") != std::string::npos);
  CHECK(written.find("alternativeIntents") == std::string::npos);
}

TEST_CASE("Lex V1: slots and details of null stay in their maps and are written as null", "[lex]") {
  const auto event = lex_v1_turn("slots_of_null.json");
  const lambent::LexV1Intent& intent = event->current_intent;
  CHECK(intent.slots.size() == 3);
  REQUIRE(intent.slots.contains("Guests"));
  CHECK_FALSE(intent.slots.find("Guests")->has_value());
  CHECK(intent.slot("Guests").empty());
  CHECK(intent.slot("no such slot").empty());
  CHECK_FALSE(intent.slot_details.find("Day")->has_value());
  CHECK(lambent::encode(*event).find(R"("slots":{"City":"Cork","Guests":null,"Day":null})") !=
        std::string::npos);
}

TEST_CASE("Lex V1: a slot's value that is a number reads as text and is written as a number",
          "[lex]") {
  const auto event = lex_v1_turn("slot_value_is_a_number.json");
  CHECK(event->current_intent.slot("Guests") == "4");
  CHECK((*event->current_intent.slots.find("Guests"))->is_number);
  CHECK(event->current_intent.confirmation_status == lambent::LexV1Intent::kConfirmed);
  CHECK(lambent::encode(*event).find(R"("slots":{"City":"Cork","Guests":4})") != std::string::npos);
}

TEST_CASE("Lex V1: an intent must have a name, whatever else is missing", "[lex]") {
  CHECK_FALSE(lambent::decode<lambent::LexV1Event>(R"({"bot":{},"currentIntent":{}})").ok());
  CHECK_FALSE(lambent::decode<lambent::LexV1Event>(R"({"bot":{}})").ok());
  CHECK(lambent::decode<lambent::LexV1Event>(R"({"currentIntent":{"name":"Greet"}})").ok());
}

TEST_CASE("Lex V1 and V2 are told apart", "[lex]") {
  const std::string v1 = R"("currentIntent":{"name":"Greet"},"bot":{})";
  const std::string v2 = R"("sessionState":{},"bot":{},"interpretations":[])";
  CHECK(recognised("{" + v1 + "}") == "lex_v1");
  CHECK(recognised("{" + v2 + "}") == "lex_v2");
  CHECK(recognised(R"({"currentIntent":{"name":"Greet"},)" + v2 + "}") == "lex_v1");
  CHECK(recognised(R"({"currentIntent":{"name":"Greet"}})") == "unknown");
}

TEST_CASE("Lex V1: a blank response leaves the next step to Lex", "[lex]") {
  CHECK(lambent::encode(lambent::LexV1Response{}) == R"({"dialogAction":{"type":"Delegate"}})");
}

TEST_CASE("Lex V1: each kind of response writes what it has", "[lex]") {
  struct Row {
    const char* name;
    lambent::LexV1Response response;
    std::string_view expected;
  };
  const Row rows[] = {
      {"Close with a message",
       {.session_attributes = {{"customer", "c-17"}},
        .dialog_action = {.type = std::string(Action::kClose),
                          .fulfillment_state = std::string(Action::kFulfilled),
                          .message = {{.content = "See you on Friday."}}}},
       R"({"sessionAttributes":{"customer":"c-17"},"dialogAction":{"type":"Close",)"
       R"("fulfillmentState":"Fulfilled",)"
       R"("message":{"contentType":"PlainText","content":"See you on Friday."}}})"},
      {"ElicitSlot with null slots",
       {.dialog_action = {.type = std::string(Action::kElicitSlot),
                          .intent_name = "BookTable",
                          .slots = {{"City", "Cork"}, {"Guests", std::nullopt}},
                          .slot_to_elicit = "Guests"}},
       R"({"dialogAction":{"type":"ElicitSlot","intentName":"BookTable",)"
       R"("slots":{"City":"Cork","Guests":null},"slotToElicit":"Guests"}})"},
      {"ConfirmIntent with a card",
       {.dialog_action =
            {.type = std::string(Action::kConfirmIntent),
             .intent_name = "BookTable",
             .response_card =
                 {{.generic_attachments = {{.title = "Shall I?",
                                            .sub_title = "4 in Cork",
                                            .image_url = "https://shop.example.com/table.png",
                                            .attachment_link_url = "https://shop.example.com",
                                            .buttons = {{"Yes", "yes"}, {"No", "no"}}}}}}}},
       R"({"dialogAction":{"type":"ConfirmIntent","intentName":"BookTable","responseCard":)"
       R"({"version":1,"contentType":"application/vnd.amazonaws.card.generic",)"
       R"("genericAttachments":[{"title":"Shall I?","subTitle":"4 in Cork",)"
       R"("imageUrl":"https://shop.example.com/table.png",)"
       R"("attachmentLinkUrl":"https://shop.example.com",)"
       R"("buttons":[{"text":"Yes","value":"yes"},{"text":"No","value":"no"}]}]}}})"},
      {"ElicitIntent with SSML",
       {.dialog_action = {.type = std::string(Action::kElicitIntent),
                          .message = {{.content_type =
                                           std::string(lambent::LexV1Response::Message::kSsml),
                                       .content = "<speak>And now?</speak>"}}}},
       R"({"dialogAction":{"type":"ElicitIntent",)"
       R"("message":{"contentType":"SSML","content":"<speak>And now?</speak>"}}})"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) { CHECK(lambent::encode(row.response) == row.expected); }
  }
}

TEST_CASE("Lex V1: answer_to keeps session attributes and slots, empty ones and numbers too",
          "[lex]") {
  const auto unfilled = lex_v1_turn("slots_of_null.json");
  CHECK(lambent::encode(lambent::answer_to(*unfilled)) ==
        R"({"sessionAttributes":{"customer":"c-17"},"dialogAction":{"type":"Delegate",)"
        R"("slots":{"City":"Cork","Day":null,"Guests":null}}})");
  const auto number = lex_v1_turn("slot_value_is_a_number.json");
  CHECK(lambent::encode(lambent::answer_to(*number)) ==
        R"({"dialogAction":{"type":"Delegate","slots":{"City":"Cork","Guests":"4"}}})");
}
