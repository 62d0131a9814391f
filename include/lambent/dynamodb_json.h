// SPDX-License-Identifier: Apache-2.0
// Items of DynamoDB as ordinary JSON, or as structs of yours, and back.
//
//   absl::StatusOr<lambent::Event<Order>> order =
//   lambent::image_as<Order>(record.dynamodb.new_image);
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "lambent/attribute_value.h"
#include "lambent/event.h"
#include "lambent/fields.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// An item, or a part of one, as a value that can be decoded and kept.
struct DynamoDbItem {
  Map<AttributeValue> attributes{};
};

template <>
inline constexpr auto fields<DynamoDbItem> = std::array{
    whole<&DynamoDbItem::attributes>(),
};

/// The item as ordinary JSON: S a string, N a number with all its digits, B a base64 string, sets
/// arrays. A number that is not written as JSON writes numbers becomes a string.
LAMBENT_API std::string to_plain_json(const Map<AttributeValue>& item);

/// The item of ordinary JSON: strings become S, numbers N, arrays L, objects M. `InvalidArgument`
/// if it is not a JSON object; errors as decode().
LAMBENT_API absl::StatusOr<Event<DynamoDbItem>> from_plain_json(std::string_view json);

namespace detail {
// The same with what a type says of its members: which are bytes, and which keep their type tags.
// Null: nothing.
LAMBENT_API std::string plain_json(const Map<AttributeValue>& item, const TypeInfo* type);
LAMBENT_API absl::StatusOr<Event<DynamoDbItem>> item_from(std::string_view json,
                                                          const TypeInfo* type);
}  // namespace detail

/// The item as a described struct, or any type with a Codec that owns what it decodes. A member of
/// type AttributeValue keeps its value as it is.
template <class T>
[[nodiscard]] auto image_as(const Map<AttributeValue>& item) {
  if constexpr (Described<T>) {
    return as<T>(std::string_view(detail::plain_json(item, &detail::type_info<T>)));
  } else {
    detail::check_owner<T>();
    return as<T>(std::string_view(to_plain_json(item)));
  }
}

/// The item of a described struct: strings become S, Base64 B, numbers N, booleans BOOL, lists L,
/// maps and structs M. What else is to be there, such as a set, is a member of type AttributeValue.
template <Described T>
absl::StatusOr<Event<DynamoDbItem>> to_item(const T& value) {
  return detail::item_from(encode(value), &detail::type_info<T>);
}

}  // namespace lambent::inline LAMBENT_ABI
