// SPDX-License-Identifier: Apache-2.0
#include "lambent/json_bytes.h"

#include <array>
#include <charconv>
#include <system_error>

#include "lambent/event.h"
#include "lambent/fields.h"

namespace lambent::inline LAMBENT_ABI {
namespace {

// The reader checks that all is JSON, and unescapes what senders escape in base64: "\/", "\u003d".
struct Text {
  Base64 value{};
};
struct Items {
  List<RawJson> values{};
};
struct Members {
  Map<RawJson> values{};
};

}  // namespace

template <>
inline constexpr auto fields<Text> = std::array{whole<&Text::value>()};
template <>
inline constexpr auto fields<Items> = std::array{whole<&Items::values>()};
template <>
inline constexpr auto fields<Members> = std::array{whole<&Members::values>()};

namespace {

/// A number from -128 to 255, which may be written as 5.0 or 5e0, masked to 8 bits.
std::optional<char> byte_of(const RawJson& item) {
  if (item.kind() != JsonKind::kNumber) return std::nullopt;
  double number = 0;
  const char* const end = item.text.data() + item.text.size();
  const auto [stop, error] = std::from_chars(item.text.data(), end, number);
  if (error != std::errc{} || stop != end || !(number >= -128 && number <= 255))
    return std::nullopt;
  const int whole_number = static_cast<int>(number);
  if (whole_number != number) return std::nullopt;
  return static_cast<char>(whole_number & 0xFF);
}

}  // namespace

std::optional<std::string> bytes_of(const RawJson& value) {
  if (value.kind() == JsonKind::kString) {
    const auto text = as<Text>(value);
    return text.ok() ? (*text)->value.bytes() : std::nullopt;
  }
  if (value.kind() != JsonKind::kArray) return std::nullopt;
  const auto items = as<Items>(value);
  if (!items.ok()) return std::nullopt;
  std::string bytes;
  bytes.reserve((*items)->values.size());
  for (const RawJson& item : (*items)->values) {
    const std::optional<char> byte = byte_of(item);
    if (!byte) return std::nullopt;
    bytes += *byte;
  }
  return bytes;
}

std::optional<std::string> bytes_of_member(const RawJson& object, std::string_view name) {
  if (object.kind() != JsonKind::kObject) return std::nullopt;
  const auto members = as<Members>(object);
  if (!members.ok()) return std::nullopt;
  const RawJson* const value = (*members)->values.find(name);
  return value != nullptr ? bytes_of(*value) : std::nullopt;
}

}  // namespace lambent::inline LAMBENT_ABI
