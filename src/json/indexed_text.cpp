// SPDX-License-Identifier: Apache-2.0
#include "json/indexed_text.h"

#include <array>

namespace lambent::inline LAMBENT_ABI::detail {

std::string_view unescaped(std::string_view raw, Arena& arena) {
  char* const out = static_cast<char*>(arena.allocate(raw.size(), 1));
  char* const end = unescape(raw, out);
  if (end == nullptr) return {};
  const auto size = static_cast<std::size_t>(end - out);
  arena.resize(out, raw.size(), size);
  return {out, size};
}

Place IndexedText::behind_container(Place at) const {
  // +1 for what opens, -1 for what closes.
  static constexpr auto kSteps = [] {
    std::array<std::int8_t, 256> steps{};
    steps['{'] = steps['['] = 1;
    steps['}'] = steps[']'] = -1;
    return steps;
  }();
  const char* const bytes = text;
  const auto step = [bytes](Place entry) -> std::ptrdiff_t {
    return kSteps[static_cast<unsigned char>(bytes[*entry])];
  };
  const Place end = index + index_size;
  std::ptrdiff_t depth = 1;
  // Most values are small. In large ones eight steps at a time, as long as the level cannot be left
  // within them.
  for (const Place near = end - at > 48 ? at + 48 : end; at < near;)
    if ((depth += step(at++)) == 0) return at;
  while (end - at >= 8) {
    std::ptrdiff_t lowest = depth;
    std::ptrdiff_t now = depth;
    for (int i = 0; i < 8; ++i) {
      now += step(at + i);
      lowest = now < lowest ? now : lowest;
    }
    if (lowest <= 0) break;
    depth = now;
    at += 8;
  }
  while (depth > 0 && at < end) depth += step(at++);
  return at;
}

namespace {

inline bool string_is_valid(const IndexedText& document, Place at, Escapes& escapes) {
  if (escapes.none_before(document.text + at[1])) [[likely]]
    return true;
  const std::string_view raw = document.raw_string(at);
  return !escapes.in(raw) || escapes_are_valid(raw);
}

/// Of what is no string and no container.
bool scalar_is_valid(const IndexedText& document, Place at) {
  switch (document.byte(at)) {
    case 't': return document.is_literal(at, "true");
    case 'f': return document.is_literal(at, "false");
    case 'n': return document.is_literal(at, "null");
    default: return !document.is_end(at) && !document.number(at).empty();
  }
}

/// What the levels outside the innermost one are: objects, or else arrays. A stack of bits.
class Levels {
 public:
  static constexpr std::size_t kDeepest = 4096;

  std::size_t depth() const { return depth_; }
  void push(bool object) {
    if (depth_ % 64 == 0) full_[depth_ / 64] = top_;
    top_ = top_ << 1 | static_cast<std::uint64_t>(object);
    ++depth_;
  }
  bool pop() {
    const bool object = (top_ & 1) != 0;
    top_ >>= 1;
    --depth_;
    if (depth_ % 64 == 0) top_ = full_[depth_ / 64];
    return object;
  }

 private:
  std::size_t depth_ = 0;
  std::uint64_t top_ = 0;  // of the newest up to 64
  std::uint64_t full_[kDeepest / 64];  // what `top_` was before each of those began
};

}  // namespace

Skipped skip_checked(const IndexedText& document, Place at, std::size_t depth, Escapes& escapes) {
  using enum Skipped::Outcome;
  Levels outer;
  bool in_object = false;
  const std::size_t deepest = depth < Levels::kDeepest ? depth : Levels::kDeepest;
  for (;;) {
    // Here stands a value.
    const char first = document.byte(at);
    bool behind = true;
    if (first == '"') {
      if (!string_is_valid(document, at, escapes)) return {kMalformed, at};
      ++at;
    } else if (first == '{' || first == '[') {
      if (outer.depth() == deepest) return {kTooDeep, at};
      outer.push(in_object);
      in_object = first == '{';
      ++at;
      behind = document.byte(at) == (in_object ? '}' : ']');
    } else {
      if (!scalar_is_valid(document, at)) return {kMalformed, at};
      ++at;
    }
    if (behind) {  // close what closes
      for (;; ++at) {
        if (outer.depth() == 0) return {kWhole, at};
        const char separator = document.byte(at);
        if (separator == ',') break;
        if (separator != (in_object ? '}' : ']')) return {kMalformed, at};
        in_object = outer.pop();
      }
      ++at;
    }
    if (in_object) {
      if (document.byte(at) != '"' || document.byte(at + 1) != ':' ||
          !string_is_valid(document, at, escapes))
        return {kMalformed, at};
      at += 2;
    }
  }
}

}  // namespace lambent::inline LAMBENT_ABI::detail
