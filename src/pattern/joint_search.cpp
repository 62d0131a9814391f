// SPDX-License-Identifier: Apache-2.0
// Backtracking with conflict sets: a field without a value that goes together with the others takes
// back the latest choice that stands in its way, and none behind that.
#include <algorithm>

#include "pattern/found.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

/// Visits of values in one search, and in all searches of one event. What needs more repeats names
/// on purpose.
constexpr std::size_t kMostSteps = std::size_t{1} << 20;
constexpr std::size_t kMostStepsOfEvent = std::size_t{1} << 24;

}  // namespace

std::size_t JointSearch::latest(const Conflicts& conflicts) {
  std::size_t level = conflicts.size();
  while (!conflicts[--level]) {
  }
  return level;
}

void JointSearch::find_neighbours(const Found& found, const FieldTest* tests, std::size_t count) {
  members_.assign(found.arrays(), {});
  neighbours_.assign(count, {});
  const auto each_root = [&](std::size_t level, auto use) {
    std::uint32_t last = Found::kNone;
    for (const Found::Value& value : found.values(tests[level].field)) {
      std::uint32_t root = Found::kNone;
      for (std::uint32_t e = value.element; e != Found::kNone; e = found.element(e).parent)
        root = found.element(e).array;
      if (root != Found::kNone && root != last) use(members_[root]);
      last = root;
    }
  };
  for (std::size_t i = 0; i < count; ++i) each_root(i, [&](Conflicts& members) { members.set(i); });
  for (std::size_t i = 0; i < count; ++i)
    each_root(i, [&](Conflicts& members) { neighbours_[i] |= members; });
}

Joint JointSearch::run(const Found& found, const FieldTest* tests, std::size_t count) {
  chosen_.assign(found.arrays(), {});
  chosen_arrays_.clear();
  neighbours_.clear();
  levels_.assign(count, {});
  std::size_t at = 0;
  const std::size_t most = std::min(steps_ + kMostSteps, kMostStepsOfEvent);

  // The outermost array of the value in which another element was chosen; 0 if there is none.
  const auto conflict = [&](const Found::Value& value) {
    std::uint32_t array = Found::kNone;
    for (std::uint32_t e = value.element; e != Found::kNone; e = found.element(e).parent) {
      const Choice& choice = chosen_[found.element(e).array];
      if (choice.element != Found::kNone && choice.element != e) array = found.element(e).array;
    }
    return array;
  };
  // From the value at `i` on, the first one that may go together with the choices; blames the
  // others.
  const auto next_consistent = [&](const std::vector<Found::Value>& values, std::size_t i,
                                   Conflicts& conflicts) {
    while (i < values.size()) {
      ++steps_;
      const std::uint32_t array = conflict(values[i]);
      if (array == Found::kNone) break;
      const Choice& choice = chosen_[array];
      conflicts.set(choice.level);
      const Found::Element& element = found.element(choice.element);
      const std::uint32_t goal =
          values[i].order < element.begin ? element.begin : found.array(array).end;
      i = static_cast<std::size_t>(
          std::lower_bound(
              values.begin() + static_cast<std::ptrdiff_t>(i), values.end(), goal,
              [](const Found::Value& value, std::uint32_t order) { return value.order < order; }) -
          values.begin());
    }
    return i;
  };
  const auto choose = [&](const Found::Value& value) {
    for (std::uint32_t e = value.element; e != Found::kNone; e = found.element(e).parent) {
      Choice& choice = chosen_[found.element(e).array];
      if (choice.element != Found::kNone) continue;
      choice = {e, static_cast<std::uint32_t>(at)};
      chosen_arrays_.push_back(found.element(e).array);
    }
  };
  const auto take_back = [&](std::size_t arrays) {
    for (; chosen_arrays_.size() > arrays; chosen_arrays_.pop_back())
      chosen_[chosen_arrays_.back()] = {};
  };
  const auto go_on = [&] {
    ++at;
    if (at < count) levels_[at] = {.arrays_before = chosen_arrays_.size()};
  };

  while (at < count) {
    if (steps_ > most) return Joint::kTooMany;
    Level& level = levels_[at];
    const Leaf& leaf = *tests[at].leaf;
    const std::vector<Found::Value>& values = found.values(tests[at].field);
    level.next = next_consistent(values, level.next, level.conflicts);
    if (level.next < values.size()) {
      const Found::Value& value = values[level.next++];
      if (!leaf.accepts(value.scalar)) continue;
      choose(value);
      go_on();
      continue;
    }
    if (leaf.may_be_absent && !level.absence_tried) {
      level.absence_tried = true;
      if (next_consistent(values, 0, level.conflicts) == values.size()) {
        go_on();
        continue;
      }
      // Another choice of a field that shares an array could leave none.
      if (neighbours_.empty()) find_neighbours(found, tests, count);
      for (std::size_t i = 0; i < at; ++i)
        if (neighbours_[at][i]) level.conflicts.set(i);
    }
    if (level.conflicts.none()) return Joint::kNo;
    const std::size_t back = latest(level.conflicts);
    const Conflicts passed_on = level.conflicts;
    levels_[back].conflicts |= passed_on;
    levels_[back].conflicts.reset(back);
    at = back;
    take_back(levels_[back].arrays_before);
  }
  return Joint::kYes;
}

}  // namespace lambent::inline LAMBENT_ABI::detail
