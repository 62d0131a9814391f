// SPDX-License-Identifier: Apache-2.0
// Numbers as patterns compare them: by value where a double says all of it, else by their text.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "lambent/detail/abi.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// The value of a JSON number, if the shortest text of the nearest double denotes the same value;
/// then the number is comparable.
std::optional<double> comparable_number(std::string_view text);

/// A number of an event, which is looked at only as far as a test asks.
/// Thread-safety: none, since it remembers what it has found out.
class Number {
 public:
  Number() = default;
  explicit Number(std::string_view text) : text_(text) {}

  std::string_view text() const { return text_; }

  /// Whether it is comparable and `test(value)` holds.
  template <class Test>
  bool passes(Test test) const {
    if (known_ == Known::kNothing) find_value();
    // The value is quick to know; whether it may be compared is not, and most often of no interest.
    return test(value_) && (known_ == Known::kComparable || is_comparable());
  }

 private:
  enum class Known : std::uint8_t { kNothing, kValue, kComparable };
  void find_value() const;
  bool is_comparable() const;

  std::string_view text_{};
  mutable double value_ = 0;  // NaN, which passes no test, if it is surely not comparable
  mutable Known known_ = Known::kNothing;
};

}  // namespace lambent::inline LAMBENT_ABI::detail
