// SPDX-License-Identifier: Apache-2.0
// What is found in an event at the paths that patterns ask about.
#pragma once

#include <bitset>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "lambent/detail/arena.h"
#include "pattern/compiled.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// The values of one event, by field, with the elements of arrays that they are in. Keeps its
/// memory from event to event.
class Found {
 public:
  static constexpr std::uint32_t kNone = 0;  // no element, or no array

  struct Value {
    Scalar scalar;
    std::uint32_t element;  // the innermost object or list around it that is an element of an array
    std::uint32_t order;  // in the event
  };
  /// An element of an array, and what is in it.
  struct Element {
    std::uint32_t parent;  // around the array
    std::uint32_t array;
    std::uint32_t begin;  // orders of the values
    std::uint32_t end;
  };
  struct Array {
    std::uint32_t end;
  };

  void start(std::size_t fields) {
    for (const std::uint32_t field : seen_) {
      values_[field].clear();
      in_array_[field] = false;
    }
    seen_.clear();
    if (values_.size() < fields) {
      values_.resize(fields);
      in_array_.resize(fields);
    }
    elements_.resize(1);
    arrays_.resize(1);
    count_ = 0;
    text_.reset();
  }

  void add(std::uint32_t field, const Scalar& scalar, std::uint32_t element) {
    std::vector<Value>& values = values_[field];
    if (values.empty()) seen_.push_back(field);
    if (element != kNone) in_array_[field] = true;
    values.push_back({scalar, element, count_++});
  }
  std::uint32_t open_array() {
    arrays_.push_back({0});
    return static_cast<std::uint32_t>(arrays_.size() - 1);
  }
  void close_array(std::uint32_t array) { arrays_[array].end = count_; }
  std::uint32_t open_element(std::uint32_t parent, std::uint32_t array) {
    elements_.push_back({parent, array, count_, 0});
    return static_cast<std::uint32_t>(elements_.size() - 1);
  }
  void close_element(std::uint32_t element) { elements_[element].end = count_; }

  const std::vector<Value>& values(std::uint32_t field) const { return values_[field]; }
  const std::vector<std::uint32_t>& seen() const { return seen_; }
  /// Whether any value of the field is in an element of an array.
  bool is_in_array(std::uint32_t field) const { return in_array_[field] != 0; }
  const Element& element(std::uint32_t number) const { return elements_[number]; }
  const Array& array(std::uint32_t number) const { return arrays_[number]; }
  std::size_t arrays() const { return arrays_.size(); }

  /// For texts that do not stand in the event as they are.
  Arena& text() { return text_; }

 private:
  std::vector<std::vector<Value>> values_;
  std::vector<char> in_array_;  // of each field: whether a value is in an element of an array
  std::vector<std::uint32_t> seen_;  // fields that have values
  std::vector<Element> elements_;  // 0 is none
  std::vector<Array> arrays_;  // 0 is none
  std::uint32_t count_ = 0;
  Arena text_;
};

struct FieldTest {
  std::uint32_t field;
  const Leaf* leaf;
};

/// Whether one value for each field can be chosen so that no two are in different elements of the
/// same array.
enum class Joint : std::uint8_t { kNo, kYes, kTooMany };

/// Finds out which fields' choices exclude each other, and takes back only those; so events without
/// repeated names cost no more than their values times the fields. Keeps its memory.
class JointSearch {
 public:
  /// Before the first search of an event.
  void start() { steps_ = 0; }
  Joint run(const Found& found, const FieldTest* tests, std::size_t count);

 private:
  using Conflicts = std::bitset<256>;  // levels, which are fields
  struct Level {
    std::size_t next = 0;  // value to try
    std::size_t arrays_before = 0;  // chosen by the levels before
    Conflicts conflicts{};
    bool absence_tried = false;
  };
  struct Choice {
    std::uint32_t element = 0;
    std::uint32_t level = 0;
  };

  static std::size_t latest(const Conflicts& conflicts);
  void find_neighbours(const Found& found, const FieldTest* tests, std::size_t count);

  std::size_t steps_ = 0;  // values visited of this event
  std::vector<Level> levels_;
  std::vector<Choice> chosen_;  // of each array
  std::vector<std::uint32_t> chosen_arrays_;  // in the order in which they were chosen
  std::vector<Conflicts> members_;  // of each outermost array: levels with values in it
  std::vector<Conflicts> neighbours_;  // of each level; empty until they are needed
};

}  // namespace lambent::inline LAMBENT_ABI::detail
