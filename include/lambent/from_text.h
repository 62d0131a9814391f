// SPDX-License-Identifier: Apache-2.0
// Values made of short text: parameters of paths and queries.
#pragma once

#include <charconv>
#include <cmath>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "lambent/detail/integer.h"

namespace lambent::inline LAMBENT_ABI {

/// How a T is read from text. Specialise it for types of your own:
///   static constexpr std::string_view kExpected = "a colour";         // for error messages
///   static std::optional<T> parse(std::string_view text);             // nothing: it is no T
/// A T that views `text` says so, since the decoded text of a query is gone at once:
///   static constexpr bool kBorrows = true;
template <class T>
struct FromText;

template <class T>
concept ReadFromText = requires(std::string_view text) {
  { FromText<T>::parse(text) } -> std::same_as<std::optional<T>>;
  { FromText<T>::kExpected } -> std::convertible_to<std::string_view>;
};

template <>
struct FromText<std::string> {
  static constexpr std::string_view kExpected = "text";
  static std::optional<std::string> parse(std::string_view text) { return std::string(text); }
};

template <>
struct FromText<std::string_view> {
  static constexpr bool kBorrows = true;
  static constexpr std::string_view kExpected = "text";
  static std::optional<std::string_view> parse(std::string_view text) { return text; }
};

template <>
struct FromText<bool> {
  static constexpr std::string_view kExpected = "true or false";
  static std::optional<bool> parse(std::string_view text) {
    if (text == "true") return true;
    if (text == "false") return false;
    return std::nullopt;
  }
};

namespace detail {

template <class T>
std::optional<T> number_from(std::string_view text) {
  T number{};
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

}  // namespace detail

/// Decimal digits, with a minus where T has a sign; within the range of T.
template <detail::Integer T>
struct FromText<T> {
  static constexpr std::string_view kExpected =
      std::signed_integral<T> ? "a whole number" : "a whole number from 0 on";
  static std::optional<T> parse(std::string_view text) { return detail::number_from<T>(text); }
};

/// Neither infinite nor NaN.
template <std::floating_point T>
struct FromText<T> {
  static constexpr std::string_view kExpected = "a number";
  static std::optional<T> parse(std::string_view text) {
    const std::optional<T> number = detail::number_from<T>(text);
    return number && std::isfinite(*number) ? number : std::nullopt;
  }
};

}  // namespace lambent::inline LAMBENT_ABI
