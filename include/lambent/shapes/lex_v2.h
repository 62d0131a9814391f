// SPDX-License-Identifier: Apache-2.0
// What recurs within events of Amazon Lex V2: intents, slots, contexts, the next action.
// https://docs.aws.amazon.com/lexv2/latest/dg/lambda-common-structures.html
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// Something that the bot has to know, and what the user said of it.
struct LexV2Slot {
  static constexpr std::string_view kScalar = "Scalar";
  static constexpr std::string_view kList = "List";
  static constexpr std::string_view kComposite = "Composite";

  struct Value {
    std::string_view original_value{};     ///< In the user's words.
    std::string_view interpreted_value{};  ///< What Lex made of them; absent where it could not.
    List<std::string_view> resolved_values{};  ///< More that the slot's type makes of them.
  };
  std::string_view shape{};  ///< One of the constants above; absent from scalars at times.
  std::optional<Value> value{};
  List<LexV2Slot> values{};                   ///< kList: one for each value.
  Map<std::optional<LexV2Slot>> sub_slots{};  ///< kComposite: by name, absent while not filled.

  /// What Lex made of the user's words, or else the words; empty where there is no value.
  std::string_view text() const {
    if (!value) return {};
    return value->interpreted_value.empty() ? value->original_value : value->interpreted_value;
  }
};

/// Something that the user may want.
struct LexV2Intent {
  static constexpr std::string_view kFailed = "Failed";
  static constexpr std::string_view kFulfilled = "Fulfilled";
  static constexpr std::string_view kFulfillmentInProgress = "FulfillmentInProgress";
  static constexpr std::string_view kInProgress = "InProgress";
  static constexpr std::string_view kReadyForFulfillment = "ReadyForFulfillment";
  static constexpr std::string_view kWaiting = "Waiting";
  static constexpr std::string_view kConfirmed = "Confirmed";
  static constexpr std::string_view kDenied = "Denied";
  static constexpr std::string_view kNone = "None";

  std::string_view name{};
  std::string_view state{};               ///< One of the first six constants.
  std::string_view confirmation_state{};  ///< One of the last three.
  Map<std::optional<LexV2Slot>> slots{};  ///< By name; absent while they are not filled.
  RawJson kendra_response{};              ///< Only of AMAZON.KendraSearchIntent.

  /// The slot, or null where it is not filled. Valid as long as the intent.
  const LexV2Slot* slot(std::string_view slot_name) const {
    const std::optional<LexV2Slot>* const found = slots.find(slot_name);
    return found != nullptr && found->has_value() ? &**found : nullptr;
  }
};

/// What the bot does next.
struct LexV2DialogAction {
  static constexpr std::string_view kClose = "Close";
  static constexpr std::string_view kConfirmIntent = "ConfirmIntent";
  static constexpr std::string_view kDelegate = "Delegate";  ///< Lex goes on as it is set up.
  static constexpr std::string_view kElicitIntent = "ElicitIntent";
  static constexpr std::string_view kElicitSlot = "ElicitSlot";
  static constexpr std::string_view kDefault = "Default";
  static constexpr std::string_view kSpellByLetter = "SpellByLetter";
  static constexpr std::string_view kSpellByWord = "SpellByWord";

  std::string_view type{};  ///< One of the first five constants.
  std::string_view slot_to_elicit{};
  std::string_view slot_elicitation_style{};  ///< One of the last three.
  RawJson sub_slot_to_elicit{};  ///< `{"name": ...}`, which may nest: part of a composite slot.
};

/// A context that makes intents available.
struct LexV2ActiveContext {
  struct TimeToLive {
    std::int64_t time_to_live_in_seconds{};
    std::int64_t turns_to_live{};  ///< Turns of the dialog.
  };
  std::string_view name{};
  Map<std::string_view> context_attributes{};
  TimeToLive time_to_live{};
};

template <>
inline constexpr auto fields<LexV2Slot::Value> = std::array{
    field<&LexV2Slot::Value::original_value>("originalValue", kAlways),
    field<&LexV2Slot::Value::interpreted_value>("interpretedValue"),
    field<&LexV2Slot::Value::resolved_values>("resolvedValues", kAlways),
};

template <>
inline constexpr auto fields<LexV2Slot> = std::array{
    field<&LexV2Slot::shape>("shape"),
    field<&LexV2Slot::value>("value"),
    field<&LexV2Slot::values>("values"),
    field<&LexV2Slot::sub_slots>("subSlots"),
};

template <>
inline constexpr auto fields<LexV2Intent> = std::array{
    field<&LexV2Intent::name>("name", kRequired),
    field<&LexV2Intent::state>("state"),
    field<&LexV2Intent::confirmation_state>("confirmationState"),
    field<&LexV2Intent::slots>("slots", kAlways),
    field<&LexV2Intent::kendra_response>("kendraResponse"),
};

template <>
inline constexpr auto fields<LexV2DialogAction> = std::array{
    field<&LexV2DialogAction::type>("type", kAlways),
    field<&LexV2DialogAction::slot_to_elicit>("slotToElicit"),
    field<&LexV2DialogAction::slot_elicitation_style>("slotElicitationStyle"),
    field<&LexV2DialogAction::sub_slot_to_elicit>("subSlotToElicit"),
};

template <>
inline constexpr auto fields<LexV2ActiveContext::TimeToLive> = std::array{
    field<&LexV2ActiveContext::TimeToLive::time_to_live_in_seconds>("timeToLiveInSeconds", kAlways),
    field<&LexV2ActiveContext::TimeToLive::turns_to_live>("turnsToLive", kAlways),
};

template <>
inline constexpr auto fields<LexV2ActiveContext> = std::array{
    field<&LexV2ActiveContext::name>("name", kRequired),
    field<&LexV2ActiveContext::context_attributes>("contextAttributes", kAlways),
    field<&LexV2ActiveContext::time_to_live>("timeToLive"),
};

}  // namespace lambent::inline LAMBENT_ABI
