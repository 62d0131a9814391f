// SPDX-License-Identifier: Apache-2.0
// Comparing and copying described values.
#include <cstring>
#include <new>

#include "lambent/answers.h"
#include "lambent/attribute_value.h"
#include "lambent/event.h"
#include "lambent/fields.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

template <class T>
const T& as(const void* value) {
  return *static_cast<const T*>(value);
}

const char* at(const void* base, std::size_t offset) {
  return static_cast<const char*>(base) + offset;
}

bool equal_items(const SequenceData& a, const SequenceData& b, const TypeInfo& element) {
  if (a.size != b.size) return false;
  for (std::size_t i = 0; i < a.size; ++i)
    if (!equal_values(at(a.data, i * element.size), at(b.data, i * element.size), element))
      return false;
  return true;
}

bool equal_entries(const SequenceData& a, const SequenceData& b, const TypeInfo& type) {
  if (a.size != b.size) return false;
  for (std::size_t i = 0; i < a.size; ++i) {
    const char* const x = at(a.data, i * type.entry_size);
    const char* const y = at(b.data, i * type.entry_size);
    if (as<std::string_view>(x) != as<std::string_view>(y)) return false;
    if (!equal_values(x + type.value_offset, y + type.value_offset, *type.element)) return false;
  }
  return true;
}

bool equal_text_maps(const void* a, const void* b, const TypeInfo& type) {
  struct Sink {
    const void* other;
    const TypeInfo& type;
    bool equal = true;
  } sink{b, type};
  type.operations->each(a, &sink, [](void* opaque, std::string_view key, const void* value) {
    auto& to = *static_cast<Sink*>(opaque);
    const void* const other = to.type.operations->find(to.other, key);
    to.equal = to.equal && other != nullptr && equal_values(value, other, *to.type.element);
  });
  return sink.equal;
}

std::string_view copy_text(std::string_view text, Storage& storage) {
  if (text.empty()) return text.data() == nullptr ? text : std::string_view("");
  char* const copy = static_cast<char*>(storage.text.allocate(text.size(), 1));
  std::memcpy(copy, text.data(), text.size());
  return {copy, text.size()};
}

void* allocate_items(SequenceData& to, std::size_t size, std::size_t item_size, std::size_t align,
                     Storage& storage) {
  if (size == 0) return nullptr;
  void* const items = storage.items.allocate(size * item_size, align);
  to = {items, static_cast<std::uint32_t>(size), 0};
  return items;
}

SequenceData copy_items(const SequenceData& from, const TypeInfo& element, Storage& storage) {
  SequenceData to;
  char* item =
      static_cast<char*>(allocate_items(to, from.size, element.size, element.align, storage));
  for (std::size_t i = 0; i < from.size; ++i, item += element.size) {
    element.operations->construct(item);
    copy_value(at(from.data, i * element.size), item, element, storage);
  }
  return to;
}

SequenceData copy_entries(const SequenceData& from, const TypeInfo& type, Storage& storage) {
  SequenceData to;
  char* entry = static_cast<char*>(
      allocate_items(to, from.size, type.entry_size, alignof(std::string_view), storage));
  for (std::size_t i = 0; i < from.size; ++i, entry += type.entry_size) {
    const char* const source = at(from.data, i * type.entry_size);
    ::new (entry) std::string_view(copy_text(as<std::string_view>(source), storage));
    type.element->operations->construct(entry + type.value_offset);
    copy_value(source + type.value_offset, entry + type.value_offset, *type.element, storage);
  }
  return to;
}

AttributeValue copy_attribute(const AttributeValue& from, Storage& storage) {
  SequenceData data = AttributeAccess::data(from);
  switch (from.type()) {
    case AttributeType::kNull:
    case AttributeType::kBool: break;
    case AttributeType::kString:
    case AttributeType::kNumber:
    case AttributeType::kBinary:
      data.data = copy_text({static_cast<const char*>(data.data), data.size}, storage).data();
      break;
    case AttributeType::kMap:
      data = copy_entries(data, type_info<Map<AttributeValue>>, storage);
      break;
    case AttributeType::kList: data = copy_items(data, type_info<AttributeValue>, storage); break;
    case AttributeType::kStringSet:
    case AttributeType::kNumberSet:
    case AttributeType::kBinarySet:
      data = copy_items(data, type_info<std::string_view>, storage);
      break;
  }
  return AttributeAccess::make(from.type(), data);
}

}  // namespace

bool equal_values(const void* a, const void* b, const TypeInfo& type) {
  switch (type.kind) {
    case Kind::kText:
    case Kind::kTimestamp:
    case Kind::kBase64:
    case Kind::kNumberText:
    case Kind::kRawJson: return as<std::string_view>(a) == as<std::string_view>(b);
    case Kind::kNumberOrText: return as<NumberOrText>(a) == as<NumberOrText>(b);
    case Kind::kString:
    case Kind::kJsonText: return as<std::string>(a) == as<std::string>(b);
    case Kind::kJsonScalar: return as<JsonScalar>(a) == as<JsonScalar>(b);
    case Kind::kBool: return as<bool>(a) == as<bool>(b);
    case Kind::kInteger:
    case Kind::kEpochMs: return as<std::int64_t>(a) == as<std::int64_t>(b);
    case Kind::kDouble: return as<double>(a) == as<double>(b);
    case Kind::kAttributeValue: return as<AttributeValue>(a) == as<AttributeValue>(b);
    case Kind::kStruct:
      for (const FieldInfo& row : type.structure().rows)
        if (!equal_values(at(a, row.offset), at(b, row.offset), *row.type)) return false;
      return true;
    case Kind::kList: return equal_items(as<SequenceData>(a), as<SequenceData>(b), *type.element);
    case Kind::kMap: return equal_entries(as<SequenceData>(a), as<SequenceData>(b), type);
    case Kind::kOneOrMany: return equal_values(a, b, *type.element);
    case Kind::kVector:
    case Kind::kOptional: {
      const std::size_t size = type.operations->count(a);
      if (size != type.operations->count(b)) return false;
      for (std::size_t i = 0; i < size; ++i)
        if (!equal_values(type.operations->item(a, i), type.operations->item(b, i), *type.element))
          return false;
      return true;
    }
    case Kind::kTextMap:
      return type.operations->count(a) == type.operations->count(b) && equal_text_maps(a, b, type);
    case Kind::kUnsupported: return false;
  }
  return false;
}

void copy_value(const void* from, void* to, const TypeInfo& type, Storage& storage) {
  switch (type.kind) {
    case Kind::kText:
    case Kind::kTimestamp:
    case Kind::kBase64:
    case Kind::kNumberText:
    case Kind::kRawJson:
      *static_cast<std::string_view*>(to) = copy_text(as<std::string_view>(from), storage);
      return;
    case Kind::kNumberOrText: {
      const auto& either = as<NumberOrText>(from);
      *static_cast<NumberOrText*>(to) = {copy_text(either.text, storage), either.is_number};
      return;
    }
    case Kind::kString:
    case Kind::kJsonText: *static_cast<std::string*>(to) = as<std::string>(from); return;
    case Kind::kJsonScalar: *static_cast<JsonScalar*>(to) = as<JsonScalar>(from); return;
    case Kind::kBool:
    case Kind::kInteger:
    case Kind::kEpochMs:
    case Kind::kDouble: std::memcpy(to, from, type.size); return;
    case Kind::kAttributeValue:
      *static_cast<AttributeValue*>(to) = copy_attribute(as<AttributeValue>(from), storage);
      return;
    case Kind::kStruct:
      for (const FieldInfo& row : type.structure().rows)
        copy_value(at(from, row.offset), static_cast<char*>(to) + row.offset, *row.type, storage);
      return;
    case Kind::kList:
      *static_cast<SequenceData*>(to) = copy_items(as<SequenceData>(from), *type.element, storage);
      return;
    case Kind::kMap:
      *static_cast<SequenceData*>(to) = copy_entries(as<SequenceData>(from), type, storage);
      return;
    case Kind::kOneOrMany:
      copy_value(from, to, *type.element, storage);
      static_cast<char*>(to)[type.value_offset] = *at(from, type.value_offset);
      return;
    case Kind::kVector:
    case Kind::kOptional:
      for (std::size_t i = 0; i < type.operations->count(from); ++i)
        copy_value(type.operations->item(from, i), type.operations->append(to, {}), *type.element,
                   storage);
      return;
    case Kind::kTextMap: {
      struct Sink {
        void* to;
        const TypeInfo& type;
        Storage& storage;
      } sink{to, type, storage};
      type.operations->each(from, &sink, [](void* opaque, std::string_view key, const void* value) {
        auto& all = *static_cast<Sink*>(opaque);
        copy_value(value, all.type.operations->append(all.to, key), *all.type.element, all.storage);
      });
      return;
    }
    case Kind::kUnsupported: return;
  }
}

}  // namespace lambent::inline LAMBENT_ABI::detail
