// SPDX-License-Identifier: Apache-2.0
// Many patterns at once, several threads, and what matching may cost.
#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "catch.h"
#include "lambent/pattern.h"

using lambent::Pattern;
using lambent::PatternSet;

namespace {

Pattern parsed(const std::string& text) {
  auto pattern = Pattern::parse(text);
  INFO(text);
  REQUIRE(pattern.ok());
  return *std::move(pattern);
}

std::vector<PatternSet::Id> matching(const PatternSet& set, const std::string& event) {
  std::vector<PatternSet::Id> ids;
  REQUIRE(set.matching(event, ids).ok());
  return ids;
}

using Ids = std::vector<PatternSet::Id>;

}  // namespace

TEST_CASE("a set gives the ids of the patterns that match, in order and each once", "[pattern]") {
  PatternSet set;
  CHECK(matching(set, "{}").empty());
  CHECK(set.add(parsed(R"({"a":["x"]})")) == 0);
  CHECK(set.add(parsed(R"({"a":[{"prefix":"x"}]})")) == 1);
  CHECK(set.add(parsed(R"({"$or":[{"a":["x"]},{"b":["y"]}]})")) == 2);
  CHECK(set.add(parsed(R"({"b":[{"exists":false}]})")) == 3);
  CHECK(set.add(parsed(R"({"a":["x","y"],"b":["y"]})")) == 4);
  CHECK(set.size() == 5);
  CHECK(matching(set, R"({"a":"x"})") == Ids{0, 1, 2, 3});
  CHECK(matching(set, R"({"a":["x","y"],"b":"y"})") == Ids{0, 1, 2, 4});
  CHECK(matching(set, R"({"b":"z"})").empty());
}

TEST_CASE("of a thousand patterns each is found by its own event", "[pattern]") {
  PatternSet set;
  for (int i = 0; i < 1000; ++i)
    set.add(parsed(R"({"source":["shop"],"detail":{"tenant":["t)" + std::to_string(i) + R"("]}})"));
  for (int i = 0; i < 1000; ++i) {
    const std::string event =
        R"({"source":"shop","detail":{"tenant":"t)" + std::to_string(i) + R"("}})";
    REQUIRE(matching(set, event) == Ids{static_cast<PatternSet::Id>(i)});
  }
  PatternSet moved = std::move(set);
  CHECK(matching(moved, R"({"source":"shop","detail":{"tenant":"t7"}})") == Ids{7});
}

TEST_CASE("threads match at the same time", "[pattern][threads]") {
  PatternSet set;
  for (int i = 0; i < 100; ++i)
    set.add(parsed(R"({"n":[{"numeric":["=",)" + std::to_string(i) + "]}]}"));
  std::atomic<int> wrong{0};
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      std::vector<PatternSet::Id> ids;
      for (int i = 0; i < 1000; ++i) {
        const auto wanted = static_cast<PatternSet::Id>(i % 100);
        if (!set.matching(R"({"n":)" + std::to_string(wanted) + "}", ids).ok() ||
            ids != Ids{wanted})
          ++wrong;
      }
    });
  }
  threads.clear();
  CHECK(wrong == 0);
}

TEST_CASE("many stars on a long text come to an end", "[pattern]") {
  std::string stars;
  for (int i = 0; i < 32; ++i) stars += "*" + std::string(500, 'a') + "b";
  const Pattern pattern = parsed(R"({"a":[{"wildcard":")" + stars + "\"}]}");
  CHECK_FALSE(*pattern.matches(R"({"a":")" + std::string(1 << 16, 'a') + "\"}"));
}

TEST_CASE("a thousand alternatives on long arrays come to an end", "[pattern]") {
  std::string either;
  for (int i = 0; i < 1000; ++i) either += R"({"e":{"a":[)" + std::to_string(i) + R"(]}},)";
  const Pattern pattern =
      parsed(R"({"e":{"b":["x"]},"$or":[)" + either.substr(0, either.size() - 1) + "]}");
  std::string elements;
  for (int i = 0; i < 2000; ++i) elements += R"({"a":)" + std::to_string(i) + R"(,"b":"y"},)";
  CHECK_FALSE(*pattern.matches(R"({"e":[)" + elements + R"({"b":"x"}]})"));
  CHECK(*pattern.matches(R"({"e":[)" + elements + R"({"a":999,"b":"x"}]})"));
}

TEST_CASE("arrays that have nothing to do with a conflict are not tried again and again",
          "[pattern]") {
  // Choosing from a, b, c and d in all ways would take 10^8 steps.
  std::string event = "{";
  for (const char* name : {"a", "b", "c", "d"}) {
    event += std::string("\"") + name + "\":[";
    for (int i = 0; i < 100; ++i) event += i == 0 ? R"({"x":1})" : R"(,{"x":1})";
    event += "],";
  }
  event += R"("e":[{"y":1},{"z":1}],"f":[{"z":1}]})";
  const std::string others = R"({"a":{"x":[1]},"b":{"x":[1]},"c":{"x":[1]},"d":{"x":[1]},)";
  CHECK_FALSE(*parsed(others + R"("e":{"y":[1],"z":[1]}})").matches(event));
  CHECK_FALSE(*parsed(others + R"("e":{"y":[1]},"f":{"z":[{"exists":false}]}})").matches(event));
  CHECK(*parsed(others + R"("e":{"y":[1]},"f":{"z":[1]}})").matches(event));
}

TEST_CASE("deep arrays within arrays are searched in bounded time", "[pattern]") {
  // Each level doubles the ways; the last field goes with none.
  std::string inner = R"([{"x":1,"y":2},{"x":1,"z":3}])";
  std::string pattern = R"({"x":[1],"y":[2],"z":[3]})";
  for (int i = 0; i < 8; ++i) {
    inner = R"([{"n":)" + inner + R"(},{"n":)" + inner + "}]";
    pattern = R"({"n":)" + pattern + "}";
  }
  CHECK_FALSE(*parsed(R"({"e":)" + pattern + "}").matches(R"({"e":)" + inner + "}"));
}

TEST_CASE("repeated names that make a puzzle of an event are no endless search", "[pattern]") {
  // Every e gives x or y of one number only; all twenty numbers are asked for, and the last is
  // nowhere.
  std::string event = "{";
  std::string pattern = R"({"e":{)";
  for (int i = 0; i < 40; ++i) {
    const std::string n = std::to_string(i);
    event += R"("e":[{"f)" + n + R"(":1,"last":0},{"f)" + std::to_string((i + 1) % 40) +
             R"(":1,"last":0}],)";
    pattern += R"("f)" + n + R"(":[1],)";
  }
  event.back() = '}';
  pattern += R"("last":[1]}})";
  const auto found = parsed(pattern).matches(event);
  if (found.ok()) {
    CHECK_FALSE(*found);
  } else {
    CHECK(found.status().code() == absl::StatusCode::kResourceExhausted);
  }
}

// Sixteen million steps take seconds: scripts/check runs it, optimised.
TEST_CASE("the searches of all patterns of a set share the steps of one event",
          "[.slow][pattern]") {
  // Eight arrays for nine numbers, each in every array: no way goes, and some 8! are tried.
  constexpr int kArrays = 8;
  std::string numbers;
  std::string pattern = R"({"e":{)";
  for (int i = 0; i <= kArrays; ++i) {
    numbers += R"({"f)" + std::to_string(i) + R"(":1},)";
    pattern += R"("f)" + std::to_string(i) + R"(":[1],)";
  }
  numbers.back() = ']';
  pattern.pop_back();
  std::string event = "{";
  for (int i = 0; i < kArrays; ++i) event += R"("e":[)" + numbers + ",";
  event.back() = '}';

  PatternSet set;
  set.add(parsed(pattern + "}}"));
  CHECK(matching(set, event).empty());
  for (int i = 0; i < 500; ++i) set.add(parsed(pattern + "}}"));
  std::vector<PatternSet::Id> ids;
  CHECK(set.matching(event, ids).code() == absl::StatusCode::kResourceExhausted);
  // The next event begins anew.
  CHECK(matching(set, R"({"e":{}})").empty());
}
