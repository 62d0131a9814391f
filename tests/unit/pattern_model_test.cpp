// SPDX-License-Identifier: Apache-2.0
// Random patterns on random events, against a matcher that tries everything and knows nothing else.
#include <algorithm>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catch.h"
#include "fixtures.h"
#include "lambent/pattern.h"

namespace {

using Json = nlohmann::ordered_json;

// --- the model -----------------------------------------------------------------------------------

/// Which element of which array a value is in.
using Elements = std::map<int, int>;
struct Value {
  Json json;
  Elements elements;
};
using Values = std::multimap<std::string, Value>;  // by path

void flatten(const Json& json, const std::string& path, const Elements& elements, int& arrays,
             Values& into) {
  if (json.is_object()) {
    for (const auto& [name, member] : json.items())
      flatten(member, path.empty() ? name : path + '.' + name, elements, arrays, into);
  } else if (json.is_array()) {
    const int array = arrays++;
    int index = 0;
    for (const Json& element : json) {
      Elements inner = elements;
      if (element.is_structured()) inner[array] = index;
      flatten(element, path, inner, arrays, into);
      ++index;
    }
  } else {
    into.insert({path, {json, elements}});
  }
}

bool agree(const Elements& a, const Elements& b) {
  return std::all_of(a.begin(), a.end(), [&](const auto& pair) {
    const auto other = b.find(pair.first);
    return other == b.end() || other->second == pair.second;
  });
}

bool passes(const Json& test, const Json& value) {
  if (!test.is_object()) return test == value;
  const std::string name = test.begin().key();
  const Json& operand = test.begin().value();
  if (name == "exists") return operand.get<bool>();
  if (name == "anything-but") {
    if (operand.is_object()) return !(value.is_string() && passes(operand, value));
    return operand.is_array() ? std::find(operand.begin(), operand.end(), value) == operand.end()
                              : operand != value;
  }
  if (name == "numeric") {
    const double bound = operand[1];
    const double found = value.is_number() ? value.get<double>() : bound;
    return operand[0] == "<" ? found < bound : found > bound;
  }
  if (!value.is_string()) return false;
  const std::string text = value;
  const std::string wanted = operand;
  if (name == "prefix") return text.starts_with(wanted);
  return text.ends_with(wanted);  // suffix
}

bool is_absence(const Json& test) {
  return test.is_object() && test.contains("exists") && !test["exists"].get<bool>();
}

using Alternative =
    std::map<std::string, Json>;  // leaves by path, in the order in which they count

std::vector<Alternative> expand(const Json& pattern, const std::string& path,
                                std::vector<Alternative> alternatives) {
  for (const auto& [name, member] : pattern.items()) {
    const std::string inner = path.empty() ? name : path + '.' + name;
    if (name == "$or") {
      std::vector<Alternative> all;
      for (const Json& branch : member)
        for (const Alternative& one : expand(branch, path, alternatives)) all.push_back(one);
      alternatives = all;
    } else if (member.is_object()) {
      alternatives = expand(member, inner, alternatives);
    } else {
      for (Alternative& alternative : alternatives) alternative[inner] = member;
    }
  }
  return alternatives;
}

bool holds(Alternative::const_iterator at, Alternative::const_iterator end, const Values& values,
           const Elements& chosen) {
  if (at == end) return true;
  const auto [first, last] = values.equal_range(at->first);
  bool none = true;
  for (auto value = first; value != last; ++value) {
    if (!agree(value->second.elements, chosen)) continue;
    none = false;
    const bool accepted = std::any_of(at->second.begin(), at->second.end(), [&](const Json& test) {
      return passes(test, value->second.json);
    });
    if (!accepted) continue;
    Elements more = chosen;
    more.insert(value->second.elements.begin(), value->second.elements.end());
    if (holds(std::next(at), end, values, more)) return true;
  }
  return none && std::any_of(at->second.begin(), at->second.end(), is_absence) &&
         holds(std::next(at), end, values, chosen);
}

bool model_matches(const Json& pattern, const Json& event) {
  Values values;
  int arrays = 0;
  flatten(event, "", {}, arrays, values);
  const std::vector<Alternative> alternatives = expand(pattern, "", {{}});
  return std::any_of(alternatives.begin(), alternatives.end(), [&](const Alternative& alternative) {
    return holds(alternative.begin(), alternative.end(), values, {});
  });
}

// --- random patterns and events of few names and values
// --------------------------------------------

class Maker {
 public:
  explicit Maker(std::uint32_t seed) : random_(seed) {}

  Json event(int depth = 3) {
    Json object = Json::object();
    for (unsigned i = below(4); i > 0; --i) object[name()] = value(depth - 1);
    return object;
  }

  Json pattern(int depth = 3) {
    Json object = Json::object();
    for (unsigned i = 1 + below(3); i > 0; --i)
      object[name()] = depth > 1 && below(2) == 0 ? pattern(depth - 1) : leaf();
    if (depth > 1 && below(5) == 0) object["$or"] = {pattern(depth - 1), pattern(depth - 1)};
    return object;
  }

 private:
  unsigned below(unsigned limit) { return static_cast<unsigned>(random_() % limit); }
  std::string name() { return std::string(1, static_cast<char>('a' + below(3))); }
  std::string text() {
    std::string text;
    for (unsigned i = below(3); i > 0; --i) text += static_cast<char>('x' + below(2));
    return text;
  }
  Json scalar() {
    switch (below(5)) {
      case 0: return static_cast<int>(below(3));
      case 1: return below(2) == 0;
      case 2: return nullptr;
      default: return text();
    }
  }
  Json value(int depth) {
    const unsigned kind = depth > 0 ? below(6) : 5;
    if (kind == 0) return event(depth);
    if (kind > 3) return scalar();
    Json array = Json::array();
    for (unsigned i = below(4); i > 0; --i)
      array.push_back(below(3) == 0 ? value(depth - 1) : event(depth));
    return array;
  }
  Json leaf() {
    Json tests = Json::array();
    for (unsigned i = 1 + below(2); i > 0; --i) tests.push_back(test());
    return tests;
  }
  Json test() {
    switch (below(9)) {
      case 0: return {{"exists", below(2) == 0}};
      case 1: return {{"prefix", text()}};
      case 2: return {{"suffix", text()}};
      case 3: return {{"numeric", {below(2) == 0 ? "<" : ">", below(3)}}};
      case 4: return {{"anything-but", Json::array({text(), text()})}};
      case 5: return {{"anything-but", {{"prefix", "x"}}}};
      default: return scalar();
    }
  }

  std::mt19937 random_;
};

}  // namespace

TEST_CASE("patterns match what a matcher without shortcuts says, alone and in sets", "[pattern]") {
  int matched = 0;
  for (std::uint32_t seed = 1; seed <= fixtures::tries(40); ++seed) {
    Maker maker(seed);
    std::vector<Json> patterns;
    lambent::PatternSet set;
    for (int i = 0; i < 30; ++i) {
      patterns.push_back(maker.pattern());
      const auto parsed = lambent::Pattern::parse(patterns.back().dump());
      REQUIRE(parsed.ok());
      REQUIRE(set.add(*parsed) == static_cast<lambent::PatternSet::Id>(i));
    }
    for (int i = 0; i < 30; ++i) {
      const Json event = maker.event();
      std::vector<lambent::PatternSet::Id> expected;
      for (std::size_t p = 0; p < patterns.size(); ++p)
        if (model_matches(patterns[p], event))
          expected.push_back(static_cast<lambent::PatternSet::Id>(p));
      std::vector<lambent::PatternSet::Id> found = {77};
      const std::string text = event.dump();
      REQUIRE(set.matching(text, found).ok());
      if (found != expected) {
        INFO("seed " << seed << ", event " << text);
        for (std::size_t p = 0; p < patterns.size(); ++p)
          UNSCOPED_INFO(p << ": " << patterns[p].dump());
        CHECK(found == expected);
      }
      const auto alone = lambent::Pattern::parse(patterns[0].dump())->matches(text);
      CHECK(alone.value() == (!expected.empty() && expected[0] == 0));
      matched += static_cast<int>(expected.size());
    }
  }
  CHECK(matched > static_cast<int>(fixtures::tries(1000)));  // else little would have been shown
}
