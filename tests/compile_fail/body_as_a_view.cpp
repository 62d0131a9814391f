// expect: what this Codec decodes borrows text that does not stay
// SPDX-License-Identifier: Apache-2.0
// A body that was base64 is gone when body_as() has returned.
#include <string>

#include "lambent/http.h"

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

bool reads(const lambent::HttpRequest& request) { return request.body_as<Text>().ok(); }
