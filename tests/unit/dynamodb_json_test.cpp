// SPDX-License-Identifier: Apache-2.0
#include "lambent/dynamodb_json.h"

#include <optional>
#include <string>

#include "catch.h"

using lambent::AttributeValue;

namespace {
struct StoredOrder {
  std::string_view id{};
  double total{};
  lambent::List<std::string_view> tags{};
};
/// With members of types that JSON does not have.
struct Parcel {
  lambent::Base64 label{};
  std::optional<lambent::Base64> photo{};
  AttributeValue tags{};
  lambent::Map<AttributeValue> marks{};
  lambent::List<lambent::Base64> pages{};
};
}  // namespace

template <>
inline constexpr auto lambent::fields<Parcel> = std::array{
    lambent::field<&Parcel::label>("label"), lambent::field<&Parcel::photo>("photo"),
    lambent::field<&Parcel::tags>("tags"),   lambent::field<&Parcel::marks>("marks"),
    lambent::field<&Parcel::pages>("pages"),
};

template <>
inline constexpr auto lambent::fields<StoredOrder> = std::array{
    lambent::field<&StoredOrder::id>("id", lambent::kRequired),
    lambent::field<&StoredOrder::total>("total"),
    lambent::field<&StoredOrder::tags>("tags"),
};

TEST_CASE("an item becomes ordinary JSON with all its digits", "[dynamodb]") {
  const lambent::Map<AttributeValue> item = {
      {"s", AttributeValue::string("a\"b")},
      {"n", AttributeValue::number("12345678901234567890123456789012345678")},
      {"odd", AttributeValue::number("+1")},
      {"b", AttributeValue::binary({"AAE="})},
      {"yes", AttributeValue::boolean(true)},
      {"none", AttributeValue()},
      {"m", AttributeValue::map({{"l", AttributeValue::list({AttributeValue::string("x")})}})},
      {"ss", AttributeValue::string_set({"p", "q"})},
      {"ns", AttributeValue::number_set({"1", "2.5"})},
      {"bs", AttributeValue::binary_set({{"AA=="}})}};
  CHECK(lambent::to_plain_json(item) ==
        R"({"s":"a\"b","n":12345678901234567890123456789012345678,"odd":"+1","b":"AAE=",)"
        R"("yes":true,"none":null,"m":{"l":["x"]},"ss":["p","q"],"ns":[1,2.5],"bs":["AA=="]})");
}

TEST_CASE("ordinary JSON becomes an item", "[dynamodb]") {
  const std::string json =
      R"({"s":"a\"b","n":1.50,"yes":true,"none":null,"m":{"l":["x",[],{}]},"":{}})";
  auto item = lambent::from_plain_json(json);
  INFO(item.status());
  REQUIRE(item.ok());
  CHECK((*item)->attributes.find("n")->as_number() == "1.50");
  CHECK((*item)->attributes.find("s")->as_string() == "a\"b");
  CHECK(lambent::to_plain_json((*item)->attributes) == json);
  for (const char* wrong : {"[1]", "7", "null", "", "{", R"({"a":1,})"}) {
    DYNAMIC_SECTION("not an item: " << wrong) {
      CHECK(lambent::from_plain_json(wrong).status().code() == absl::StatusCode::kInvalidArgument);
    }
  }
}

TEST_CASE("an item becomes a struct, and a struct an item", "[dynamodb]") {
  auto item = lambent::to_item(StoredOrder{.id = "7", .total = 129.5, .tags = {"new"}});
  REQUIRE(item.ok());
  CHECK((*item)->attributes.find("total")->as_double() == 129.5);
  auto order = lambent::image_as<StoredOrder>((*item)->attributes);
  REQUIRE(order.ok());
  CHECK((*order)->id == "7");
  CHECK((*order)->tags[0] == "new");
  CHECK(lambent::image_as<StoredOrder>({{"id", AttributeValue::number("7")}}).status().message() ==
        "$.id: expected a string, found a number");
}

TEST_CASE("bytes and sets of a struct are bytes and sets of its item, there and back",
          "[dynamodb]") {
  const Parcel parcel{.label = {"AAE="},
                      .photo = lambent::Base64{"Ag=="},
                      .tags = AttributeValue::string_set({"a", "b"}),
                      .marks = {{"n", AttributeValue::number_set({"1", "2"})}},
                      .pages = {{{"Aw=="}}}};
  const auto item = lambent::to_item(parcel);
  INFO(item.status());
  REQUIRE(item.ok());
  const auto& attributes = (*item)->attributes;
  CHECK(attributes.find("label")->as_binary()->text == "AAE=");
  CHECK(attributes.find("photo")->as_binary()->text == "Ag==");
  CHECK(*attributes.find("tags") == parcel.tags);
  const auto marks = attributes.find("marks")->as_map();
  CHECK(*marks.find("n") == *parcel.marks.find("n"));
  CHECK(attributes.find("pages")->as_list()[0].as_binary()->text == "Aw==");

  const auto back = lambent::image_as<Parcel>(attributes);
  INFO(back.status());
  REQUIRE(back.ok());
  CHECK(lambent::encode(**back) == lambent::encode(parcel));
}
