// SPDX-License-Identifier: Apache-2.0
// The half of the reader that reads what has elements: lists, maps, attribute values.
#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <new>

#include "json/reader-inl.h"
#include "lambent/attribute_value.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// Memory for the items of a list or the entries of a map.
class Reader::Room {
 public:
  /// What small items leave over goes back to the arena.
  Room(Reader& reader, const TypeInfo& type, std::size_t item_size, Place first)
      : reader_(reader), type_(type), item_size_(item_size), first_(first) {
    const std::size_t bytes = item_size <= 64 ? 4 * item_size : item_size;
    begin_ = next_ = static_cast<char*>(reader.storage_.items.allocate(bytes, type.align));
    end_ = begin_ + bytes;
  }

  /// Where the next item goes, which stands at `at`.
  char* next(Place at) {
    if (next_ == end_) [[unlikely]] {
      const auto used = static_cast<std::size_t>(next_ - begin_);
      std::size_t bytes = used;
      begin_ = reader_.more_room(begin_, bytes, type_, item_size_, first_, at);
      next_ = begin_ + used;
      end_ = begin_ + bytes;
    }
    return next_;
  }
  void keep_next() {
    next_ += item_size_;
    ++size_;
  }

  std::uint32_t size() const { return size_; }
  bool has(std::string_view key) const {
    for (const char* entry = begin_; entry != next_; entry += item_size_)
      if (*reinterpret_cast<const std::string_view*>(entry) == key) return true;
    return false;
  }

  /// All items; gives back what was not used.
  SequenceData finish() {
    reader_.storage_.items.resize(begin_, static_cast<std::size_t>(end_ - begin_),
                                  static_cast<std::size_t>(next_ - begin_));
    return {begin_, size_, 0};
  }

 private:
  Reader& reader_;
  const TypeInfo& type_;
  const std::size_t item_size_;
  const Place first_;
  char* begin_;
  char* next_;
  char* end_;
  std::uint32_t size_ = 0;
};

/// Makes the full room at `begin` larger, by one item at least. The first list of a payload, its
/// records, gets room for as many as will follow if they are like the first one; others double.
char* Reader::more_room(char* begin, std::size_t& bytes, const TypeInfo& type,
                        std::size_t item_size, Place first, Place at) {
  const std::size_t used = bytes;
  bytes *= 2;
  if (used == item_size && depth_ <= 2 && type.kind == Kind::kStruct) {
    const std::size_t read = *at - *first;
    const std::size_t left = document_.size - *at;
    // Never more memory than twice what is left to read.
    const std::size_t items = std::min(left / (read + 1) + 2, left * 2 / item_size);
    bytes = std::max(bytes, items * item_size);
  }
  if (storage_.items.resize(begin, used, bytes)) return begin;
  // Decoded values only borrow, so their bytes are all there is to move.
  return static_cast<char*>(std::memcpy(storage_.items.allocate(bytes, type.align), begin, used));
}

Place Reader::list(Place at, SequenceData& out, const TypeInfo& element) {
  at = open(at, '[', "an array");
  if (at == nullptr) return nullptr;
  // A record of null has none of the members that a record must have.
  bool needs_members = false;
  if (element.kind == Kind::kStruct) {
    const StructInfo& structure = element.structure();
    if (structure.owns)
      return fail("a std::vector, not a List, of structs that own text", "a List");
    needs_members = structure.required != 0;
  }
  if (document_.byte(at) == ']') {
    --depth_;
    out = {};
    return at + 1;
  }
  Room room(*this, element, element.size, at);
  for (bool more = true; more; room.keep_next()) {
    const bool is_null = document_.byte(at) == 'n';
    at = new_value(at, room.next(at), element);
    if (at != nullptr && is_null && needs_members) at = fail("an object", "null");
    if (at == nullptr) return fail_in(room.size());
    at = next_element(at, more);
    if (at == nullptr) return nullptr;
  }
  --depth_;
  out = room.finish();
  return at;
}

namespace {

/// A bit for each key of an object so far: while no bit comes twice, no key does.
class KeyBits {
 public:
  /// False: there may have been such a key. Eight bytes behind the key are readable.
  bool insert(std::string_view key) {
    const std::uint64_t mask = key.size() < 8 ? kMasks[key.size()] : ~std::uint64_t{0};
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

}  // namespace

Place Reader::map(Place at, SequenceData& out, const TypeInfo& type) {
  at = open(at, '{', "an object");
  if (at == nullptr) return nullptr;
  if (document_.byte(at) == '}') {
    --depth_;
    out = {};
    return at + 1;
  }
  const TypeInfo& element = *type.element;
  Room room(*this, type, type.entry_size, at);
  KeyBits seen;
  bool maybe_duplicates = false;
  for (bool more = true; more; room.keep_next()) {
    if (document_.byte(at) != '"') return fail(at, "a member name");
    std::string_view key;
    if (text(at, key) == nullptr) return fail("a member name", "a malformed escape in a string");
    if (document_.byte(at + 1) != ':') return fail(at + 1, "a colon");
    const bool has_escapes = key.data() != document_.here(at) + 1;
    if ((has_escapes || !seen.insert(key)) && !maybe_duplicates)
      maybe_duplicates = room.size() > kFewKeys || room.has(key);
    char* const entry = room.next(at);
    new (entry) std::string_view(key);
    at = new_value(at + 2, entry + type.value_offset, element);
    if (at == nullptr) return fail_in(key);
    at = next_member(at, more);
    if (at == nullptr) return nullptr;
  }
  --depth_;
  out = room.finish();
  if (maybe_duplicates) drop_earlier_duplicates(out, type);
  return at;
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
    while (last + 1 < scratch_.keys.size() &&
           scratch_.keys[last + 1].first == scratch_.keys[i].first)
      ++last;
    if (last != i) {
      std::memcpy(entry(scratch_.keys[i].second), entry(scratch_.keys[last].second),
                  type.entry_size);
      for (std::size_t k = i + 1; k <= last; ++k)
        *reinterpret_cast<std::string_view*>(
            entry(scratch_.keys[k].second)) = {};  // no data: dropped
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

Place Reader::vector(Place at, char* out, const TypeInfo& type) {
  at = open(at, '[', "an array");
  if (at == nullptr) return nullptr;
  bool more = document_.byte(at) != ']';
  if (!more) ++at;
  for (std::size_t size = 0; more; ++size) {
    char* const item = static_cast<char*>(type.operations->append(out, {}));
    at = value(at, item, type.element->kind, *type.element);
    if (at == nullptr) return fail_in(size);
    at = next_element(at, more);
    if (at == nullptr) return nullptr;
  }
  --depth_;
  return at;
}

Place Reader::text_map(Place at, char* out, const TypeInfo& type) {
  at = open(at, '{', "an object");
  if (at == nullptr) return nullptr;
  bool more = document_.byte(at) != '}';
  if (!more) ++at;
  while (more) {
    if (document_.byte(at) != '"') return fail(at, "a member name");
    std::string_view key;
    if (text(at, key) == nullptr) return nullptr;
    if (document_.byte(at + 1) != ':') return fail(at + 1, "a colon");
    char* const item = static_cast<char*>(type.operations->append(out, key));
    at = value(at + 2, item, type.element->kind, *type.element);
    if (at == nullptr) return fail_in(key);
    at = next_member(at, more);
    if (at == nullptr) return nullptr;
  }
  --depth_;
  return at;
}

Place Reader::one_or_many(Place at, char* out, const TypeInfo& type) {
  const TypeInfo& values = *type.element;
  if (document_.byte(at) == '[') return value(at, out, values.kind, values);
  *reinterpret_cast<bool*>(out + type.value_offset) = true;
  const TypeInfo& element = *values.element;
  if (values.kind == Kind::kVector) {
    char* const item = static_cast<char*>(values.operations->append(out, {}));
    return value(at, item, element.kind, element);
  }
  char* const item = static_cast<char*>(storage_.items.allocate(element.size, element.align));
  *reinterpret_cast<SequenceData*>(out) = {item, 1, 0};
  return new_value(at, item, element);
}

Place Reader::attribute_value(Place at, char* out) {
  static constexpr struct Tag {
    std::string_view name;
    AttributeType type;
  } kTags[] = {{"S", AttributeType::kString},     {"N", AttributeType::kNumber},
               {"M", AttributeType::kMap},        {"L", AttributeType::kList},
               {"BOOL", AttributeType::kBool},    {"NULL", AttributeType::kNull},
               {"B", AttributeType::kBinary},     {"SS", AttributeType::kStringSet},
               {"NS", AttributeType::kNumberSet}, {"BS", AttributeType::kBinarySet}};
  at = open(at, '{', "an object with one type tag");
  if (at == nullptr) return nullptr;
  if (document_.byte(at) != '"') return fail(at, "one type tag, such as \"S\"");
  const std::string_view name = document_.raw_string(at);
  const Tag* tag = std::begin(kTags);
  while (tag != std::end(kTags) && tag->name != name) ++tag;
  if (tag == std::end(kTags)) return fail("one of the ten type tags", "another name");
  if (document_.byte(at + 1) != ':') return fail(at + 1, "a colon");
  at += 2;

  SequenceData sequence;
  switch (tag->type) {
    case AttributeType::kString:
    case AttributeType::kNumber:
    case AttributeType::kBinary: {
      std::string_view view;
      at = document_.byte(at) == '"' ? text(at, view) : fail(at, "a string");
      sequence = {view.data(), static_cast<std::uint32_t>(view.size()), 0};
      break;
    }
    case AttributeType::kBool:
    case AttributeType::kNull: {
      bool flag = false;
      at = boolean(at, flag);
      if (tag->type == AttributeType::kBool) sequence.size = flag;
      break;
    }
    case AttributeType::kMap: at = map(at, sequence, type_info<Map<AttributeValue>>); break;
    case AttributeType::kList: at = list(at, sequence, type_info<AttributeValue>); break;
    case AttributeType::kStringSet:
    case AttributeType::kNumberSet:
    case AttributeType::kBinarySet: at = list(at, sequence, type_info<std::string_view>); break;
  }
  if (at == nullptr) return fail_in(name);
  new (out) AttributeValue(AttributeAccess::make(tag->type, sequence));
  if (document_.byte(at) != '}') return fail("one type tag", "more than one");
  --depth_;
  return at + 1;
}

}  // namespace lambent::inline LAMBENT_ABI::detail
