// SPDX-License-Identifier: Apache-2.0
// What the engine in src/json/ knows of a C++ type: plain constant data, one shape for all types.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {
struct FieldInfo;
}

namespace lambent::inline LAMBENT_ABI::detail {

/// What a value is in JSON, and how it lies in memory.
// clang-format off
enum class Kind : std::uint8_t {
  kUnsupported,
  kText, kTimestamp, kBase64,                // a view of text
  kNumberText, kNumberOrText, kRawJson,      // a view of the JSON text itself
  kString, kJsonText, kJsonScalar,           // owned: answers are made of these
  kBool, kInteger, kEpochMs, kDouble,
  kStruct,
  kList, kMap,                               // SequenceData: elements, or Map<V>::Entry
  kVector, kTextMap, kOptional,              // standard containers, reached through operations
  kOneOrMany, kAttributeValue,
};
// clang-format on

/// What cannot be done without naming the type.
struct Operations {
  void (*construct)(void* memory) = nullptr;
  void (*destroy)(void* object) = nullptr;  // null: nothing is to be done
  /// Adds a blank element, or engages an optional, and returns it.
  void* (*append)(void* object, std::string_view key) = nullptr;
  std::size_t (*count)(const void* object) = nullptr;
  /// Element `i` of a vector, the value of an optional.
  const void* (*item)(const void* object, std::size_t i) = nullptr;
  void (*each)(const void* object, void* sink,
               void (*visit)(void* sink, std::string_view key, const void* value)) = nullptr;
  const void* (*find)(const void* object, std::string_view key) = nullptr;
};

struct StructInfo;

struct TypeInfo {
  Kind kind = Kind::kUnsupported;
  std::uint32_t size = 0;
  std::uint32_t align = 1;
  const Operations* operations = nullptr;
  const TypeInfo* element = nullptr;  // of lists, maps, vectors, optionals; kOneOrMany: Values
  // kStruct. A function, because a struct may contain lists of itself and its rows then are not
  // complete when this is made.
  const StructInfo& (*structure)() = nullptr;
  std::uint32_t value_offset = 0;  // kMap: of the value in its entry; kOneOrMany: of single
  std::uint32_t entry_size = 0;  // kMap

  void construct(void* memory) const { operations->construct(memory); }
  void destroy(void* object) const {
    if (operations->destroy != nullptr) operations->destroy(object);
  }
};

/// The rows of one struct, with what the reader asks of all of them at once.
struct StructInfo {
  std::span<const FieldInfo> rows{};
  std::uint64_t required = 0;  // bit i: row i must be present
  const FieldInfo* whole = nullptr;  // the row that stands for the whole document
  const FieldInfo* rest = nullptr;  // the row that takes unknown members
  bool owns = false;  // a member, at any depth, frees memory of its own
};

/// Types that stand for themselves; attribute_value.h adds its own.
template <class T> inline constexpr Kind value_kind = Kind::kUnsupported;
template <> inline constexpr Kind value_kind<bool> = Kind::kBool;
template <> inline constexpr Kind value_kind<std::int64_t> = Kind::kInteger;
template <> inline constexpr Kind value_kind<double> = Kind::kDouble;
template <> inline constexpr Kind value_kind<std::string_view> = Kind::kText;
template <> inline constexpr Kind value_kind<std::string> = Kind::kString;
template <> inline constexpr Kind value_kind<Timestamp> = Kind::kTimestamp;
template <> inline constexpr Kind value_kind<Base64> = Kind::kBase64;
template <> inline constexpr Kind value_kind<EpochMs> = Kind::kEpochMs;
template <> inline constexpr Kind value_kind<EpochSeconds> = Kind::kNumberText;
template <> inline constexpr Kind value_kind<NumberOrText> = Kind::kNumberOrText;
template <> inline constexpr Kind value_kind<RawJson> = Kind::kRawJson;

template <class T> void construct(void* memory) { ::new (memory) T{}; }

/// What every type can do.
template <class T>
constexpr Operations basic_operations() {
  Operations operations{.construct = &construct<T>};
  if constexpr (!std::is_trivially_destructible_v<T>)
    operations.destroy = [](void* object) { static_cast<T*>(object)->~T(); };
  return operations;
}

/// What `fields<T>` is until it is specialised.
struct Undescribed {};

template <class T> struct StructOf;  // rows with their layout: lambent/fields.h
template <class T> struct TypeOf;
template <class T> inline constexpr Operations operations_of = TypeOf<T>::operations();
template <class T> inline constexpr TypeInfo type_info = TypeOf<T>::info();
template <class T> inline constexpr StructInfo struct_info = StructOf<T>::make();
template <class T> const StructInfo& structure() { return struct_info<T>; }

/// The plain types and the described structs; the specialisations below are the containers.
template <class T>
struct TypeOf {
  static constexpr Kind kKind = value_kind<T> == Kind::kUnsupported ? Kind::kStruct : value_kind<T>;
  static constexpr Operations operations() { return basic_operations<T>(); }
  static constexpr TypeInfo info() {
    static_assert(kKind != Kind::kStruct || std::is_class_v<T>,
                  "lambent: unsupported member type; use bool, std::int64_t, double, "
                  "std::string_view, std::string, a type of lambent/values.h, std::optional, "
                  "std::vector, std::map<std::string, V> or a described struct");
    TypeInfo type{
        .kind = kKind, .size = sizeof(T), .align = alignof(T), .operations = &operations_of<T>};
    if constexpr (kKind == Kind::kStruct) type.structure = &structure<T>;
    return type;
  }
};

template <class C, Kind kContainer, class Element>
struct ContainerType {
  static constexpr Kind kKind = kContainer;
  static constexpr Operations operations() { return basic_operations<C>(); }
  static constexpr TypeInfo info() {
    return {.kind = kKind,
            .size = sizeof(C),
            .align = alignof(C),
            .operations = &operations_of<C>,
            .element = &type_info<Element>};
  }
};

/// Whether a value frees memory of its own, as std::string does. The elements of a List or Map may
/// not: decoded ones lie in an arena, which runs no destructors.
template <class T> inline constexpr bool owns = false;
template <> inline constexpr bool owns<std::string> = true;
template <class T> inline constexpr bool owns<std::vector<T>> = true;
template <class V, class L> inline constexpr bool owns<std::map<std::string, V, L>> = true;
template <class T> inline constexpr bool owns<std::optional<T>> = owns<T>;
template <class T> inline constexpr bool owns<OneOrMany<T>> = owns<T>;

template <class T>
struct TypeOf<List<T>> : ContainerType<List<T>, Kind::kList, T> {
  static_assert(!owns<T>, "lambent: elements of a List borrow; use std::vector for this type");
};

template <class M, class V>
struct MapType : ContainerType<M, Kind::kMap, V> {
  static_assert(!owns<V>, "lambent: values of a Map borrow; use std::map for this type");
  using Entry = typename Map<V>::Entry;
  static constexpr TypeInfo info() {
    TypeInfo type = ContainerType<M, Kind::kMap, V>::info();
    type.value_offset = sizeof(std::string_view);
    type.entry_size = sizeof(Entry);
    static_assert(alignof(V) <= alignof(std::string_view), "lambent: over-aligned map values");
    return type;
  }
};
template <class V> struct TypeOf<Map<V>> : MapType<Map<V>, V> {};
template <class V> struct TypeOf<BasicHeaderMap<V>> : MapType<BasicHeaderMap<V>, V> {};

template <class T>
struct TypeOf<OneOrMany<T>>
    : ContainerType<OneOrMany<T>, Kind::kOneOrMany, typename OneOrMany<T>::Values> {
  static constexpr TypeInfo info() {
    TypeInfo type = TypeOf::ContainerType::info();
    type.value_offset = sizeof(typename OneOrMany<T>::Values);
    return type;
  }
};

template <class T>
struct TypeOf<std::vector<T>> : ContainerType<std::vector<T>, Kind::kVector, T> {
  using C = std::vector<T>;
  static constexpr Operations operations() {
    Operations operations = TypeOf::ContainerType::operations();
    operations.append = [](void* object, std::string_view) -> void* {
      return &static_cast<C*>(object)->emplace_back();
    };
    operations.count = [](const void* object) { return static_cast<const C*>(object)->size(); };
    operations.item = [](const void* object, std::size_t i) -> const void* {
      return &(*static_cast<const C*>(object))[i];
    };
    return operations;
  }
};

template <class V, class Less>
struct TypeOf<std::map<std::string, V, Less>>
    : ContainerType<std::map<std::string, V, Less>, Kind::kTextMap, V> {
  using C = std::map<std::string, V, Less>;
  static constexpr Operations operations() {
    Operations operations = TypeOf::ContainerType::operations();
    operations.append = [](void* object, std::string_view key) -> void* {
      V& value = (*static_cast<C*>(object))[std::string(key)];
      value = V{};
      return &value;
    };
    operations.count = [](const void* object) { return static_cast<const C*>(object)->size(); };
    operations.each = [](const void* object, void* sink,
                         void (*visit)(void*, std::string_view, const void*)) {
      for (const auto& [key, value] : *static_cast<const C*>(object)) visit(sink, key, &value);
    };
    operations.find = [](const void* object, std::string_view key) -> const void* {
      const auto found = static_cast<const C*>(object)->find(std::string(key));
      return found == static_cast<const C*>(object)->end() ? nullptr : &found->second;
    };
    return operations;
  }
};

template <class T>
struct TypeOf<std::optional<T>> : ContainerType<std::optional<T>, Kind::kOptional, T> {
  using C = std::optional<T>;
  static constexpr Operations operations() {
    Operations operations = TypeOf::ContainerType::operations();
    operations.append = [](void* object, std::string_view) -> void* {
      return &static_cast<C*>(object)->emplace(T{});
    };
    operations.count = [](const void* object) -> std::size_t {
      return static_cast<const C*>(object)->has_value();
    };
    operations.item = [](const void* object, std::size_t) -> const void* {
      return &**static_cast<const C*>(object);
    };
    return operations;
  }
};

}  // namespace lambent::inline LAMBENT_ABI::detail
