// SPDX-License-Identifier: Apache-2.0
// An indexed JSON text, and what can be seen of it from a place. The typed reader, the recogniser
// and everything else that reads JSON walk with this.
//
// A place is passed by value and the next one returned, so that it stays in a register: a walk that
// kept it as a member would wait at every step for its own last store.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "json/bytes.h"
#include "lambent/detail/arena.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// Points at an entry of the index, or at one of the two that stand behind the last one and mean
/// the end of the text, where byte() is no structural character.
using Place = const std::uint32_t*;

/// A JSON text with its index; see structural_index.h. kPadding bytes behind it are readable.
struct IndexedText {
  const char* text = nullptr;
  std::size_t size = 0;
  Place index = nullptr;
  std::size_t index_size = 0;
  const char* first_backslash = nullptr;  // the end of the text where there is none

  const char* end_of_text() const { return text + size; }
  bool is_end(Place at) const { return at >= index + index_size; }

  const char* here(Place at) const { return text + *at; }
  char byte(Place at) const { return text[*at]; }

  /// Behind the last byte of the string, number or literal that starts here.
  const char* end_of_scalar(Place at) const {
    const char* const end = text + at[1];
    return is_space(end[-1]) ? before_space(here(at) + 1, end) : end;
  }

  /// The inside of the string that starts here, escapes and all.
  std::string_view raw_string(Place at) const {
    const char* const begin = here(at) + 1;
    const char* end = text + at[1] - 1;
    if (*end != '"') [[unlikely]]
      end = end_of_scalar(at) - 1;
    return {begin, static_cast<std::size_t>(end - begin)};
  }

  /// The JSON number that starts here, as it is written; empty where it is malformed.
  std::string_view number(Place at) const {
    const char* const end = end_of_number(here(at));
    if (end == nullptr || end != end_of_scalar(at)) return {};
    return {here(at), static_cast<std::size_t>(end - here(at))};
  }

  template <std::size_t N>
  bool is_literal(Place at, const char (&word)[N]) const {
    return std::memcmp(here(at), word, N - 1) == 0 && end_of_scalar(at) - here(at) == N - 1;
  }

  /// Behind the value that starts here; checks nothing but that brackets balance.
  Place behind(Place at) const {
    const char first = byte(at);
    return first == '{' || first == '[' ? behind_container(at + 1) : at + 1;
  }
  /// Behind the end of the object or array whose inside `at` is in.
  Place behind_container(Place at) const;
};

/// Tells which strings of a text have escapes. Ask about them in the order in which they stand.
class Escapes {
 public:
  explicit Escapes(const IndexedText& document)
      : next_(document.first_backslash), end_(document.end_of_text()) {}

  bool in(std::string_view raw) { return !none_before(raw.data() + raw.size()) && find(raw); }
  /// True only if there are none up to `end`, from the last string that was asked about.
  bool none_before(const char* end) const { return next_ >= end; }

 private:
  bool find(std::string_view raw) {
    if (next_ < raw.data()) next_ = find_backslash(raw.data(), end_);
    return next_ < raw.data() + raw.size();
  }

  // Not behind the first one that no string has been asked about.
  const char* next_;
  const char* end_;
};

/// The inside of a string without its escapes, in `arena`; null data where one is malformed.
std::string_view unescaped(std::string_view raw, Arena& arena);

/// How a walk over a whole value ended, and where: behind the value, or at the fault.
struct Skipped {
  enum class Outcome : std::uint8_t { kWhole, kMalformed, kTooDeep };
  Outcome outcome;
  Place at;
};

/// Walks over the value that starts at `at` and checks all of it. `depth` is how many more levels
/// may open.
Skipped skip_checked(const IndexedText& document, Place at, std::size_t depth, Escapes& escapes);

}  // namespace lambent::inline LAMBENT_ABI::detail
