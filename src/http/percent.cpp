// SPDX-License-Identifier: Apache-2.0
#include "http/percent.h"

#include <charconv>
#include <cstddef>

#include "json/structural_index.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

/// Appends what `text` decodes to. False where an escape is malformed.
bool append_unescaped(std::string_view text, bool plus_is_space, std::string& out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      unsigned char byte = 0;
      if (text.size() - i < 3) return false;
      const char* const digits = text.data() + i + 1;
      if (std::from_chars(digits, digits + 2, byte, 16).ptr != digits + 2) return false;
      out += static_cast<char>(byte);
      i += 2;
    } else {
      out += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  return true;
}

void append_decoded(std::string_view text, bool plus_is_space, std::string& out) {
  const std::size_t begin = out.size();
  if (append_unescaped(text, plus_is_space, out) && is_utf8(std::string_view(out).substr(begin)))
    return;
  out.resize(begin);
  out += text;
}

}  // namespace

void append_decoded_segment(std::string_view segment, std::string& out) {
  append_decoded(segment, false, out);
}

std::string decoded_path(std::string_view path) {
  std::string decoded;
  decoded.reserve(path.size());
  while (true) {
    const std::size_t slash = path.find('/');
    append_decoded_segment(path.substr(0, slash), decoded);
    if (slash == path.npos) return decoded;
    decoded += '/';
    path.remove_prefix(slash + 1);
  }
}

std::string decoded_query(std::string_view text) {
  std::string decoded;
  append_decoded(text, true, decoded);
  return decoded;
}

}  // namespace lambent::inline LAMBENT_ABI::detail
