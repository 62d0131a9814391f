// SPDX-License-Identifier: Apache-2.0
#include "json/utf8.h"

#include <string>

#include "catch.h"

using namespace lambent::detail;

TEST_CASE("text that is UTF-8 is readable as it is", "[utf8]") {
  for (const std::string text : {"", "plain", "caf\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x94\xa5"})
    CHECK(readable_utf8(text) == text);
}

TEST_CASE("every byte that is no UTF-8 becomes one replacement character", "[utf8]") {
  const std::string bad = "\xef\xbf\xbd";
  CHECK(readable_utf8("a\xff"
                      "b") == "a" + bad + "b");
  CHECK(readable_utf8("\xc3") == bad);
  CHECK(readable_utf8("\xc0\xaf") == bad + bad);                      // could be shorter
  CHECK(readable_utf8("\xed\xa0\x80") == bad + bad + bad);            // half of a surrogate pair
  CHECK(readable_utf8("\xf4\x90\x80\x80") == bad + bad + bad + bad);  // beyond Unicode
}

TEST_CASE("a prefix cuts no character in two", "[utf8]") {
  CHECK(utf8_prefix("caf\xc3\xa9", 5) == "caf\xc3\xa9");
  CHECK(utf8_prefix("caf\xc3\xa9", 4) == "caf");
  CHECK(utf8_prefix("caf\xc3\xa9", 3) == "caf");
  CHECK(utf8_prefix("\xf0\x9f\x94\xa5", 3).empty());
  CHECK(utf8_prefix("", 3).empty());
}
