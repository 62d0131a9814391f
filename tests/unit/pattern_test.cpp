// SPDX-License-Identifier: Apache-2.0
// What patterns accept, operator by operator.
#include "lambent/pattern.h"

#include <string>
#include <string_view>

#include "catch.h"

using lambent::Pattern;

namespace {

bool matches(std::string_view pattern, std::string_view event) {
  const auto parsed = Pattern::parse(pattern);
  INFO(pattern << " on " << event);
  REQUIRE(parsed.ok());
  const auto found = parsed->matches(event);
  REQUIRE(found.ok());
  return *found;
}

/// A test of the field `a` on a value of it.
bool accepts(std::string_view test, std::string_view value) {
  return matches(R"({"a":[)" + std::string(test) + "]}", R"({"a":)" + std::string(value) + "}");
}

}  // namespace

TEST_CASE("all fields must match, one test of each is enough, other members do not matter",
          "[pattern]") {
  CHECK(matches(R"({"s":["a","b"],"t":{"u":["c"]}})", R"({"t":{"u":"c","v":1},"s":"b","x":[]})"));
  CHECK_FALSE(matches(R"({"s":["a"],"t":{"u":["c"]}})", R"({"s":"a","t":{"u":"d"}})"));
  CHECK_FALSE(matches(R"({"s":["a"],"t":{"u":["c"]}})", R"({"s":"a","t":"c"})"));
  CHECK_FALSE(matches(R"({"s":["a"]})", R"({"s":{"s":"a"}})"));
  CHECK_FALSE(matches(R"({"s":["a"]})", "{}"));
}

TEST_CASE("names and texts compare byte for byte once escapes are undone", "[pattern]") {
  CHECK(matches(R"({"n\u0061me":["\u00e9"]})", "{\"name\":\"\u00e9\"}"));
  CHECK(matches("{\"name\":[\"\u00e9\"]}", R"({"n\u0061me":"\u00e9"})"));
  CHECK_FALSE(accepts(R"("x")", R"("X")"));
  CHECK_FALSE(accepts(R"("x")", R"("x ")"));
  CHECK(matches(R"({"a.b":[1]})", R"({"a.b":1})"));
  CHECK_FALSE(matches(R"({"a.b":[1]})", R"({"a":{"b":1}})"));
  CHECK(matches(R"({"a long name":["v"]})", R"({"a long nome":"w","a long name":"v"})"));
}

TEST_CASE("literals equal only themselves", "[pattern]") {
  CHECK(accepts("true", "true"));
  CHECK_FALSE(accepts("true", R"("true")"));
  CHECK_FALSE(accepts("true", "1"));
  CHECK(accepts("null", "null"));
  CHECK_FALSE(accepts("null", R"("")"));
  CHECK_FALSE(matches(R"({"a":[null]})", "{}"));
  CHECK_FALSE(accepts("false", "null"));
}

TEST_CASE("numbers compare by value", "[pattern]") {
  CHECK(accepts("300", "300.0"));
  CHECK(accepts("300", "3.0e2"));
  CHECK(accepts("0", "-0.0"));
  CHECK(accepts("0", "0e99999"));
  CHECK(accepts("0.1", "0.10000000000000000"));
  CHECK_FALSE(accepts("300", R"("300")"));
  CHECK_FALSE(accepts(R"("300")", "300"));
  CHECK(accepts("1e22", "10000000000000000000000"));
}

TEST_CASE("numbers beyond a double equal the same digits only", "[pattern]") {
  CHECK(accepts("1234567890123456789", "1234567890123456789"));
  CHECK_FALSE(accepts("1234567890123456789", "1234567890123456788"));
  CHECK_FALSE(accepts("1234567890123456800", "1234567890123456789"));
  CHECK_FALSE(accepts(R"({"numeric":[">",0]})", "1234567890123456789"));
  CHECK_FALSE(accepts(R"({"numeric":[">",0]})", "1e400"));
  CHECK(accepts("1e400", "1e400"));
  CHECK_FALSE(accepts("1e400", "1e401"));
  CHECK_FALSE(accepts("0", "0.001e-9223372036854775808"));
  CHECK(accepts(R"({"anything-but":0})", "1234567890123456789"));
  CHECK(accepts(R"({"anything-but":1234567890123456800})", "1234567890123456789"));
  CHECK(accepts("1234567890123456800", "1.2345678901234568e18"));
  CHECK_FALSE(accepts("1234567890123456800", "1234567890123456768"));
}

TEST_CASE("numeric takes ranges of numbers", "[pattern]") {
  CHECK(accepts(R"({"numeric":["=",5]})", "5.0"));
  CHECK(accepts(R"({"numeric":[">",0,"<=",5]})", "5"));
  CHECK_FALSE(accepts(R"({"numeric":[">",0,"<=",5]})", "0"));
  CHECK_FALSE(accepts(R"({"numeric":[">",0,"<=",5]})", "5.000001"));
  CHECK(accepts(R"({"numeric":["<",-1.5]})", "-2e0"));
  CHECK_FALSE(accepts(R"({"numeric":["<",5]})", R"("3")"));
  CHECK_FALSE(accepts(R"({"numeric":["<",5]})", "null"));
}

TEST_CASE("prefix and suffix compare bytes of texts", "[pattern]") {
  CHECK(accepts(R"({"prefix":"ab"})", R"("abc")"));
  CHECK_FALSE(accepts(R"({"prefix":"ab"})", R"("a")"));
  CHECK(accepts(R"({"prefix":""})", R"("")"));
  CHECK_FALSE(accepts(R"({"prefix":""})", "5"));
  CHECK(accepts(R"({"suffix":".png"})", R"("a.png")"));
  CHECK_FALSE(accepts(R"({"suffix":".png"})", R"("a.PNG")"));
  CHECK_FALSE(accepts(R"({"prefix":"abc\""})", R"("abc")"));
}

TEST_CASE("case does not matter where a test says so", "[pattern]") {
  CHECK(accepts(R"({"equals-ignore-case":"HyDe"})", R"("hYdE")"));
  CHECK_FALSE(accepts(R"({"equals-ignore-case":"hyde"})", R"("hydes")"));
  CHECK(accepts(R"({"prefix":{"equals-ignore-case":"NoRTH"}})", R"("North Point")"));
  CHECK(accepts(R"({"suffix":{"equals-ignore-case":".PNG"}})", R"("a.png")"));
  CHECK_FALSE(accepts(R"({"suffix":{"equals-ignore-case":".PNG"}})", R"("png")"));
  CHECK(accepts("{\"equals-ignore-case\":\"\u00c9\u03a9\u0416\"}", "\"\u00e9\u03c9\u0436\""));
  CHECK(accepts("{\"suffix\":{\"equals-ignore-case\":\"\u00c9a\"}}", "\"xx\u00e9A\""));
  CHECK(accepts("{\"prefix\":{\"equals-ignore-case\":\"\u00c9a\"}}", "\"\u00e9Axx\""));
  // The forms of k are k and K; the Kelvin sign is none of them, but they are its forms.
  CHECK_FALSE(accepts(R"({"equals-ignore-case":"k"})", "\"\u212a\""));
  CHECK(accepts("{\"equals-ignore-case\":\"\u212a\"}", R"("k")"));
  // Beyond the basic plane characters are themselves.
  CHECK(accepts("{\"equals-ignore-case\":\"a\U0001f600\"}", "\"A\U0001f600\""));
}

TEST_CASE("a star stands for anything in a wildcard", "[pattern]") {
  CHECK(accepts(R"({"wildcard":"*"})", R"("")"));
  CHECK(accepts(R"({"wildcard":"a*b*c"})", R"("aXbYc")"));
  CHECK(accepts(R"({"wildcard":"a*b*c"})", R"("abc")"));
  CHECK_FALSE(accepts(R"({"wildcard":"a*b*c"})", R"("acb")"));
  CHECK_FALSE(accepts(R"({"wildcard":"a*a"})", R"("a")"));
  CHECK(accepts(R"({"wildcard":"*ab"})", R"("aab")"));
  CHECK(accepts(R"({"wildcard":"a?c"})", R"("a?c")"));
  CHECK_FALSE(accepts(R"({"wildcard":"a?c"})", R"("abc")"));
  CHECK(accepts(R"({"wildcard":"\\*\\\\*"})", R"("*\\x")"));
  CHECK_FALSE(accepts(R"({"wildcard":"\\*"})", R"("x")"));
  CHECK(accepts(R"({"wildcard":""})", R"("")"));
  CHECK_FALSE(accepts(R"({"wildcard":"*"})", "5"));
}

TEST_CASE("a text that is an address equals every spelling of it", "[pattern]") {
  CHECK(accepts(R"("2001:db8::1")", R"("2001:0DB8:0:0:0:0:0:1")"));
  CHECK(accepts(R"("10.0.0.1")", R"("10.0.0.1")"));
  CHECK_FALSE(accepts(R"("10.0.0.1")", R"("10.0.0.2")"));
  CHECK_FALSE(accepts(R"({"exactly":"2001:db8::1"})", R"("2001:0DB8:0:0:0:0:0:1")"));
  CHECK(accepts(R"({"exactly":"2001:db8::1"})", R"("2001:db8::1")"));
  CHECK(accepts(R"({"anything-but":"2001:db8::1"})", R"("2001:0DB8:0:0:0:0:0:1")"));
}

TEST_CASE("cidr takes the addresses of a network, of its own family", "[pattern]") {
  CHECK(accepts(R"({"cidr":"10.0.0.33/24"})", R"("10.0.0.255")"));
  CHECK_FALSE(accepts(R"({"cidr":"10.0.0.0/24"})", R"("10.0.1.0")"));
  CHECK(accepts(R"({"cidr":"10.0.0.0/9"})", R"("10.127.0.1")"));
  CHECK_FALSE(accepts(R"({"cidr":"10.0.0.0/9"})", R"("10.128.0.1")"));
  CHECK(accepts(R"({"cidr":"0.0.0.0/0"})", R"("1.2.3.4")"));
  CHECK_FALSE(accepts(R"({"cidr":"0.0.0.0/0"})", R"("::1")"));
  CHECK(accepts(R"({"cidr":"2001:db8::/33"})", R"("2001:DB8:7fff::1")"));
  CHECK_FALSE(accepts(R"({"cidr":"2001:db8::/33"})", R"("2001:db8:8000::")"));
  CHECK_FALSE(accepts(R"({"cidr":"32.1.0.0/16"})", R"("2001:db8::1")"));
  CHECK_FALSE(accepts(R"({"cidr":"10.0.0.0/8"})", R"("10.0.0")"));
}

TEST_CASE("exists is about values, not about objects", "[pattern]") {
  const auto present = [](std::string_view event) {
    return matches(R"({"a":{"b":[{"exists":true}]}})", event);
  };
  const auto absent = [](std::string_view event) {
    return matches(R"({"a":{"b":[{"exists":false}]}})", event);
  };
  for (const char* event : {R"({"a":{"b":null}})", R"({"a":{"b":["x"]}})", R"({"a":[{"b":0}]})"}) {
    CHECK(present(event));
    CHECK_FALSE(absent(event));
  }
  for (const char* event : {"{}", R"({"a":5})", R"({"a":{"b":{}}})", R"({"a":{"b":[]}})",
                            R"({"a":{"b":{"c":1}}})", R"({"a":{"b":[{"c":1}]}})"}) {
    CHECK_FALSE(present(event));
    CHECK(absent(event));
  }
  CHECK(matches(R"({"a":[{"exists":false},5]})", R"({"a":5})"));
  CHECK(matches(R"({"a":[{"exists":false},5]})", "{}"));
  CHECK_FALSE(matches(R"({"a":[{"exists":false},5]})", R"({"a":6})"));
}

TEST_CASE("anything-but takes a value that is none of those", "[pattern]") {
  CHECK(accepts(R"({"anything-but":"x"})", R"("y")"));
  CHECK(accepts(R"({"anything-but":"x"})", "5"));
  CHECK(accepts(R"({"anything-but":"x"})", "null"));
  CHECK(accepts(R"({"anything-but":["x","y"]})", R"(["x","z"])"));
  CHECK_FALSE(accepts(R"({"anything-but":["x","y"]})", R"(["x","y"])"));
  CHECK_FALSE(accepts(R"({"anything-but":"x"})", "[]"));
  CHECK_FALSE(accepts(R"({"anything-but":"x"})", "{}"));
  CHECK_FALSE(matches(R"({"a":[{"anything-but":"x"}]})", "{}"));
  CHECK_FALSE(accepts(R"({"anything-but":[1,2.50]})", "2.5"));
  CHECK(accepts(R"({"anything-but":5})", R"("5")"));
  CHECK_FALSE(accepts(R"({"anything-but":{"prefix":"x"}})", R"("xy")"));
  CHECK(accepts(R"({"anything-but":{"prefix":["x","y"]}})", "7"));
  CHECK_FALSE(accepts(R"({"anything-but":{"suffix":["x","y"]}})", R"("ay")"));
  CHECK_FALSE(accepts(R"({"anything-but":{"equals-ignore-case":["Ab"]}})", R"("aB")"));
  CHECK_FALSE(accepts(R"({"anything-but":{"wildcard":["a*c","b*"]}})", R"("abc")"));
  CHECK(accepts(R"({"anything-but":{"wildcard":"a*c"}})", R"("abd")"));
}

TEST_CASE("values in different elements of an array do not go together", "[pattern]") {
  constexpr std::string_view kNames = R"({"e":{"f":["Anna"],"l":["Doe"]}})";
  CHECK_FALSE(matches(kNames, R"({"e":[{"f":"John","l":"Doe"},{"f":"Anna","l":"Smith"}]})"));
  CHECK(matches(kNames, R"({"e":[{"f":"John","l":"Doe"},{"f":"Anna","l":"Doe"}]})"));
  // Scalars in an array bind nothing.
  CHECK(matches(R"({"a":["x"],"b":["y"]})", R"({"a":["x","z"],"b":["z","y"]})"));
  // The two arrays of the same name are different arrays.
  CHECK(matches(R"({"e":{"i":{"x":[1],"y":[2]}}})",
                R"({"e":[{"i":[{"x":1,"y":2}]},{"i":[{"x":2}]}]})"));
  CHECK_FALSE(matches(R"({"e":{"i":{"x":[1],"y":[2]}}})",
                      R"({"e":[{"i":[{"x":1},{"y":2}]},{"i":[{"y":2}]}]})"));
  CHECK_FALSE(matches(R"({"e":{"a":[1],"i":{"x":[1]}}})", R"({"e":[{"a":1},{"i":[{"x":1}]}]})"));
  CHECK(matches(R"({"e":{"a":[1]},"f":{"b":[2]}})", R"({"e":[{},{"a":1}],"f":[{"b":2}]})"));
  // An array within an array is an element, too.
  CHECK_FALSE(matches(R"({"e":{"a":[1],"b":[2]}})", R"({"e":[[{"a":1}],[{"b":2}]]})"));
  CHECK(matches(R"({"e":{"a":[1],"b":[2]}})", R"({"e":[[{"a":1,"b":2}]]})"));
}

TEST_CASE("absence is asked of the elements that were chosen before, in the order of the paths",
          "[pattern]") {
  CHECK(matches(R"({"e":{"b":["x"],"c":[{"exists":false}]}})",
                R"({"e":[{"c":1,"b":"y"},{"b":"x"}]})"));
  CHECK_FALSE(matches(R"({"e":{"a":[{"exists":false}],"b":["x"]}})",
                      R"({"e":[{"a":1,"b":"y"},{"b":"x"}]})"));
  CHECK_FALSE(matches(R"({"e":{"b":["x"],"c":[{"exists":false}]}})",
                      R"({"e":[{"c":1,"b":"x"},{"b":"y"}]})"));
  CHECK(matches(R"({"e":{"b":["x"],"c":[{"exists":false},7]}})", R"({"e":[{"c":7,"b":"x"}]})"));
  // A value between others may be the one in an array.
  CHECK(matches(R"({"e":{"a":[1],"b":[{"exists":false}]}})",
                R"({"e":{"a":1},"e":[{"a":1},{"b":2}],"e":{"a":1}})"));
}

TEST_CASE("$or takes one of its branches, and multiplies with others", "[pattern]") {
  constexpr std::string_view kEither = R"({"s":["x"],"$or":[{"a":[1]},{"b":[2],"c":[3]}]})";
  CHECK(matches(kEither, R"({"s":"x","a":1})"));
  CHECK(matches(kEither, R"({"s":"x","b":2,"c":3})"));
  CHECK_FALSE(matches(kEither, R"({"s":"x","b":2})"));
  CHECK_FALSE(matches(kEither, R"({"a":1})"));
  constexpr std::string_view kTwo =
      R"({"d":{"$or":[{"a":[1]},{"a":[2]}]},"$or":[{"b":[1]},{"$or":[{"b":[2]},{"c":[3]}]}]})";
  CHECK(matches(kTwo, R"({"d":{"a":2},"c":3})"));
  CHECK(matches(kTwo, R"({"d":{"a":1},"b":2})"));
  CHECK_FALSE(matches(kTwo, R"({"d":{"a":3},"b":2})"));
  // A path that is named again replaces the earlier leaf of its branch.
  constexpr std::string_view kAgain = R"({"a":["1"],"$or":[{"a":["2"]},{"b":["3"]}]})";
  CHECK(matches(kAgain, R"({"a":"2"})"));
  CHECK(matches(kAgain, R"({"a":"1","b":"3"})"));
  CHECK_FALSE(matches(kAgain, R"({"a":"1"})"));
  // Where it holds no objects it is a field like any other.
  CHECK(matches(R"({"$or":["x","y"]})", R"({"$or":"y"})"));
  CHECK(matches(R"({"$or":[{"prefix":"x"}]})", R"({"$or":"xy"})"));
  CHECK(matches(R"({"$or":[{"prefix":"x"},{"suffix":"z"}]})", R"({"$or":"yz"})"));
}

TEST_CASE("the last of two equal names in a pattern counts, and both in an event", "[pattern]") {
  CHECK_FALSE(matches(R"({"a":[1],"a":[2]})", R"({"a":1})"));
  CHECK(matches(R"({"a":[1],"a":[2]})", R"({"a":1,"a":2})"));
  CHECK(matches(R"({"a":[1]})", R"({"a":1,"a":2})"));
  CHECK(matches(R"({"a":{"b":[1]},"a":{"c":[2]}})", R"({"a":{"b":1,"c":2}})"));
  CHECK_FALSE(matches(R"({"a":{"b":[1]},"a":{"c":[2]}})", R"({"a":{"c":2}})"));
}

TEST_CASE("an event that is no object is an error, no answer", "[pattern]") {
  const auto pattern = Pattern::parse(R"({"a":[1]})");
  REQUIRE(pattern.ok());
  for (const char* event : {"", " ", "[]", "5", "nonsense", R"({"a":})", R"({"a":1)", R"({"a":1}})",
                            R"({"a":1} {})", R"({"a":01})", R"({"a":"\x"})", R"({"a" 1})"})
    CHECK(pattern->matches(event).status().code() == absl::StatusCode::kInvalidArgument);
  const std::string deep = R"({"a":)" + std::string(300, '[') + std::string(300, ']') + '}';
  CHECK(pattern->matches(deep).status().code() == absl::StatusCode::kResourceExhausted);
}
