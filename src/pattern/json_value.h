// SPDX-License-Identifier: Apache-2.0
// A value of a JSON text that has been checked.
#pragma once

#include <string>
#include <string_view>

#include "json/indexed_text.h"

namespace lambent::inline LAMBENT_ABI::detail {

class JsonValue {
 public:
  JsonValue(const IndexedText& document, Place at) : document_(&document), at_(at) {}

  char first() const { return document_->byte(at_); }
  bool is_object() const { return first() == '{'; }
  bool is_array() const { return first() == '['; }
  bool is_string() const { return first() == '"'; }
  bool is_number() const { return first() == '-' || is_digit(first()); }
  bool is_true() const { return first() == 't'; }
  bool is_false() const { return first() == 'f'; }
  bool is_null() const { return first() == 'n'; }

  /// "a string", ...
  std::string_view kind() const {
    if (is_object()) return "an object";
    if (is_array()) return "a list";
    if (is_string()) return "a string";
    if (is_null()) return "null";
    return is_number() ? "a number" : "a boolean";
  }

  std::string string() const {
    const std::string_view raw = document_->raw_string(at_);
    std::string text(raw.size(), '\0');
    text.resize(static_cast<std::size_t>(unescape(raw, text.data()) - text.data()));
    return text;
  }
  std::string_view number() const { return document_->number(at_); }

  /// Calls `visit(name, value)` for every member of an object, until it says false.
  template <class Visit>
  bool each_member(Visit visit) const {
    for (Place at = at_ + 1; document_->byte(at) != '}';) {
      if (document_->byte(at) == ',') ++at;
      const JsonValue value(*document_, at + 2);
      if (!visit(JsonValue(*document_, at).string(), value)) return false;
      at = document_->behind(at + 2);
    }
    return true;
  }
  /// Calls `visit(value)` for every element of a list, until it says false.
  template <class Visit>
  bool each_element(Visit visit) const {
    for (Place at = at_ + 1; document_->byte(at) != ']';) {
      if (document_->byte(at) == ',') ++at;
      if (!visit(JsonValue(*document_, at))) return false;
      at = document_->behind(at);
    }
    return true;
  }

 private:
  const IndexedText* document_;
  Place at_;
};

}  // namespace lambent::inline LAMBENT_ABI::detail
