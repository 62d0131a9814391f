// SPDX-License-Identifier: Apache-2.0
// The accessors of values that compute something.
#include "lambent/values.h"

#include <algorithm>
#include <charconv>

#include "absl/strings/escaping.h"
#include "absl/strings/string_view.h"
#include "lambent/attribute_value.h"

namespace lambent::inline LAMBENT_ABI {

std::optional<std::string> Base64::bytes() const {
  std::string bytes;
  if (!absl::Base64Unescape(absl::string_view(text.data(), text.size()), &bytes))
    return std::nullopt;
  return bytes;
}

std::string to_base64(std::string_view bytes) {
  return absl::Base64Escape(absl::string_view(bytes.data(), bytes.size()));
}

std::optional<std::int64_t> AttributeValue::as_int64() const {
  const auto digits = as_number();
  if (!digits) return std::nullopt;
  std::int64_t value = 0;
  const char* const end = digits->data() + digits->size();
  const auto [stop, error] = std::from_chars(digits->data(), end, value);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

namespace {

/// A decimal number as its significant digits and the power of ten of the first one.
struct Decimal {
  bool negative = false;
  std::string digits;
  int power = 0;
  friend bool operator==(const Decimal&, const Decimal&) = default;
};

Decimal decimal(std::string_view text) {
  Decimal value;
  value.negative = text.starts_with('-');
  if (value.negative) text.remove_prefix(1);
  const std::size_t e = text.find_first_of("eE");
  if (e != std::string_view::npos) {
    std::string_view power = text.substr(e + 1);
    if (power.starts_with('+')) power.remove_prefix(1);
    std::from_chars(power.data(), power.data() + power.size(), value.power);
    text = text.substr(0, e);
  }
  const std::size_t dot = std::min(text.find('.'), text.size());
  value.power += static_cast<int>(dot) - 1;
  for (const char c : text)
    if (c != '.') value.digits += c;
  const std::size_t zeros = value.digits.find_first_not_of('0');
  if (zeros == std::string::npos) return {};
  value.digits.erase(0, zeros);
  value.power -= static_cast<int>(zeros);
  value.digits.erase(value.digits.find_last_not_of('0') + 1);
  return value;
}

}  // namespace

std::optional<double> AttributeValue::as_double(bool* lossy) const {
  const auto digits = as_number();
  if (!digits) return std::nullopt;
  double value = 0;
  const char* const end = digits->data() + digits->size();
  const auto [stop, error] = std::from_chars(digits->data(), end, value);
  if (error != std::errc{} || stop != end) return std::nullopt;
  if (lossy != nullptr) {
    const Decimal exact = decimal(*digits);
    char written[128];
    const int places = exact.digits.empty() ? 0 : static_cast<int>(exact.digits.size()) - 1;
    const auto [out, too_long] = std::to_chars(written, written + sizeof written, value,
                                               std::chars_format::scientific, places);
    *lossy = too_long != std::errc{} ||
             decimal({written, static_cast<std::size_t>(out - written)}) != exact;
  }
  return value;
}

}  // namespace lambent::inline LAMBENT_ABI
