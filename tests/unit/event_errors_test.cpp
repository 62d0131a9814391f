// SPDX-License-Identifier: Apache-2.0
// What decoding refuses, and in which words.
#include <string>
#include <utility>

#include "catch.h"
#include "lambent/attribute_value.h"
#include "lambent/event.h"

namespace {

struct Labelled {
  std::string_view id{};
  lambent::List<std::string_view> tags{};
  bool flag{};
};

struct Loose {
  lambent::RawJson raw{};
  lambent::AttributeValue attribute = lambent::AttributeValue::string("");
};

struct Owner {
  std::string name{};
};
struct BadList {
  lambent::List<Owner> owners{};
};

}  // namespace

template <>
inline constexpr auto lambent::fields<Labelled> = std::array{
    field<&Labelled::id>("id", kRequired),
    field<&Labelled::tags>("tags", kRequired),
    field<&Labelled::flag>("flag"),
};
template <>
inline constexpr auto lambent::fields<Loose> = std::array{
    field<&Loose::raw>("raw"),
    field<&Loose::attribute>("attribute"),
};
template <>
inline constexpr auto lambent::fields<Owner> = std::array{field<&Owner::name>("name")};
template <>
inline constexpr auto lambent::fields<BadList> = std::array{field<&BadList::owners>("owners")};

namespace {

template <class T>
std::string refusal_of(std::string json) {
  auto event = lambent::decode<T>(std::move(json));
  return event.ok() ? "OK" : std::string(event.status().message());
}

}  // namespace

TEST_CASE("errors name the place, what was expected and what was found", "[event]") {
  struct Row {
    const char* name;
    std::string json;
    const char* expected;
  };
  const Row rows[] = {
      {"nothing", "", "$: expected a JSON value, found the end of the payload"},
      {"white space", " \n\t ", "$: expected a JSON value, found the end of the payload"},
      {"null", "null", "$: expected an object, found null"},
      {"an array", "[]", "$: expected an object, found an array"},
      {"bytes behind it", R"({"id":"1","tags":[]} x)",
       "$: expected the end of the payload, found a malformed value"},
      {"a second document", R"({"id":"1","tags":[]}{})",
       "$: expected the end of the payload, found an object"},
      {"a missing member", R"({"id":"1"})", "$.tags: this field is required but missing"},
      {"a number for a text", R"({"id":1})", "$.id: expected a string, found a number"},
      {"an element of the wrong kind", R"({"id":"1","tags":["a",{}]})",
       "$.tags[1]: expected a string, found an object"},
      {"no colon", R"({"id" "1"})", "$: expected a colon, found a string"},
      {"no comma", R"({"id":"1" "tags":[]})",
       "$: expected a comma or a closing brace, found a string"},
      {"a comma too many", R"({"id":"1",})", "$: expected a member name, found a closing brace"},
      {"brackets mixed up", R"({"id":"1","tags":["a"}})",
       "$.tags: expected a comma or a closing bracket, found a closing brace"},
      {"a bad literal", R"({"id":"1","flag":truth})",
       "$.flag: expected a boolean, found a malformed value"},
      {"a bad null", R"({"id":nul})", "$.id: expected a value, found a malformed value"},
      {"a bad escape", R"({"id":"\x"})",
       "$.id: expected a string, found a malformed escape in a string"},
      {"half an escape", R"({"id":"\u12"})",
       "$.id: expected a string, found a malformed escape in a string"},
      {"no closing quote", R"({"id":"1)",
       "$.id: expected a closing quote, found the end of the payload"},
      {"a bare line break", "{\"id\":\"1\n\"}",
       "$.id: expected an escape, found a bare control character in a string"},
      {"a byte that is no UTF-8", "{\"tags\":[\"\xff\"]}",
       "$.tags[0]: expected UTF-8, found a byte that is none"},
      {"an overlong sequence", "{\"id\":\"\xc0\x80\"}",
       "$.id: expected UTF-8, found a byte that is none"},
      {"an unknown member that is malformed", R"({"x":{"y":[1,]}})",
       "$.x: expected well-formed JSON, found a closing bracket"},
      {"a bad escape in an unknown member", R"({"x":"\q"})",
       "$.x: expected well-formed JSON, found a string"},
      {"a bad number in an unknown member", R"({"x":01})",
       "$.x: expected well-formed JSON, found a malformed value"},
      {"a byte order mark", "\xef\xbb\xbf{}", "$: expected an object, found a malformed value"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) { CHECK(refusal_of<Labelled>(row.json) == row.expected); }
  }
}

TEST_CASE("an attribute value has exactly one type tag", "[event][dynamodb]") {
  const auto error = [](const char* value) {
    return refusal_of<Loose>(R"({"attribute":)" + std::string(value) + "}");
  };
  CHECK(error("{}") == "$.attribute: expected one type tag, such as \"S\", found a closing brace");
  CHECK(error(R"({"S":"a","N":"1"})") == "$.attribute: expected one type tag, found more than one");
  CHECK(error(R"({"X":"a"})") ==
        "$.attribute: expected one of the ten type tags, found another name");
  CHECK(error(R"({"S":1})") == "$.attribute.S: expected a string, found a number");
  CHECK(error(R"({"M":{"a":{"L":[{"S":"x"},{"B":true}]}}})") ==
        "$.attribute.M.a.L[1].B: expected a string, found a boolean");
  CHECK(error("null") == "$.attribute: expected an object with one type tag, found null");
  CHECK(error("\"x\"") == "$.attribute: expected an object with one type tag, found a string");
}

TEST_CASE("nesting beyond the limit is refused, wherever it is", "[event]") {
  const auto deep = [](std::size_t levels, const std::string& before, const std::string& behind) {
    return before + std::string(levels, '[') + std::string(levels, ']') + behind;
  };
  const std::string places[][2] = {{"", ""},
                                   {R"({"x":)", "}"},
                                   {R"({"id":)", "}"},
                                   {R"({"tags":)", "}"},
                                   {R"({"id":"1","tags":[],"x":{"y":)", "}}"}};
  for (const auto& place : places) {
    auto event = lambent::decode<Labelled>(deep(10000, place[0], place[1]));
    CHECK(event.status().code() == absl::StatusCode::kResourceExhausted);
    event = lambent::decode<Labelled>(place[0] + std::string(10000, '['));
    CHECK(event.status().code() == absl::StatusCode::kResourceExhausted);
  }
  auto raw = lambent::decode<Loose>(deep(199, R"({"raw":)", "}"));
  CHECK(raw.ok());
  raw = lambent::decode<Loose>(deep(200, R"({"raw":)", "}"));
  CHECK(raw.status().code() == absl::StatusCode::kResourceExhausted);
  std::string attribute = R"({"S":"x"})";
  for (int i = 0; i < 5000; ++i) attribute = R"({"L":[)" + attribute + "]}";
  raw = lambent::decode<Loose>(R"({"attribute":)" + attribute + "}");
  CHECK(raw.status().code() == absl::StatusCode::kResourceExhausted);
  CHECK(lambent::decode<Loose>(deep(3, R"({"raw":)", "}"), {.max_depth = 3}).status().code() ==
        absl::StatusCode::kResourceExhausted);
}

TEST_CASE("size and number of elements have limits", "[event]") {
  const std::string json = R"({"id":"1","tags":["a","b","c"]})";
  CHECK(lambent::decode<Labelled>(json, {.max_bytes = json.size()}).ok());
  CHECK(lambent::decode<Labelled>(json, {.max_bytes = json.size() - 1}).status().code() ==
        absl::StatusCode::kResourceExhausted);
  CHECK(lambent::decode<Labelled>(json, {.max_elements = 10}).status().code() ==
        absl::StatusCode::kResourceExhausted);
}

TEST_CASE("a body of 6 MB is a value", "[event]") {
  std::string body(6 << 20, 'x');
  body[1000] = '"';
  auto event = lambent::decode<Labelled>(lambent::encode(Labelled{.id = body}));
  REQUIRE(event.ok());
  CHECK((*event)->id == body);
}

TEST_CASE("a List of structs that own text is refused, not corrupted", "[event]") {
  CHECK(refusal_of<BadList>(R"({"owners":[{"name":"x"}]})") ==
        "$.owners: expected a std::vector, not a List, of structs that own text, found a List");
}
