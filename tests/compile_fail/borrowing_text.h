// SPDX-License-Identifier: Apache-2.0
// A type whose Codec says that it views the text it was read from; mended, it owns its text.
#pragma once

#include <string>
#include <string_view>

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
