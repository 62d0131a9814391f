// SPDX-License-Identifier: Apache-2.0
// What the tests of a leaf say of a value.
#include <algorithm>

#include "pattern/compiled.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

struct TextPasses {
  std::string_view text;
  bool operator()(const TextIs& test) const { return text == test.text; }
  bool operator()(const Begins& test) const { return text.starts_with(test.text); }
  bool operator()(const Ends& test) const { return text.ends_with(test.text); }
  bool operator()(const FoldedIs& test) const { return test.text.equals(text); }
  bool operator()(const BeginsFolded& test) const { return test.text.begins(text); }
  bool operator()(const EndsFolded& test) const { return test.text.ends(text); }
  bool operator()(const MatchesWildcard& test) const { return test.wildcard.matches(text); }
  bool operator()(const AddressIs& test) const {
    const auto address = parse_address(text);
    return address && *address == test.address;
  }
  bool operator()(const InNetwork& test) const {
    const auto address = parse_address(text);
    return address && is_in_network(*address, test.network, test.bits);
  }
};

bool is_in(const InRange& range, double value) {
  const bool above = range.low_included ? value >= range.low : value > range.low;
  return above && (range.high_included ? value <= range.high : value < range.high);
}

struct Passes {
  const Scalar& value;

  template <class AnyTextTest>
  bool operator()(const AnyTextTest& test) const {
    return value.kind == ScalarKind::kText && TextPasses{value.text}(test);
  }
  bool operator()(const NumberIs& test) const {
    return is_number([&](double number) { return number == test.value; });
  }
  bool operator()(const NumberTextIs& test) const {
    return value.kind == ScalarKind::kNumber && value.number.text() == test.text;
  }
  bool operator()(const LiteralIs& test) const { return value.kind == test.kind; }
  bool operator()(const InRange& test) const {
    return is_number([&](double number) { return is_in(test, number); });
  }
  bool operator()(const Exists&) const { return true; }
  bool operator()(const AnythingBut& test) const {
    if (value.kind == ScalarKind::kText)
      return std::none_of(test.texts.begin(), test.texts.end(), [&](const TextTest& forbidden) {
        return std::visit(TextPasses{value.text}, forbidden);
      });
    return !is_number([&](double number) {
      return std::find(test.numbers.begin(), test.numbers.end(), number) != test.numbers.end();
    });
  }

  template <class NumberTest>
  bool is_number(NumberTest test) const {
    return value.kind == ScalarKind::kNumber && value.number.passes(test);
  }
};

}  // namespace

bool Leaf::accepts(const Scalar& value) const {
  if (value.kind == ScalarKind::kText && !texts.empty()) {
    // Most leaves have one text or two; searching in order is quickest for these.
    if (texts.size() <= 4 ? std::find(texts.begin(), texts.end(), value.text) != texts.end()
                          : std::binary_search(texts.begin(), texts.end(), value.text))
      return true;
  }
  return std::any_of(tests.begin(), tests.end(),
                     [&](const Test& test) { return std::visit(Passes{value}, test); });
}

}  // namespace lambent::inline LAMBENT_ABI::detail
