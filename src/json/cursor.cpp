// SPDX-License-Identifier: Apache-2.0
#include "json/cursor.h"

#include <array>

namespace lambent::detail {

std::string_view Cursor::unescaped(std::string_view raw, Arena& arena) {
  char* const out = static_cast<char*>(arena.allocate(raw.size(), 1));
  char* const end = unescape(raw, out);
  if (end == nullptr) return {};
  const auto size = static_cast<std::size_t>(end - out);
  arena.resize(out, raw.size(), size);
  return {out, size};
}

bool Cursor::scalar_is_valid() {
  switch (byte()) {
    case '"': {
      const std::string_view raw = raw_string();
      return !has_escapes(raw) || escapes_are_valid(raw);
    }
    case 't': return is_literal("true");
    case 'f': return is_literal("false");
    case 'n': return is_literal("null");
    default: return !number().empty();
  }
}

Cursor::Skipped Cursor::skip(std::size_t depth) {
  // One bit a level: whether it is an object.
  constexpr std::size_t kDeepest = 4096;
  if (byte() != '{' && byte() != '[') {
    if (at_end() || !scalar_is_valid()) return Skipped::kMalformed;
    advance();
    return Skipped::kWhole;
  }
  std::uint64_t objects[kDeepest / 64];  // only bits below `level` mean anything
  objects[0] = 0;
  const auto is_object = [&](std::size_t at) { return (objects[at / 64] >> (at % 64) & 1) != 0; };
  std::size_t level = 0;
  const std::size_t deepest = depth < kDeepest ? depth : kDeepest;
  for (;;) {
    // Here stands a value.
    const char opening = byte();
    bool closed = true;
    if (opening == '{' || opening == '[') {
      if (level == deepest) return Skipped::kTooDeep;
      const std::uint64_t bit = std::uint64_t{1} << (level % 64);
      if (opening == '{') {
        objects[level / 64] |= bit;
      } else {
        objects[level / 64] &= ~bit;
      }
      ++level;
      advance();
      closed = byte() == (opening == '{' ? '}' : ']');
      if (closed) {
        --level;
        advance();
      }
    } else {
      if (opening == '"' ? !string_is_valid() : at_end() || !scalar_is_valid())
        return Skipped::kMalformed;
      advance();
    }
    // Behind a value: close what closes, and move to the next one.
    if (closed) {
      while (level > 0 && byte() == (is_object(level - 1) ? '}' : ']')) {
        --level;
        advance();
      }
      if (level == 0) return Skipped::kWhole;
      if (byte() != ',') return Skipped::kMalformed;
      advance();
    }
    if (is_object(level - 1)) {
      if (byte() != '"' || byte_after() != ':' || !string_is_valid()) return Skipped::kMalformed;
      advance(2);
    }
  }
}

void Cursor::skip_unchecked() {
  const char opening = byte();
  ++at_;
  if (opening == '{' || opening == '[') leave_unchecked();
}

void Cursor::leave_unchecked() {
  // +1 for what opens, -1 for what closes.
  static constexpr auto kSteps = [] {
    std::array<std::int8_t, 256> steps{};
    steps['{'] = steps['['] = 1;
    steps['}'] = steps[']'] = -1;
    return steps;
  }();
  const auto step = [this](const std::uint32_t* entry) -> std::ptrdiff_t {
    return kSteps[static_cast<unsigned char>(text_[*entry])];
  };
  std::ptrdiff_t depth = 1;
  // Most values are small. In large ones eight steps at a time, as long as the level cannot be left
  // within them.
  for (int i = 0; i < 48; ++i)
    if (at_ == end_ || (depth += step(at_++)) == 0) return;
  while (end_ - at_ >= 8) {
    std::ptrdiff_t lowest = depth;
    std::ptrdiff_t now = depth;
    for (int i = 0; i < 8; ++i) {
      now += step(at_ + i);
      lowest = now < lowest ? now : lowest;
    }
    if (lowest <= 0) break;
    depth = now;
    at_ += 8;
  }
  while (depth > 0 && at_ < end_) depth += step(at_++);
}

}  // namespace lambent::detail
