// SPDX-License-Identifier: Apache-2.0
// Makes the recogniser's tables from the probes of sources.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <bit>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "json/keys.h"
#include "recogniser.h"

namespace lambent::inline LAMBENT_ABI::detail {

class Recogniser::Builder {
 public:
  explicit Builder(Recogniser& recogniser) : to_(recogniser) {
    tree_.emplace_back();
    new_fact(0, {});  // of the root: always true
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
    if (alternative.need_count == 0) return;
    const auto place = std::upper_bound(
        to_.alternatives_.begin(), to_.alternatives_.end(), source.rank,
        [](int rank, const Alternative& other) { return rank < other.source->rank; });
    to_.alternatives_.insert(place, alternative);
  }

  void finish() {
    const std::vector<std::uint32_t> rarest = rarest_facts();
    to_.triggers_.resize((to_.gates_.size() + 63) / 64);
    for (Fact fact = 0; fact < to_.gates_.size(); ++fact) {
      to_.tried_by_.push_back(list([&](std::uint32_t i) { return rarest[i] == fact; }));
      if (!to_.tried_by_[fact].empty()) to_.triggers_[fact / 64] |= std::uint64_t{1} << (fact % 64);
    }
    to_.nodes_.resize(tree_.size());
    for (std::uint32_t id = 0; id < tree_.size(); ++id) finish_node(id);
    for (const std::uint32_t id : tree_[0].children) finish_root_member(id);
  }

 private:
  /// A place in the tree while it grows.
  struct Branch {
    std::string key;                      // empty for the root and for elements
    std::uint32_t parent = 0;
    Fact exists = 0;
    std::vector<KindTest> kinds{};
    std::vector<TextTest> texts{};
    std::uint32_t first_element = 0;
    std::vector<std::uint32_t> children{};
  };
  /// What a fact is about.
  struct Asked {
    std::uint32_t branch = 0;
    std::vector<std::string_view> equals{};  // the value is one of these texts

    bool excludes(const Asked& other) const {
      if (branch != other.branch || equals.empty() || other.equals.empty()) return false;
      return std::none_of(equals.begin(), equals.end(), [&](std::string_view text) {
        return std::find(other.equals.begin(), other.equals.end(), text) != other.equals.end();
      });
    }
  };

  Fact new_fact(Fact gate, Asked asked) {
    to_.gates_.push_back(gate);
    asked_.push_back(std::move(asked));
    return static_cast<Fact>(to_.gates_.size() - 1);
  }

  std::uint32_t new_branch(std::uint32_t parent, std::string key) {
    const auto id = static_cast<std::uint32_t>(tree_.size());
    // What is below a member of the root hangs on that member.
    const auto own = static_cast<Fact>(to_.gates_.size());
    const Fact exists = new_fact(parent == 0 ? own : to_.gates_[tree_[parent].exists], {id});
    tree_.push_back({.key = std::move(key), .parent = parent, .exists = exists});
    return id;
  }

  std::uint32_t child(std::uint32_t parent, std::string key) {
    for (const std::uint32_t id : tree_[parent].children)
      if (tree_[id].key == key) return id;
    const std::uint32_t id = new_branch(parent, std::move(key));
    tree_[parent].children.push_back(id);
    return id;
  }

  std::uint32_t first_element(std::uint32_t parent) {
    if (tree_[parent].first_element == 0) {
      const std::uint32_t id = new_branch(parent, {});
      tree_[parent].first_element = id;
    }
    return tree_[parent].first_element;
  }

  std::uint32_t branch_at(std::string_view path) {
    std::uint32_t branch = 0;
    std::string key;
    const auto finish_key = [&] {
      if (!key.empty()) branch = child(branch, std::exchange(key, {}));
    };
    for (std::size_t i = 0; i < path.size(); ++i) {
      if (path[i] == '\\' && i + 1 < path.size()) {
        key += path[++i];
      } else if (path[i] == '.') {
        finish_key();
      } else if (path[i] == '[') {
        finish_key();
        branch = first_element(branch);
        while (i < path.size() && path[i] != ']') ++i;
      } else {
        key += path[i];
      }
    }
    finish_key();
    return branch;
  }

  Fact fact_of(const Probe& probe) {
    const std::uint32_t id = branch_at(probe.path);
    if (probe.test == Probe::Test::kHas || probe.test == Probe::Test::kAbsent)
      return tree_[id].exists;
    std::vector<std::string_view> texts(probe.values, probe.values + probe.value_count);
    if (texts.empty()) texts.push_back(probe.value);
    const auto [known, is_new] =
        known_.try_emplace(fmt::format("{} {} {} {}", id, static_cast<int>(probe.test),
                                       static_cast<int>(probe.json_kind), fmt::join(texts, "\n")));
    if (!is_new) return known->second;
    const bool equals = probe.test == Probe::Test::kEquals;
    const Fact fact = new_fact(to_.gates_[tree_[id].exists],
                               {id, equals ? texts : std::vector<std::string_view>()});
    known->second = fact;
    if (probe.test == Probe::Test::kKind) {
      tree_[id].kinds.push_back({probe.json_kind, fact});
    } else {
      for (const std::string_view text : texts) tree_[id].texts.push_back({probe.test, text, fact});
    }
    return fact;
  }

  /// Of each alternative the fact that the fewest need: it is tried when that turns out true.
  std::vector<Fact> rarest_facts() const {
    std::vector<std::size_t> uses(to_.gates_.size());
    for (const Alternative& alternative : to_.alternatives_)
      for (const Fact fact : alternative.needed()) ++uses[fact];
    std::vector<Fact> rarest;
    for (const Alternative& alternative : to_.alternatives_) {
      const auto needs = alternative.needed();
      rarest.push_back(*std::min_element(needs.begin(), needs.end(),
                                         [&](Fact a, Fact b) { return uses[a] < uses[b]; }));
    }
    return rarest;
  }

  int rank(std::uint32_t alternative) const { return to_.alternatives_[alternative].source->rank; }

  /// The place right below the root that the fact is about or under; 0 where it is about the root.
  std::uint32_t place_below_root(Fact fact) const {
    std::uint32_t id = asked_[fact].branch;
    while (id != 0 && tree_[id].parent != 0) id = tree_[id].parent;
    return id;
  }

  /// Whether one is about a member of the root, the other about an element: no root has both.
  bool want_different_roots(Fact a, Fact b) const {
    const std::uint32_t of_a = place_below_root(a);
    const std::uint32_t of_b = place_below_root(b);
    const std::uint32_t element = tree_[0].first_element;
    return of_a != 0 && of_b != 0 && (of_a == element) != (of_b == element);
  }

  /// False only where one of them needs what the other one rules out.
  bool may_both_hold(std::uint32_t a, std::uint32_t b) const {
    const auto rules_out = [&](const Alternative& one, const Alternative& other) {
      for (const Fact needed : one.needed()) {
        for (const Fact refused : other.refused())
          for (std::uint32_t id = asked_[needed].branch; id != 0; id = tree_[id].parent)
            if (tree_[id].exists == refused) return true;
        for (const Fact also : other.needed())
          if (asked_[needed].excludes(asked_[also]) || want_different_roots(needed, also))
            return true;
      }
      return false;
    };
    const Alternative& one = to_.alternatives_[a];
    const Alternative& other = to_.alternatives_[b];
    return !rules_out(one, other) && !rules_out(other, one);
  }

  bool asks_only_about(Fact root_member, std::uint32_t alternative) const {
    const Alternative& asking = to_.alternatives_[alternative];
    const auto needs = asking.needed();
    return asking.refuse_count == 0 && std::all_of(needs.begin(), needs.end(), [&](Fact fact) {
             return to_.gates_[fact] == root_member;
           });
  }

  /// The numbers of the alternatives of which that is true.
  template <class Predicate>
  Range list(Predicate predicate) {
    const auto begin = static_cast<std::uint32_t>(to_.listed_.size());
    for (std::uint32_t i = 0; i < to_.alternatives_.size(); ++i)
      if (predicate(i)) to_.listed_.push_back(i);
    return {begin, static_cast<std::uint32_t>(to_.listed_.size())};
  }

  template <class T>
  static Range append(const std::vector<T>& items, std::vector<T>& to) {
    const auto begin = static_cast<std::uint32_t>(to.size());
    to.insert(to.end(), items.begin(), items.end());
    return {begin, static_cast<std::uint32_t>(to.size())};
  }

  void finish_node(std::uint32_t id) {
    const Branch& branch = tree_[id];
    Node& node = to_.nodes_[id];
    node.exists = branch.exists;
    node.first_element = branch.first_element;
    node.kinds = append(branch.kinds, to_.kinds_);
    finish_texts(branch.texts, node);
    if (branch.children.empty()) return;
    std::uint32_t size = 8;
    while (size < branch.children.size() * 4) size *= 2;
    node.first_slot = static_cast<std::uint32_t>(to_.slots_.size());
    node.slot_mask = size - 1;
    to_.slots_.resize(to_.slots_.size() + size);
    for (const std::uint32_t child : branch.children) {
      const std::string& key = to_.keys_.emplace_back(tree_[child].key);
      const std::uint64_t head = head_of_short(key);
      std::uint32_t place = hash_of(head, key.size());
      const auto slot = [&]() -> Slot& {
        return to_.slots_[node.first_slot + (place & node.slot_mask)];
      };
      while (slot().node != 0) ++place;
      slot() = {head, key, child};
    }
  }

  void finish_texts(std::vector<TextTest> tests, Node& node) {
    for (const TextTest& test : tests)
      node.shortest_text =
          std::min(node.shortest_text, static_cast<std::uint32_t>(test.text.size()));
    const auto is_other = [](const TextTest& test) { return test.test != Probe::Test::kEquals; };
    const auto equals = std::partition(tests.begin(), tests.end(), is_other);
    constexpr std::ptrdiff_t kFew = 4;  // are compared faster than hashed
    if (tests.end() - equals > kFew) {
      const auto count = static_cast<std::uint32_t>(tests.end() - equals);
      const std::uint32_t size = std::bit_ceil(count * 4);
      node.first_text_slot = static_cast<std::uint32_t>(to_.text_slots_.size());
      node.text_slot_mask = size - 1;
      to_.text_slots_.resize(to_.text_slots_.size() + size);
      for (auto test = equals; test != tests.end(); ++test) {
        const std::uint64_t head = head_of_short(test->text);
        std::uint32_t place = hash_of(head, test->text.size());
        const auto slot = [&]() -> TextSlot& {
          return to_.text_slots_[node.first_text_slot + (place & node.text_slot_mask)];
        };
        while (slot().fact != 0) ++place;
        slot() = {head, test->text, test->fact};
      }
      tests.erase(equals, tests.end());
    }
    node.texts = append(tests, to_.texts_);
  }

  /// head_of() a text behind which nothing may be read.
  static std::uint64_t head_of_short(std::string_view text) {
    return head_of((std::string(text) + std::string(8, '\0')).data(), text.size());
  }

  void finish_root_member(std::uint32_t id) {
    const auto alone = [&](std::uint32_t i) { return asks_only_about(tree_[id].exists, i); };
    const Range decides = list(alone);
    Range early{decides.begin, decides.begin};
    for (std::uint32_t k = decides.begin; k < decides.end; ++k) {
      const std::uint32_t i = to_.listed_[k];
      if (rank(i) == rank(to_.listed_[decides.begin])) early.end = k + 1;
      to_.alternatives_[i].rivals = list([&](std::uint32_t other) {
        return rank(other) < rank(i) && !alone(other) && may_both_hold(other, i);
      });
    }
    to_.nodes_[id].decides = decides;
    to_.nodes_[id].decides_early = early;
  }

  Recogniser& to_;
  std::vector<Branch> tree_;  // its places have the numbers of the nodes
  std::vector<Asked> asked_;  // of each fact
  absl::flat_hash_map<std::string, Fact> known_;
};

Recogniser::Recogniser(std::span<const Source* const> sources) {
  Builder builder(*this);
  for (const Source* source : sources) {
    builder.add(*source, source->probes);
    for (const Probes& probes : source->or_probes) builder.add(*source, probes);
  }
  builder.finish();
}

const Source* Recogniser::named(std::string_view name) const {
  for (const Alternative& alternative : alternatives_)
    if (alternative.source->name == name) return alternative.source;
  return nullptr;
}

}  // namespace lambent::inline LAMBENT_ABI::detail
