// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/lex_v2.h"

#include <optional>
#include <string>
#include <string_view>

#include "catch.h"
#include "decoded.h"
#include "fixtures.h"
#include "lambent/event.h"

namespace {

using fixtures::recognised;

using lambent::LexV2DialogAction;
using lambent::LexV2Intent;
using lambent::LexV2Response;
using lambent::LexV2Slot;

lambent::Event<lambent::LexV2Event> lex_v2_turn(const std::string& fixture) {
  return fixtures::decoded<lambent::LexV2Event>("lex_v2/" + fixture);
}

}  // namespace

TEST_CASE("Lex V2: a turn of a dialog has its bot, its state and what Lex would do", "[lex]") {
  const auto event = lex_v2_turn("sample.json");
  CHECK(event->message_version == "1.0");
  CHECK(event->invocation_source == lambent::LexV2Event::kDialogCodeHook);
  CHECK(event->input_mode == lambent::LexV2Event::kText);
  CHECK(event->response_content_type == "text/plain; charset=utf-8");
  CHECK(event->session_id == "339208731190450");
  CHECK(event->input_transcript == "a table in cork city");
  CHECK(event->invocation_label == "BookTableInitial");
  CHECK(event->bot.id == "K3L9ZQ7PXA");
  CHECK(event->bot.name == "TableBooking");
  CHECK(event->bot.alias_id == "TSTALIASID");
  CHECK(event->bot.alias_name == "TestBotAlias");
  CHECK(event->bot.locale_id == "en_GB");
  CHECK(event->bot.version == "DRAFT");
  REQUIRE(event->proposed_next_state.has_value());
  CHECK(event->proposed_next_state->dialog_action.type == LexV2DialogAction::kElicitSlot);
  CHECK(event->proposed_next_state->dialog_action.slot_to_elicit == "Guests");
  CHECK(event->proposed_next_state->dialog_action.slot_elicitation_style ==
        LexV2DialogAction::kDefault);
  CHECK(event->proposed_next_state->intent->name == "BookTable");
  CHECK(event->proposed_next_state->prompt->attempt == "Initial");
  CHECK(event->request_attributes.value_or("x-amz-lex:channels:platform") == "Slack");

  const auto& state = event->session_state;
  CHECK(state.session_attributes.value_or("customer") == "c-17");
  CHECK(state.dialog_action->type == LexV2DialogAction::kDelegate);
  CHECK(state.originating_request_id == "0d4c1f5e-6a0c-4f0f-9d5b-7e6a3f1b2c3d");
  CHECK(state.runtime_hints.kind() == lambent::JsonKind::kObject);
  REQUIRE(state.active_contexts.size() == 1);
  CHECK(state.active_contexts[0].name == "booking");
  CHECK(state.active_contexts[0].context_attributes.value_or("City") == "Cork");
  CHECK(state.active_contexts[0].time_to_live.time_to_live_in_seconds == 600);
  CHECK(state.active_contexts[0].time_to_live.turns_to_live == 9);
  CHECK(state.intent.name == "BookTable");
  CHECK(state.intent.state == LexV2Intent::kInProgress);
  CHECK(state.intent.confirmation_state == LexV2Intent::kNone);
}

TEST_CASE("Lex V2: interpretations have a confidence and a sentiment, or not", "[lex]") {
  const auto event = lex_v2_turn("sample.json");
  REQUIRE(event->interpretations.size() == 2);
  const auto& best = event->interpretations[0];
  CHECK(best.interpretation_source == "Lex");
  CHECK(best.confidence() == 0.87);
  REQUIRE(best.sentiment_response.has_value());
  CHECK(best.sentiment_response->sentiment == "NEUTRAL");
  CHECK(best.sentiment_response->sentiment_score.mixed == 0.01);
  CHECK(best.sentiment_response->sentiment_score.negative == 0.02);
  CHECK(best.sentiment_response->sentiment_score.neutral == 0.9);
  CHECK(best.sentiment_response->sentiment_score.positive == 0.07);
  CHECK(event->interpretations[1].intent.name == "FallbackIntent");
  CHECK_FALSE(event->interpretations[1].confidence().has_value());
  CHECK_FALSE(event->interpretations[1].sentiment_response.has_value());
}

TEST_CASE("Lex V2: the confidence is read in either form", "[lex]") {
  struct Row {
    std::string_view json;
    std::optional<double> expected;
  };
  const Row rows[] = {
      {"0.87", 0.87},
      {"1", 1.0},
      {"8.7e-1", 0.87},
      {R"({"score":0.62})", 0.62},
      {R"({ "score" : 0.62 })", 0.62},
      {R"({"model":"nlu","score":0.5})", 0.5},
      {R"({"score":null})", std::nullopt},
      {R"({"model":2})", std::nullopt},
      {"{}", std::nullopt},
      {R"({"score")", std::nullopt},
      {R"("0.87")", std::nullopt},
      {"null", std::nullopt},
      {"", std::nullopt},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.json) {
      CHECK(lambent::LexV2Interpretation{.nlu_confidence = {row.json}}.confidence() ==
            row.expected);
    }
  }
  const auto event = lex_v2_turn("confidence_as_an_object.json");
  CHECK(event->interpretations[0].confidence() == 0.62);
  CHECK(lambent::encode(*event).find(R"("nluConfidence":{)") != std::string::npos);
}

TEST_CASE("Lex V2: a slot is null until it is filled, and is written so", "[lex]") {
  const auto event = lex_v2_turn("sample.json");
  const LexV2Intent& intent = event->session_state.intent;
  const LexV2Slot* city = intent.slot("City");
  REQUIRE(city != nullptr);
  CHECK(city->shape == LexV2Slot::kScalar);
  CHECK(city->text() == "Cork");
  CHECK(city->value->original_value == "cork city");
  CHECK(city->value->resolved_values[0] == "Cork");
  CHECK(intent.slots.contains("Guests"));
  CHECK(intent.slot("Guests") == nullptr);
  CHECK(intent.slot("no such slot") == nullptr);
  CHECK(lambent::encode(*event).find(R"("Guests":null)") != std::string::npos);
}

TEST_CASE("Lex V2: a list slot holds slots of its own kind", "[lex]") {
  const auto event = lex_v2_turn("list_of_values.json");
  const LexV2Slot* toppings = event->session_state.intent.slot("Toppings");
  REQUIRE(toppings != nullptr);
  CHECK(toppings->shape == LexV2Slot::kList);
  CHECK(toppings->text() == "olives and ham");
  REQUIRE(toppings->values.size() == 2);
  CHECK(toppings->values[0].text() == "olive");
  CHECK(toppings->values[1].shape == LexV2Slot::kScalar);
  CHECK(toppings->values[1].text() == "ham");
}

TEST_CASE("Lex V2: a composite slot has parts, some of them null", "[lex]") {
  const auto event = lex_v2_turn("composite_slot.json");
  const LexV2Slot* address = event->session_state.intent.slot("Address");
  REQUIRE(address != nullptr);
  CHECK(address->shape == LexV2Slot::kComposite);
  CHECK(address->text().empty());
  CHECK((*address->sub_slots.find("Street"))->text() == "Quay Street");
  CHECK_FALSE(address->sub_slots.find("City")->has_value());
}

TEST_CASE("Lex V2: a slot without a shape or an interpretation has the user's words", "[lex]") {
  const auto event = lex_v2_turn("value_without_shape_or_interpretation.json");
  const LexV2Slot* note = event->session_state.intent.slot("Note");
  REQUIRE(note != nullptr);
  CHECK(note->shape.empty());
  CHECK(note->value->interpreted_value.empty());
  CHECK(note->text() == "ring twice");
}

TEST_CASE("Lex V2: speech has more than one transcription", "[lex]") {
  const auto event = lex_v2_turn("confidence_as_an_object.json");
  CHECK(event->input_mode == lambent::LexV2Event::kSpeech);
  REQUIRE(event->transcriptions.size() == 2);
  const auto& first = event->transcriptions[0];
  CHECK(first.transcription == "a big one");
  CHECK(first.transcription_confidence == 0.71);
  CHECK(first.resolved_context.intent == "OrderPizza");
  CHECK((*first.resolved_slots.find("Size"))->text() == "large");
  CHECK(event->transcriptions[1].resolved_slots.empty());
}

TEST_CASE("Lex V2: the result of a Kendra search is kept as it is", "[lex]") {
  const auto event = lex_v2_turn("kendra_response.json");
  CHECK(event->session_state.intent.kendra_response.kind() == lambent::JsonKind::kObject);
  CHECK(event->session_state.intent.kendra_response.text.find("TotalNumberOfResults") !=
        std::string_view::npos);
}

TEST_CASE("Lex V2: next state, attributes, action and score may be null or absent", "[lex]") {
  const auto event = lex_v2_turn("sparse.json");
  CHECK_FALSE(event->proposed_next_state.has_value());
  CHECK(event->request_attributes.empty());
  CHECK_FALSE(event->session_state.dialog_action.has_value());
  CHECK(event->session_state.runtime_hints.kind() == lambent::JsonKind::kNull);
  CHECK(event->session_state.intent.state.empty());
  CHECK(event->transcriptions.empty());
  CHECK_FALSE(event->interpretations[0].confidence().has_value());
  CHECK(event->bot.alias_name.empty());
}

TEST_CASE("Lex V2 and Bedrock agents are told apart, though both have a messageVersion", "[lex]") {
  const std::string lex = R"("sessionState":{},"bot":{},"interpretations":[])";
  const std::string agent = R"("agent":{},"actionGroup":"g","function":"f")";
  CHECK(recognised(R"({"messageVersion":"1.0",)" + lex + "}") == "lex_v2");
  CHECK(recognised(R"({"messageVersion":"1.0",)" + agent + "}") == "bedrock_agent_function");
  CHECK(recognised(R"({"messageVersion":"1.0","bot":{},"sessionState":{}})") == "unknown");
}

TEST_CASE("Lex V2: a blank response leaves the next step to Lex", "[lex]") {
  CHECK(lambent::encode(LexV2Response{}) ==
        R"({"sessionState":{"dialogAction":{"type":"Delegate"}}})");
}

TEST_CASE("Lex V2: each kind of response writes what it has", "[lex]") {
  struct Row {
    const char* name;
    LexV2Response response;
    std::string_view expected;
  };
  const Row rows[] = {
      {"Close with a message",
       {.session_state = {.session_attributes = {{"customer", "c-17"}},
                          .dialog_action = {.type = std::string(LexV2DialogAction::kClose)},
                          .intent = {{.name = "BookTable",
                                      .state = std::string(LexV2Intent::kFulfilled)}}},
        .messages = {{.content = "See you on Friday."}},
        .request_attributes = {{"trace", "t-1"}}},
       R"({"sessionState":{"sessionAttributes":{"customer":"c-17"},)"
       R"("dialogAction":{"type":"Close"},"intent":{"name":"BookTable","state":"Fulfilled"}},)"
       R"("messages":[{"contentType":"PlainText","content":"See you on Friday."}],)"
       R"("requestAttributes":{"trace":"t-1"}})"},
      {"ElicitSlot with a null slot, spelt out",
       {.session_state = {.dialog_action = {.type = std::string(LexV2DialogAction::kElicitSlot),
                                            .slot_to_elicit = "Name",
                                            .slot_elicitation_style =
                                                std::string(LexV2DialogAction::kSpellByLetter),
                                            .sub_slot_to_elicit = {R"({"name":"Last"})"}},
                          .intent = {{.name = "BookTable",
                                      .confirmation_state = std::string(LexV2Intent::kNone),
                                      .slots = {{"City",
                                                 {{.shape = std::string(LexV2Slot::kScalar),
                                                   .value = {{.interpreted_value = "Cork"}}}}},
                                                {"Name", std::nullopt}}}}}},
       R"({"sessionState":{"dialogAction":{"type":"ElicitSlot","slotToElicit":"Name",)"
       R"("slotElicitationStyle":"SpellByLetter","subSlotToElicit":{"name":"Last"}},)"
       R"("intent":{"name":"BookTable","confirmationState":"None","slots":{)"
       R"("City":{"shape":"Scalar","value":{"interpretedValue":"Cork"}},"Name":null}}}})"},
      {"ElicitIntent with a card",
       {.session_state = {.dialog_action = {.type = std::string(LexV2DialogAction::kElicitIntent)}},
        .messages = {{.content_type = std::string(LexV2Response::Message::kImageResponseCard),
                      .image_response_card = {{.title = "What next?",
                                               .subtitle = "Choose one",
                                               .image_url = "https://shop.example.com/a.png",
                                               .buttons = {{"Book", "book a table"}}}}}}},
       R"({"sessionState":{"dialogAction":{"type":"ElicitIntent"}},)"
       R"("messages":[{"contentType":"ImageResponseCard","imageResponseCard":)"
       R"({"title":"What next?","subtitle":"Choose one",)"
       R"("imageUrl":"https://shop.example.com/a.png",)"
       R"("buttons":[{"text":"Book","value":"book a table"}]}}]})"},
      {"Delegate with a context and hints",
       {.session_state = {.active_contexts = {{.name = "booking",
                                               .context_attributes = {{"City", "Cork"}},
                                               .time_to_live = {600, 9}}},
                          .runtime_hints = {R"({"slotHints":{}})"}}},
       R"({"sessionState":{"activeContexts":[{"name":"booking",)"
       R"("contextAttributes":{"City":"Cork"},)"
       R"("timeToLive":{"timeToLiveInSeconds":600,"turnsToLive":9}}],)"
       R"("runtimeHints":{"slotHints":{}},"dialogAction":{"type":"Delegate"}}})"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) { CHECK(lambent::encode(row.response) == row.expected); }
  }
}

TEST_CASE("Lex V2: answer_to keeps intent, slots, contexts and session attributes", "[lex]") {
  const auto plain = lex_v2_turn("sample.json");
  CHECK(lambent::encode(lambent::answer_to(*plain)) ==
        R"({"sessionState":{"activeContexts":[{"name":"booking",)"
        R"("contextAttributes":{"City":"Cork"},)"
        R"("timeToLive":{"timeToLiveInSeconds":600,"turnsToLive":9}}],)"
        R"("sessionAttributes":{"customer":"c-17"},"dialogAction":{"type":"Delegate"},)"
        R"("intent":{"name":"BookTable","state":"InProgress","confirmationState":"None",)"
        R"("slots":{"City":{"shape":"Scalar","value":{"originalValue":"cork city",)"
        R"("interpretedValue":"Cork","resolvedValues":["Cork"]}},"Guests":null}}}})");
}

TEST_CASE("Lex V2: answer_to copies slots within slots", "[lex]") {
  const auto list = lex_v2_turn("list_of_values.json");
  const LexV2Response kept = lambent::answer_to(*list);
  const auto& toppings = kept.session_state.intent->slots.at("Toppings");
  REQUIRE(toppings.has_value());
  REQUIRE(toppings->values.size() == 2);
  CHECK(toppings->values[1].value->interpreted_value == "ham");
  CHECK_FALSE(kept.session_state.intent->slots.at("Size").has_value());

  const auto composite = lex_v2_turn("composite_slot.json");
  CHECK(lambent::encode(lambent::copy_of(*composite->session_state.intent.slot("Address"))) ==
        R"({"shape":"Composite","subSlots":{"City":null,"Street":{"shape":"Scalar",)"
        R"("value":{"originalValue":"quay street","interpretedValue":"Quay Street"}}}})");
}
