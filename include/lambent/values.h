// SPDX-License-Identifier: Apache-2.0
// What the members of events are made of: lists, maps, raw JSON, time stamps, base64.
// Every type is a small value that borrows its text: decoded ones point into the payload or the
// arena of their Event (lambent/event.h) and are valid while it lives.
// Thread-safety of all of them: like std::string_view; reading one object from many threads is fine.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "lambent/detail/sequence.h"

namespace lambent::inline LAMBENT_ABI {

/// A read-only list of 16 bytes. A decoded one borrows from the arena of its event; one built by
/// hand from braces owns a copy of its elements. Copying an owned list copies the elements, copying
/// a borrowed one borrows the same memory for the same lifetime.
template <class T>
class List {
 public:
  using value_type = T;
  using const_iterator = const T*;

  constexpr List() = default;
  /// Owns copies of `items`.
  List(std::initializer_list<T> items) : sequence_(items.begin(), items.size()) {}
  /// List<std::string_view>{{"a", "b"}} would be *one* view made of two pointers; write {"a", "b"}.
  List(std::initializer_list<std::initializer_list<const char*>>)
    requires std::is_same_v<T, std::string_view>
  = delete;
  /// A list that owns copies of the `size` elements at `first`.
  List(const T* first, std::size_t size) : sequence_(first, size) {}

  const T* begin() const { return sequence_.begin(); }
  const T* end() const { return sequence_.begin() + sequence_.size(); }
  const T* data() const { return sequence_.begin(); }
  std::size_t size() const { return sequence_.size(); }
  bool empty() const { return sequence_.size() == 0; }
  /// `i` must be less than size(); front() and back() must not be asked of an empty list.
  const T& operator[](std::size_t i) const { return begin()[i]; }
  const T& front() const { return *begin(); }
  const T& back() const { return end()[-1]; }

  friend bool operator==(const List& a, const List& b) { return a.sequence_ == b.sequence_; }

 private:
  friend struct detail::SequenceAccess;
  detail::Sequence<T> sequence_;
};

/// A JSON object with free-form keys, in the order in which they were sent; lookups are linear.
/// Owns or borrows as List does.
template <class V>
class Map {
 public:
  struct Entry;
  using mapped_type = V;
  using const_iterator = const Entry*;

  constexpr Map() = default;
  /// Owns copies of the entries; their text stays borrowed.
  Map(std::initializer_list<Entry> entries) : sequence_(entries.begin(), entries.size()) {}
  Map(const Entry* first, std::size_t size) : sequence_(first, size) {}

  /// The value of `key`, or null. Valid as long as the map.
  const V* find(std::string_view key) const {
    for (const Entry& entry : *this)
      if (entry.key == key) return &entry.value;
    return nullptr;
  }
  bool contains(std::string_view key) const { return find(key) != nullptr; }
  /// The value of `key`, or `fallback` where there is none.
  V value_or(std::string_view key, V fallback = {}) const {
    const V* value = find(key);
    return value ? *value : fallback;
  }

  const Entry* begin() const { return sequence_.begin(); }
  const Entry* end() const { return sequence_.begin() + sequence_.size(); }
  std::size_t size() const { return sequence_.size(); }
  bool empty() const { return sequence_.size() == 0; }

  friend bool operator==(const Map& a, const Map& b) { return a.sequence_ == b.sequence_; }

 private:
  friend struct detail::SequenceAccess;
  detail::Sequence<Entry> sequence_;
};

/// A key and its value.
template <class V>
struct Map<V>::Entry {
  std::string_view key{};  ///< As it was sent.
  V value{};  ///< What it stands for.
  friend bool operator==(const Entry& a, const Entry& b) {
    return a.key == b.key && a.value == b.value;
  }
};

/// As Map, with keys that are HTTP header names: lookups ignore ASCII case.
template <class V>
class BasicHeaderMap : private Map<V> {
 public:
  using typename Map<V>::Entry, typename Map<V>::mapped_type, typename Map<V>::const_iterator;
  using Map<V>::Map, Map<V>::begin, Map<V>::end, Map<V>::size, Map<V>::empty;

  /// The value of the header, or null. Valid as long as the map.
  const V* find(std::string_view name) const {
    for (const auto& entry : *this)
      if (detail::equal_ignoring_case(entry.key, name)) return &entry.value;
    return nullptr;
  }
  bool contains(std::string_view name) const { return find(name) != nullptr; }
  V value_or(std::string_view name, V fallback = {}) const {
    const V* value = find(name);
    return value ? *value : fallback;
  }
  friend bool operator==(const BasicHeaderMap&, const BasicHeaderMap&) = default;
  friend struct detail::SequenceAccess;
};
using HeaderMap = BasicHeaderMap<std::string_view>;  ///< One value of each name.
using MultiValueHeaderMap = BasicHeaderMap<List<std::string_view>>;  ///< All of them.

/// The six kinds of JSON values.
enum class JsonKind : std::uint8_t { kNull, kBool, kNumber, kString, kArray, kObject };

/// A JSON value kept as the very text that was sent; empty where there was none, while a `null` that
/// was sent is the text "null". as<T>() of lambent/event.h decodes it.
struct RawJson {
  std::string_view text{};  ///< Verbatim.
  bool empty() const { return text.empty(); }
  /// Judged by the first byte; kNull for an empty text.
  JsonKind kind() const { return detail::kind_of_json<JsonKind>(text); }
  friend bool operator==(const RawJson&, const RawJson&) = default;
};

/// A point in time as it was written, ISO 8601 or another text that AWS uses: see lambent/time.h.
struct Timestamp {
  std::string_view text{};  ///< As it was written.
  bool empty() const { return text.empty(); }
  friend bool operator==(const Timestamp&, const Timestamp&) = default;
};

/// Milliseconds since 1970, UTC; 0 where there was none.
struct EpochMs {
  std::int64_t milliseconds{};  ///< Before 1970: negative.
  friend bool operator==(const EpochMs&, const EpochMs&) = default;
};

/// Seconds since 1970, UTC, as the number was written: often with a fraction, at times with an
/// exponent; empty where there was none. lambent/time.h keeps all digits to the nanosecond.
struct EpochSeconds {
  std::string_view text{};  ///< The number as it was written.
  bool empty() const { return text.empty(); }
  friend bool operator==(const EpochSeconds&, const EpochSeconds&) = default;
};

/// Bytes in base64 (standard alphabet, RFC 4648 section 4), decoded only when asked for.
struct Base64 {
  std::string_view text{};  ///< Not decoded.
  bool empty() const { return text.empty(); }
  /// The bytes, or nothing where the text is not base64. Missing padding is accepted.
  LAMBENT_API std::optional<std::string> bytes() const;
  friend bool operator==(const Base64&, const Base64&) = default;
};

/// Bytes in base64, with padding; for answers.
LAMBENT_API std::string to_base64(std::string_view bytes);

/// A member that AWS sends as a number at times and as a string at others; `text` is the number as
/// it was written, or the string.
struct NumberOrText {
  std::string_view text{};  ///< Without quotes.
  bool is_number{};  ///< It was written without quotes.
  friend bool operator==(const NumberOrText&, const NumberOrText&) = default;
};

/// One value, or a list of them: JSON writes the first without brackets.
template <class T>
struct OneOrMany {
  /// A list, or of strings, which answers own, a vector.
  using Values = std::conditional_t<std::is_same_v<T, std::string>, std::vector<T>, List<T>>;
  Values values{};  ///< In order.
  bool single{};  ///< Written without brackets, if there is exactly one.

  constexpr OneOrMany() = default;
  template <class One>
    requires std::is_convertible_v<const One&, T>
  OneOrMany(const One& one) : values{T(one)}, single(true) {}  ///< Without brackets.
  OneOrMany(std::initializer_list<T> many) : values(many) {}  ///< With brackets.

  friend bool operator==(const OneOrMany& a, const OneOrMany& b) { return a.values == b.values; }
};

}  // namespace lambent::inline LAMBENT_ABI
