// SPDX-License-Identifier: Apache-2.0
// Tells sources apart: the decision list, asked in one walk over the part of a payload that it
// depends on.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "json/indexed_text.h"
#include "lambent/source.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// The probes of all sources as a tree of the paths they ask about. Each distinct probe is a fact;
/// a source fits when its facts are all true.
/// Thread-safety: immutable once made.
class Recogniser {
 public:
  explicit Recogniser(std::span<const Source* const> sources);

  /// The fitting source of the lowest rank, or null. Does not check what it need not look at.
  const Source* recognise(const IndexedText& document) const;
  /// The source of that name, or null.
  const Source* named(std::string_view name) const;

 private:
  using Fact = std::uint32_t;
  static constexpr std::uint32_t kNoText = ~std::uint32_t{0};
  using Facts = std::uint64_t*;           // one bit each

  /// A part of one of the vectors below.
  struct Range {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool empty() const { return begin == end; }
  };
  struct TextTest {
    Probe::Test test;
    std::string_view text;
    Fact fact;
  };
  struct KindTest {
    JsonKind kind;
    Fact fact;
  };
  /// A place in the tree, and what is asked about the value there.
  struct Node {
    Fact exists = 0;
    std::uint32_t first_element = 0;      // 0: nothing is asked about it
    std::uint32_t first_slot = 0;         // of the members
    std::uint32_t slot_mask = 0;          // 0: nothing is asked about them
    Range kinds;
    Range texts;                          // tried one after the other
    std::uint32_t first_text_slot =
        0;    // of the texts that the value may equal, where they are many
    std::uint32_t text_slot_mask = 0;     // 0: they are not
    std::uint32_t shortest_text = kNoText;  // bytes; no shorter string passes a test
    Range decides;                        // of a member of the root: alternatives that ask about
                                          // nothing else
    Range decides_early;                  // those of them before which no other one ranks

    bool has_branches() const { return (slot_mask | first_element) != 0; }
  };
  /// A place in a node's hash table of members.
  struct Slot {
    std::uint64_t head = 0;  // the first eight bytes of the key, as memory holds them
    std::string_view key{};
    std::uint32_t node = 0;  // 0: nothing is here
  };
  /// A place in a node's hash table of texts. One text may stand for several facts.
  struct TextSlot {
    std::uint64_t head = 0;  // as in Slot
    std::string_view text{};
    Fact fact = 0;  // 0, which is about the root: nothing is here
  };
  /// What must hold for a source; some have several.
  struct Alternative {
    const Source* source = nullptr;
    std::array<Fact, 6> needs{};  // must be true
    std::array<Fact, 6> refuses{};  // must be false
    std::uint8_t need_count = 0;
    std::uint8_t refuse_count = 0;
    Range rivals{};  // rank before it, ask about more, and may hold with it

    std::span<const Fact> needed() const { return {needs.data(), need_count}; }
    std::span<const Fact> refused() const { return {refuses.data(), refuse_count}; }
  };
  struct Walk;
  class Builder;

  template <class T>
  static std::span<const T> part(const std::vector<T>& all, Range range) {
    return {all.data() + range.begin, range.end - range.begin};
  }

  const Node* find(const Node& node, std::string_view raw_key, const IndexedText& document) const;
  const Node* find_plain(const Node& node, std::string_view key, std::uint64_t head) const;
  const Node* find_escaped(const Node& node, std::string_view raw_key) const;
  Place visit(const Node& node, Place at, Walk& walk) const;
  Place visit_inside(const Node& node, Place at, Walk& walk) const;
  Place visit_first_element(const Node& node, Place at, Walk& walk) const;
  Place visit_members(const Node& node, Place at, Walk& walk) const;
  void note(const Node& node, Place at, Walk& walk) const;
  void note_text(const Node& node, std::string_view text, Facts facts) const;
  bool holds(const Alternative& alternative, Facts facts) const;
  bool is_open(const Alternative& alternative, Facts facts) const;
  const Source* decided(Range alternatives, Facts facts) const;
  const Source* best(Facts facts) const;

  std::vector<Node> nodes_;  // 0 is the root
  std::vector<Slot> slots_;
  std::deque<std::string> keys_;  // what the slots show
  std::vector<KindTest> kinds_;
  std::vector<TextTest> texts_;
  std::vector<TextSlot> text_slots_;
  std::vector<std::uint32_t> listed_;  // numbers of alternatives
  std::vector<Fact> gates_;  // of each fact: the one that its root member was seen
  std::vector<Range> tried_by_;  // of each fact: alternatives worth a look
  std::vector<std::uint64_t> triggers_;  // the facts with such alternatives, one bit each
  std::vector<Alternative> alternatives_;  // by rank
};

}  // namespace lambent::inline LAMBENT_ABI::detail
