// SPDX-License-Identifier: Apache-2.0
// Amazon Lex V1: a bot asks a function how a dialog is to go on, or to do what the user wants.
// https://docs.aws.amazon.com/lex/latest/dg/lambda-input-response-format.html
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/shapes/lex_v1_answers.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// Something that the user may want, with what is known of it so far.
struct LexV1Intent {
  static constexpr std::string_view kNone = "None";
  static constexpr std::string_view kConfirmed = "Confirmed";
  static constexpr std::string_view kDenied = "Denied";

  struct SlotDetail {
    List<Map<std::string_view>> resolutions{};  ///< [0]["value"] is the best guess.
    std::string_view original_value{};          ///< In the user's words.
  };
  std::string_view name{};
  std::optional<double> nlu_intent_confidence_score{};  ///< From 0 to 1.
  /// By name; absent while they are not filled. Most are text, some samples have numbers.
  Map<std::optional<NumberOrText>> slots{};
  Map<std::optional<SlotDetail>> slot_details{};
  std::string_view confirmation_status{};  ///< One of the constants above.

  /// The slot's value, a number as it was written; empty where it is not filled.
  std::string_view slot(std::string_view slot_name) const {
    const std::optional<NumberOrText>* const value = slots.find(slot_name);
    return value != nullptr && value->has_value() ? (*value)->text : std::string_view();
  }
};

/// What the function receives.
struct LexV1Event {
  static constexpr std::string_view kDialogCodeHook = "DialogCodeHook";
  static constexpr std::string_view kFulfillmentCodeHook = "FulfillmentCodeHook";
  static constexpr std::string_view kText = "Text";
  static constexpr std::string_view kVoice = "Voice";

  struct Bot {
    std::string_view name{};
    std::string_view alias{};    ///< "$LATEST" where the bot is tried out.
    std::string_view version{};  ///< A number as text, or "$LATEST".
  };
  std::string_view message_version{};          ///< "1.0"
  std::string_view invocation_source{};        ///< kDialogCodeHook or kFulfillmentCodeHook.
  std::string_view user_id{};                  ///< Chosen by the client.
  Map<std::string_view> session_attributes{};  ///< Kept for the session.
  Map<std::string_view> request_attributes{};  ///< Sent with this request only.
  Bot bot{};
  std::string_view output_dialog_mode{};  ///< kText or kVoice.
  LexV1Intent current_intent{};
  List<LexV1Intent> alternative_intents{};  ///< The next best ones, at most four.
  std::string_view input_transcript{};      ///< What the user said or wrote.
  RawJson recent_intent_summary_view{};     ///< A list of intents before this one.
  RawJson sentiment_response{};
  RawJson kendra_response{};  ///< Only of AMAZON.KendraSearchIntent.
  RawJson active_contexts{};  ///< A list.
};

/// A response that leaves the next step to Lex and keeps slots and session attributes.
inline LexV1Response answer_to(const LexV1Event& event) {
  LexV1Response response;
  for (const auto& [key, value] : event.session_attributes)
    response.session_attributes.emplace(key, value);
  for (const auto& [key, value] : event.current_intent.slots) {
    auto& slot = response.dialog_action.slots[std::string(key)];
    if (value) slot = std::string(value->text);
  }
  return response;
}

template <>
inline constexpr auto fields<LexV1Intent::SlotDetail> = std::array{
    field<&LexV1Intent::SlotDetail::resolutions>("resolutions", kAlways),
    field<&LexV1Intent::SlotDetail::original_value>("originalValue"),
};

template <>
inline constexpr auto fields<LexV1Intent> = std::array{
    field<&LexV1Intent::name>("name", kRequired),
    field<&LexV1Intent::nlu_intent_confidence_score>("nluIntentConfidenceScore"),
    field<&LexV1Intent::slots>("slots", kAlways),
    field<&LexV1Intent::slot_details>("slotDetails"),
    field<&LexV1Intent::confirmation_status>("confirmationStatus", kAlways),
};

template <>
inline constexpr auto fields<LexV1Event::Bot> = std::array{
    field<&LexV1Event::Bot::name>("name", kAlways),
    field<&LexV1Event::Bot::alias>("alias", kNullable),
    field<&LexV1Event::Bot::version>("version", kAlways),
};

template <>
inline constexpr auto fields<LexV1Event> = std::array{
    field<&LexV1Event::message_version>("messageVersion", kAlways),
    field<&LexV1Event::invocation_source>("invocationSource", kAlways),
    field<&LexV1Event::user_id>("userId", kAlways),
    field<&LexV1Event::session_attributes>("sessionAttributes", kNullable),
    field<&LexV1Event::request_attributes>("requestAttributes", kNullable),
    field<&LexV1Event::bot>("bot", kAlways),
    field<&LexV1Event::output_dialog_mode>("outputDialogMode"),
    field<&LexV1Event::current_intent>("currentIntent", kRequired),
    field<&LexV1Event::alternative_intents>("alternativeIntents"),
    field<&LexV1Event::input_transcript>("inputTranscript"),
    field<&LexV1Event::recent_intent_summary_view>("recentIntentSummaryView"),
    field<&LexV1Event::sentiment_response>("sentimentResponse"),
    field<&LexV1Event::kendra_response>("kendraResponse"),
    field<&LexV1Event::active_contexts>("activeContexts"),
};

template <>
inline constexpr Source source<LexV1Event> = {
    .name = "lex_v1",
    .reference = "https://docs.aws.amazon.com/lex/latest/dg/lambda-input-response-format.html",
    .kind = SourceKind::kAnswer,
    .rank = 3900,
    .probes = {has("currentIntent"), has("bot")},
    .answers = "what the bot does next",
};

template <>
struct AnswerTo<LexV1Event> {
  using type = LexV1Response;
};

}  // namespace lambent::inline LAMBENT_ABI
