// SPDX-License-Identifier: Apache-2.0
// How a struct is described, once: decoding, encoding, copying, comparing and printing follow.
//
//   struct Order { std::string_view id{}; std::int64_t amount{}; };
//   template <> inline constexpr auto lambent::fields<Order> = std::array{
//       lambent::field<&Order::id>("orderId", lambent::kRequired),
//       lambent::field<&Order::amount>("amount")};
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include "lambent/detail/type_info.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// What a row says about the presence of its member. Absent and `null` read the same.
enum class Presence : std::uint8_t {
  kOptional,  ///< May be absent; written only when it is not empty.
  kRequired,  ///< Decoding fails without it; always written.
  kAlways,    ///< May be absent; always written: `false`, `0`, `""`, `[]` or `{}` when empty.
  kNullable,  ///< May be absent; written as `null` when empty.
};
inline constexpr Presence kRequired = Presence::kRequired;  ///< Short for rows.
inline constexpr Presence kAlways = Presence::kAlways;      ///< Likewise.
inline constexpr Presence kNullable = Presence::kNullable;  ///< Likewise.

/// One row of a description: a JSON key and the member that holds its value. Made by field(),
/// whole() and rest().
struct FieldInfo {
  /// What the member holds: the value of a key, the whole document, or what has no row.
  enum class Role : std::uint8_t { kMember, kWhole, kRest };

  std::uint64_t head = 0;           ///< The first eight bytes of `key"`, as memory holds them.
  std::uint64_t head_mask = 0;      ///< Which of those bytes belong to it.
  std::uint64_t tail = 0;           ///< Its last eight bytes, where it has more than eight.
  std::string_view key{};           ///< As JSON spells it.
  const detail::TypeInfo* type = nullptr;  ///< What the member is made of.
  std::uint32_t offset = 0;  ///< Of the member; filled in by the check of the whole struct.
  std::uint32_t size = 0;  ///< Of the member.
  std::uint16_t align = 1;  ///< Likewise.
  std::uint16_t number = 0;  ///< Which row of the struct it is, from 0; filled in likewise.
  detail::Kind kind = detail::Kind::kUnsupported;  ///< Which reader and writer take it.
  Presence presence = Presence::kOptional;  ///< Whether it must be there.
  Role role = Role::kMember;  ///< What it holds.
  bool owns = false;  ///< The member frees memory of its own.
  std::string_view second_key{};  ///< A second spelling, read but never written.
  const void* (*address)() = nullptr;  ///< The member of a sample, for the check of the struct.

  /// Accepts a second spelling of the key.
  constexpr FieldInfo also(std::string_view spelling) const {
    FieldInfo row = *this;
    row.second_key = spelling;
    return row;
  }
};

/// Specialise this for each struct: a std::array of rows, one for every member, in the order in
/// which the members are declared. At most 64. A member is a bool, std::int64_t or double, a
/// std::string_view, List, Map or another type of values.h, which borrows its text, a std::string,
/// std::vector or std::map<std::string, V>, which owns it, another described struct, or a
/// std::optional of one of these.
template <class T>
inline constexpr detail::Undescribed fields{};

/// A struct that has a description.
template <class T>
concept Described = !std::is_same_v<std::remove_cvref_t<decltype(fields<std::remove_cv_t<T>>)>,
                                    detail::Undescribed>;

/// One row: the member, the JSON key exactly as it is sent, and whether it must be there.
template <auto Member>
constexpr FieldInfo field(std::string_view key, Presence presence = Presence::kOptional);

/// The only row of a struct whose member is the whole document: an array, or any other value.
template <auto Member>
constexpr FieldInfo whole();

/// A row whose Map<RawJson> takes every member that no other row names.
template <auto Member>
constexpr FieldInfo rest();

}  // namespace lambent::inline LAMBENT_ABI

// Implementation details; nothing there is meant for users.
#include "lambent/detail/fields-inl.h"
