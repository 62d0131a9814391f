// SPDX-License-Identifier: Apache-2.0
#include "lambent/values.h"

#include <limits>
#include <string>
#include <string_view>
#include <type_traits>

#include "catch.h"
#include "lambent/answers.h"

using lambent::HeaderMap;
using lambent::List;
using lambent::Map;

namespace {
struct Named {
  std::string_view name{};
  friend bool operator==(const Named&, const Named&) = default;
};
}  // namespace

TEST_CASE("lists and maps take 16 bytes", "[values]") {
  CHECK(sizeof(List<Named>) == 16);
  CHECK(sizeof(Map<List<Named>>) == 16);
  CHECK(sizeof(HeaderMap) == 16);
}

TEST_CASE("a list built by hand owns its elements, and so does its copy", "[values]") {
  List<Named> copy;
  {
    const List<Named> list = {{"a"}, {"b"}};
    copy = list;
    CHECK(copy.data() != list.data());
  }
  REQUIRE(copy.size() == 2);
  CHECK(copy.front().name == "a");
  CHECK(copy[1] == copy.back());
  List<Named> moved = std::move(copy);
  CHECK(moved.back().name == "b");
  copy = moved;
  CHECK(copy == moved);
  copy = List<Named>();
  CHECK(copy.empty());
  CHECK_FALSE(copy == moved);
}

TEST_CASE("a map finds by key and keeps its order", "[values]") {
  const Map<int> map = {{"b", 1}, {"a", 2}};
  REQUIRE(map.find("a") != nullptr);
  CHECK(*map.find("a") == 2);
  CHECK(map.find("A") == nullptr);
  CHECK(map.contains("b"));
  CHECK(map.value_or("c", 7) == 7);
  CHECK(map.begin()->key == "b");
  CHECK(map == Map<int>{{"b", 1}, {"a", 2}});
  CHECK_FALSE(map == Map<int>{{"a", 2}, {"b", 1}});
}

TEST_CASE("a header is found whatever the case of its name", "[values]") {
  const HeaderMap headers = {{"Content-Type", "text/plain"}, {"x-a", "1"}};
  CHECK(headers.value_or("content-type") == "text/plain");
  CHECK(headers.contains("X-A"));
  // As a Map it would be read with regard to case.
  STATIC_REQUIRE_FALSE(
      std::is_convertible_v<const HeaderMap&, const lambent::Map<std::string_view>&>);
  CHECK_FALSE(headers.contains("x-"));
  CHECK(headers.value_or("x-b", "none") == "none");
  // Only letters have cases: '@' and '`' differ by the same bit.
  CHECK_FALSE(HeaderMap{{"@", "1"}}.contains("`"));
}

TEST_CASE("raw JSON knows its kind by its first byte", "[values]") {
  using lambent::JsonKind;
  CHECK(lambent::RawJson{"{}"}.kind() == JsonKind::kObject);
  CHECK(lambent::RawJson{"[1]"}.kind() == JsonKind::kArray);
  CHECK(lambent::RawJson{"\"x\""}.kind() == JsonKind::kString);
  CHECK(lambent::RawJson{"-1"}.kind() == JsonKind::kNumber);
  CHECK(lambent::RawJson{"false"}.kind() == JsonKind::kBool);
  CHECK(lambent::RawJson{"null"}.kind() == JsonKind::kNull);
  CHECK(lambent::RawJson{}.kind() == JsonKind::kNull);
}

TEST_CASE("base64 gives its bytes, or nothing where it is none", "[values]") {
  struct Row {
    std::string_view name, text;
    std::optional<std::string> expected;
  };
  const Row rows[] = {
      {"padded", "SGVsbG8=", "Hello"},
      {"without its padding", "SGVsbG8", "Hello"},
      {"empty", "", ""},
      {"bytes beyond ASCII", "/+8A", std::string("\xff\xef\x00", 3)},
      {"no base64 at all", "not base64!", std::nullopt},
      {"one letter too many", "SGVsbG8=A", std::nullopt},
      {"the alphabet for URLs", "_-8A", std::nullopt},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) { CHECK(lambent::Base64{row.text}.bytes() == row.expected); }
  }
}

TEST_CASE("one or many is made from one value or from a list", "[values]") {
  const lambent::OneOrMany<std::string> one = "a";
  CHECK(one.single);
  REQUIRE(one.values.size() == 1);
  const lambent::OneOrMany<std::string> many = {"a", "b"};
  CHECK_FALSE(many.single);
  CHECK(many.values.size() == 2);
  CHECK_FALSE(one == many);
}

TEST_CASE("bytes become base64 and come back", "[values]") {
  CHECK(lambent::to_base64("") == "");
  CHECK(lambent::to_base64("\x01\x02\x03\x04") == "AQIDBA==");
  for (std::size_t size = 0; size < 70; ++size) {
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(i * 37);
    const std::string text = lambent::to_base64(bytes);
    CHECK(lambent::Base64{text}.bytes() == bytes);
  }
}

TEST_CASE("a value of any kind becomes the JSON that it says", "[values]") {
  using lambent::JsonValue;
  CHECK(JsonValue("7").text == R"("7")");
  CHECK(JsonValue(std::string("a\"b")).text == R"("a\"b")");
  CHECK(JsonValue(std::string_view()).text == R"("")");
  CHECK(JsonValue(7).text == "7");
  CHECK(JsonValue(0.5).text == "0.5");
  CHECK(JsonValue(false).text == "false");
  CHECK(JsonValue(lambent::JsonText{"[1]"}).text == "[1]");
  CHECK(JsonValue().text.empty());
  CHECK(JsonValue(nullptr).text.empty());
  CHECK(JsonValue(std::numeric_limits<double>::infinity()).text.empty());  // written as null
  static_assert(!std::is_convertible_v<char, JsonValue>);  // neither a number nor a text
}
