// SPDX-License-Identifier: Apache-2.0
#include "lambent/attribute_value.h"

#include <limits>
#include <string>

#include "catch.h"

using lambent::AttributeType;
using lambent::AttributeValue;

TEST_CASE("an attribute value takes 16 bytes", "[dynamodb]") {
  CHECK(sizeof(AttributeValue) == 16);
}

TEST_CASE("an accessor gives nothing for a value of another type", "[dynamodb]") {
  const auto text = AttributeValue::string("x");
  CHECK(text.as_string() == "x");
  CHECK_FALSE(text.as_number());
  CHECK_FALSE(text.as_bool());
  CHECK_FALSE(text.as_binary());
  CHECK_FALSE(text.as_int64());
  CHECK(text.as_map().empty());
  CHECK(text.as_list().empty());
  CHECK(text.as_string_set().empty());
  CHECK(AttributeValue().is_null());
  CHECK(AttributeValue::boolean(false).as_bool() == false);
  CHECK(AttributeValue::binary({"AAEC"}).as_binary()->bytes() == std::string("\0\1\2", 3));
}

TEST_CASE("containers are copied deeply when they own what they hold", "[dynamodb]") {
  AttributeValue copy;
  {
    const auto value = AttributeValue::map(
        {{"tags", AttributeValue::string_set({"a", "b"})},
         {"list", AttributeValue::list({AttributeValue::number("1"), AttributeValue()})},
         {"bytes", AttributeValue::binary_set({{"AA=="}})}});
    copy = value;
    CHECK(copy == value);
  }
  REQUIRE(copy.type() == AttributeType::kMap);
  const auto map = copy.as_map();
  CHECK(map.find("tags")->as_string_set()[1] == "b");
  CHECK(map.find("list")->as_list()[0].as_int64() == 1);
  CHECK(map.find("list")->as_list()[1].is_null());
  CHECK(map.find("bytes")->as_binary_set().size() == 1);
  CHECK_FALSE(copy == AttributeValue());
  AttributeValue moved = std::move(copy);
  CHECK(moved.as_map().size() == 3);
  CHECK(copy.is_null());  // NOLINT(bugprone-use-after-move): what moving leaves is promised
}

TEST_CASE("what a temporary value owns goes over to whoever asks for it", "[dynamodb]") {
  const lambent::Map<AttributeValue> item = {
      {"address", AttributeValue::map({{"town", AttributeValue::string("Ulm")}})},
      {"list", AttributeValue::list({AttributeValue::number("1")})},
      {"texts", AttributeValue::string_set({"a"})},
      {"numbers", AttributeValue::number_set({"1"})},
      {"bytes", AttributeValue::binary_set({{"AA=="}})}};
  std::string towns;
  for (const auto& entry : item.value_or("address").as_map()) towns += *entry.value.as_string();
  CHECK(towns == "Ulm");
  CHECK(item.value_or("list").as_list()[0].as_int64() == 1);
  CHECK(item.value_or("texts").as_string_set()[0] == "a");
  CHECK(item.value_or("numbers").as_number_set()[0] == "1");
  CHECK(item.value_or("bytes").as_binary_set()[0].text == "AA==");
  CHECK(item.value_or("bytes").as_map().empty());
  AttributeValue list = item.value_or("list");
  CHECK(std::move(list).as_list().size() == 1);
  CHECK(list.is_null());  // NOLINT(bugprone-use-after-move): what it is then
}

TEST_CASE("a number becomes an integer only where that is exact", "[dynamodb]") {
  const auto number = [](const char* digits) { return AttributeValue::number(digits); };
  CHECK(number("-42").as_int64() == -42);
  CHECK(number("9223372036854775807").as_int64() == std::numeric_limits<std::int64_t>::max());
  CHECK_FALSE(number("9223372036854775808").as_int64());
  CHECK_FALSE(number("1.5").as_int64());
  CHECK_FALSE(number("").as_int64());
  CHECK_FALSE(number("x").as_int64());
}

TEST_CASE("a number tells whether a double loses digits of it", "[dynamodb]") {
  struct Row {
    const char* digits;
    double value;
    bool lossy;
  };
  const Row rows[] = {{"0.1", 0.1, false},
                      {"1e3", 1000, false},
                      {"1000.00", 1000, false},
                      {"0", 0, false},
                      {"-0.0", 0, false},
                      {"12345678901234567890", 12345678901234567890.0, true},
                      {"3.14159265358979323846264338327950288", 3.141592653589793, true},
                      {"9007199254740993", 9007199254740992.0, true}};
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.digits) {
      bool lossy = !row.lossy;
      CHECK(AttributeValue::number(row.digits).as_double(&lossy) == row.value);
      CHECK(lossy == row.lossy);
    }
  }
  CHECK_FALSE(AttributeValue::number("ten").as_double());
}
