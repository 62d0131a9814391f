// SPDX-License-Identifier: Apache-2.0
// Amazon Lex V2: a bot asks a function how a dialog is to go on, or to do what the user wants.
// https://docs.aws.amazon.com/lexv2/latest/dg/lambda-input-format.html
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/shapes/lex_interpretations.h"
#include "lambent/shapes/lex_v2.h"
#include "lambent/shapes/lex_v2_answers.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// What the function receives.
struct LexV2Event {
  static constexpr std::string_view kDialogCodeHook = "DialogCodeHook";
  static constexpr std::string_view kFulfillmentCodeHook = "FulfillmentCodeHook";
  static constexpr std::string_view kDtmf = "DTMF";
  static constexpr std::string_view kSpeech = "Speech";
  static constexpr std::string_view kText = "Text";

  struct Bot {
    std::string_view id{};
    std::string_view name{};
    std::string_view alias_id{};
    std::string_view alias_name{};
    std::string_view locale_id{};  ///< "en_GB"
    std::string_view version{};    ///< A number as text, or "DRAFT".
  };
  struct Prompt {
    std::string_view attempt{};  ///< "Initial", "Retry1", ...
  };
  struct NextState {
    LexV2DialogAction dialog_action{};
    std::optional<LexV2Intent> intent{};
    std::optional<Prompt> prompt{};
  };
  struct SessionState {
    List<LexV2ActiveContext> active_contexts{};
    Map<std::string_view> session_attributes{};  ///< Kept for the session.
    RawJson runtime_hints{};                     ///< Words to expect, by intent and slot.
    std::optional<LexV2DialogAction> dialog_action{};
    LexV2Intent intent{};
    std::string_view originating_request_id{};
  };
  std::string_view message_version{};        ///< "1.0"
  std::string_view invocation_source{};      ///< kDialogCodeHook or kFulfillmentCodeHook.
  std::string_view input_mode{};             ///< kDtmf, kSpeech or kText.
  std::string_view response_content_type{};  ///< "text/plain; charset=utf-8", "audio/mpeg", ...
  std::string_view session_id{};
  std::string_view input_transcript{};  ///< What the user said or wrote.
  std::string_view invocation_label{};  ///< Which of the bot's code hooks it is.
  Bot bot{};
  List<LexV2Interpretation> interpretations{};     ///< The best first.
  std::optional<NextState> proposed_next_state{};  ///< kDialogCodeHook: what Lex would do.
  Map<std::string_view> request_attributes{};      ///< Sent with this request only.
  SessionState session_state{};
  List<LexV2Transcription> transcriptions{};
};

/// A response that leaves the next step to Lex and keeps intent, slots, contexts and session
/// attributes.
LAMBENT_API LexV2Response answer_to(const LexV2Event& event);

template <>
inline constexpr auto fields<LexV2Event::Bot> = std::array{
    field<&LexV2Event::Bot::id>("id", kAlways),
    field<&LexV2Event::Bot::name>("name", kAlways),
    field<&LexV2Event::Bot::alias_id>("aliasId", kAlways),
    field<&LexV2Event::Bot::alias_name>("aliasName"),
    field<&LexV2Event::Bot::locale_id>("localeId", kAlways),
    field<&LexV2Event::Bot::version>("version", kAlways),
};

template <>
inline constexpr auto fields<LexV2Event::Prompt> = std::array{
    field<&LexV2Event::Prompt::attempt>("attempt"),
};

template <>
inline constexpr auto fields<LexV2Event::NextState> = std::array{
    field<&LexV2Event::NextState::dialog_action>("dialogAction", kAlways),
    field<&LexV2Event::NextState::intent>("intent"),
    field<&LexV2Event::NextState::prompt>("prompt"),
};

template <>
inline constexpr auto fields<LexV2Event::SessionState> = std::array{
    field<&LexV2Event::SessionState::active_contexts>("activeContexts"),
    field<&LexV2Event::SessionState::session_attributes>("sessionAttributes", kAlways),
    field<&LexV2Event::SessionState::runtime_hints>("runtimeHints"),
    field<&LexV2Event::SessionState::dialog_action>("dialogAction"),
    field<&LexV2Event::SessionState::intent>("intent", kAlways),
    field<&LexV2Event::SessionState::originating_request_id>("originatingRequestId"),
};

template <>
inline constexpr auto fields<LexV2Event> = std::array{
    field<&LexV2Event::message_version>("messageVersion", kAlways),
    field<&LexV2Event::invocation_source>("invocationSource", kAlways),
    field<&LexV2Event::input_mode>("inputMode", kAlways),
    field<&LexV2Event::response_content_type>("responseContentType", kAlways),
    field<&LexV2Event::session_id>("sessionId", kAlways),
    field<&LexV2Event::input_transcript>("inputTranscript", kAlways),
    field<&LexV2Event::invocation_label>("invocationLabel"),
    field<&LexV2Event::bot>("bot", kAlways),
    field<&LexV2Event::interpretations>("interpretations", kAlways),
    field<&LexV2Event::proposed_next_state>("proposedNextState"),
    field<&LexV2Event::request_attributes>("requestAttributes"),
    field<&LexV2Event::session_state>("sessionState", kRequired),
    field<&LexV2Event::transcriptions>("transcriptions"),
};

template <>
inline constexpr Source source<LexV2Event> = {
    .name = "lex_v2",
    .reference = "https://docs.aws.amazon.com/lexv2/latest/dg/lambda-input-format.html",
    .kind = SourceKind::kAnswer,
    .rank = 4000,
    .probes = {has("sessionState"), has("bot"), has("interpretations")},
    .answers = "what the bot does next and says",
};

template <>
struct AnswerTo<LexV2Event> {
  using type = LexV2Response;
};

}  // namespace lambent::inline LAMBENT_ABI
