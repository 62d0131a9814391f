// SPDX-License-Identifier: Apache-2.0
// Tells sources apart: the decision list, asked in one walk over the part of a payload that it
// depends on.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/status/statusor.h"
#include "json/cursor.h"
#include "lambent/event.h"
#include "lambent/source.h"

namespace lambent::detail {

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
  using FactWords = absl::InlinedVector<std::uint64_t, 8>;
  using Facts = std::uint64_t*;           // one bit each

  struct TextTest {
    Probe::Test test;
    std::string_view text;
    Fact fact;
  };
  struct KindTest {
    JsonKind kind;
    Fact fact;
  };
  /// A place in a hash table of keys.
  struct Slot {
    std::uint64_t head = 0;               // the first eight bytes of the key, as memory holds them
    std::uint32_t size = 0;
    std::uint32_t node = 0;               // 0: nothing is here
  };
  /// A place in the tree, and what is asked about the value there.
  struct Node {
    std::string key;                      // empty for the root and for elements
    Fact exists = 0;
    std::vector<KindTest> kinds;
    std::vector<TextTest> texts;
    std::uint32_t first_element = 0;      // 0: nothing is asked about it
    std::vector<std::uint32_t> children;
    std::vector<Slot> slots;              // of the children
    std::vector<std::uint32_t> decides;   // of a member of the root: alternatives that ask about
                                          // nothing else
    std::vector<std::uint32_t> rivals;    // and all others
  };
  /// What must hold for a source; some have two.
  struct Alternative {
    const Source* source = nullptr;
    std::array<Fact, 6> needs{};          // must be true
    std::array<Fact, 6> refuses{};        // must be false
    std::uint8_t need_count = 0;
    std::uint8_t refuse_count = 0;

    std::span<const Fact> needed() const { return {needs.data(), need_count}; }
    std::span<const Fact> refused() const { return {refuses.data(), refuse_count}; }
  };
  struct Walk;
  class Builder;

  const Node* find(const Node& node, std::string_view raw_key) const;
  const Node* find_unescaped(const Node& node, std::string_view key) const;
  void visit(const Node& node, Walk& walk) const;
  void visit_members(const Node& node, Walk& walk) const;
  void note(const Node& node, char first, Facts facts) const;
  void note_text(const Node& node, Walk& walk) const;
  bool holds(const Alternative& alternative, Facts facts) const;
  bool is_open(const Alternative& alternative, Facts facts) const;
  const Source* decided(const Node& member, Facts facts) const;
  const Source* best(Facts facts, std::size_t words) const;

  std::vector<Node> nodes_;               // 0 is the root
  std::vector<Fact> gates_;               // of each fact: the one that its root member was seen
  std::vector<Alternative> alternatives_;  // by rank
  std::vector<std::vector<std::uint32_t>> tried_by_;  // of each fact: alternatives worth a look
};

/// Of the sources in lambent/events.h; made on first use.
const Recogniser& builtin_recogniser();

/// Checks that the payload is JSON, and recognises it.
absl::StatusOr<SourceId> recognise_with(const Recogniser& recogniser, std::string_view payload,
                                        const DecodeOptions& options);

/// Says what the payload looks like: names of members, never values.
absl::Status unknown_source(const IndexedText& document);

}  // namespace lambent::detail
