// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/s3.h"

#include <string>
#include <string_view>

#include "catch.h"

TEST_CASE("the key of an object is decoded, malformed escapes kept", "[s3]") {
  struct Row {
    std::string_view key;
    std::string expected;
  };
  const Row rows[] = {{"photos/Brass+lamp+%28front%29.jpg", "photos/Brass lamp (front).jpg"},
                      {"a%2Bb", "a+b"},
                      {"%C3%A9", "\xc3\xa9"},
                      {"%ff%00x", std::string("\xff\0x", 3)},
                      {"100%", "100%"},
                      {"%4", "%4"},
                      {"%zz%+1%-1", "%zz% 1%-1"},
                      {"", ""}};
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.key) { CHECK(lambent::decoded_key({.key = row.key}) == row.expected); }
  }
}

TEST_CASE("the kind of an S3 event has no prefix", "[s3]") {
  CHECK(lambent::event_kind({.event_name = "s3:ObjectRestore:Completed"}) ==
        "ObjectRestore:Completed");
  CHECK(lambent::event_kind({.event_name = "ObjectCreated:Put"}) == "ObjectCreated:Put");
}
