// SPDX-License-Identifier: Apache-2.0
#include "json/reader-inl.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include "lambent/policies.h"

namespace lambent::detail {
namespace {

/// Whether the key behind the quote at `key - 1` is the row's. Keys with escapes are not.
inline bool matches(const FieldInfo& row, const char* key) {
  if (((load8(key) ^ row.head) & row.head_mask) != 0) return false;
  const std::size_t size = row.key.size();
  if (size < 8) return true;  // the head holds the closing quote, too
  if (load8(key + size - 7) != row.tail) return false;
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

}  // namespace

std::string_view describe(const Cursor& cursor) {
  if (cursor.at_end()) return "the end of the payload";
  switch (cursor.byte()) {
    case '"': return "a string";
    case '{': return "an object";
    case '[': return "an array";
    case '}': return "a closing brace";
    case ']': return "a closing bracket";
    case ',': return "a comma";
    case ':': return "a colon";
    case 't': return cursor.is_literal("true") ? "a boolean" : "a malformed value";
    case 'f': return cursor.is_literal("false") ? "a boolean" : "a malformed value";
    case 'n': return cursor.is_literal("null") ? "null" : "a malformed value";
    default: return cursor.number().empty() ? "a malformed value" : "a number";
  }
}

std::size_t nesting_of(const IndexedText& document) {
  std::size_t deepest = 0;
  std::size_t depth = 0;
  for (std::size_t i = 0; i < document.index_size; ++i) {
    const char c = document.text[document.index[i]];
    if (c == '{' || c == '[') deepest = std::max(deepest, ++depth);
    if ((c == '}' || c == ']') && depth > 0) --depth;
  }
  return deepest;
}

bool Reader::fail(std::string_view expected) { return fail(expected, describe(cursor_)); }

bool Reader::fail(std::string_view expected, std::string_view found) {
  failure_.expected = expected;
  failure_.found = found;
  return false;
}

bool Reader::fail_in(std::string_view key) {
  failure_.path.insert(0, key);
  failure_.path.insert(0, 1, '.');
  return false;
}

bool Reader::fail_in(std::size_t index) {
  std::string step = "[";
  step += std::to_string(index);
  step += ']';
  failure_.path.insert(0, step);
  return false;
}

bool Reader::cannot_open(char bracket, const char* what) {
  if (cursor_.byte() != bracket) return fail(what);
  failure_.too_deep = true;
  return fail("less nesting");
}

bool Reader::read(void* out, const TypeInfo& type) {
  const Result result = value(static_cast<char*>(out), type.kind, type);
  if (result == Result::kFailed) return false;
  if (result == Result::kNull && type.kind == Kind::kStruct) return fail("an object", "null");
  return cursor_.at_end() || fail("the end of the payload");
}

Reader::Result Reader::other_value(char* out, const TypeInfo& type) {
  const auto done = [](bool read) { return read ? Result::kValue : Result::kFailed; };
  switch (type.kind) {
    case Kind::kText:
    case Kind::kTimestamp:
    case Kind::kBase64: return done(fail("a string"));
    case Kind::kStruct: return done(object(out, type.structure()));
    case Kind::kList: return done(list(*reinterpret_cast<SequenceData*>(out), *type.element));
    case Kind::kMap: return done(map(*reinterpret_cast<SequenceData*>(out), type));
    case Kind::kAttributeValue: return done(attribute_value(out));
    case Kind::kInteger:
    case Kind::kEpochMs: return done(integer(*reinterpret_cast<std::int64_t*>(out)));
    case Kind::kRawJson: {
      const bool is_null = cursor_.byte() == 'n';
      auto& view = *reinterpret_cast<std::string_view*>(out);
      if (!raw_json(view)) return Result::kFailed;
      return is_null ? Result::kNull : Result::kValue;
    }
    case Kind::kBool: {
      const bool yes = cursor_.is_literal("true");
      if (!yes && !cursor_.is_literal("false")) return done(fail("a boolean"));
      *reinterpret_cast<bool*>(out) = yes;
      cursor_.advance();
      return Result::kValue;
    }
    case Kind::kNumberText:
    case Kind::kNumberOrText: {
      auto& view = *reinterpret_cast<std::string_view*>(out);
      const bool either = type.kind == Kind::kNumberOrText;
      if (either && cursor_.byte() == '"') return done(text(view));
      view = cursor_.number();
      if (view.empty()) return done(fail(either ? "a number or a string" : "a number"));
      if (either) reinterpret_cast<NumberOrText*>(out)->is_number = true;
      cursor_.advance();
      return Result::kValue;
    }
    case Kind::kDouble: {
      const std::string_view number = cursor_.number();
      if (number.empty()) return done(fail("a number"));
      auto& real = *reinterpret_cast<double*>(out);
      if (std::from_chars(number.data(), number.data() + number.size(), real).ec != std::errc{})
        return done(fail("a number that a double can hold", "one out of range"));
      cursor_.advance();
      return Result::kValue;
    }
    case Kind::kString: {
      std::string_view view;
      if (cursor_.byte() != '"') return done(fail("a string"));
      if (!text(view)) return Result::kFailed;
      *reinterpret_cast<std::string*>(out) = view;
      return Result::kValue;
    }
    case Kind::kJsonText: {
      std::string_view view;
      if (!raw_json(view)) return Result::kFailed;
      *reinterpret_cast<std::string*>(out) = view;
      return Result::kValue;
    }
    case Kind::kVector: return done(vector(out, type));
    case Kind::kTextMap: return done(text_map(out, type));
    case Kind::kOneOrMany: return done(one_or_many(out, type));
    case Kind::kOptional:
      return value(static_cast<char*>(type.operations->append(out, {})), type.element->kind,
                   *type.element);
    case Kind::kJsonScalar: return done(scalar(*reinterpret_cast<JsonScalar*>(out)));
    case Kind::kUnsupported: break;
  }
  return done(fail("a type that can be read"));
}

bool Reader::scalar(JsonScalar& out) {
  const auto kind = kind_of_json<JsonKind>({cursor_.here(), 1});
  std::string_view view;
  if (kind == JsonKind::kString) {
    if (!text(view)) return false;
  } else {
    const bool boolean = cursor_.is_literal("true") || cursor_.is_literal("false");
    view = boolean ? std::string_view(cursor_.here(), cursor_.byte() == 't' ? 4 : 5)
                   : cursor_.number();
    if (view.empty()) return fail("a string, a number or a boolean");
    cursor_.advance();
  }
  out.text = view;
  out.kind = kind;
  return true;
}

bool Reader::integer(std::int64_t& out) {
  const char* const begin = cursor_.here();
  const std::string_view number = cursor_.number();
  if (number.empty()) return fail("an integer");
  const auto [end, error] = std::from_chars(begin, begin + number.size(), out);
  if (error != std::errc{} || end != begin + number.size()) {
    if (!integral(number, out))
      return fail("an integer of 64 bits", "a number that is none");
  }
  cursor_.advance();
  return true;
}

bool Reader::raw_json(std::string_view& out) {
  const char* const begin = cursor_.here();
  const char* const end_of_scalar = cursor_.end_of_scalar();
  const bool container = cursor_.byte() == '{' || cursor_.byte() == '[';
  switch (cursor_.skip(max_depth_ - depth_)) {
    case Cursor::Skipped::kWhole: break;
    case Cursor::Skipped::kTooDeep:
      failure_.too_deep = true;
      return fail("less nesting");
    case Cursor::Skipped::kMalformed: return fail("well-formed JSON");
  }
  const char* end = end_of_scalar;
  if (container) {
    end = cursor_.here();
    while (end[-1] != '}' && end[-1] != ']') --end;
  }
  out = {begin, static_cast<std::size_t>(end - begin)};
  return true;
}

const FieldInfo* Reader::find_row(const StructInfo& structure, std::string_view raw_key) {
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

bool Reader::object(char* out, const StructInfo& structure) {
  if (structure.whole != nullptr) {
    const FieldInfo& row = *structure.whole;
    const Result result = value(out + row.offset, row.kind, *row.type);
    if (result == Result::kNull) return fail("a value", "null");
    return result == Result::kValue;
  }
  if (!open('{', "an object")) return false;
  const std::size_t first_rest = structure.rest == nullptr ? 0 : scratch_.rest.size();
  const FieldInfo* const begin = structure.rows.data();
  const FieldInfo* const end = begin + structure.rows.size();
  const FieldInfo* expected = begin;
  std::uint64_t seen = 0;
  bool more = cursor_.byte() != '}';
  if (!more) cursor_.advance();
  while (more) {
    if (cursor_.byte() != '"') return fail("a member name");
    // Members nearly always come in the order of the rows, with some left out.
    const FieldInfo* row = expected;
    while (row != end && !matches(*row, cursor_.here() + 1)) ++row;
    if (row == end) {
      row = begin;
      while (row != expected && !matches(*row, cursor_.here() + 1)) ++row;
      if (row == expected) row = find_row(structure, cursor_.raw_string());
    }
    if (cursor_.byte_after() != ':') {
      cursor_.advance();
      return fail("a colon");
    }
    if (row == nullptr) {
      if (!unknown_member(structure, cursor_.raw_string())) return false;
    } else {
      cursor_.advance(2);
      const std::uint64_t bit = std::uint64_t{1} << (row - begin);
      if ((seen & bit) != 0) {  // the last one wins
        row->type->operations->destroy(out + row->offset);
        row->type->operations->construct(out + row->offset);
        seen &= ~bit;
      }
      const Result result = value(out + row->offset, row->kind, *row->type);
      if (result == Result::kFailed) return fail_in(row->key);
      if (result == Result::kValue) seen |= bit;
      expected = row + 1;
    }
    if (!next_element('}', more)) return false;
  }
  --depth_;
  if ((seen & structure.required) != structure.required) {
    const FieldInfo* row = begin;
    while (row->presence != kRequired || (seen >> (row - begin) & 1) != 0) ++row;
    fail("", "");
    return fail_in(row->key);
  }
  if (structure.rest != nullptr && scratch_.rest.size() > first_rest) {
    const std::size_t count = scratch_.rest.size() - first_rest;
    const std::size_t bytes = count * sizeof scratch_.rest[0];
    void* entries = storage_.items.allocate(bytes, alignof(std::string_view));
    std::memcpy(entries, &scratch_.rest[first_rest], bytes);
    scratch_.rest.resize(first_rest);
    auto& all = *reinterpret_cast<SequenceData*>(out + structure.rest->offset);
    all = {entries, static_cast<std::uint32_t>(count), 0};
    drop_earlier_duplicates(all, *structure.rest->type);
  }
  return true;
}

/// At the name of a member that no row names.
bool Reader::unknown_member(const StructInfo& structure, std::string_view raw_key) {
  const std::string_view key = cursor_.string(storage_.text);
  if (key.data() == nullptr) return fail("a member name", "a malformed escape in a string");
  cursor_.advance(2);
  std::string_view value;
  if (!raw_json(value)) return fail_in(raw_key);
  if (structure.rest != nullptr) scratch_.rest.push_back({key, {value}});
  return true;
}

}  // namespace lambent::detail
