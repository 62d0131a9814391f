// SPDX-License-Identifier: Apache-2.0
// A place in an indexed JSON text, and the steps one can take from it. The typed reader, the
// recogniser and everything else that reads JSON walk with this.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "json/bytes.h"
#include "lambent/detail/arena.h"

namespace lambent::detail {

/// An indexed JSON text; see structural_index.h. kPadding bytes behind it are readable.
struct IndexedText {
  const char* text = nullptr;
  std::size_t size = 0;
  const std::uint32_t* index = nullptr;
  std::size_t index_size = 0;
};

/// Invariant: `at_` points at an entry of the index or at one of the two that stand behind the
/// last one and mean the end of the text, where `byte()` is no structural character.
class Cursor {
 public:
  explicit Cursor(const IndexedText& document)
      : text_(document.text),
        end_of_text_(document.text + document.size),
        at_(document.index),
        end_(document.index + document.index_size),
        next_backslash_(text_) {}

  const char* here() const { return text_ + *at_; }
  char byte() const { return text_[*at_]; }
  char byte_after() const { return text_[at_[1]]; }
  bool at_end() const { return at_ >= end_; }
  std::size_t position() const { return *at_; }
  const char* end_of_text() const { return end_of_text_; }
  void advance(std::size_t entries = 1) { at_ += entries; }

  /// Behind the last byte of the string, number or literal that starts here.
  const char* end_of_scalar() const {
    const char* end = text_ + at_[1];
    while (end > here() + 1 && is_space(end[-1])) --end;
    return end;
  }

  /// The inside of the string that starts here, escapes and all.
  std::string_view raw_string() const {
    const char* const begin = here() + 1;
    const char* end = text_ + at_[1] - 1;
    if (*end != '"') [[unlikely]] end = end_of_scalar() - 1;
    return {begin, static_cast<std::size_t>(end - begin)};
  }

  /// Whether the string has escapes. Call it for strings in the order in which they stand.
  bool has_escapes(std::string_view raw) {
    if (next_backslash_ >= raw.data() + raw.size()) [[likely]] return false;
    if (next_backslash_ < raw.data()) next_backslash_ = find_backslash(raw.data(), end_of_text_);
    return next_backslash_ < raw.data() + raw.size();
  }

  /// The string that starts here, unescaped into `arena` where that is needed; null data where an
  /// escape is malformed. Does not move.
  std::string_view string(Arena& arena) {
    const std::string_view raw = raw_string();
    return has_escapes(raw) ? unescaped(raw, arena) : raw;
  }

  /// The JSON number that starts here, as it is written; empty where it is malformed.
  std::string_view number() const {
    const char* const end = end_of_number(here());
    if (end == nullptr || end != end_of_scalar()) return {};
    return {here(), static_cast<std::size_t>(end - here())};
  }

  bool is_literal(std::string_view word) const {
    return end_of_scalar() - here() == static_cast<std::ptrdiff_t>(word.size()) &&
           std::memcmp(here(), word.data(), word.size()) == 0;
  }

  /// A member of an object, its name still escaped.
  struct Member {
    std::string_view raw_key;
    char value;  // the first byte of the value
  };
  /// At a member: moves to its value. False, without moving, where no member is here.
  bool enter_member(Member& member) {
    const char* const quote = here();
    const char* const colon = text_ + at_[1];
    if (*quote != '"' || *colon != ':') return false;
    const char* end = colon - 1;
    while (*end != '"') --end;  // stops at the quote that closes the name
    member = {{quote + 1, static_cast<std::size_t>(end - quote - 1)}, text_[at_[2]]};
    at_ += 2;
    return true;
  }

  /// Why a walk over a whole value stopped.
  enum class Skipped : std::uint8_t { kWhole, kMalformed, kTooDeep };

  /// Moves behind the value that starts here and checks all of it. `depth` is how many more levels
  /// may open.
  Skipped skip(std::size_t depth);

  /// Moves behind the value that starts here and checks nothing but that brackets balance.
  void skip_unchecked();
  /// Moves behind the end of the object or array that the cursor is in, checking no more.
  void leave_unchecked();

 private:
  std::string_view unescaped(std::string_view raw, Arena& arena);
  bool scalar_is_valid();
  /// Of the string that starts here.
  bool string_is_valid() {
    return next_backslash_ >= text_ + at_[1] || scalar_is_valid();
  }

  const char* text_;
  const char* end_of_text_;
  const std::uint32_t* at_;
  const std::uint32_t* end_;
  // Not behind the first one that no string has been asked about: at first the start of the text.
  const char* next_backslash_;
};

}  // namespace lambent::detail
