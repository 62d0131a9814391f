// SPDX-License-Identifier: Apache-2.0
#include "json/bytes.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

const char* skip_digits(const char* p) {
  while (is_digit(*p)) ++p;
  return p;
}

/// The value of four hexadecimal digits, or -1.
int hex4(const char* p, const char* end) {
  if (end - p < 4) return -1;
  int value = 0;
  for (int i = 0; i < 4; ++i) {
    const char c = p[i];
    int digit = -1;
    if (is_digit(c)) digit = c - '0';
    if (c >= 'a' && c <= 'f') digit = c - 'a' + 10;
    if (c >= 'A' && c <= 'F') digit = c - 'A' + 10;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

char simple_escape(char c) {
  switch (c) {
    case '"': return '"';
    case '\\': return '\\';
    case '/': return '/';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return 0;
  }
}

char* put_utf8(char* out, std::uint32_t c) {
  const auto put = [&](std::uint32_t byte) { *out++ = static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6);
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  }
  return out;
}

bool is_high_surrogate(int c) { return (c & 0xFC00) == 0xD800; }
bool is_low_surrogate(int c) { return (c & 0xFC00) == 0xDC00; }

/// Reads what stands behind `\u` and moves `p` behind it; -1 where it is malformed.
std::int32_t unicode_escape(const char*& p, const char* end) {
  const int first = hex4(p, end);
  if (first < 0) return -1;
  p += 4;
  if (is_low_surrogate(first)) return 0xFFFD;
  if (!is_high_surrogate(first)) return first;
  if (end - p >= 6 && p[0] == '\\' && p[1] == 'u') {
    const int second = hex4(p + 2, end);
    if (second >= 0 && is_low_surrogate(second)) {
      p += 6;
      return 0x10000 + ((first & 0x3FF) << 10) + (second & 0x3FF);
    }
  }
  return 0xFFFD;
}

}  // namespace

const char* before_space(const char* begin, const char* end) {
  // Indentation, mostly: eight blanks at a time.
  while (end - begin >= 8) {
    const std::uint64_t others = load8_in_order(end - 8) ^ kOnes * ' ';
    const int blanks = std::countl_zero(others) / 8;
    end -= blanks;
    if (blanks != 8) break;
  }
  while (end != begin && is_space(end[-1])) --end;
  return end;
}

const char* end_of_number(const char* p) {
  if (*p == '-') ++p;
  if (*p == '0') {
    ++p;
  } else {
    if (!is_digit(*p)) return nullptr;
    p = skip_digits(p);
  }
  if (*p == '.') {
    if (!is_digit(*++p)) return nullptr;
    p = skip_digits(p);
  }
  if (*p == 'e' || *p == 'E') {
    ++p;
    if (*p == '+' || *p == '-') ++p;
    if (!is_digit(*p)) return nullptr;
    p = skip_digits(p);
  }
  return p;
}

char* unescape(std::string_view text, char* out) {
  const char* p = text.data();
  const char* const end = p + text.size();
  while (p != end) {
    // Copies eight bytes at a time and keeps those in front of the next backslash. Neither side is
    // passed: what is left of the input is never more than what is left of the output.
    while (end - p >= 8) {
      const std::uint64_t mask = bytes_equal_to(load8_in_order(p), '\\');
      std::memcpy(out, p, 8);
      const int kept = mask != 0 ? first_marked(mask) : 8;
      p += kept;
      out += kept;
      if (mask != 0) break;
    }
    while (p != end && *p != '\\') *out++ = *p++;
    if (p == end) break;
    if (++p == end) return nullptr;
    if (*p == 'u') {
      const std::int32_t c = unicode_escape(++p, end);
      if (c < 0) return nullptr;
      out = put_utf8(out, static_cast<std::uint32_t>(c));
    } else {
      const char c = simple_escape(*p++);
      if (c == 0) return nullptr;
      *out++ = c;
    }
  }
  return out;
}

bool escapes_are_valid(std::string_view text) {
  const char* p = text.data();
  const char* const end = p + text.size();
  while ((p = find_backslash(p, end)) != end) {
    if (++p == end) return false;
    if (*p == 'u') {
      if (unicode_escape(++p, end) < 0) return false;
    } else if (simple_escape(*p++) == 0) {
      return false;
    }
  }
  return true;
}

}  // namespace lambent::inline LAMBENT_ABI::detail
