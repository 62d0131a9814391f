// SPDX-License-Identifier: Apache-2.0
// Many patterns against one event: the values that they ask about are found in one walk, then the
// alternatives that one of these values suggests are tested, and those that none could.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "json/indexed_text.h"
#include "lambent/pattern.h"
#include "pattern/compiled.h"
#include "pattern/found.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// What is special about the records of a source, where the event is a record.
struct RecordMembers {
  std::string_view payload{};  // the member that is text, or JSON in text; empty: there is none
  bool base64 = false;         // how that is written
  std::string_view merged{};   // the member whose members count as the record's own, too
};

class PatternMatcher {
 public:
  explicit PatternMatcher(const RecordMembers& record = {});

  PatternSet::Id add(std::shared_ptr<const CompiledPattern> pattern);
  std::size_t size() const { return patterns_.size(); }

  /// Puts the patterns that match the event into `ids`, in order.
  absl::Status match(std::string_view event, std::vector<PatternSet::Id>& ids) const;
  /// The same for the object that starts at `at`.
  absl::Status match(const IndexedText& document, Place at, std::vector<PatternSet::Id>& ids) const;

 private:
  friend class EventWalk;
  static constexpr std::uint32_t kNoField = ~std::uint32_t{0};

  /// A place in a node's hash table of names.
  struct Slot {
    std::uint64_t head = 0;  // the first eight bytes of the name, as memory holds them
    std::string_view name{};
    std::uint32_t node = 0;  // 0: nothing is here
  };
  struct Node {
    std::uint32_t field = kNoField;
    std::vector<Slot> slots;  // a power of two, at most half of them in use
    std::uint32_t names = 0;
  };
  /// How an alternative names the payload.
  enum PayloadUse : std::uint8_t { kAsJson = 1, kAsText = 2 };
  struct Alternative {
    std::uint32_t first;  // in tests_
    std::uint32_t count;
    PatternSet::Id pattern;
    std::uint8_t payload_use;
  };
  using Key = std::pair<std::uint32_t, std::string_view>;  // field and text

  struct Scratch;
  class ScratchLease;

  std::uint32_t child(std::uint32_t node, std::string_view name);
  void put(Node& node, std::string_view name, std::uint32_t child);
  const Node* find(const Node& node, std::string_view name) const;

  std::uint32_t field_of(const Path& path);
  void index(std::uint32_t alternative);
  void index_anew();
  std::uint32_t rarity(const FieldTest& test) const;

  absl::Status judge(Scratch& scratch, std::uint8_t payload_use,
                     std::vector<PatternSet::Id>& ids) const;
  Joint holds(const Alternative& alternative, Scratch& scratch) const;

  RecordMembers record_;
  std::vector<std::shared_ptr<const CompiledPattern>> patterns_;
  std::deque<std::string> names_;
  std::deque<Node> nodes_;  // 0 is the root
  std::uint32_t fields_ = 0;
  std::vector<FieldTest> tests_;
  std::vector<Alternative> alternatives_;

  // Alternatives with a field that only texts fit stand under these texts of the rarest such field.
  absl::flat_hash_map<Key, std::vector<std::uint32_t>> by_text_;
  std::vector<std::uint32_t> others_;
  std::vector<bool> is_indexed_;  // of each field
  absl::flat_hash_map<Key, std::uint32_t> uses_;  // how many alternatives ask for the text
  std::size_t indexed_anew_at_ = 0;
};

}  // namespace lambent::inline LAMBENT_ABI::detail
