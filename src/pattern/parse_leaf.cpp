// SPDX-License-Identifier: Apache-2.0
#include "pattern/parse_leaf.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <utility>

#include "pattern/number.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

constexpr std::array<std::string_view, 9> kOperators = {
    "anything-but", "cidr",    "equals-ignore-case", "exactly", "exists", "numeric", "prefix",
    "suffix",       "wildcard"};
constexpr std::array<std::string_view, 15> kOtherReserved = {"=",
                                                             "<",
                                                             "<=",
                                                             ">",
                                                             ">=",
                                                             "regex",
                                                             "not-wildcard",
                                                             "not-equals-ignore-case",
                                                             "date-after",
                                                             "date-on-or-after",
                                                             "date-before",
                                                             "date-on-or-before",
                                                             "in-date-range",
                                                             "ip-address-in-range",
                                                             "ip-address-not-in-range"};

/// How many characters have to be changed, put in or left out, or change places.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, changed}));
    }
  }
  return row[b.size()];
}

std::string_view nearest_operator(std::string_view name) {
  return *std::min_element(kOperators.begin(), kOperators.end(),
                           [&](std::string_view a, std::string_view b) {
                             return distance(a, name) < distance(b, name);
                           });
}

class LeafParser {
 public:
  LeafParser(std::string_view where, PatternService service, Leaf& leaf)
      : where_(where), service_(service), leaf_(leaf) {}

  absl::Status list(const JsonValue& list) {
    bool empty = true;
    list.each_element([&](const JsonValue& value) {
      empty = false;
      status_ = test(value);
      return status_.ok();
    });
    if (empty) return error(R"(the list has no value: write ["x"], or {"exists": true} for any)");
    std::sort(leaf_.texts.begin(), leaf_.texts.end());
    return std::move(status_);
  }

 private:
  absl::Status error(std::string_view what) const { return pattern_error(where_, what); }
  template <class... Arguments>
  absl::Status error(fmt::format_string<Arguments...> what, Arguments&&... arguments) const {
    return error(std::string_view(fmt::format(what, std::forward<Arguments>(arguments)...)));
  }
  absl::Status expected(std::string_view operation, std::string_view what,
                        const JsonValue& found) const {
    return error("`{}` takes {}, found {}", operation, what, found.kind());
  }

  absl::Status test(const JsonValue& value) {
    if (value.is_object()) return operation(value);
    if (value.is_array()) return error("a list within a list: write the values side by side");
    if (value.is_string()) {
      std::string text = value.string();
      if (const auto address = parse_address(text)) {
        leaf_.tests.emplace_back(AddressIs{*address});
      } else {
        leaf_.texts.push_back(std::move(text));
      }
    } else if (value.is_number()) {
      if (const auto number = comparable_number(value.number())) {
        leaf_.tests.emplace_back(NumberIs{*number});
      } else {
        leaf_.tests.emplace_back(NumberTextIs{std::string(value.number())});
      }
    } else {
      const ScalarKind kind = value.is_true()    ? ScalarKind::kTrue
                              : value.is_false() ? ScalarKind::kFalse
                                                 : ScalarKind::kNull;
      leaf_.tests.emplace_back(LiteralIs{kind});
    }
    return absl::OkStatus();
  }

  /// The one member of an operator's object.
  absl::Status only_member(const JsonValue& object, std::string& name,
                           std::optional<JsonValue>& operand) const {
    std::size_t members = 0;
    object.each_member([&](std::string member, const JsonValue& value) {
      ++members;
      name = std::move(member);
      operand = value;
      return true;
    });
    if (members == 1) return absl::OkStatus();
    return error(R"(an operator is an object with one member, such as {{"prefix": "x"}}; found {})",
                 members);
  }

  absl::Status operation(const JsonValue& object) {
    std::string name;
    std::optional<JsonValue> operand;
    absl::Status status = only_member(object, name, operand);
    if (!status.ok()) return status;
    if (name == "exactly")
      return text(name, *operand, [&](std::string text) {
        leaf_.texts.push_back(std::move(text));
        return absl::OkStatus();
      });
    if (name == "prefix") return part<Begins, BeginsFolded>(name, *operand);
    if (name == "suffix") return part<Ends, EndsFolded>(name, *operand);
    if (name == "equals-ignore-case")
      return text(name, *operand, [&](const std::string& text) {
        leaf_.tests.emplace_back(FoldedIs{FoldedText(text)});
        return absl::OkStatus();
      });
    if (name == "wildcard") {
      if (absl::Status refused = only_rules(name); !refused.ok()) return refused;
      return text(name, *operand, [&](const std::string& text) {
        return wildcard(text, [&](Wildcard made) {
          leaf_.tests.emplace_back(MatchesWildcard{std::move(made)});
        });
      });
    }
    if (name == "numeric") return numeric(*operand);
    if (name == "cidr") {
      if (absl::Status refused = only_rules(name); !refused.ok()) return refused;
      return text(name, *operand, [&](const std::string& text) { return cidr(text); });
    }
    if (name == "exists") {
      if (!operand->is_true() && !operand->is_false())
        return expected(name, "true or false", *operand);
      if (operand->is_true()) leaf_.tests.emplace_back(Exists{});
      leaf_.may_be_absent |= operand->is_false();
      return absl::OkStatus();
    }
    if (name == "anything-but") return anything_but(*operand);
    return error("no operator is called `{}`: did you mean `{}`?", name, nearest_operator(name));
  }

  /// For what only rules of EventBridge know.
  absl::Status only_rules(std::string_view what) const {
    if (service_ != PatternService::kPipe && service_ != PatternService::kEventSourceMapping)
      return absl::OkStatus();
    return error("only rules of EventBridge know `{}`", what);
  }

  template <class Use>
  absl::Status text(std::string_view name, const JsonValue& operand, Use use) const {
    if (!operand.is_string()) return expected(name, "a string", operand);
    return use(operand.string());
  }

  template <class Use>
  absl::Status wildcard(const std::string& text, Use use) const {
    std::string why;
    std::optional<Wildcard> made = Wildcard::parse(text, why);
    if (!made) return error(why);
    use(*std::move(made));
    return absl::OkStatus();
  }

  template <class Plain, class Folded>
  absl::Status part(const std::string& name, const JsonValue& operand) {
    if (!operand.is_object())
      return text(name, operand, [&](std::string text) {
        leaf_.tests.emplace_back(Plain{std::move(text)});
        return absl::OkStatus();
      });
    std::string inner;
    std::optional<JsonValue> value;
    absl::Status status = only_member(operand, inner, value);
    if (!status.ok()) return status;
    if (inner != "equals-ignore-case")
      return error("`{}` takes a string or `equals-ignore-case`, found `{}`", name, inner);
    if (service_ == PatternService::kEventSourceMapping)
      return error("event source mappings know no `equals-ignore-case` within `{}`", name);
    return text(inner, *value, [&](const std::string& text) {
      leaf_.tests.emplace_back(Folded{FoldedText(text)});
      return absl::OkStatus();
    });
  }

  absl::Status number(std::string_view name, const JsonValue& value, double& number) const {
    if (!value.is_number()) return expected(name, "a number", value);
    const std::optional<double> comparable = comparable_number(value.number());
    if (!comparable)
      return error("`{}` compares doubles, and none is exactly {}", name, value.number());
    number = *comparable;
    return absl::OkStatus();
  }

  absl::Status numeric(const JsonValue& operand) {
    if (!operand.is_array())
      return expected("numeric", R"(a list such as [">", 0, "<=", 5])", operand);
    std::vector<JsonValue> values;
    operand.each_element([&](const JsonValue& value) { return values.push_back(value), true; });
    if (values.empty() || values.size() % 2 != 0 || values.size() > 4)
      return error(R"(`numeric` takes one comparison or two, such as [">", 0, "<=", 5])");
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    InRange range{-kInfinity, kInfinity, false, false};
    for (std::size_t i = 0; i < values.size(); i += 2) {
      if (!values[i].is_string())
        return expected("numeric", "a comparison before each number", values[i]);
      const std::string comparison = values[i].string();
      double bound = 0;
      absl::Status status = number("numeric", values[i + 1], bound);
      if (!status.ok()) return status;
      if (comparison == "=" && values.size() == 2) {
        leaf_.tests.emplace_back(NumberIs{bound});
        return absl::OkStatus();
      }
      const bool lower = comparison == ">" || comparison == ">=";
      const bool upper = comparison == "<" || comparison == "<=";
      if (!lower && !upper)
        return error("`numeric` compares by = alone, or by > or >= and then < or <=, not by `{}`",
                     comparison);
      if (values.size() == 4 && lower != (i == 0))
        return error("of two comparisons the first is > or >=, the second < or <=");
      (lower ? range.low : range.high) = bound;
      (lower ? range.low_included : range.high_included) = comparison.size() == 2;
    }
    if (range.low >= range.high)
      return error(R"(no number is in that range: the lower bound must be below the upper one; )"
                   R"(for one number write ["=", 5])");
    leaf_.tests.emplace_back(range);
    return absl::OkStatus();
  }

  absl::Status cidr(std::string_view text) {
    const std::size_t slash = text.find('/');
    if (slash == text.npos || text.find('/', slash + 1) != text.npos)
      return error("`cidr` takes an address and its bits, such as 10.0.0.0/8");
    const std::optional<Address> network = parse_address(text.substr(0, slash));
    if (!network) return error("`cidr`: no IPv4 or IPv6 address stands before the slash");
    const std::string_view digits = text.substr(slash + 1);
    int bits = -1;
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
    const bool whole = parsed.ec == std::errc() && parsed.ptr == digits.data() + digits.size();
    if (!whole || !is_digit(digits.front()) || bits >= network->bits())
      return error("`cidr` takes 0 to {} bits; write a single address as a string",
                   network->bits() - 1);
    leaf_.tests.emplace_back(InNetwork{*network, bits});
    return absl::OkStatus();
  }

  // --- anything-but ------------------------------------------------------------------------------

  absl::Status anything_but(const JsonValue& operand) {
    AnythingBut test;
    absl::Status status = operand.is_object() ? anything_but_texts(operand, test)
                                              : anything_but_values(operand, test);
    if (status.ok()) leaf_.tests.emplace_back(std::move(test));
    return status;
  }

  /// The values of a list, or the one that stands instead of it.
  template <class Use>
  absl::Status each_of(const JsonValue& operand, Use use) const {
    if (!operand.is_array()) return use(operand);
    absl::Status status;
    bool empty = true;
    operand.each_element([&](const JsonValue& value) {
      empty = false;
      status = use(value);
      return status.ok();
    });
    return empty ? error("`anything-but` takes at least one value") : status;
  }

  absl::Status anything_but_values(const JsonValue& operand, AnythingBut& test) const {
    absl::Status status = each_of(operand, [&](const JsonValue& value) -> absl::Status {
      if (value.is_string()) {
        test.texts.emplace_back(TextIs{value.string()});
        return absl::OkStatus();
      }
      if (!value.is_number())
        return expected("anything-but", "strings, or numbers, or an operator", value);
      test.numbers.emplace_back();
      return number("anything-but", value, test.numbers.back());
    });
    if (status.ok() && !test.numbers.empty() && !test.texts.empty())
      return error("`anything-but` takes strings or numbers, not both: write it twice");
    return status;
  }

  absl::Status anything_but_texts(const JsonValue& operand, AnythingBut& test) const {
    std::string name;
    std::optional<JsonValue> forbidden;
    absl::Status status = only_member(operand, name, forbidden);
    if (!status.ok()) return status;
    if (absl::Status refused = only_rules("anything-but " + name); !refused.ok()) return refused;
    if (name != "prefix" && name != "suffix" && name != "equals-ignore-case" && name != "wildcard")
      return error("`anything-but` takes prefix, suffix, equals-ignore-case or wildcard, not `{}`",
                   name);
    return each_of(*forbidden, [&](const JsonValue& value) -> absl::Status {
      if (!value.is_string()) return expected(name, "strings", value);
      std::string text = value.string();
      if (name == "wildcard")
        return wildcard(text, [&](Wildcard made) {
          test.texts.emplace_back(MatchesWildcard{std::move(made)});
        });
      if (name == "equals-ignore-case") {
        test.texts.emplace_back(FoldedIs{FoldedText(text)});
      } else if (text.empty()) {
        return error("`anything-but` takes no empty {}: every text has it", name);
      } else if (name == "prefix") {
        test.texts.emplace_back(Begins{std::move(text)});
      } else {
        test.texts.emplace_back(Ends{std::move(text)});
      }
      return absl::OkStatus();
    });
  }

  std::string_view where_;
  PatternService service_;
  Leaf& leaf_;
  absl::Status status_;
};

}  // namespace

absl::Status pattern_error(std::string_view where, std::string_view what) {
  return absl::InvalidArgumentError(fmt::format("pattern: {}: {}", where, what));
}

bool is_reserved_name(std::string_view name) {
  return std::find(kOperators.begin(), kOperators.end(), name) != kOperators.end() ||
         std::find(kOtherReserved.begin(), kOtherReserved.end(), name) != kOtherReserved.end();
}

absl::Status parse_leaf(const JsonValue& list, std::string_view where, PatternService service,
                        Leaf& leaf) {
  return LeafParser(where, service, leaf).list(list);
}

}  // namespace lambent::inline LAMBENT_ABI::detail
