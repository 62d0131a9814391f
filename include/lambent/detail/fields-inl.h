// SPDX-License-Identifier: Apache-2.0
// Turns members into rows, and rows into a checked layout. Included by lambent/fields.h.
#pragma once

#include "lambent/fields.h"

namespace lambent::inline LAMBENT_ABI {

namespace detail {

template <auto Member>
struct MemberOf;

// The order of members is checked where the compiler can compare their addresses while compiling:
// in an object that is never made. clang 14 to 16 cannot.
#if !defined(__clang__) || __clang_major__ > 16
template <class T>
union Specimen {
  char none;
  T value;
  constexpr Specimen() : none{} {}
  constexpr ~Specimen() {}
};
template <class T>
inline constexpr Specimen<T> specimen{};

template <class T, class M, M T::* Member>
struct MemberOf<Member> {
  using Type = M;
  static constexpr const void* address() { return &(specimen<T>.value.*Member); }
};
template <class T>
constexpr bool in_declaration_order() {
  for (std::size_t i = 1; i < fields<T>.size(); ++i)
    if (!(fields<T>[i - 1].address() < fields<T>[i].address())) return false;
  return true;
}
#else
template <class T, class M, M T::* Member>
struct MemberOf<Member> {
  using Type = M;
  static constexpr const void* address() { return nullptr; }
};
template <class T>
constexpr bool in_declaration_order() {
  return true;
}
#endif

/// Eight bytes of the key and its closing quote from `at` on, as a load from memory gives them.
constexpr std::uint64_t load_key(std::string_view key, std::size_t at) {
  std::array<unsigned char, 8> bytes{};
  for (std::size_t i = 0; i < 8 && at + i <= key.size(); ++i)
    bytes[i] = at + i == key.size() ? '"' : static_cast<unsigned char>(key[at + i]);
  return std::bit_cast<std::uint64_t>(bytes);
}

constexpr std::uint64_t head_mask(std::string_view key) {
  std::array<unsigned char, 8> bytes{};
  for (std::size_t i = 0; i < 8 && i <= key.size(); ++i) bytes[i] = 0xff;
  return std::bit_cast<std::uint64_t>(bytes);
}

/// Members that are structs lie inside, so their rows are complete by now.
template <class T>
constexpr bool owns_memory() {
  if constexpr (TypeOf<T>::kKind == Kind::kOptional) {
    return owns_memory<typename T::value_type>();
  } else if constexpr (TypeOf<T>::kKind == Kind::kStruct && std::is_class_v<T>) {
    static_assert(Described<T>,
                  "lambent: this struct has no description; specialise lambent::fields<T>");
    for (const FieldInfo& row : fields<T>)
      if (row.owns) return true;
    return false;
  } else {
    return owns<T>;
  }
}

template <auto Member>
constexpr FieldInfo make_row(std::string_view key, Presence presence, FieldInfo::Role role) {
  using T = typename MemberOf<Member>::Type;
  const bool named = role == FieldInfo::Role::kMember;
  // No text has eight zero bytes: a row without a key matches nothing.
  return {.head = named ? load_key(key, 0) : 0,
          .head_mask = named ? head_mask(key) : ~std::uint64_t{0},
          .tail = key.size() < 8 ? 0 : load_key(key, key.size() - 7),
          .key = key,
          .type = &type_info<T>,
          .size = sizeof(T),
          .align = alignof(T),
          .kind = TypeOf<T>::kKind,
          .presence = presence,
          .role = role,
          .owns = owns_memory<T>(),
          .address = &MemberOf<Member>::address};
}

/// The rows with their numbers and offsets, laid out as the compiler lays out the members. `at` ends
/// up as the size of the whole.
template <std::size_t N>
constexpr std::array<FieldInfo, N> lay_out(std::array<FieldInfo, N> rows, std::size_t& at) {
  std::uint16_t number = 0;
  for (FieldInfo& row : rows) {
    row.number = number++;
    at = (at + row.align - 1) / row.align * row.align;
    row.offset = static_cast<std::uint32_t>(at);
    at += row.size;
  }
  return rows;
}

/// Initialises a member of any type.
template <std::size_t>
struct AnyMember {
  template <class M>
  operator M() const;
};
/// Initialises a base of T.
template <class T>
struct AnyBase {
  template <class B>
    requires(std::is_base_of_v<B, T> && !std::is_same_v<B, T>)
  operator B() const;
};
/// Whether more members than there are rows can be initialised: one that lies in the padding does
/// not change the size. Of some types nobody can tell, and bases are initialised, too.
template <class T, std::size_t... Row>
constexpr bool has_more_members(std::index_sequence<Row...>) {
  if constexpr (requires { T{AnyBase<T>{}}; }) return false;
  return requires { T{AnyMember<Row>{}..., AnyMember<sizeof...(Row)>{}}; };
}

template <class T>
constexpr bool lists_every_member() {
  if constexpr (std::is_empty_v<T>) return fields<T>.empty();
  if constexpr (std::is_aggregate_v<T>)
    if (has_more_members<T>(std::make_index_sequence<fields<T>.size()>())) return false;
  std::size_t end = 0;
  lay_out(fields<T>, end);
  return (end + alignof(T) - 1) / alignof(T) * alignof(T) == sizeof(T);
}

template <class T>
inline constexpr auto rows = StructOf<T>::laid_out();

template <class T>
struct StructOf {
  static constexpr auto laid_out() {
    static_assert(Described<T>,
                  "lambent: this struct has no description; specialise lambent::fields<T>");
    static_assert(in_declaration_order<T>(),
                  "lambent: the rows of fields<T> must stand in the order in which T declares its "
                  "members");
    static_assert(!in_declaration_order<T>() || lists_every_member<T>(),
                  "lambent: fields<T> must list every member of T, in declaration order");
    static_assert(fields<T>.size() <= 64, "lambent: a struct may have at most 64 members");
    std::size_t end = 0;
    return lay_out(fields<T>, end);
  }
  static constexpr StructInfo make() {
    StructInfo info{.rows = rows<T>};
    for (std::size_t i = 0; i < rows<T>.size(); ++i) {
      const FieldInfo& row = rows<T>[i];
      if (row.presence == kRequired) info.required |= std::uint64_t{1} << i;
      if (row.role == FieldInfo::Role::kWhole) info.whole = &row;
      if (row.role == FieldInfo::Role::kRest) info.rest = &row;
      if (row.owns) info.owns = true;
    }
    return info;
  }
};

}  // namespace detail

template <auto Member>
constexpr FieldInfo field(std::string_view key, Presence presence) {
  return detail::make_row<Member>(key, presence, FieldInfo::Role::kMember);
}

template <auto Member>
constexpr FieldInfo whole() {
  return detail::make_row<Member>("", kRequired, FieldInfo::Role::kWhole);
}

template <auto Member>
constexpr FieldInfo rest() {
  return detail::make_row<Member>("", Presence::kOptional, FieldInfo::Role::kRest);
}

}  // namespace lambent::inline LAMBENT_ABI
