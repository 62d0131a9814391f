// SPDX-License-Identifier: Apache-2.0
#include "lambent/s3_key.h"

#include <algorithm>
#include <charconv>

namespace lambent::inline LAMBENT_ABI {

std::string decoded_s3_key(std::string_view key) {
  std::string decoded;
  decoded.reserve(key.size());
  for (std::size_t i = 0; i < key.size(); ++i) {
    if (key[i] == '+') {
      decoded += ' ';
      continue;
    }
    unsigned char byte = 0;
    if (key[i] == '%' && key.size() - i > 2) {
      const char* const digits = key.data() + i + 1;
      if (std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2) {
        decoded += static_cast<char>(byte);
        i += 2;
        continue;
      }
    }
    decoded += key[i];
  }
  return decoded;
}

bool sequencer_less(std::string_view a, std::string_view b) {
  // The shorter one counts as if zeros stood behind it.
  const std::size_t common = std::min(a.size(), b.size());
  if (const int order = a.substr(0, common).compare(b.substr(0, common)); order != 0)
    return order < 0;
  return b.find_first_not_of('0', common) != b.npos;
}

}  // namespace lambent::inline LAMBENT_ABI
