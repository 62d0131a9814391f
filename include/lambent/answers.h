// SPDX-License-Identifier: Apache-2.0
// What handlers give back that many sources share: any JSON, and which records of a batch failed.
// Answers own their text, so nothing dangles out of a handler. HTTP responses are in
// lambent/responses.h, policies in lambent/policies.h.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lambent/detail/integer.h"
#include "lambent/fields.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// Any JSON value, as text; written verbatim, and as `null` where it is empty.
struct JsonText {
  std::string text{};  ///< Must be JSON: it is not checked.
  friend bool operator==(const JsonText&, const JsonText&) = default;
};

/// What AnswerTo derives from where a source takes any JSON: handlers return JsonText, any type
/// with a Codec, or nothing, which is null. `Shapes` are structs that suit it.
template <class... Shapes>
struct AnyJsonAnswer {
  using type = JsonText;  ///< What handlers' results become.
  /// Calls `f.operator()<Shape>()` for each.
  template <class F>
  static void for_each_shape([[maybe_unused]] F f) {
    (f.template operator()<Shapes>(), ...);
  }
  /// Made of what a handler returned with a Codec.
  static JsonText from_json(std::string json) { return {std::move(json)}; }
};

/// Text as JSON: a string, with the quotes and escapes that it takes.
LAMBENT_API JsonText json_string(std::string_view text);

/// A string, number or boolean; null where it is blank or no finite number.
struct LAMBENT_API JsonScalar {
  std::string text{};               ///< Without quotes and escapes.
  JsonKind kind = JsonKind::kNull;  ///< How the text is written.

  /// Of what it says, without being asked to convert.
  JsonScalar() = default;
  JsonScalar(std::nullptr_t) {}
  JsonScalar(std::string value) : text(std::move(value)), kind(JsonKind::kString) {}
  JsonScalar(std::string_view value) : JsonScalar(std::string(value)) {}
  JsonScalar(const char* value) : JsonScalar(std::string(value)) {}
  JsonScalar(std::same_as<bool> auto value)
      : text(value ? "true" : "false"), kind(JsonKind::kBool) {}
  JsonScalar(detail::Integer auto value) : text(std::to_string(value)), kind(JsonKind::kNumber) {}
  JsonScalar(float value);
  JsonScalar(double value);
  JsonScalar(long double value);
  friend bool operator==(const JsonScalar&, const JsonScalar&) = default;
};

/// Any JSON value, made of what it says: "text", 7, true, or a JsonText with a list or an object.
struct JsonValue : JsonText {
  /// Likewise; `null` at first.
  JsonValue() = default;
  JsonValue(JsonText json) : JsonText(std::move(json)) {}
  template <std::convertible_to<JsonScalar> T>
  JsonValue(const T& value) : JsonText(json_of(value)) {}

 private:
  LAMBENT_API static JsonText json_of(JsonScalar scalar);
};

/// A record that must be delivered again.
struct BatchItemFailure {
  std::string item_identifier{};  ///< Message id, or sequence number.
};

/// The answer to a batch of records. AWS reads it only where the event source mapping has
/// `ReportBatchItemFailures`; elsewhere it ignores the list and takes every record as handled.
struct BatchResponse {
  std::vector<BatchItemFailure> batch_item_failures{};
};

/// The answer to a call for a time window.
struct TimeWindowResponse {
  JsonText state{"{}"};  ///< An object of at most 1 MB; comes back with the window's next call.
  std::vector<BatchItemFailure> batch_item_failures{};
};

template <>
inline constexpr detail::Kind detail::value_kind<JsonText> = detail::Kind::kJsonText;
template <>
inline constexpr bool detail::owns<JsonText> = true;
template <>
inline constexpr detail::Kind detail::value_kind<JsonValue> = detail::Kind::kJsonText;
template <>
inline constexpr bool detail::owns<JsonValue> = true;
template <>
inline constexpr detail::Kind detail::value_kind<JsonScalar> = detail::Kind::kJsonScalar;
template <>
inline constexpr bool detail::owns<JsonScalar> = true;

template <>
inline constexpr auto fields<BatchItemFailure> = std::array{
    field<&BatchItemFailure::item_identifier>("itemIdentifier", kRequired),
};

template <>
inline constexpr auto fields<BatchResponse> = std::array{
    field<&BatchResponse::batch_item_failures>("batchItemFailures", kAlways),
};

template <>
inline constexpr auto fields<TimeWindowResponse> = std::array{
    field<&TimeWindowResponse::state>("state", kAlways),
    field<&TimeWindowResponse::batch_item_failures>("batchItemFailures", kAlways),
};

}  // namespace lambent::inline LAMBENT_ABI
