// SPDX-License-Identifier: Apache-2.0
// The steps of the reader that both of its halves take at every value.
#pragma once

#include "json/reader.h"

namespace lambent::detail {

inline bool is_text(Kind kind) { return kind >= Kind::kText && kind <= Kind::kBase64; }

/// At a bracket: moves behind it, one level down.
inline bool Reader::open(char bracket, const char* what) {
  if (cursor_.byte() != bracket || depth_ == max_depth_) [[unlikely]] return cannot_open(bracket, what);
  ++depth_;
  cursor_.advance();
  return true;
}

/// Behind an element: moves to the next one, or behind the closing bracket.
inline bool Reader::next_element(char close, bool& more) {
  const char c = cursor_.byte();
  if (c == ',' || c == close) {
    cursor_.advance();
    more = c == ',';
    return true;
  }
  return fail(close == '}' ? "a comma or a closing brace" : "a comma or a closing bracket");
}

inline bool Reader::text(std::string_view& out) {
  out = cursor_.string(storage_.text);
  if (out.data() == nullptr) [[unlikely]] return fail("a string", "a malformed escape in a string");
  cursor_.advance();
  return true;
}

/// The kinds that nearly all members have come first; the rest is out of line.
inline Reader::Result Reader::value(char* out, Kind kind, const TypeInfo& type) {
  if (is_text(kind) && cursor_.byte() == '"') [[likely]]
    return text(*reinterpret_cast<std::string_view*>(out)) ? Result::kValue : Result::kFailed;
  if (kind == Kind::kStruct && cursor_.byte() == '{')
    return object(out, type.structure()) ? Result::kValue : Result::kFailed;
  if (cursor_.byte() == 'n' && kind != Kind::kRawJson) {
    if (!cursor_.is_literal("null")) return fail("a value"), Result::kFailed;
    if (kind == Kind::kAttributeValue)
      return fail("an object with one type tag"), Result::kFailed;
    cursor_.advance();
    return Result::kNull;
  }
  return other_value(out, type);
}

}  // namespace lambent::detail
