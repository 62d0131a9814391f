// expect: what this Codec decodes borrows text that does not stay
// SPDX-License-Identifier: Apache-2.0
// The JSON of an item is gone when image_as() has returned.
#include <string>

#include "lambent/dynamodb_json.h"

#ifdef LAMBENT_FIXED
struct Text {
  std::string text;
};
#else
struct Text {
  std::string_view text;
};
#endif

template <>
struct lambent::Codec<Text> {
#ifndef LAMBENT_FIXED
  static constexpr bool kBorrows = true;
#endif
  static absl::StatusOr<Text> decode(std::string_view json) {
    return Text{{json.data(), json.size()}};
  }
  static void encode(const Text& value, std::string& out) { out += value.text; }
};

bool reads(const lambent::Map<lambent::AttributeValue>& item) {
  return lambent::image_as<Text>(item).ok();
}
