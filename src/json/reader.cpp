// SPDX-License-Identifier: Apache-2.0
#include "json/reader-inl.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include "lambent/answers.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

/// Whether the key behind the quote at `key - 1` is the row's. Keys with escapes are not.
inline bool matches(const FieldInfo& row, const char* key) {
  if (((load8(key) ^ row.head) & row.head_mask) != 0) return false;
  const std::size_t size = row.key.size();
  if (size < 8) return true;  // the head holds the closing quote, too
  if (load8(key + size - 7) != row.tail) return false;
  if (size < 16) return true;
  for (std::size_t i = 8; i + 8 <= size; i += 8)
    if (load8(key + i) != load8(row.key.data() + i)) return false;
  return true;
}

/// A number that is written with a fraction or an exponent but is integral all the same: `5.0`.
bool integral(std::string_view number, std::int64_t& out) {
  double value = 0;
  if (std::from_chars(number.data(), number.data() + number.size(), value).ec != std::errc{})
    return false;
  constexpr double kExact = 9007199254740992.0;  // 2^53
  if (std::fabs(value) > kExact || value != std::trunc(value)) return false;
  out = static_cast<std::int64_t>(value);
  return true;
}

/// The row of a key that is written in another way: with escapes, or in its second spelling.
const FieldInfo* find_row(const StructInfo& structure, std::string_view raw_key) {
  std::string unescaped;
  std::string_view key = raw_key;
  if (raw_key.find('\\') != std::string_view::npos) {
    unescaped.resize(raw_key.size());
    const char* end = unescape(raw_key, unescaped.data());
    if (end == nullptr) return nullptr;
    key = {unescaped.data(), static_cast<std::size_t>(end - unescaped.data())};
  }
  for (const FieldInfo& row : structure.rows)
    if (row.role == FieldInfo::Role::kMember &&
        (row.key == key || (!row.second_key.empty() && row.second_key == key)))
      return &row;
  return nullptr;
}

}  // namespace

std::string_view describe(const IndexedText& document, Place at) {
  if (document.is_end(at)) return "the end of the payload";
  switch (document.byte(at)) {
    case '"': return "a string";
    case '{': return "an object";
    case '[': return "an array";
    case '}': return "a closing brace";
    case ']': return "a closing bracket";
    case ',': return "a comma";
    case ':': return "a colon";
    case 't': return document.is_literal(at, "true") ? "a boolean" : "a malformed value";
    case 'f': return document.is_literal(at, "false") ? "a boolean" : "a malformed value";
    case 'n': return document.is_literal(at, "null") ? "null" : "a malformed value";
    default: return document.number(at).empty() ? "a malformed value" : "a number";
  }
}

std::size_t nesting_of(const IndexedText& document) {
  std::size_t deepest = 0;
  std::size_t depth = 0;
  for (Place at = document.index; !document.is_end(at); ++at) {
    const char c = document.byte(at);
    if (c == '{' || c == '[') deepest = std::max(deepest, ++depth);
    if ((c == '}' || c == ']') && depth > 0) --depth;
  }
  return deepest;
}

Place Reader::fail(Place at, std::string_view expected) {
  return fail(expected, describe(document_, at));
}

Place Reader::fail(std::string_view expected, std::string_view found) {
  failure_.expected = expected;
  failure_.found = found;
  return nullptr;
}

Place Reader::fail_in(std::string_view key) {
  failure_.path.insert(0, key);
  failure_.path.insert(0, 1, '.');
  return nullptr;
}

Place Reader::fail_in(std::size_t index) {
  std::string step = "[";
  step += std::to_string(index);
  step += ']';
  failure_.path.insert(0, step);
  return nullptr;
}

Place Reader::cannot_open(Place at, char bracket, const char* what) {
  if (document_.byte(at) != bracket) return fail(at, what);
  failure_.too_deep = true;
  return fail(at, "less nesting");
}

bool Reader::read(void* out, const TypeInfo& type) {
  const Place begin = document_.index;
  const Place end = value(begin, static_cast<char*>(out), type.kind, type);
  if (end == nullptr) return false;
  if (document_.byte(begin) == 'n' && type.kind == Kind::kStruct)
    return fail("an object", "null") != nullptr;
  return document_.is_end(end) || fail(end, "the end of the payload") != nullptr;
}

Place Reader::null(Place at, Kind kind) {
  if (!document_.is_literal(at, "null")) return fail(at, "a value");
  if (kind == Kind::kAttributeValue) return fail(at, "an object with one type tag");
  return at + 1;
}

Place Reader::other_value(Place at, char* out, const TypeInfo& type) {
  switch (type.kind) {
    case Kind::kText:
    case Kind::kTimestamp:
    case Kind::kBase64: return fail(at, "a string");
    case Kind::kStruct: return object(at, out, type.structure());
    case Kind::kList: return list(at, *reinterpret_cast<SequenceData*>(out), *type.element);
    case Kind::kMap: return map(at, *reinterpret_cast<SequenceData*>(out), type);
    case Kind::kAttributeValue: return attribute_value(at, out);
    case Kind::kInteger:
    case Kind::kEpochMs: return integer(at, *reinterpret_cast<std::int64_t*>(out));
    case Kind::kRawJson: return raw_json(at, *reinterpret_cast<std::string_view*>(out));
    case Kind::kBool: return boolean(at, *reinterpret_cast<bool*>(out));
    case Kind::kDouble: return real(at, *reinterpret_cast<double*>(out));
    case Kind::kNumberText: return number_text(at, *reinterpret_cast<std::string_view*>(out));
    case Kind::kNumberOrText: return number_or_text(at, *reinterpret_cast<NumberOrText*>(out));
    case Kind::kString: return string(at, *reinterpret_cast<std::string*>(out));
    case Kind::kJsonText: return json_text(at, *reinterpret_cast<std::string*>(out));
    case Kind::kVector: return vector(at, out, type);
    case Kind::kTextMap: return text_map(at, out, type);
    case Kind::kOneOrMany: return one_or_many(at, out, type);
    case Kind::kOptional:
      out = static_cast<char*>(type.operations->append(out, {}));
      return value(at, out, type.element->kind, *type.element);
    case Kind::kJsonScalar: return scalar(at, *reinterpret_cast<JsonScalar*>(out));
    case Kind::kUnsupported: break;
  }
  return fail(at, "a type that can be read");
}

Place Reader::number_text(Place at, std::string_view& out) {
  out = document_.number(at);
  return out.empty() ? fail(at, "a number") : at + 1;
}

Place Reader::number_or_text(Place at, NumberOrText& out) {
  if (document_.byte(at) == '"') return text(at, out.text);
  out = {document_.number(at), true};
  return out.text.empty() ? fail(at, "a number or a string") : at + 1;
}

Place Reader::real(Place at, double& out) {
  const std::string_view number = document_.number(at);
  if (number.empty()) return fail(at, "a number");
  if (std::from_chars(number.data(), number.data() + number.size(), out).ec != std::errc{})
    return fail("a number that a double can hold", "one out of range");
  return at + 1;
}

Place Reader::string(Place at, std::string& out) {
  if (document_.byte(at) != '"') return fail(at, "a string");
  std::string_view view;
  const Place behind = text(at, view);
  if (behind != nullptr) out = view;
  return behind;
}

Place Reader::json_text(Place at, std::string& out) {
  std::string_view view;
  const Place behind = raw_json(at, view);
  if (behind != nullptr) out = view;
  return behind;
}

Place Reader::boolean(Place at, bool& out) {
  out = document_.is_literal(at, "true");
  return out || document_.is_literal(at, "false") ? at + 1 : fail(at, "a boolean");
}

Place Reader::scalar(Place at, JsonScalar& out) {
  out.kind = kind_of_json<JsonKind>({document_.here(at), 1});
  if (out.kind == JsonKind::kString) {
    std::string_view view;
    const Place behind = text(at, view);
    if (behind != nullptr) out.text = view;
    return behind;
  }
  const bool boolean = document_.is_literal(at, "true") || document_.is_literal(at, "false");
  const std::string_view view =
      boolean ? std::string_view(document_.here(at), document_.byte(at) == 't' ? 4 : 5)
              : document_.number(at);
  if (view.empty()) return fail(at, "a string, a number or a boolean");
  out.text = view;
  return at + 1;
}

Place Reader::integer(Place at, std::int64_t& out) {
  const std::string_view number = document_.number(at);
  if (number.empty()) return fail(at, "an integer");
  const char* const end_of_number = number.data() + number.size();
  const auto [end, error] = std::from_chars(number.data(), end_of_number, out);
  if ((error != std::errc{} || end != end_of_number) && !integral(number, out))
    return fail("an integer of 64 bits", "a number that is none");
  return at + 1;
}

Place Reader::raw_json(Place at, std::string_view& out) {
  const auto [outcome, behind] = skip_checked(document_, at, max_depth_ - depth_, escapes_);
  if (outcome == Skipped::Outcome::kTooDeep) failure_.too_deep = true;
  if (outcome != Skipped::Outcome::kWhole)
    return fail(behind, failure_.too_deep ? "less nesting" : "well-formed JSON");
  const char* const begin = document_.here(at);
  // A container ends with its own bracket.
  const char* const end =
      behind == at + 1 ? document_.end_of_scalar(at) : document_.here(behind - 1) + 1;
  out = {begin, static_cast<std::size_t>(end - begin)};
  return behind;
}

Place Reader::whole(Place at, char* out, const FieldInfo& row) {
  const Place behind = value(at, out + row.offset, row.kind, *row.type);
  if (behind != nullptr && document_.byte(at) == 'n') return fail("a value", "null");
  return behind;
}

Place Reader::object(Place at, char* out, const StructInfo& structure) {
  if (structure.whole != nullptr) return whole(at, out, *structure.whole);
  at = open(at, '{', "an object");
  if (at == nullptr) return nullptr;
  const std::size_t first_rest = structure.rest == nullptr ? 0 : scratch_.rest.size();
  const FieldInfo* const begin = structure.rows.data();
  const FieldInfo* const end = begin + structure.rows.size();
  const FieldInfo* expected = begin;
  std::uint64_t seen = 0;
  bool more = document_.byte(at) != '}';
  if (!more) ++at;
  while (more) {
    const char* const name = document_.here(at);
    if (*name != '"') return fail(at, "a member name");
    // Members nearly always come in the order of the rows, with some left out.
    const FieldInfo* row = expected;
    while (row != end && !matches(*row, name + 1)) ++row;
    if (row == end) {
      row = begin;
      while (row != expected && !matches(*row, name + 1)) ++row;
      if (row == expected) row = find_row(structure, document_.raw_string(at));
    }
    if (document_.byte(at + 1) != ':') return fail(at + 1, "a colon");
    if (row == nullptr) {
      at = unknown_member(at, structure);
      if (at == nullptr) return nullptr;
    } else {
      const std::uint64_t bit = std::uint64_t{1} << row->number;
      if ((seen & bit) != 0) [[unlikely]] {  // the last one wins
        row->type->destroy(out + row->offset);
        row->type->construct(out + row->offset);
        seen &= ~bit;
      }
      at += 2;
      if (document_.byte(at) != 'n') seen |= bit;
      at = value(at, out + row->offset, row->kind, *row->type);
      if (at == nullptr) return fail_in(row->key);
      expected = row + 1;
    }
    at = next_member(at, more);
    if (at == nullptr) return nullptr;
  }
  --depth_;
  if ((seen & structure.required) != structure.required) {
    const FieldInfo* row = begin;
    while (row->presence != kRequired || (seen >> row->number & 1) != 0) ++row;
    fail("", "");
    return fail_in(row->key);
  }
  if (structure.rest != nullptr) keep_rest(out, structure, first_rest);
  return at;
}

/// At the name of a member that no row names.
Place Reader::unknown_member(Place at, const StructInfo& structure) {
  const std::string_view raw_key = document_.raw_string(at);
  std::string_view key;
  if (text(at, key) == nullptr) return fail("a member name", "a malformed escape in a string");
  std::string_view value;
  const Place behind = raw_json(at + 2, value);
  if (behind == nullptr) return fail_in(raw_key);
  if (structure.rest != nullptr) scratch_.rest.push_back({key, {value}});
  return behind;
}

/// Moves what unknown_member() collected from `first` on to its row.
void Reader::keep_rest(char* out, const StructInfo& structure, std::size_t first) {
  const std::size_t count = scratch_.rest.size() - first;
  if (count == 0) return;
  const std::size_t bytes = count * sizeof scratch_.rest[0];
  void* const entries = storage_.items.allocate(bytes, alignof(std::string_view));
  std::memcpy(entries, &scratch_.rest[first], bytes);
  scratch_.rest.resize(first);
  auto& all = *reinterpret_cast<SequenceData*>(out + structure.rest->offset);
  all = {entries, static_cast<std::uint32_t>(count), 0};
  drop_earlier_duplicates(all, *structure.rest->type);
}

}  // namespace lambent::inline LAMBENT_ABI::detail
