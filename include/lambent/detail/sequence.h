// SPDX-License-Identifier: Apache-2.0
// The 16 bytes behind List and Map: where the elements are, how many, and whose they are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "lambent/detail/abi.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// The same for every element type, so that the reader fills it without knowing T.
/// Invariant: owned implies that data came from new T[size].
struct SequenceData {
  const void* data = nullptr;
  std::uint32_t size = 0;
  std::uint32_t owned = 0;
};

template <class T>
class Sequence {
 public:
  constexpr Sequence() = default;
  Sequence(const T* first, std::size_t size) { assign(first, size); }
  constexpr explicit Sequence(SequenceData rep) : rep_(rep) {}
  constexpr Sequence(const Sequence& other) : rep_(other.rep_) {
    if (rep_.owned) assign(other.begin(), other.size());
  }
  constexpr Sequence(Sequence&& other) noexcept : rep_(other.rep_) { other.rep_ = {}; }
  Sequence& operator=(const Sequence& other) {
    if (this != &other) *this = Sequence(other);
    return *this;
  }
  Sequence& operator=(Sequence&& other) noexcept {
    const SequenceData taken = other.rep_;
    other.rep_ = rep_;
    rep_ = taken;
    return *this;
  }
  constexpr ~Sequence() {
    if (rep_.owned) release();
  }

  /// Gives the elements away, owned or not.
  SequenceData take() {
    const SequenceData taken = rep_;
    rep_ = {};
    return taken;
  }

  const T* begin() const { return static_cast<const T*>(rep_.data); }
  std::size_t size() const { return rep_.size; }

  friend bool operator==(const Sequence& a, const Sequence& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
      if (!(a.begin()[i] == b.begin()[i])) return false;
    return true;
  }

 private:
  void assign(const T* first, std::size_t size) {
    rep_ = {};
    if (size == 0) return;
    T* copy = new T[size];
    rep_ = {copy, static_cast<std::uint32_t>(size), 1};
    for (std::size_t i = 0; i < size; ++i) copy[i] = first[i];
  }
  void release() { delete[] static_cast<T*>(const_cast<void*>(rep_.data)); }

  SequenceData rep_;
};

/// Lets the few types that store lists and maps compactly reach the 16 bytes.
struct SequenceAccess {
  template <class Container>
  static Container make(SequenceData data) {
    Container container;
    container.sequence_ = decltype(container.sequence_)(data);
    return container;
  }
  template <class Container>
  static SequenceData take(Container& container) {
    return container.sequence_.take();
  }
};

constexpr char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

constexpr bool equal_ignoring_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (ascii_lower(a[i]) != ascii_lower(b[i])) return false;
  return true;
}

template <class JsonKind>
constexpr JsonKind kind_of_json(std::string_view text) {
  switch (text.empty() ? 'n' : text.front()) {
    case '{': return JsonKind::kObject;
    case '[': return JsonKind::kArray;
    case '"': return JsonKind::kString;
    case 't':
    case 'f': return JsonKind::kBool;
    case 'n': return JsonKind::kNull;
    default: return JsonKind::kNumber;
  }
}

}  // namespace lambent::inline LAMBENT_ABI::detail
