// expect: what this Codec decodes borrows text that does not stay
// SPDX-License-Identifier: Apache-2.0
// What base64 stood for is gone when as() has returned.
#include <string>

#include "lambent/event.h"

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

bool reads(const lambent::Base64& data) { return lambent::as<Text>(data).ok(); }
