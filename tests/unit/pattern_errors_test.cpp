// SPDX-License-Identifier: Apache-2.0
// Which patterns are refused, and what is said of them.
#include <string>
#include <string_view>
#include <vector>

#include "catch.h"
#include "lambent/pattern.h"

using lambent::Pattern;
using lambent::PatternService;

namespace {

std::string refusal(std::string_view pattern, PatternService service = PatternService::kAny) {
  const auto parsed = Pattern::parse(pattern, {.service = service});
  INFO(pattern);
  REQUIRE_FALSE(parsed.ok());
  return std::string(parsed.status().message());
}

bool is_accepted(std::string_view pattern, PatternService service = PatternService::kAny) {
  return Pattern::parse(pattern, {.service = service}).ok();
}

struct Refused {
  std::string_view pattern;
  std::string_view says;
};

void check(const std::vector<Refused>& all) {
  for (const Refused& refused : all) {
    INFO(refused.pattern);
    CHECK_THAT(refusal(refused.pattern), Catch::Contains(std::string(refused.says)));
  }
}

}  // namespace

TEST_CASE("text that is no JSON object is no pattern", "[pattern]") {
  check({{"", "pattern"},
         {"{", "expected"},
         {"[]", "$: expected an object, found a list"},
         {R"("x")", "$: expected an object, found a string"},
         {R"({"a":[1,]})", "well-formed JSON"},
         {R"({"a":[01]})", "well-formed JSON"},
         {R"({'a':[1]})", "expected"},
         {R"({"a":[1]} xyz)", "expected"},
         {R"({"a":[1]} {})", "expected"}});
}

TEST_CASE("errors say what is wrong, where, and how to mend it", "[pattern]") {
  CHECK(
      refusal(R"({"detail":{"state":"running"}})") ==
      R"(pattern: $.detail.state: `state` must be an object or a list, found a string: write ["x"])");
  CHECK(refusal(R"({"a":[{"prefx":"x"}]})") ==
        "pattern: $.a: no operator is called `prefx`: did you mean `prefix`?");
  CHECK(refusal(R"({"$or":[{"a":[1]},{"b":[{"cidr":"10.0.0.0"}]}]})") ==
        "pattern: $.$or[1].b: `cidr` takes an address and its bits, such as 10.0.0.0/8");
}

TEST_CASE("a leaf is a list of values and operators", "[pattern]") {
  check({{"{}", "empty"},
         {R"({"a":{}})", "$.a: the object is empty"},
         {R"({"a":[]})", "$.a: the list has no value"},
         {R"({"a":5})", "found a number"},
         {R"({"a":null})", "found null"},
         {R"({"a":[["x"]]})", "a list within a list"},
         {R"({"a":[{}]})", "found 0"},
         {R"({"a":[{"prefix":"x","suffix":"y"}]})", "found 2"},
         {R"({"a":[{"Prefix":"x"}]})", "did you mean `prefix`"},
         {R"({"a":[{"regex":"x"}]})", "no operator is called `regex`"}});
}

TEST_CASE("operators of text take texts", "[pattern]") {
  check({{R"({"a":[{"prefix":5}]})", "`prefix` takes a string, found a number"},
         {R"({"a":[{"prefix":["x"]}]})", "found a list"},
         {R"({"a":[{"prefix":{"wildcard":"x"}}]})", "`equals-ignore-case`, found `wildcard`"},
         {R"({"a":[{"suffix":null}]})", "found null"},
         {R"({"a":[{"suffix":{"equals-ignore-case":5}}]})", "takes a string"},
         {R"({"a":[{"equals-ignore-case":["x"]}]})", "takes a string"},
         {R"({"a":[{"exactly":5}]})", "takes a string"},
         {R"({"a":[{"wildcard":5}]})", "takes a string"},
         {R"({"a":[{"wildcard":"a**b"}]})", "two stars"},
         {R"({"a":[{"wildcard":"a\\b"}]})", "backslash"},
         {R"({"a":[{"wildcard":"a\\"}]})", "backslash"},
         {R"({"a":[{"exists":"true"}]})", "takes true or false, found a string"}});
}

TEST_CASE("numeric takes comparisons with numbers that a double is exactly", "[pattern]") {
  check({{R"({"a":[{"numeric":5}]})", "takes a list"},
         {R"({"a":[{"numeric":[]}]})", "one comparison or two"},
         {R"({"a":[{"numeric":["="]}]})", "one comparison or two"},
         {R"({"a":[{"numeric":["!=",5]}]})", "not by `!=`"},
         {R"({"a":[{"numeric":["=","5"]}]})", "takes a number, found a string"},
         {R"({"a":[{"numeric":[5,5]}]})", "a comparison before each number"},
         {R"({"a":[{"numeric":["=",5,"<",6]}]})", "not by `=`"},
         {R"({"a":[{"numeric":["<",5,">",3]}]})", "the first is > or >="},
         {R"({"a":[{"numeric":[">",5,">",6]}]})", "the first is > or >="},
         {R"({"a":[{"numeric":[">",5,"<",3]}]})", "no number is in that range"},
         {R"({"a":[{"numeric":[">=",5,"<=",5]}]})", R"(write ["=", 5])"},
         {R"({"a":[{"numeric":[">",0,"<",5,"<",9]}]})", "one comparison or two"},
         {R"({"a":[{"numeric":["=",1e400]}]})", "none is exactly 1e400"},
         {R"({"a":[{"anything-but":1234567890123456789}]})", "none is exactly"}});
}

TEST_CASE("cidr takes a network", "[pattern]") {
  check({{R"({"a":[{"cidr":"10.0.0.0/x"}]})", "0 to 31 bits"},
         {R"({"a":[{"cidr":"10.0.0.0/"}]})", "0 to 31 bits"},
         {R"({"a":[{"cidr":"10.0.0.0/-1"}]})", "0 to 31 bits"},
         {R"({"a":[{"cidr":"10.0.0.0/32"}]})", "write a single address as a string"},
         {R"({"a":[{"cidr":"2001:db8::/128"}]})", "0 to 127 bits"},
         {R"({"a":[{"cidr":"10.0.0/24"}]})", "no IPv4 or IPv6 address"},
         {R"({"a":[{"cidr":"::1.2.3.4/24"}]})", "no IPv4 or IPv6 address"},
         {R"({"a":[{"cidr":"10.0.0.0/8/9"}]})", "an address and its bits"}});
}

TEST_CASE("anything-but takes strings, or numbers, or one operator", "[pattern]") {
  check({{R"({"a":[{"anything-but":[]}]})", "at least one value"},
         {R"({"a":[{"anything-but":[1,"x"]}]})", "not both"},
         {R"({"a":[{"anything-but":[null]}]})", "found null"},
         {R"({"a":[{"anything-but":true}]})", "found a boolean"},
         {R"({"a":[{"anything-but":{"numeric":["=",5]}}]})", "not `numeric`"},
         {R"({"a":[{"anything-but":{"anything-but":"x"}}]})", "not `anything-but`"},
         {R"({"a":[{"anything-but":{"prefix":""}}]})", "no empty prefix"},
         {R"({"a":[{"anything-but":{"suffix":["x",""]}}]})", "no empty suffix"},
         {R"({"a":[{"anything-but":{"prefix":["x",5]}}]})", "takes strings"},
         {R"({"a":[{"anything-but":{"prefix":[]}}]})", "at least one value"},
         {R"({"a":[{"anything-but":{"wildcard":"a**b"}}]})", "two stars"},
         {R"({"a":[{"anything-but":{"prefix":"x","suffix":"y"}}]})", "found 2"}});
}

TEST_CASE("$or takes two objects or more without operators for names", "[pattern]") {
  check({{R"({"$or":[{"a":[1]}]})", "at least two objects"},
         {R"({"$or":[]})", "at least two objects"},
         {R"({"$or":[{"a":[1]},5]})", "at least two objects"},
         {R"({"$or":[{"a":[1]},{}]})", "the object is empty"},
         {R"({"$or":"x"})", "must be an object or a list"},
         {R"({"$or":[{"prefix":["x"]},{"b":["y"]}]})", "called like an operator"},
         {R"({"$or":[{"a":{"b":{"<":["x"]}}},{"b":["y"]}]})", "called like an operator"}});
  CHECK(is_accepted(R"({"prefix":["x"]})"));
}

TEST_CASE("patterns have limits, which errors name", "[pattern]") {
  const auto code = [](const std::string& pattern) {
    return Pattern::parse(pattern).status().code();
  };
  constexpr auto kTooMuch = absl::StatusCode::kResourceExhausted;
  CHECK(code(R"({"a":[")" + std::string(1 << 16, 'x') + "\"]}") == kTooMuch);
  std::string deep = "[1]";
  for (int i = 0; i < 64; ++i) deep = R"({"a":)" + deep + "}";
  CHECK(code(deep) == kTooMuch);
  CHECK(is_accepted(std::string_view(deep).substr(5, deep.size() - 6)));
  std::string fields;
  for (int i = 0; i < 257; ++i) fields += R"("f)" + std::to_string(i) + R"(":[1],)";
  CHECK(code("{" + fields.substr(0, fields.size() - 1) + "}") == kTooMuch);
  std::string either;
  for (int i = 0; i < 32; ++i) either += R"({"a":[)" + std::to_string(i) + "]},";
  either = R"("$or":[)" + either.substr(0, either.size() - 1) + "]";
  CHECK(code("{" + either + R"(,"d":{)" + either + "}}") == kTooMuch);
  CHECK_THAT(refusal("{" + either + R"(,"d":{)" + either + "}}"), Catch::Contains("1000"));
  std::string stars;
  for (int i = 0; i < 33; ++i) stars += "*x";
  CHECK_THAT(refusal(R"({"a":[{"wildcard":")" + stars + "\"}]}"), Catch::Contains("32 stars"));
}

TEST_CASE("a service's limits are kept where they are asked for", "[pattern]") {
  const std::string longer = R"({"a":[")" + std::string(2050, 'x') + "\"]}";
  CHECK(is_accepted(longer));
  CHECK_FALSE(is_accepted(longer, PatternService::kEventBridgeRule));
  CHECK(is_accepted(longer, PatternService::kPipe));
  CHECK_THAT(refusal(longer, PatternService::kEventBridgeRule), Catch::Contains("2048"));
  for (const char* only_rules : {R"({"a":[{"wildcard":"x*"}]})", R"({"a":[{"cidr":"10.0.0.0/8"}]})",
                                 R"({"a":[{"anything-but":{"prefix":"x"}}]})"}) {
    CHECK(is_accepted(only_rules, PatternService::kEventBridgeRule));
    CHECK_FALSE(is_accepted(only_rules, PatternService::kPipe));
    CHECK_FALSE(is_accepted(only_rules, PatternService::kEventSourceMapping));
  }
  constexpr std::string_view kFolded = R"({"a":[{"prefix":{"equals-ignore-case":"x"}}]})";
  CHECK(is_accepted(kFolded, PatternService::kPipe));
  CHECK_FALSE(is_accepted(kFolded, PatternService::kEventSourceMapping));
}
