// SPDX-License-Identifier: Apache-2.0
#include "lambent/fields.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "catch.h"
#include "lambent/answers.h"

namespace {

struct Node {
  std::string_view name{};
  lambent::List<Node> children{};
  lambent::Map<Node> named{};
};

struct Mixed {
  bool flag{};
  std::optional<std::int64_t> maybe{};
  std::string text{};
  std::map<std::string, std::vector<double>> numbers{};
  lambent::OneOrMany<std::string> some{};
  Node node{};
  bool last{};
};

struct Tag {};
struct Tagged : Tag {
  std::string_view name{};
  bool last{};
};

}  // namespace

template <>
inline constexpr auto lambent::fields<Node> = std::array{
    lambent::field<&Node::name>("name", lambent::kRequired),
    lambent::field<&Node::children>("children"),
    lambent::field<&Node::named>("named").also("called"),
};

template <>
inline constexpr auto lambent::fields<Mixed> = std::array{
    lambent::field<&Mixed::flag>("flag"), lambent::field<&Mixed::maybe>("maybe"),
    lambent::field<&Mixed::text>("text"), lambent::field<&Mixed::numbers>("numbers"),
    lambent::field<&Mixed::some>("some"), lambent::field<&Mixed::node>("node"),
    lambent::field<&Mixed::last>("last"),
};

template <>
inline constexpr auto lambent::fields<Tagged> = std::array{
    lambent::field<&Tagged::name>("name"),
    lambent::field<&Tagged::last>("last"),
};

TEST_CASE("a base without members needs no row", "[fields]") {
  CHECK(lambent::detail::rows<Tagged>.size() == 2);
}

TEST_CASE("rows know where their members lie", "[fields]") {
  const Mixed mixed;
  const void* const expected[] = {&mixed.flag, &mixed.maybe, &mixed.text, &mixed.numbers,
                                  &mixed.some, &mixed.node,  &mixed.last};
  const auto& rows = lambent::detail::struct_info<Mixed>.rows;
  REQUIRE(rows.size() == 7);
  for (std::size_t i = 0; i < rows.size(); ++i)
    CHECK(reinterpret_cast<const char*>(&mixed) + rows[i].offset == expected[i]);
}

TEST_CASE("a struct knows which members are required and whether it owns memory", "[fields]") {
  CHECK(lambent::detail::struct_info<Node>.required == 1);
  CHECK_FALSE(lambent::detail::struct_info<Node>.owns);
  CHECK(lambent::detail::struct_info<Mixed>.required == 0);
  CHECK(lambent::detail::struct_info<Mixed>.owns);
}

TEST_CASE("only structs with a description are described", "[fields]") {
  CHECK(lambent::Described<Node>);
  CHECK(lambent::Described<lambent::BatchResponse>);
  CHECK_FALSE(lambent::Described<int>);
  CHECK_FALSE(lambent::Described<std::string>);
}
