// SPDX-License-Identifier: Apache-2.0
#include "pattern/matcher.h"

#include <algorithm>

#include "json/keys.h"
#include "json/workspace.h"
#include "pattern/event_walk.h"
#include "spare.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// The memory of one match at a time.
struct PatternMatcher::Scratch {
  Found found;
  JointSearch joint;
  std::vector<std::uint32_t> tested;   // of each alternative: the match in which it was
  std::vector<std::uint32_t> matched;  // of each pattern
  std::uint32_t match = 0;
};

/// The scratch of this thread. A second lease at the same time gets another one.
class PatternMatcher::ScratchLease {
 public:
  ScratchLease() = default;
  ScratchLease(const ScratchLease&) = delete;
  ScratchLease& operator=(const ScratchLease&) = delete;
  ~ScratchLease() { keep_spare(std::move(scratch_)); }
  Scratch& operator*() const { return *scratch_; }

 private:
  std::unique_ptr<Scratch> scratch_ = take_spare<Scratch>();
};

// --- adding --------------------------------------------------------------------------------------

PatternMatcher::PatternMatcher(const RecordMembers& record) : record_(record), nodes_(1) {}

const PatternMatcher::Node* PatternMatcher::find(const Node& node, std::string_view name) const {
  const std::uint64_t head = head_of(name.data(), name.size());
  const std::size_t mask = node.slots.size() - 1;
  for (std::size_t i = hash_of(head, name.size());; ++i) {
    const Slot& slot = node.slots[i & mask];
    if (slot.node == 0) return nullptr;
    if (slot.head == head && slot.name.size() == name.size() && same_tail(slot.name, name))
      return &nodes_[slot.node];
  }
}

void PatternMatcher::put(Node& node, std::string_view name, std::uint32_t child) {
  const std::uint64_t head = head_of(name.data(), name.size());
  std::size_t i = hash_of(head, name.size());
  while (node.slots[i & (node.slots.size() - 1)].node != 0) ++i;
  node.slots[i & (node.slots.size() - 1)] = {head, name, child};
}

std::uint32_t PatternMatcher::child(std::uint32_t parent, std::string_view name) {
  Node& node = nodes_[parent];
  std::string& kept = names_.emplace_back(name);
  kept.append(8, '\0');  // head_of() reads as far
  const std::string_view key = std::string_view(kept).substr(0, name.size());
  if (!node.slots.empty()) {
    for (const Slot& slot : node.slots) {
      if (slot.node != 0 && slot.name == key) {
        names_.pop_back();
        return slot.node;
      }
    }
  }
  if (node.slots.size() < 2 * (std::size_t{node.names} + 1)) {
    const std::vector<Slot> old = std::exchange(
        node.slots, std::vector<Slot>(std::max<std::size_t>(4, node.slots.size() * 2)));
    for (const Slot& slot : old)
      if (slot.node != 0) put(node, slot.name, slot.node);
  }
  const auto added = static_cast<std::uint32_t>(nodes_.size());
  put(node, key, added);
  ++node.names;
  nodes_.emplace_back();
  return added;
}

std::uint32_t PatternMatcher::field_of(const Path& path) {
  std::uint32_t node = 0;
  for (const std::string& name : path) node = child(node, name);
  if (nodes_[node].field == kNoField) nodes_[node].field = fields_++;
  return nodes_[node].field;
}

PatternSet::Id PatternMatcher::add(std::shared_ptr<const CompiledPattern> pattern) {
  const auto id = static_cast<PatternSet::Id>(patterns_.size());
  std::vector<std::uint32_t> fields;
  for (const Path& path : pattern->paths) fields.push_back(field_of(path));
  is_indexed_.resize(fields_);
  for (const detail::Alternative& fields_of : pattern->alternatives) {
    Alternative added{static_cast<std::uint32_t>(tests_.size()),
                      static_cast<std::uint32_t>(fields_of.size()), id, 0};
    for (const Field& field : fields_of) {
      const Path& path = pattern->paths[field.path];
      const Leaf& leaf = pattern->leaves[field.leaf];
      if (!record_.payload.empty() && path.front() == record_.payload)
        added.payload_use |= path.size() == 1 ? kAsText : kAsJson;
      tests_.push_back({fields[field.path], &leaf});
      if (!leaf.is_only_texts()) continue;
      for (const std::string& text : leaf.texts) ++uses_[Key(fields[field.path], text)];
    }
    alternatives_.push_back(added);
    index(static_cast<std::uint32_t>(alternatives_.size() - 1));
  }
  patterns_.push_back(std::move(pattern));
  // What is rare is known only when there are many.
  if (alternatives_.size() >= 2 * indexed_anew_at_) index_anew();
  return id;
}

/// How many alternatives ask for what the field asks for.
std::uint32_t PatternMatcher::rarity(const FieldTest& test) const {
  std::uint32_t sum = 0;
  for (const std::string& text : test.leaf->texts) sum += uses_.at(Key(test.field, text));
  return sum;
}

void PatternMatcher::index(std::uint32_t number) {
  const Alternative& alternative = alternatives_[number];
  const FieldTest* rarest = nullptr;
  for (std::uint32_t i = 0; i < alternative.count; ++i) {
    const FieldTest& test = tests_[alternative.first + i];
    if (test.leaf->is_only_texts() && (rarest == nullptr || rarity(test) < rarity(*rarest)))
      rarest = &test;
  }
  if (rarest == nullptr) {
    others_.push_back(number);
    return;
  }
  is_indexed_[rarest->field] = true;
  for (const std::string& text : rarest->leaf->texts)
    by_text_[Key(rarest->field, text)].push_back(number);
}

void PatternMatcher::index_anew() {
  indexed_anew_at_ = alternatives_.size();
  by_text_.clear();
  others_.clear();
  is_indexed_.assign(fields_, false);
  for (std::uint32_t i = 0; i < alternatives_.size(); ++i) index(i);
}

// --- matching ------------------------------------------------------------------------------------

absl::Status PatternMatcher::match(std::string_view event, std::vector<PatternSet::Id>& ids) const {
  ids.clear();
  WorkspaceLease workspace;
  if (!workspace->load(event, {})) return workspace->load_error();
  const IndexedText& document = workspace->document();
  if (document.byte(document.index) == '{' && !document.is_end(document.index) &&
      !document.is_end(document.behind(document.index)))
    return absl::InvalidArgumentError("$: expected the end of the payload behind the object");
  return match(document, document.index, ids);
}

absl::Status PatternMatcher::match(const IndexedText& document, Place at,
                                   std::vector<PatternSet::Id>& ids) const {
  ids.clear();
  const ScratchLease lease;
  Scratch& scratch = *lease;
  scratch.found.start(fields_);
  scratch.joint.start();
  EventWalk walk(*this, document, scratch.found);
  absl::Status status = walk.run(at);
  if (!status.ok()) return status;
  return judge(scratch, walk.payload_uses(), ids);
}

absl::Status PatternMatcher::judge(Scratch& scratch, std::uint8_t payload_uses,
                                   std::vector<PatternSet::Id>& ids) const {
  if (scratch.tested.size() < alternatives_.size()) scratch.tested.resize(alternatives_.size());
  if (scratch.matched.size() < patterns_.size()) scratch.matched.resize(patterns_.size());
  if (++scratch.match == 0) {  // after 2^32 matches old marks would look new
    std::fill(scratch.tested.begin(), scratch.tested.end(), 0);
    std::fill(scratch.matched.begin(), scratch.matched.end(), 0);
    scratch.match = 1;
  }
  Joint worst = Joint::kNo;
  const auto test = [&](const std::vector<std::uint32_t>& candidates) {
    for (const std::uint32_t number : candidates) {
      const Alternative& alternative = alternatives_[number];
      if (scratch.tested[number] == scratch.match ||
          scratch.matched[alternative.pattern] == scratch.match ||
          (alternative.payload_use & ~payload_uses) != 0)
        continue;
      scratch.tested[number] = scratch.match;
      const Joint result = holds(alternative, scratch);
      if (result == Joint::kTooMany) worst = result;
      if (result != Joint::kYes) continue;
      scratch.matched[alternative.pattern] = scratch.match;
      ids.push_back(alternative.pattern);
    }
  };
  test(others_);
  for (const std::uint32_t field : scratch.found.seen()) {
    if (!is_indexed_[field]) continue;
    for (const Found::Value& value : scratch.found.values(field)) {
      if (value.scalar.kind != ScalarKind::kText) continue;
      const auto candidates = by_text_.find(Key(field, value.scalar.text));
      if (candidates != by_text_.end()) test(candidates->second);
    }
  }
  if (worst == Joint::kTooMany)
    return absl::ResourceExhaustedError(
        "the arrays of the event can be combined in more ways than can be tried");
  std::sort(ids.begin(), ids.end());
  return absl::OkStatus();
}

Joint PatternMatcher::holds(const Alternative& alternative, Scratch& scratch) const {
  const FieldTest* const tests = tests_.data() + alternative.first;
  std::uint32_t in_arrays = 0;
  bool by_absence = false;
  for (std::uint32_t i = 0; i < alternative.count; ++i) {
    const Leaf& leaf = *tests[i].leaf;
    const std::vector<Found::Value>& values = scratch.found.values(tests[i].field);
    if (values.empty()) {
      if (!leaf.may_be_absent) return Joint::kNo;
      continue;
    }
    const bool accepted = std::any_of(values.begin(), values.end(), [&](const Found::Value& value) {
      return leaf.accepts(value.scalar);
    });
    const bool in_array = scratch.found.is_in_array(tests[i].field);
    in_arrays += in_array ? 1 : 0;
    if (accepted) continue;
    if (!leaf.may_be_absent || !in_array) return Joint::kNo;
    by_absence = true;
  }
  if (in_arrays <= 1) return by_absence ? Joint::kNo : Joint::kYes;
  return scratch.joint.run(scratch.found, tests, alternative.count);
}

}  // namespace lambent::inline LAMBENT_ABI::detail
