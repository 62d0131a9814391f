// SPDX-License-Identifier: Apache-2.0
#include "recogniser.h"

#include <bit>
#include <string>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "json/keys.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

bool is_true(const std::uint64_t* facts, std::uint32_t fact) {
  return (facts[fact / 64] >> (fact % 64) & 1) != 0;
}
void set(std::uint64_t* facts, std::uint32_t fact) {
  facts[fact / 64] |= std::uint64_t{1} << (fact % 64);
}

bool passes(Probe::Test test, std::string_view text, std::string_view wanted) {
  switch (test) {
    case Probe::Test::kEquals: return text == wanted;
    case Probe::Test::kStartsWith: return text.starts_with(wanted);
    case Probe::Test::kContains: return text.find(wanted) != std::string_view::npos;
    default: return false;
  }
}

inline bool has_escapes(std::string_view raw, const IndexedText& document) {
  return raw.data() + raw.size() > document.first_backslash && has_backslash(raw);
}

}  // namespace

struct Recogniser::Walk {
  const IndexedText& document;
  Facts facts;
  const Node* root_member = nullptr;  // whose first element this is
  Arena unescaped;
  const Source* answer = nullptr;
};

const Source* Recogniser::recognise(const IndexedText& document) const {
  absl::InlinedVector<std::uint64_t, 8> facts(triggers_.size());
  Walk walk{document, facts.data(), nullptr, {}, nullptr};
  visit(nodes_[0], document.index, walk);
  return walk.answer != nullptr ? walk.answer : best(walk.facts);
}

inline const Recogniser::Node* Recogniser::find_plain(const Node& node, std::string_view key,
                                                      std::uint64_t head) const {
  const Slot* const slots = slots_.data() + node.first_slot;
  for (std::uint32_t i = hash_of(head, key.size());; ++i) {
    const Slot& slot = slots[i & node.slot_mask];
    if (slot.node == 0) return nullptr;
    if (slot.head == head && slot.key.size() == key.size() && same_tail(slot.key, key))
      return &nodes_[slot.node];
  }
}

/// A key with escapes is no other than the same key without.
const Recogniser::Node* Recogniser::find_escaped(const Node& node, std::string_view raw) const {
  std::string key(raw.size() + 8, '\0');
  const char* const end = unescape(raw, key.data());
  if (end == nullptr) return nullptr;
  const auto size = static_cast<std::size_t>(end - key.data());
  return find_plain(node, {key.data(), size}, head_of(key.data(), size));
}

inline const Recogniser::Node* Recogniser::find(const Node& node, std::string_view raw,
                                                const IndexedText& document) const {
  const Node* const found = find_plain(node, raw, head_of(raw.data(), raw.size()));
  if (found != nullptr || !has_escapes(raw, document)) [[likely]]
    return found;
  return find_escaped(node, raw);
}

/// Notes what is true of the value that starts there.
[[gnu::always_inline]] inline void Recogniser::note(const Node& node, Place at, Walk& walk) const {
  set(walk.facts, node.exists);
  const char first = walk.document.byte(at);
  for (const KindTest& test : part(kinds_, node.kinds))
    if (test.kind == kind_of_json<JsonKind>({&first, 1})) set(walk.facts, test.fact);
  if (first != '"' || node.shortest_text == kNoText) return;
  const std::string_view text = walk.document.raw_string(at);
  if (text.size() < node.shortest_text) return;
  if (has_escapes(text, walk.document)) [[unlikely]] {
    std::string plain(unescaped(text, walk.unescaped));
    const std::size_t size = plain.size();
    plain.resize(size + 8);  // head_of() reads as far
    note_text(node, {plain.data(), size}, walk.facts);
  } else {
    note_text(node, text, walk.facts);
  }
}

/// Eight bytes behind the text are readable.
inline void Recogniser::note_text(const Node& node, std::string_view text, Facts facts) const {
  for (const TextTest& test : part(texts_, node.texts))
    if (passes(test.test, text, test.text)) set(facts, test.fact);
  if (node.text_slot_mask == 0) return;
  const TextSlot* const slots = text_slots_.data() + node.first_text_slot;
  const std::uint64_t head = head_of(text.data(), text.size());
  for (std::uint32_t i = hash_of(head, text.size());; ++i) {
    const TextSlot& slot = slots[i & node.text_slot_mask];
    if (slot.fact == 0) return;
    if (slot.head == head && slot.text.size() == text.size() && same_tail(slot.text, text))
      set(facts, slot.fact);
  }
}

/// Returns the place behind the value that starts there, or null where the rest does not matter.
inline Place Recogniser::visit(const Node& node, Place at, Walk& walk) const {
  note(node, at, walk);
  return node.has_branches() ? visit_inside(node, at, walk) : walk.document.behind(at);
}

Place Recogniser::visit_inside(const Node& node, Place at, Walk& walk) const {
  const char first = walk.document.byte(at);
  if (first == '{' && node.slot_mask != 0) return visit_members(node, at + 1, walk);
  if (first == '[' && node.first_element != 0) {
    return visit_first_element(node, at + 1, walk);
  }
  return walk.document.behind(at);
}

Place Recogniser::visit_first_element(const Node& node, Place at, Walk& walk) const {
  if (walk.document.byte(at) != ']') {
    const Node* const outer = std::exchange(walk.root_member, &node);
    at = visit(nodes_[node.first_element], at, walk);
    walk.root_member = outer;
  }
  // The rest of the array matters only if the walk goes on behind it.
  if (walk.answer == nullptr) walk.answer = decided(node.decides, walk.facts);
  return walk.answer != nullptr ? nullptr : walk.document.behind_container(at);
}

Place Recogniser::visit_members(const Node& node, Place at, Walk& walk) const {
  const IndexedText& document = walk.document;
  while (document.byte(at) == '"' && document.byte(at + 1) == ':') {
    const Node* const member = find(node, document.raw_string(at), document);
    at += 2;
    if (member == nullptr) {
      at = document.behind(at);
    } else {
      at = visit(*member, at, walk);
      if (walk.answer != nullptr) return nullptr;
      // An array has decided when its first element was seen.
      if (member->first_element == 0 && !member->decides.empty())
        walk.answer = decided(member->decides, walk.facts);
      if (walk.root_member != nullptr)
        walk.answer = decided(walk.root_member->decides_early, walk.facts);
      if (walk.answer != nullptr) return nullptr;
    }
    if (document.byte(at) != ',') break;
    ++at;
  }
  return document.byte(at) == '}' ? at + 1 : at;
}

inline bool Recogniser::holds(const Alternative& alternative, Facts facts) const {
  for (const Fact fact : alternative.needed())
    if (!is_true(facts, fact)) return false;
  for (const Fact fact : alternative.refused())
    if (is_true(facts, fact)) return false;
  return true;
}

/// Whether what is still to be seen can make it hold.
inline bool Recogniser::is_open(const Alternative& alternative, Facts facts) const {
  for (const Fact fact : alternative.needed())
    if (!is_true(facts, fact) && is_true(facts, gates_[fact])) return false;
  for (const Fact fact : alternative.refused())
    if (is_true(facts, fact)) return false;
  return true;
}

/// The answer, if nothing that is still to be seen can change it.
const Source* Recogniser::decided(Range alternatives, Facts facts) const {
  for (const std::uint32_t i : part(listed_, alternatives)) {
    const Alternative& fitting = alternatives_[i];
    if (!holds(fitting, facts)) continue;
    for (const std::uint32_t rival : part(listed_, fitting.rivals))
      if (is_open(alternatives_[rival], facts)) return nullptr;
    return fitting.source;
  }
  return nullptr;
}

const Source* Recogniser::best(Facts facts) const {
  auto best = static_cast<std::uint32_t>(alternatives_.size());
  for (std::size_t word = 0; word < triggers_.size(); ++word) {
    for (std::uint64_t left = facts[word] & triggers_[word]; left != 0; left &= left - 1) {
      const std::size_t fact = word * 64 + static_cast<std::size_t>(std::countr_zero(left));
      for (const std::uint32_t i : part(listed_, tried_by_[fact]))
        if (i < best && holds(alternatives_[i], facts)) best = i;
    }
  }
  return best < alternatives_.size() ? alternatives_[best].source : nullptr;
}

}  // namespace lambent::inline LAMBENT_ABI::detail
