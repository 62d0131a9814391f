// SPDX-License-Identifier: Apache-2.0
// What the code hooks of Amazon Lex V2 give back; answer_to() of lambent/events/lex_v2.h starts one
// from the event.
// https://docs.aws.amazon.com/lexv2/latest/dg/lambda-response-format.html
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lambent/answers.h"
#include "lambent/fields.h"
#include "lambent/shapes/lex_v2.h"

namespace lambent::inline LAMBENT_ABI {

/// What the bot does next, and what it says.
struct LexV2Response {
  struct Button {
    std::string text{};  ///< What the user sees.
    std::string value{};  ///< What the bot gets when it is pressed.
  };
  struct Card {
    std::string title{};
    std::string subtitle{};
    std::string image_url{};
    std::vector<Button> buttons{};
  };
  struct Message {
    static constexpr const char* kPlainText = "PlainText";
    static constexpr const char* kSsml = "SSML";
    static constexpr const char* kCustomPayload = "CustomPayload";
    static constexpr const char* kImageResponseCard = "ImageResponseCard";

    std::string content_type{kPlainText};  ///< One of the constants above.
    std::string content{};  ///< All but kImageResponseCard.
    std::optional<Card> image_response_card{};  ///< kImageResponseCard.
  };
  struct Slot {
    struct Value {
      std::string original_value{};
      std::string interpreted_value{};
      std::vector<std::string> resolved_values{};
    };
    std::string shape{};  ///< One of the constants of LexV2Slot.
    std::optional<Value> value{};
    std::vector<Slot> values{};
    std::map<std::string, std::optional<Slot>> sub_slots{};
  };
  struct Intent {
    std::string name{};
    std::string state{};  ///< This and the next: one of the constants of LexV2Intent.
    std::string confirmation_state{};
    std::map<std::string, std::optional<Slot>> slots{};  ///< Those that are not filled: null.
  };
  struct DialogAction {
    std::string type{LexV2DialogAction::kDelegate};  ///< One of the constants there.
    std::string slot_to_elicit{};
    std::string slot_elicitation_style{};  ///< One of the constants there.
    JsonText sub_slot_to_elicit{};
  };
  struct ActiveContext {
    struct TimeToLive {
      std::int64_t time_to_live_in_seconds{};  ///< 5 to 86,400.
      std::int64_t turns_to_live{};  ///< 1 to 20.
    };
    std::string name{};
    std::map<std::string, std::string> context_attributes{};
    TimeToLive time_to_live{};
  };
  struct SessionState {
    std::vector<ActiveContext> active_contexts{};
    std::map<std::string, std::string> session_attributes{};
    JsonText runtime_hints{};
    DialogAction dialog_action{};
    std::optional<Intent> intent{};  ///< Needed, except to elicit one.
  };
  SessionState session_state{};
  std::vector<Message> messages{};  ///< Needed, if the bot is to elicit an intent.
  std::map<std::string, std::string> request_attributes{};
};

/// A slot of an event as one of a response.
LAMBENT_API LexV2Response::Slot copy_of(const LexV2Slot& slot);

template <>
inline constexpr auto fields<LexV2Response::Button> = std::array{
    field<&LexV2Response::Button::text>("text", kRequired),
    field<&LexV2Response::Button::value>("value", kRequired),
};

template <>
inline constexpr auto fields<LexV2Response::Card> = std::array{
    field<&LexV2Response::Card::title>("title", kRequired),
    field<&LexV2Response::Card::subtitle>("subtitle"),
    field<&LexV2Response::Card::image_url>("imageUrl"),
    field<&LexV2Response::Card::buttons>("buttons"),
};

template <>
inline constexpr auto fields<LexV2Response::Message> = std::array{
    field<&LexV2Response::Message::content_type>("contentType", kRequired),
    field<&LexV2Response::Message::content>("content"),
    field<&LexV2Response::Message::image_response_card>("imageResponseCard"),
};

template <>
inline constexpr auto fields<LexV2Response::Slot::Value> = std::array{
    field<&LexV2Response::Slot::Value::original_value>("originalValue"),
    field<&LexV2Response::Slot::Value::interpreted_value>("interpretedValue", kRequired),
    field<&LexV2Response::Slot::Value::resolved_values>("resolvedValues"),
};

template <>
inline constexpr auto fields<LexV2Response::Slot> = std::array{
    field<&LexV2Response::Slot::shape>("shape"),
    field<&LexV2Response::Slot::value>("value"),
    field<&LexV2Response::Slot::values>("values"),
    field<&LexV2Response::Slot::sub_slots>("subSlots"),
};

template <>
inline constexpr auto fields<LexV2Response::Intent> = std::array{
    field<&LexV2Response::Intent::name>("name", kRequired),
    field<&LexV2Response::Intent::state>("state"),
    field<&LexV2Response::Intent::confirmation_state>("confirmationState"),
    field<&LexV2Response::Intent::slots>("slots"),
};

template <>
inline constexpr auto fields<LexV2Response::DialogAction> = std::array{
    field<&LexV2Response::DialogAction::type>("type", kRequired),
    field<&LexV2Response::DialogAction::slot_to_elicit>("slotToElicit"),
    field<&LexV2Response::DialogAction::slot_elicitation_style>("slotElicitationStyle"),
    field<&LexV2Response::DialogAction::sub_slot_to_elicit>("subSlotToElicit"),
};

template <>
inline constexpr auto fields<LexV2Response::ActiveContext::TimeToLive> = std::array{
    field<&LexV2Response::ActiveContext::TimeToLive::time_to_live_in_seconds>("timeToLiveInSeconds",
                                                                              kAlways),
    field<&LexV2Response::ActiveContext::TimeToLive::turns_to_live>("turnsToLive", kAlways),
};

template <>
inline constexpr auto fields<LexV2Response::ActiveContext> = std::array{
    field<&LexV2Response::ActiveContext::name>("name", kRequired),
    field<&LexV2Response::ActiveContext::context_attributes>("contextAttributes", kAlways),
    field<&LexV2Response::ActiveContext::time_to_live>("timeToLive", kAlways),
};

template <>
inline constexpr auto fields<LexV2Response::SessionState> = std::array{
    field<&LexV2Response::SessionState::active_contexts>("activeContexts"),
    field<&LexV2Response::SessionState::session_attributes>("sessionAttributes"),
    field<&LexV2Response::SessionState::runtime_hints>("runtimeHints"),
    field<&LexV2Response::SessionState::dialog_action>("dialogAction", kRequired),
    field<&LexV2Response::SessionState::intent>("intent"),
};

template <>
inline constexpr auto fields<LexV2Response> = std::array{
    field<&LexV2Response::session_state>("sessionState", kRequired),
    field<&LexV2Response::messages>("messages"),
    field<&LexV2Response::request_attributes>("requestAttributes"),
};

}  // namespace lambent::inline LAMBENT_ABI
