// SPDX-License-Identifier: Apache-2.0
#include "recognise.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "json/reader.h"
#include "json/workspace.h"
#include "lambent/event.h"
#include "lambent/events.h"

namespace lambent {
namespace detail {
namespace {

/// Of each length up to eight, the bytes of a word in memory that belong to a key.
constexpr auto kHeadMasks = [] {
  std::array<std::uint64_t, 9> masks{};
  for (std::size_t size = 0; size <= 8; ++size) {
    std::array<unsigned char, 8> bytes{};
    for (std::size_t i = 0; i < size; ++i) bytes[i] = 0xff;
    masks[size] = std::bit_cast<std::uint64_t>(bytes);
  }
  return masks;
}();

/// Eight bytes behind the key are readable.
inline std::uint64_t head_of(const char* key, std::size_t size) {
  return load8(key) & kHeadMasks[size < 8 ? size : 8];
}
inline std::size_t hash(std::uint64_t head, std::size_t size) {
  return static_cast<std::size_t>(((head ^ size) * 0x9E3779B97F4A7C15u) >> 40);
}

/// Of two keys of one length with the same first eight bytes.
inline bool same_tail(std::string_view a, std::string_view b) {
  for (std::size_t i = 8; i + 8 <= a.size(); i += 8)
    if (load8(a.data() + i) != load8(b.data() + i)) return false;
  return a.size() <= 8 || load8(a.data() + a.size() - 8) == load8(b.data() + b.size() - 8);
}

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

}  // namespace

/// Turns probes into the tree.
class Recogniser::Builder {
 public:
  explicit Builder(Recogniser& recogniser) : to_(recogniser) {
    to_.nodes_.emplace_back();
    new_fact(0);  // of the root: always true
  }

  void add(const Source& source, std::span<const Probe> probes) {
    Alternative alternative{.source = &source};
    for (const Probe& probe : probes) {
      if (probe.test == Probe::Test::kNone) continue;
      if (probe.test == Probe::Test::kAbsent) {
        alternative.refuses[alternative.refuse_count++] = fact_of(probe);
      } else {
        alternative.needs[alternative.need_count++] = fact_of(probe);
      }
    }
    if (alternative.need_count != 0) to_.alternatives_.push_back(alternative);
  }

  void finish() {
    std::stable_sort(
        to_.alternatives_.begin(), to_.alternatives_.end(),
        [](const Alternative& a, const Alternative& b) { return a.source->rank < b.source->rank; });
    for (Node& node : to_.nodes_) make_slots(node);
    // An alternative is tried when the rarest of its facts turns out true.
    std::vector<std::size_t> uses(to_.gates_.size());
    for (const Alternative& alternative : to_.alternatives_)
      for (const Fact fact : alternative.needed()) ++uses[fact];
    to_.tried_by_.resize(to_.gates_.size());
    for (std::uint32_t i = 0; i < to_.alternatives_.size(); ++i) {
      const auto needs = to_.alternatives_[i].needed();
      const Fact rarest = *std::min_element(
          needs.begin(), needs.end(), [&](Fact a, Fact b) { return uses[a] < uses[b]; });
      to_.tried_by_[rarest].push_back(i);
      const Fact gate = to_.gates_[needs.front()];
      const auto elsewhere = [&](Fact fact) { return to_.gates_[fact] != gate; };
      const bool alone = to_.alternatives_[i].refuse_count == 0 &&
                         std::none_of(needs.begin(), needs.end(), elsewhere);
      for (const std::uint32_t member : to_.nodes_[0].children) {
        Node& node = to_.nodes_[member];
        (alone && node.exists == gate ? node.decides : node.rivals).push_back(i);
      }
    }
  }

 private:
  Fact new_fact(Fact gate) {
    to_.gates_.push_back(gate);
    return static_cast<Fact>(to_.gates_.size() - 1);
  }

  std::uint32_t new_node(std::uint32_t parent, std::string key) {
    const auto id = static_cast<std::uint32_t>(to_.nodes_.size());
    Node& node = to_.nodes_.emplace_back();
    node.key = std::move(key);
    // What is below a member of the root hangs on that member.
    const auto own = static_cast<Fact>(to_.gates_.size());
    node.exists = new_fact(parent == 0 ? own : to_.gates_[to_.nodes_[parent].exists]);
    return id;
  }

  std::uint32_t child(std::uint32_t parent, std::string key) {
    for (const std::uint32_t id : to_.nodes_[parent].children)
      if (to_.nodes_[id].key == key) return id;
    const std::uint32_t id = new_node(parent, std::move(key));
    to_.nodes_[parent].children.push_back(id);
    return id;
  }

  std::uint32_t first_element(std::uint32_t parent) {
    if (to_.nodes_[parent].first_element == 0) {
      const std::uint32_t id = new_node(parent, {});
      to_.nodes_[parent].first_element = id;
    }
    return to_.nodes_[parent].first_element;
  }

  std::uint32_t node_at(std::string_view path) {
    std::uint32_t node = 0;
    std::string key;
    const auto finish_key = [&] {
      if (!key.empty()) node = child(node, std::exchange(key, {}));
    };
    for (std::size_t i = 0; i < path.size(); ++i) {
      if (path[i] == '\\' && i + 1 < path.size()) {
        key += path[++i];
      } else if (path[i] == '.') {
        finish_key();
      } else if (path[i] == '[') {
        finish_key();
        node = first_element(node);
        while (i < path.size() && path[i] != ']') ++i;
      } else {
        key += path[i];
      }
    }
    finish_key();
    return node;
  }

  Fact fact_of(const Probe& probe) {
    const std::uint32_t id = node_at(probe.path);
    if (probe.test == Probe::Test::kHas || probe.test == Probe::Test::kAbsent)
      return to_.nodes_[id].exists;
    std::vector<std::string_view> texts(probe.values, probe.values + probe.value_count);
    if (texts.empty()) texts.push_back(probe.value);
    const auto [known, is_new] = known_.try_emplace(
        fmt::format("{} {} {} {}", id, static_cast<int>(probe.test),
                    static_cast<int>(probe.json_kind), fmt::join(texts, "\n")));
    if (!is_new) return known->second;
    const Fact fact = new_fact(to_.gates_[to_.nodes_[id].exists]);
    known->second = fact;
    if (probe.test == Probe::Test::kKind) {
      to_.nodes_[id].kinds.push_back({probe.json_kind, fact});
    } else {
      for (const std::string_view text : texts)
        to_.nodes_[id].texts.push_back({probe.test, text, fact});
    }
    return fact;
  }

  void make_slots(Node& node) {
    if (node.children.empty()) return;
    std::size_t size = 8;
    while (size < node.children.size() * 4) size *= 2;
    node.slots.resize(size);
    for (const std::uint32_t id : node.children) {
      const std::string& key = to_.nodes_[id].key;
      const std::uint64_t head = head_of((key + std::string(8, '\0')).data(), key.size());
      std::size_t slot = hash(head, key.size()) & (size - 1);
      while (node.slots[slot].node != 0) slot = (slot + 1) & (size - 1);
      node.slots[slot] = {head, static_cast<std::uint32_t>(key.size()), id};
    }
  }

  Recogniser& to_;
  absl::flat_hash_map<std::string, Fact> known_;
};

struct Recogniser::Walk {
  Cursor cursor;
  Facts facts;
  Arena unescaped;
  const Source* answer = nullptr;
};

Recogniser::Recogniser(std::span<const Source* const> sources) {
  Builder builder(*this);
  for (const Source* source : sources) {
    builder.add(*source, source->probes);
    builder.add(*source, source->or_probes);
  }
  builder.finish();
}

const Source* Recogniser::recognise(const IndexedText& document) const {
  FactWords words((gates_.size() + 63) / 64);
  Walk walk{Cursor(document), words.data(), {}, nullptr};
  visit(nodes_[0], walk);
  return walk.answer != nullptr ? walk.answer : best(walk.facts, words.size());
}

inline const Recogniser::Node* Recogniser::find_unescaped(const Node& node,
                                                          std::string_view key) const {
  const std::size_t mask = node.slots.size() - 1;
  const std::uint64_t head = head_of(key.data(), key.size());
  for (std::size_t i = hash(head, key.size()) & mask;; i = (i + 1) & mask) {
    const Slot& slot = node.slots[i];
    if (slot.node == 0) return nullptr;
    if (slot.head == head && slot.size == key.size() && same_tail(nodes_[slot.node].key, key))
      return &nodes_[slot.node];
  }
}

/// A key with escapes is no other than the same key without.
inline const Recogniser::Node* Recogniser::find(const Node& node, std::string_view raw) const {
  const Node* const found = find_unescaped(node, raw);
  if (found != nullptr || !has_backslash(raw)) return found;
  std::string key(raw.size() + 8, '\0');
  const char* const end = unescape(raw, key.data());
  if (end == nullptr) return nullptr;
  return find_unescaped(node, {key.data(), static_cast<std::size_t>(end - key.data())});
}

/// Notes what is true of the string at the cursor.
void Recogniser::note_text(const Node& node, Walk& walk) const {
  std::string_view text = walk.cursor.raw_string();
  if (has_backslash(text)) text = walk.cursor.string(walk.unescaped);
  for (const TextTest& test : node.texts)
    if (passes(test.test, text, test.text)) set(walk.facts, test.fact);
}

/// Notes that there is a value, and its kind.
inline void Recogniser::note(const Node& node, char first, Facts facts) const {
  set(facts, node.exists);
  for (const KindTest& test : node.kinds)
    if (test.kind == kind_of_json<JsonKind>({&first, 1})) set(facts, test.fact);
}

/// Notes what is true of the value at the cursor and moves behind it.
void Recogniser::visit(const Node& node, Walk& walk) const {
  Cursor& cursor = walk.cursor;
  const char first = cursor.byte();
  note(node, first, walk.facts);
  if (first == '"' && !node.texts.empty()) note_text(node, walk);
  if (first == '{' && !node.children.empty()) return visit_members(node, walk);
  if (first == '[' && node.first_element != 0) {
    cursor.advance();
    if (cursor.byte() != ']') visit(nodes_[node.first_element], walk);
    // The rest of the array matters only if the walk goes on behind it.
    walk.answer = decided(node, walk.facts);
    if (walk.answer == nullptr) cursor.leave_unchecked();
    return;
  }
  cursor.skip_unchecked();
}

void Recogniser::visit_members(const Node& node, Walk& walk) const {
  Cursor& cursor = walk.cursor;
  cursor.advance();
  Cursor::Member found;
  while (cursor.enter_member(found)) {
    const Node* const member = find(node, found.raw_key);
    if (member == nullptr) {
      cursor.skip_unchecked();
    } else {
      visit(*member, walk);
      // An array decides when its first element was seen.
      if (member->first_element == 0 && !member->decides.empty())
        walk.answer = decided(*member, walk.facts);
      if (walk.answer != nullptr) return;
    }
    if (cursor.byte() != ',') break;
    cursor.advance();
  }
  if (cursor.byte() == '}') cursor.advance();
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

/// The answer, behind a member of the root, if nothing that is still to be seen can change it.
const Source* Recogniser::decided(const Node& member, Facts facts) const {
  for (const std::uint32_t i : member.decides) {
    if (!holds(alternatives_[i], facts)) continue;
    // What asks about one other member of the root and ranks before it may still come.
    for (const std::uint32_t k : member.rivals) {
      if (k > i) break;
      if (is_open(alternatives_[k], facts)) return nullptr;
    }
    return alternatives_[i].source;
  }
  return nullptr;
}

const Source* Recogniser::best(Facts facts, std::size_t words) const {
  auto best = static_cast<std::uint32_t>(alternatives_.size());
  for (std::size_t word = 0; word < words; ++word) {
    for (std::uint64_t left = facts[word]; left != 0; left &= left - 1) {
      const std::size_t fact = word * 64 + static_cast<std::size_t>(std::countr_zero(left));
      for (const std::uint32_t i : tried_by_[fact])
        if (i < best && holds(alternatives_[i], facts)) best = i;
    }
  }
  return best < alternatives_.size() ? alternatives_[best].source : nullptr;
}

const Recogniser& builtin_recogniser() {
  static const Recogniser* const recogniser = [] {
    std::vector<const Source*> sources;
    for_each_event([&]<class E>() { sources.push_back(&source<E>); });
    return new Recogniser(sources);  // never freed: it may be used until the last thread ends
  }();
  return *recogniser;
}

absl::Status unknown_source(const IndexedText& document) {
  Cursor cursor(document);
  if (cursor.byte() != '{')
    return absl::NotFoundError(fmt::format("no known source: the payload is {}", describe(cursor)));
  constexpr std::size_t kMost = 12;
  std::vector<std::string_view> names;
  cursor.advance();
  while (cursor.byte() == '"' && names.size() < kMost) {
    names.push_back(cursor.raw_string());
    cursor.advance(2);
    cursor.skip_unchecked();
    if (cursor.byte() == ',') cursor.advance();
  }
  if (names.empty()) return absl::NotFoundError("no known source: the payload has no members");
  return absl::NotFoundError(fmt::format("no known source: the payload has the members {}{}",
                                         fmt::join(names, ", "),
                                         names.size() == kMost ? ", ..." : ""));
}

const Source* Recogniser::named(std::string_view name) const {
  for (const Alternative& alternative : alternatives_)
    if (alternative.source->name == name) return alternative.source;
  return nullptr;
}

absl::StatusOr<SourceId> recognise_with(const Recogniser& recogniser, std::string_view payload,
                                        const DecodeOptions& options) {
  WorkspaceLease workspace;
  workspace->load(payload, options);
  RawJson all;
  absl::Status status = workspace->read(&all, type_info<RawJson>, {}, workspace->storage());
  if (!status.ok()) return status;
  const Source* const source = recogniser.recognise(workspace->document());
  if (source == nullptr) return unknown_source(workspace->document());
  return source->name;
}

}  // namespace detail

absl::StatusOr<SourceId> recognise(std::string_view payload, const DecodeOptions& options) {
  return detail::recognise_with(detail::builtin_recogniser(), payload, options);
}

}  // namespace lambent
