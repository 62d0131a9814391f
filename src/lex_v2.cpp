// SPDX-License-Identifier: Apache-2.0
// What handlers of Lex V2 need beyond its structs.
#include <string>
#include <utility>

#include "lambent/event.h"
#include "lambent/events/lex_v2.h"

namespace lambent::inline LAMBENT_ABI {
namespace {

struct Score {
  std::optional<double> score{};
};

}  // namespace

template <>
inline constexpr auto fields<Score> = std::array{
    field<&Score::score>("score"),
};

std::optional<double> LexV2Interpretation::confidence() const {
  if (nlu_confidence.kind() == JsonKind::kNull) return std::nullopt;
  std::string text(nlu_confidence.text);
  if (nlu_confidence.kind() != JsonKind::kObject) text.insert(0, "{\"score\":").append("}");
  const auto score = decode<Score>(std::move(text));
  return score.ok() ? (*score)->score : std::nullopt;
}

LexV2Response::Slot copy_of(const LexV2Slot& slot) {
  LexV2Response::Slot copy{.shape = std::string(slot.shape)};
  if (slot.value) {
    copy.value = {.original_value = std::string(slot.value->original_value),
                  .interpreted_value = std::string(slot.value->interpreted_value)};
    for (const std::string_view value : slot.value->resolved_values)
      copy.value->resolved_values.emplace_back(value);
  }
  for (const LexV2Slot& value : slot.values) copy.values.push_back(copy_of(value));
  for (const auto& [name, sub_slot] : slot.sub_slots)
    if (auto& to = copy.sub_slots[std::string(name)]; sub_slot) to = copy_of(*sub_slot);
  return copy;
}

LexV2Response answer_to(const LexV2Event& event) {
  LexV2Response response;
  for (const LexV2ActiveContext& context : event.session_state.active_contexts) {
    auto& copy = response.session_state.active_contexts.emplace_back();
    copy.name = context.name;
    for (const auto& [key, value] : context.context_attributes)
      copy.context_attributes.emplace(key, value);
    copy.time_to_live = {context.time_to_live.time_to_live_in_seconds,
                         context.time_to_live.turns_to_live};
  }
  for (const auto& [key, value] : event.session_state.session_attributes)
    response.session_state.session_attributes.emplace(key, value);
  const LexV2Intent& intent = event.session_state.intent;
  auto& copy = response.session_state.intent.emplace(
      LexV2Response::Intent{.name = std::string(intent.name),
                            .state = std::string(intent.state),
                            .confirmation_state = std::string(intent.confirmation_state)});
  for (const auto& [name, slot] : intent.slots)
    if (auto& to = copy.slots[std::string(name)]; slot) to = copy_of(*slot);
  return response;
}

}  // namespace lambent::inline LAMBENT_ABI
