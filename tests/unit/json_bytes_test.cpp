// SPDX-License-Identifier: Apache-2.0
#include "lambent/json_bytes.h"

#include <optional>
#include <string>
#include <string_view>

#include "catch.h"

TEST_CASE("bytes are arrays of numbers or base64", "[json_bytes]") {
  struct Row {
    std::string_view json;
    std::optional<std::string> expected;
  };
  const Row rows[] = {
      {"[]", ""},
      {"[76,97]", "La"},
      {" [ 76 , 97 ] ", std::nullopt},  // decoded values have no white space around them
      {"[ 76 ,\n97 ]", "La"},
      {"[-128,-36,-1,0,127]", std::string("\x80\xdc\xff\0\x7f", 5)},
      {"[128,220,255,-0]", std::string("\x80\xdc\xff\0", 4)},
      {"[76.0,9.7e1]", "La"},
      {"[256]", std::nullopt},
      {"[-129]", std::nullopt},
      {"[76.5]", std::nullopt},
      {"[1e400]", std::nullopt},
      {"[-1e400]", std::nullopt},
      {"[99999999999999999999]", std::nullopt},
      {"[null]", std::nullopt},
      {"[true]", std::nullopt},
      {"[\"76\"]", std::nullopt},
      {"[[76]]", std::nullopt},
      {"[{}]", std::nullopt},
      {"[nan]", std::nullopt},
      {"[inf]", std::nullopt},
      {"[076]", std::nullopt},
      {"[.5]", std::nullopt},
      {"[76", std::nullopt},
      {"[76,]", std::nullopt},
      {"[76]]", std::nullopt},
      {"[", std::nullopt},
      {"\"\"", ""},
      {"\"TGE=\"", "La"},
      {"\"TGE\"", "La"},
      {R"("TGE\u003d")", "La"},
      {R"("\/\/79")", "\xff\xfe\xfd"},
      {"\"*\"", std::nullopt},
      {"\"TGE=", std::nullopt},
      {"\"", std::nullopt},
      {R"("\x")", std::nullopt},
      {"7", std::nullopt},
      {"true", std::nullopt},
      {"null", std::nullopt},
      {"{}", std::nullopt},
      {R"({"bytes":[76]})", std::nullopt},
      {"", std::nullopt},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION("'" << row.json << "'") {
      CHECK(lambent::bytes_of({row.json}) == row.expected);
    }
  }
}

TEST_CASE("what nests too deeply is not taken for bytes", "[json_bytes]") {
  const std::string deep(100000, '[');
  CHECK_FALSE(lambent::bytes_of({deep}).has_value());
  const std::string inside = R"({"bytes":)" + deep;
  CHECK_FALSE(lambent::bytes_of_member({inside}, "bytes").has_value());
}

TEST_CASE("bytes may be a member of an object", "[json_bytes]") {
  struct Row {
    std::string_view json;
    std::optional<std::string> expected;
  };
  const Row rows[] = {
      {R"({"bytes":[76,-61,-92]})", "L\xc3\xa4"},
      {R"({"bytes":"TGE="})", "La"},
      {R"({"length":1,"b\u0079tes":[76]})", "L"},
      {R"({"bytes":[]})", ""},
      {R"({"bytes":[256]})", std::nullopt},
      {R"({"bytes":null})", std::nullopt},
      {R"({"bytes":{"bytes":[76]}})", std::nullopt},
      {R"({"Bytes":[76]})", std::nullopt},
      {R"({"bytes":[76])", std::nullopt},
      {"{}", std::nullopt},
      {"{", std::nullopt},
      {"[76]", std::nullopt},
      {"\"TGE=\"", std::nullopt},
      {"10", std::nullopt},
      {"null", std::nullopt},
      {"", std::nullopt},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION("'" << row.json << "'") {
      CHECK(lambent::bytes_of_member({row.json}, "bytes") == row.expected);
    }
  }
}
