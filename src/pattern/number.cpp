// SPDX-License-Identifier: Apache-2.0
#include "pattern/number.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string>

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

/// 0.d1d2d3... times ten to the power of `exponent`, without zeros around the digits.
struct Decimal {
  bool negative = false;
  std::string digits;
  std::int64_t exponent = 0;
  friend bool operator==(const Decimal& a, const Decimal& b) {
    if (a.digits.empty() || b.digits.empty()) return a.digits.empty() && b.digits.empty();
    return a.negative == b.negative && a.digits == b.digits && a.exponent == b.exponent;
  }
};

/// Nothing where the exponent is beyond every double.
std::optional<Decimal> decimal_of(std::string_view text) {
  Decimal decimal;
  if (text.starts_with('-')) {
    decimal.negative = true;
    text.remove_prefix(1);
  }
  const std::size_t e = text.find_first_of("eE");
  std::int64_t exponent = 0;
  if (e != text.npos) {
    std::string_view digits = text.substr(e + 1);
    if (digits.starts_with('+')) digits.remove_prefix(1);
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
    constexpr std::int64_t kFar = 1'000'000'000;
    if (parsed.ec != std::errc() || exponent > kFar || exponent < -kFar) return std::nullopt;
    text = text.substr(0, e);
  }
  const std::size_t dot = text.find('.');
  const std::string_view whole = text.substr(0, dot);
  decimal.digits = whole;
  if (dot != text.npos) decimal.digits += text.substr(dot + 1);
  decimal.exponent = exponent + static_cast<std::int64_t>(whole.size());
  const std::size_t first = decimal.digits.find_first_not_of('0');
  if (first == std::string::npos) return Decimal();
  decimal.digits.erase(0, first);
  decimal.exponent -= static_cast<std::int64_t>(first);
  decimal.digits.erase(decimal.digits.find_last_not_of('0') + 1);
  return decimal;
}

/// Whether so few digits at such a place surely read back from the nearest double.
bool is_short(std::string_view text) {
  constexpr std::size_t kExactDigits = 15;  // every decimal of so many survives a double
  return text.size() <= kExactDigits && text.find_first_of("eE") == text.npos;
}

/// The nearest double; NaN where it is beyond all of them.
double nearest(std::string_view text) {
  double value = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  if (parsed.ec == std::errc() && std::isfinite(value)) return value;
  // Zero may be written with any exponent.
  const std::optional<Decimal> decimal = decimal_of(text);
  return decimal && decimal->digits.empty() ? 0.0 : std::numeric_limits<double>::quiet_NaN();
}

bool says_all_of(double value, std::string_view text) {
  if (is_short(text)) return true;
  char buffer[32];
  const auto printed = [&](auto... format) {
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, format...).ptr;
    return std::string_view(buffer, static_cast<std::size_t>(end - buffer));
  };
  // Most numbers were printed like this. Large ones are printed with all the digits of the double.
  constexpr double kWholeNumbers = 9007199254740992;  // up to here one apart
  if (std::abs(value) < kWholeNumbers && printed() == text) return true;
  const std::optional<Decimal> decimal = decimal_of(text);
  return decimal && *decimal == *decimal_of(printed(std::chars_format::scientific));
}

}  // namespace

std::optional<double> comparable_number(std::string_view text) {
  const double value = nearest(text);
  if (std::isnan(value) || !says_all_of(value, text)) return std::nullopt;
  return value;
}

void Number::find_value() const {
  value_ = nearest(text_);
  known_ = is_short(text_) ? Known::kComparable : Known::kValue;
}

bool Number::is_comparable() const {
  if (!says_all_of(value_, text_)) value_ = std::numeric_limits<double>::quiet_NaN();
  known_ = Known::kComparable;
  return !std::isnan(value_);
}

}  // namespace lambent::inline LAMBENT_ABI::detail
