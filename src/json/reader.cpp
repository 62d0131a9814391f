// SPDX-License-Identifier: Apache-2.0
#include "json/reader.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <charconv>
#include <cstring>

#include "lambent/attribute_value.h"

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

bool is_text(Kind kind) { return kind >= Kind::kText && kind <= Kind::kBase64; }

/// A bit for each key of an object so far: while no bit comes twice, no key does.
class KeyBits {
 public:
  /// False: there may have been such a key. Eight bytes behind the key are readable.
  bool insert(std::string_view key) {
    const std::uint64_t mask =
        key.size() < 8 ? kMasks[key.size()] : ~std::uint64_t{0};
    const std::uint64_t hash =
        ((load8(key.data()) & mask) ^ key.size()) * 0x9E3779B97F4A7C15u >> 56;
    std::uint64_t& word = words_[hash / 64];
    const std::uint64_t bit = std::uint64_t{1} << (hash % 64);
    const bool is_new = (word & bit) == 0;
    word |= bit;
    return is_new;
  }

 private:
  /// Of each length, the bytes of a word in memory that belong to a key.
  static constexpr auto kMasks = [] {
    std::array<std::uint64_t, 8> masks{};
    for (std::size_t size = 0; size < 8; ++size) {
      std::array<unsigned char, 8> bytes{};
      for (std::size_t i = 0; i < size; ++i) bytes[i] = 0xff;
      masks[size] = std::bit_cast<std::uint64_t>(bytes);
    }
    return masks;
  }();
  std::uint64_t words_[4] = {};
};

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

/// At a bracket: moves behind it, one level down.
inline bool Reader::open(char bracket, const char* what) {
  if (cursor_.byte() != bracket || depth_ == max_depth_) [[unlikely]] return cannot_open(bracket, what);
  ++depth_;
  cursor_.advance();
  return true;
}

bool Reader::cannot_open(char bracket, const char* what) {
  if (cursor_.byte() != bracket) return fail(what);
  failure_.too_deep = true;
  return fail("less nesting");
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

bool Reader::read(void* out, const TypeInfo& type) {
  const Result result = value(static_cast<char*>(out), type.kind, type);
  if (result == Result::kFailed) return false;
  if (result == Result::kNull && type.kind == Kind::kStruct) return fail("an object", "null");
  return cursor_.at_end() || fail("the end of the payload");
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
    case Kind::kJsonScalar:
    case Kind::kUnsupported: break;
  }
  return done(fail("a type that can be read"));
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

/// Room for at least one more item. The first list of a payload, its records, gets room for as many
/// as will follow if they are like the first one; others double.
char* Reader::grow(char* items, std::size_t size, std::size_t& capacity, const TypeInfo& element,
                   std::size_t item_size, const char* first) {
  // What is left over of small items goes back to the arena.
  const std::size_t few = item_size <= 64 ? 4 : 1;
  std::size_t wanted = capacity == 0 ? few : capacity * 2;
  if (size == 1 && depth_ <= 2 && element.kind == Kind::kStruct) {
    const auto read = static_cast<std::size_t>(cursor_.here() - first);
    const auto left = static_cast<std::size_t>(cursor_.end_of_text() - cursor_.here());
    // Never more memory than twice what is left to read.
    wanted = std::max(wanted, std::min(left / (read + 1) + 2, left * 2 / item_size));
  }
  if (items != nullptr && storage_.items.resize(items, capacity * item_size, wanted * item_size)) {
    capacity = wanted;
    return items;
  }
  char* const moved = static_cast<char*>(storage_.items.allocate(wanted * item_size, element.align));
  // Decoded values only borrow, so their bytes are all there is to move.
  if (size != 0) std::memcpy(moved, items, size * item_size);
  capacity = wanted;
  return moved;
}

bool Reader::list(SequenceData& out, const TypeInfo& element) {
  if (!open('[', "an array")) return false;
  // A record of null has none of the members that a record must have.
  bool needs_members = false;
  if (element.kind == Kind::kStruct) {
    if (element.structure().owns)
      return fail("a std::vector, not a List, of structs that own text", "a List");
    needs_members = element.structure().required != 0;
  }
  const char* const first = cursor_.here();
  char* items = nullptr;
  std::size_t size = 0;
  std::size_t capacity = 0;
  bool more = cursor_.byte() != ']';
  if (!more) cursor_.advance();
  while (more) {
    if (size == capacity)
      items = grow(items, size, capacity, element, element.size, first);
    char* const item = items + size * element.size;
    element.operations->construct(item);
    const Result result = value(item, element.kind, element);
    if (result == Result::kFailed) return fail_in(size);
    if (result == Result::kNull && needs_members) return fail("an object", "null"), fail_in(size);
    ++size;
    if (!next_element(']', more)) return false;
  }
  --depth_;
  storage_.items.resize(items, capacity * element.size, size * element.size);
  out = {items, static_cast<std::uint32_t>(size), 0};
  return true;
}

namespace {

/// Up to here looking through all keys before costs less than sorting them once.
constexpr std::size_t kFewKeys = 64;

bool stands_in(const char* entries, std::size_t size, std::size_t entry_size,
               std::string_view key) {
  for (std::size_t i = 0; i < size; ++i)
    if (*reinterpret_cast<const std::string_view*>(entries + i * entry_size) == key) return true;
  return false;
}

}  // namespace

bool Reader::map(SequenceData& out, const TypeInfo& type) {
  if (!open('{', "an object")) return false;
  const TypeInfo& element = *type.element;
  const char* const first = cursor_.here();
  char* items = nullptr;
  std::size_t size = 0;
  std::size_t capacity = 0;
  KeyBits seen;
  bool maybe_duplicates = false;
  bool more = cursor_.byte() != '}';
  if (!more) cursor_.advance();
  while (more) {
    if (cursor_.byte() != '"') return fail("a member name");
    if (size == capacity) items = grow(items, size, capacity, type, type.entry_size, first);
    char* const entry = items + size * type.entry_size;
    const char* const in_payload = cursor_.here() + 1;
    std::string_view& key = *new (entry) std::string_view;
    key = cursor_.string(storage_.text);
    if (key.data() == nullptr) return fail("a member name", "a malformed escape in a string");
    cursor_.advance();
    if (cursor_.byte() != ':') return fail("a colon");
    cursor_.advance();
    if ((key.data() != in_payload || !seen.insert(key)) && !maybe_duplicates)
      maybe_duplicates = size > kFewKeys || stands_in(items, size, type.entry_size, key);
    char* const item = entry + type.value_offset;
    element.operations->construct(item);
    if (value(item, element.kind, element) == Result::kFailed) return fail_in(key);
    ++size;
    if (!next_element('}', more)) return false;
  }
  --depth_;
  storage_.items.resize(items, capacity * type.entry_size, size * type.entry_size);
  out = {items, static_cast<std::uint32_t>(size), 0};
  if (maybe_duplicates) drop_earlier_duplicates(out, type);
  return true;
}

/// Of entries with the same key the last one stays, where the first one stood.
void Reader::drop_earlier_duplicates(SequenceData& entries, const TypeInfo& type) {
  char* const items = static_cast<char*>(const_cast<void*>(entries.data));
  const auto entry = [&](std::size_t i) { return items + i * type.entry_size; };
  const auto key = [&](std::size_t i) { return *reinterpret_cast<std::string_view*>(entry(i)); };
  scratch_.keys.clear();
  for (std::uint32_t i = 0; i < entries.size; ++i) scratch_.keys.emplace_back(key(i), i);
  std::sort(scratch_.keys.begin(), scratch_.keys.end());
  bool any = false;
  for (std::size_t i = 0; i + 1 < scratch_.keys.size();) {
    std::size_t last = i;
    while (last + 1 < scratch_.keys.size() && scratch_.keys[last + 1].first == scratch_.keys[i].first) ++last;
    if (last != i) {
      std::memcpy(entry(scratch_.keys[i].second), entry(scratch_.keys[last].second), type.entry_size);
      for (std::size_t k = i + 1; k <= last; ++k)
        *reinterpret_cast<std::string_view*>(entry(scratch_.keys[k].second)) = {};  // no data: dropped
      any = true;
    }
    i = last + 1;
  }
  if (!any) return;
  std::uint32_t kept = 0;
  for (std::uint32_t i = 0; i < entries.size; ++i) {
    if (key(i).data() == nullptr) continue;
    if (kept != i) std::memcpy(entry(kept), entry(i), type.entry_size);
    ++kept;
  }
  entries.size = kept;
}

bool Reader::vector(char* out, const TypeInfo& type) {
  if (!open('[', "an array")) return false;
  bool more = cursor_.byte() != ']';
  if (!more) cursor_.advance();
  for (std::size_t size = 0; more; ++size) {
    char* const item = static_cast<char*>(type.operations->append(out, {}));
    if (value(item, type.element->kind, *type.element) == Result::kFailed) return fail_in(size);
    if (!next_element(']', more)) return false;
  }
  --depth_;
  return true;
}

bool Reader::text_map(char* out, const TypeInfo& type) {
  if (!open('{', "an object")) return false;
  bool more = cursor_.byte() != '}';
  if (!more) cursor_.advance();
  while (more) {
    if (cursor_.byte() != '"') return fail("a member name");
    std::string_view key;
    if (!text(key)) return false;
    if (cursor_.byte() != ':') return fail("a colon");
    cursor_.advance();
    char* const item = static_cast<char*>(type.operations->append(out, key));
    if (value(item, type.element->kind, *type.element) == Result::kFailed) return fail_in(key);
    if (!next_element('}', more)) return false;
  }
  --depth_;
  return true;
}

bool Reader::one_or_many(char* out, const TypeInfo& type) {
  const TypeInfo& values = *type.element;
  if (cursor_.byte() == '[') return value(out, values.kind, values) != Result::kFailed;
  char* item;
  if (values.kind == Kind::kVector) {
    item = static_cast<char*>(values.operations->append(out, {}));
  } else {
    const TypeInfo& element = *values.element;
    item = static_cast<char*>(storage_.items.allocate(element.size, element.align));
    element.operations->construct(item);
    *reinterpret_cast<SequenceData*>(out) = {item, 1, 0};
  }
  *reinterpret_cast<bool*>(out + type.value_offset) = true;
  return value(item, values.element->kind, *values.element) != Result::kFailed;
}

bool Reader::attribute_value(char* out) {
  static constexpr struct Tag {
    std::string_view name;
    AttributeType type;
  } kTags[] = {{"S", AttributeType::kString},     {"N", AttributeType::kNumber},
               {"M", AttributeType::kMap},        {"L", AttributeType::kList},
               {"BOOL", AttributeType::kBool},    {"NULL", AttributeType::kNull},
               {"B", AttributeType::kBinary},     {"SS", AttributeType::kStringSet},
               {"NS", AttributeType::kNumberSet}, {"BS", AttributeType::kBinarySet}};
  if (!open('{', "an object with one type tag")) return false;
  if (cursor_.byte() != '"') return fail("one type tag, such as \"S\"");
  const std::string_view name = cursor_.raw_string();
  const Tag* tag = std::begin(kTags);
  while (tag != std::end(kTags) && tag->name != name) ++tag;
  if (tag == std::end(kTags)) return fail("one of the ten type tags", "another name");
  cursor_.advance();
  if (cursor_.byte() != ':') return fail("a colon");
  cursor_.advance();

  bool read = false;
  SequenceData sequence;
  switch (tag->type) {
    case AttributeType::kString:
    case AttributeType::kNumber:
    case AttributeType::kBinary: {
      std::string_view view;
      read = cursor_.byte() == '"' ? text(view) : fail("a string");
      sequence = {view.data(), static_cast<std::uint32_t>(view.size()), 0};
      break;
    }
    case AttributeType::kBool:
    case AttributeType::kNull: {
      bool flag = false;
      read = other_value(reinterpret_cast<char*>(&flag), type_info<bool>) == Result::kValue;
      if (tag->type == AttributeType::kBool) sequence.size = flag;
      break;
    }
    case AttributeType::kMap: read = map(sequence, type_info<Map<AttributeValue>>); break;
    case AttributeType::kList: read = list(sequence, type_info<AttributeValue>); break;
    case AttributeType::kStringSet:
    case AttributeType::kNumberSet:
    case AttributeType::kBinarySet: read = list(sequence, type_info<std::string_view>); break;
  }
  if (!read) return fail_in(name);
  new (out) AttributeValue(AttributeAccess::make(tag->type, sequence));
  if (cursor_.byte() != '}') return fail("one type tag", "more than one");
  cursor_.advance();
  --depth_;
  return true;
}

}  // namespace lambent::detail
