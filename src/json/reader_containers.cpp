// SPDX-License-Identifier: Apache-2.0
// The half of the reader that reads what has elements: lists, maps, attribute values.
#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <new>

#include "json/reader-inl.h"
#include "lambent/attribute_value.h"

namespace lambent::detail {

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
