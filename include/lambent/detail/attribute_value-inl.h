// SPDX-License-Identifier: Apache-2.0
// How attribute values hold, copy and compare what they hold. Included by lambent/attribute_value.h.
#pragma once

#include <utility>

#include "lambent/attribute_value.h"

namespace lambent::inline LAMBENT_ABI {

template <class Container>
AttributeValue AttributeValue::holding(AttributeType type, Container container) {
  const detail::SequenceData data = detail::SequenceAccess::take(container);
  AttributeValue value(type, data.data, data.size);
  value.owned_ = data.owned != 0;
  return value;
}

template <class Container>
Container AttributeValue::borrow_if(AttributeType type) const {
  if (type_ != type) return {};
  return detail::SequenceAccess::make<Container>({data_, size_, 0});
}

template <class Container>
Container AttributeValue::take_if(AttributeType type) {
  if (type_ != type) return {};
  AttributeValue taken(std::move(*this));  // leaves NULL, not a view of what goes away
  return detail::SequenceAccess::make<Container>(
      {taken.data_, taken.size_, std::exchange(taken.owned_, false)});
}

inline AttributeValue AttributeValue::string(std::string_view text) {
  return {AttributeType::kString, text.data(), text.size()};
}
inline AttributeValue AttributeValue::number(std::string_view digits) {
  return {AttributeType::kNumber, digits.data(), digits.size()};
}
inline AttributeValue AttributeValue::binary(Base64 bytes) {
  return {AttributeType::kBinary, bytes.text.data(), bytes.text.size()};
}
inline AttributeValue AttributeValue::boolean(bool value) {
  return {AttributeType::kBool, nullptr, value};
}
inline AttributeValue AttributeValue::map(Map<AttributeValue> entries) {
  return holding(AttributeType::kMap, std::move(entries));
}
inline AttributeValue AttributeValue::list(List<AttributeValue> values) {
  return holding(AttributeType::kList, std::move(values));
}
inline AttributeValue AttributeValue::string_set(List<std::string_view> texts) {
  return holding(AttributeType::kStringSet, std::move(texts));
}
inline AttributeValue AttributeValue::number_set(List<std::string_view> numbers) {
  return holding(AttributeType::kNumberSet, std::move(numbers));
}
inline AttributeValue AttributeValue::binary_set(List<Base64> values) {
  return holding(AttributeType::kBinarySet, std::move(values));
}

inline AttributeValue::AttributeValue(AttributeValue&& other) noexcept
    : data_(other.data_), size_(other.size_), type_(other.type_), owned_(other.owned_) {
  other.owned_ = false;
  other.type_ = AttributeType::kNull;
}
inline AttributeValue& AttributeValue::operator=(AttributeValue other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  std::swap(type_, other.type_);
  std::swap(owned_, other.owned_);
  return *this;
}

inline std::optional<Base64> AttributeValue::as_binary() const {
  if (type_ != AttributeType::kBinary) return std::nullopt;
  return Base64{*text_if(AttributeType::kBinary)};
}
inline std::optional<bool> AttributeValue::as_bool() const {
  if (type_ != AttributeType::kBool) return std::nullopt;
  return size_ != 0;
}
inline Map<AttributeValue> AttributeValue::as_map() const& {
  return borrow_if<Map<AttributeValue>>(AttributeType::kMap);
}
inline List<AttributeValue> AttributeValue::as_list() const& {
  return borrow_if<List<AttributeValue>>(AttributeType::kList);
}
inline List<std::string_view> AttributeValue::as_string_set() const& {
  return borrow_if<List<std::string_view>>(AttributeType::kStringSet);
}
inline List<std::string_view> AttributeValue::as_number_set() const& {
  return borrow_if<List<std::string_view>>(AttributeType::kNumberSet);
}
inline List<Base64> AttributeValue::as_binary_set() const& {
  return borrow_if<List<Base64>>(AttributeType::kBinarySet);
}
inline Map<AttributeValue> AttributeValue::as_map() && {
  return take_if<Map<AttributeValue>>(AttributeType::kMap);
}
inline List<AttributeValue> AttributeValue::as_list() && {
  return take_if<List<AttributeValue>>(AttributeType::kList);
}
inline List<std::string_view> AttributeValue::as_string_set() && {
  return take_if<List<std::string_view>>(AttributeType::kStringSet);
}
inline List<std::string_view> AttributeValue::as_number_set() && {
  return take_if<List<std::string_view>>(AttributeType::kNumberSet);
}
inline List<Base64> AttributeValue::as_binary_set() && {
  return take_if<List<Base64>>(AttributeType::kBinarySet);
}

/// Calls `visitor` with the type of container that `type_` stands for.
template <class Visitor>
void AttributeValue::visit_container(Visitor visitor) const {
  switch (type_) {
    case AttributeType::kMap: return visitor.template operator()<Map<AttributeValue>>();
    case AttributeType::kList: return visitor.template operator()<List<AttributeValue>>();
    case AttributeType::kStringSet:
    case AttributeType::kNumberSet: return visitor.template operator()<List<std::string_view>>();
    case AttributeType::kBinarySet: return visitor.template operator()<List<Base64>>();
    default: return;
  }
}

inline AttributeValue::AttributeValue(const AttributeValue& other)
    : data_(other.data_), size_(other.size_), type_(other.type_) {
  if (!other.owned_) return;
  other.visit_container([&]<class Container>() {
    const Container borrowed = other.borrow_if<Container>(other.type_);
    *this = holding(other.type_, Container(borrowed.begin(), borrowed.size()));
  });
}
inline AttributeValue::~AttributeValue() {
  if (!owned_) return;
  visit_container([&]<class Container>() {
    detail::SequenceAccess::make<Container>({data_, size_, 1});  // frees them
  });
}

inline bool operator==(const AttributeValue& a, const AttributeValue& b) {
  if (a.type_ != b.type_) return false;
  switch (a.type_) {
    case AttributeType::kNull: return true;
    case AttributeType::kBool: return a.size_ == b.size_;
    case AttributeType::kMap: return a.as_map() == b.as_map();
    case AttributeType::kList: return a.as_list() == b.as_list();
    case AttributeType::kStringSet: return a.as_string_set() == b.as_string_set();
    case AttributeType::kNumberSet: return a.as_number_set() == b.as_number_set();
    case AttributeType::kBinarySet: return a.as_binary_set() == b.as_binary_set();
    default: return a.text_if(a.type_) == b.text_if(b.type_);
  }
}

/// How the reader and the copier make one that borrows.
struct detail::AttributeAccess {
  static AttributeValue make(AttributeType type, const SequenceData& data) {
    return {type, data.data, data.size};
  }
  static SequenceData data(const AttributeValue& value) { return {value.data_, value.size_, 0}; }
};

template <>
inline constexpr detail::Kind detail::value_kind<AttributeValue> = detail::Kind::kAttributeValue;

}  // namespace lambent::inline LAMBENT_ABI
