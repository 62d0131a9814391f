// SPDX-License-Identifier: Apache-2.0
// A pattern as it is compiled: alternatives of fields of tests.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lambent/pattern.h"
#include "pattern/address.h"
#include "pattern/number.h"
#include "pattern/text_tests.h"

namespace lambent::inline LAMBENT_ABI::detail {

enum class ScalarKind : std::uint8_t { kText, kNumber, kTrue, kFalse, kNull };

/// A value of an event as tests see it.
struct Scalar {
  ScalarKind kind = ScalarKind::kNull;
  Number number{};          // of a number
  std::string_view text{};  // of a text, without escapes
};

// One test of a leaf each. They take any value.
struct TextIs {
  std::string text;
};
struct NumberIs {
  double value;
};
struct NumberTextIs {
  std::string text;
};
struct LiteralIs {
  ScalarKind kind;
};
struct AddressIs {
  Address address;
};
struct InNetwork {
  Address network;
  int bits;
};
struct Begins {
  std::string text;
};
struct Ends {
  std::string text;
};
struct FoldedIs {
  FoldedText text;
};
struct BeginsFolded {
  FoldedText text;
};
struct EndsFolded {
  FoldedText text;
};
struct MatchesWildcard {
  Wildcard wildcard;
};
struct InRange {
  double low;
  double high;
  bool low_included;
  bool high_included;
};
struct Exists {};
/// All values but these numbers, or but the texts that pass one of the tests.
using TextTest = std::variant<TextIs, Begins, Ends, FoldedIs, MatchesWildcard>;
struct AnythingBut {
  std::vector<double> numbers;
  std::vector<TextTest> texts;
};
using Test =
    std::variant<NumberIs, NumberTextIs, LiteralIs, AddressIs, InNetwork, Begins, Ends, FoldedIs,
                 BeginsFolded, EndsFolded, MatchesWildcard, InRange, Exists, AnythingBut>;

/// What a field must be: one of its tests is enough.
struct Leaf {
  std::vector<std::string> texts;  // that it may equal, sorted
  std::vector<Test> tests;
  bool may_be_absent = false;

  bool is_only_texts() const { return tests.empty() && !may_be_absent; }
  bool accepts(const Scalar& value) const;
};

/// The names of the objects around a value, and its own.
using Path = std::vector<std::string>;

struct Field {
  std::uint32_t path;  // in CompiledPattern::paths
  std::uint32_t leaf;  // in CompiledPattern::leaves
};

/// All fields must match. Sorted by their names joined with dots, which is the order in which
/// arrays are looked into.
using Alternative = std::vector<Field>;

struct CompiledPattern {
  std::string text{};
  std::vector<Path> paths{};
  std::vector<Leaf> leaves{};
  std::vector<Alternative> alternatives{};  // one must match
};

absl::StatusOr<CompiledPattern> compile_pattern(std::string_view text,
                                                const PatternOptions& options);

}  // namespace lambent::inline LAMBENT_ABI::detail
