// SPDX-License-Identifier: Apache-2.0
// One value of a DynamoDB item, of any of the ten DynamoDB types.
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_AttributeValue.html
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>

#include "lambent/detail/type_info.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// The type tag of a DynamoDB value: S, N, B, BOOL, NULL, M, L, SS, NS, BS.
enum class AttributeType : std::uint8_t {
  kNull,
  kBool,
  kString,
  kNumber,
  kBinary,
  kMap,
  kList,
  kStringSet,
  kNumberSet,
  kBinarySet,
};

namespace detail {
struct AttributeAccess;
}

/// One value, 16 bytes. Borrows its text as every member of an event does; maps, lists and sets own
/// or borrow as Map and List do.
class AttributeValue {
 public:
  AttributeValue() = default;  ///< NULL.
  /// A string; like all text here it is borrowed.
  static AttributeValue string(std::string_view text);
  /// A number as decimal text, up to 38 significant digits; it is never changed.
  static AttributeValue number(std::string_view digits);
  static AttributeValue binary(Base64 bytes);
  static AttributeValue boolean(bool value);
  static AttributeValue map(Map<AttributeValue> entries);
  static AttributeValue list(List<AttributeValue> values);
  static AttributeValue string_set(List<std::string_view> texts);
  static AttributeValue number_set(List<std::string_view> numbers);
  static AttributeValue binary_set(List<Base64> values);

  AttributeValue(const AttributeValue& other);
  AttributeValue(AttributeValue&& other) noexcept;
  AttributeValue& operator=(AttributeValue other) noexcept;
  ~AttributeValue();

  /// Its type tag.
  AttributeType type() const { return type_; }
  bool is_null() const { return type_ == AttributeType::kNull; }

  /// Each of these gives nothing where the value is of another type.
  std::optional<std::string_view> as_string() const { return text_if(AttributeType::kString); }
  std::optional<std::string_view> as_number() const { return text_if(AttributeType::kNumber); }
  std::optional<Base64> as_binary() const;
  std::optional<bool> as_bool() const;
  /// A number, where std::int64_t holds it exactly.
  LAMBENT_API std::optional<std::int64_t> as_int64() const;
  /// The double nearest to a number. `*lossy` tells whether writing it with as many digits as the
  /// number has would give another number.
  LAMBENT_API std::optional<double> as_double(bool* lossy = nullptr) const;

  /// These are empty where the value is of another type. They borrow from this value; of a temporary
  /// they take over what it owns.
  Map<AttributeValue> as_map() const&;
  List<AttributeValue> as_list() const&;
  List<std::string_view> as_string_set() const&;
  List<std::string_view> as_number_set() const&;
  List<Base64> as_binary_set() const&;
  Map<AttributeValue> as_map() &&;
  List<AttributeValue> as_list() &&;
  List<std::string_view> as_string_set() &&;
  List<std::string_view> as_number_set() &&;
  List<Base64> as_binary_set() &&;

  /// Numbers are equal where their text is.
  friend bool operator==(const AttributeValue& a, const AttributeValue& b);

 private:
  friend struct detail::AttributeAccess;
  AttributeValue(AttributeType type, const void* data, std::size_t size)
      : data_(data), size_(static_cast<std::uint32_t>(size)), type_(type) {}
  template <class Container>
  static AttributeValue holding(AttributeType type, Container container);
  template <class Container>
  Container borrow_if(AttributeType type) const;
  template <class Container>
  Container take_if(AttributeType type);
  std::optional<std::string_view> text_if(AttributeType type) const {
    if (type_ != type) return std::nullopt;
    return std::string_view(static_cast<const char*>(data_), size_);
  }
  template <class Visitor>
  void visit_container(Visitor visitor) const;

  const void* data_ = nullptr;  // text, or elements
  std::uint32_t size_ = 0;  // bytes, or elements; of kBool: the value
  AttributeType type_ = AttributeType::kNull;
  bool owned_ = false;  // data_ came from new[]
};

}  // namespace lambent::inline LAMBENT_ABI

// Implementation details; nothing there is meant for users.
#include "lambent/detail/attribute_value-inl.h"
