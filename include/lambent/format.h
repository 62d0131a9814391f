// SPDX-License-Identifier: Apache-2.0
// The bridge to {fmt}: events and other described values print as their JSON, Statuses as their
// text. Nothing else of Lambent includes it.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <type_traits>

#include "absl/status/status.h"
#include "lambent/event.h"
#include "lambent/source.h"
#include "lambent/values.h"

/// fmt::format("{:>40}", event): the JSON, with the format of a string.
template <lambent::Described T>
struct fmt::formatter<T> : fmt::formatter<std::string_view> {
  auto format(const T& value, fmt::format_context& context) const {
    return fmt::formatter<std::string_view>::format(lambent::encode(value), context);
  }
};

template <class T>
struct fmt::formatter<lambent::Event<T>> : fmt::formatter<T> {
  auto format(const lambent::Event<T>& event, fmt::format_context& context) const {
    return fmt::formatter<T>::format(*event, context);
  }
};

// Where your program has its own formatter of absl::Status, define this before the inclusion.
#ifndef LAMBENT_NO_STATUS_FORMATTER
template <>
struct fmt::formatter<absl::Status> : fmt::formatter<std::string_view> {
  auto format(const absl::Status& status, fmt::format_context& context) const {
    return fmt::formatter<std::string_view>::format(status.ToString(), context);
  }
};
#endif

template <>
struct fmt::formatter<lambent::Source> : fmt::formatter<std::string_view> {
  auto format(const lambent::Source& source, fmt::format_context& context) const {
    return fmt::formatter<std::string_view>::format(source.name, context);
  }
};

template <>
struct fmt::formatter<lambent::SourceKind> : fmt::formatter<std::string_view> {
  auto format(lambent::SourceKind kind, fmt::format_context& context) const {
    const std::string_view names[] = {"answer", "observe", "batch"};
    return fmt::formatter<std::string_view>::format(names[static_cast<int>(kind)], context);
  }
};

/// The values that are views of one text print as that text.
template <class T>
  requires std::is_same_v<T, lambent::RawJson> || std::is_same_v<T, lambent::Timestamp> ||
           std::is_same_v<T, lambent::EpochSeconds> || std::is_same_v<T, lambent::Base64> ||
           std::is_same_v<T, lambent::NumberOrText>
struct fmt::formatter<T> : fmt::formatter<std::string_view> {
  auto format(const T& value, fmt::format_context& context) const {
    return fmt::formatter<std::string_view>::format(value.text, context);
  }
};
