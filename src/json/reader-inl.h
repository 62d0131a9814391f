// SPDX-License-Identifier: Apache-2.0
// The steps of the reader that both of its halves take at every value.
#pragma once

#include <new>

#include "json/reader.h"

namespace lambent::inline LAMBENT_ABI::detail {

inline bool is_text(Kind kind) { return kind >= Kind::kText && kind <= Kind::kBase64; }

/// At a bracket: moves behind it, one level down.
inline Place Reader::open(Place at, char bracket, const char* what) {
  if (document_.byte(at) != bracket || depth_ == max_depth_) [[unlikely]]
    return cannot_open(at, bracket, what);
  ++depth_;
  return at + 1;
}

/// Behind an element: moves to the next one, or behind the closing bracket.
inline Place Reader::next_element(Place at, bool& more) {
  const char separator = document_.byte(at);
  more = separator == ',';
  if (more || separator == ']') [[likely]]
    return at + 1;
  return fail(at, "a comma or a closing bracket");
}
/// Behind a member: the same.
inline Place Reader::next_member(Place at, bool& more) {
  const char separator = document_.byte(at);
  more = separator == ',';
  if (more || separator == '}') [[likely]]
    return at + 1;
  return fail(at, "a comma or a closing brace");
}

inline Place Reader::text(Place at, std::string_view& out) {
  std::string_view string = document_.raw_string(at);
  if (escapes_.in(string)) [[unlikely]] {
    string = unescaped(string, storage_.text);
    if (string.data() == nullptr) return fail("a string", "a malformed escape in a string");
  }
  out = string;
  return at + 1;
}

/// The kinds that nearly all members have come first; the rest is out of line.
inline Place Reader::value(Place at, char* out, Kind kind, const TypeInfo& type) {
  const char first = document_.byte(at);
  if (is_text(kind) && first == '"') [[likely]]
    return text(at, *reinterpret_cast<std::string_view*>(out));
  if (kind == Kind::kStruct && first == '{') return object(at, out, type.structure());
  if (first == 'n' && kind != Kind::kRawJson) return null(at, kind);
  return other_value(at, out, type);
}

/// A value in memory where nothing is yet.
inline Place Reader::new_value(Place at, char* memory, const TypeInfo& type) {
  if (is_text(type.kind) && document_.byte(at) == '"')
    return text(at, *new (memory) std::string_view);
  type.construct(memory);
  return value(at, memory, type.kind, type);
}

}  // namespace lambent::inline LAMBENT_ABI::detail
