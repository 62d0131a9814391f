// SPDX-License-Identifier: Apache-2.0
#include "lambent/time.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "absl/time/time.h"

namespace lambent::inline LAMBENT_ABI {
namespace {

std::optional<Time> to_chrono(absl::Time time) {
  // What absl::ToUnixNanos cannot hold it saturates.
  const std::int64_t nanos = absl::ToUnixNanos(time);
  if (absl::FromUnixNanos(nanos) != time) return std::nullopt;
  return Time(std::chrono::nanoseconds(nanos));
}

/// The formats of absl::ParseTime that are tried one after the other.
constexpr const char* kFormats[] = {
    "%Y-%m-%d%ET%H:%M:%E*S%Ez",     // 2020-03-12T19:03:58.390Z, ...+00:00, ...+0000
    "%Y-%m-%d%ET%H:%M:%E*S",        // without an offset
    "%d/%b/%Y:%H:%M:%S %z",         // 12/Mar/2020:19:03:58 +0000
    "%d/%b/%Y:%H:%M:%S%z",          // the same without the space
    "%b %d, %Y %I:%M:%S %p",        // Sep 1, 2017 4:12:29 PM
    "%b %d, %Y, %I:%M:%S %p",       // Jan 1, 1970, 12:33:41 AM
    "%b %d %H:%M:%S %Y GMT",        // May 28 12:30:02 2019 GMT
    "%a %b %d %H:%M:%S UTC %Y",     // Wed Mar 10 23:41:52 UTC 2021
};

}  // namespace

std::optional<Time> time_of(const Timestamp& timestamp) {
  if (timestamp.empty()) return std::nullopt;
  const std::string text(timestamp.text);
  for (const char* format : kFormats) {
    absl::Time time;
    if (absl::ParseTime(format, text, &time, nullptr)) return to_chrono(time);
  }
  return std::nullopt;
}

std::optional<Time> time_of(const EpochSeconds& seconds) {
  // Decimal arithmetic: a double has no room for nanoseconds since 1970.
  std::string_view text = seconds.text;
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  int exponent = 0;
  const std::size_t e = text.find_first_of("eE");
  if (e != std::string_view::npos) {
    std::string_view power = text.substr(e + 1);
    if (power.starts_with('+')) power.remove_prefix(1);
    const auto [end, error] = std::from_chars(power.data(), power.data() + power.size(), exponent);
    if (error != std::errc{} || end != power.data() + power.size()) return std::nullopt;
    text = text.substr(0, e);
  }
  if (exponent < -64 || exponent > 64) return std::nullopt;
  std::string digits;  // of the value in nanoseconds, before the cut
  const std::size_t dot = text.find('.');
  digits.append(text.substr(0, dot));
  const std::string_view fraction =
      dot == std::string_view::npos ? std::string_view{} : text.substr(dot + 1);
  digits.append(fraction);
  if (digits.empty()) return std::nullopt;
  const std::int64_t shift = 9 + exponent - static_cast<std::int64_t>(fraction.size());
  if (shift >= 0) {
    digits.append(static_cast<std::size_t>(shift), '0');
  } else {
    const auto cut = static_cast<std::size_t>(-shift);
    digits.resize(cut < digits.size() ? digits.size() - cut : 0);
    if (digits.empty()) digits.assign(1, '0');
  }
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
  std::int64_t nanos = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), nanos);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return Time(std::chrono::nanoseconds(negative ? -nanos : nanos));
}

std::optional<Time> time_of(const EpochMs& milliseconds) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max() / 1'000'000;
  const std::int64_t value = milliseconds.milliseconds;
  if (value == 0 || value > kMost || value < -kMost) return std::nullopt;
  return Time(std::chrono::milliseconds(value));
}

}  // namespace lambent::inline LAMBENT_ABI
