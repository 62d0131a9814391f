// SPDX-License-Identifier: Apache-2.0
#include "lambent/answers.h"

#include <charconv>
#include <cmath>

#include "json/writer.h"

namespace lambent::inline LAMBENT_ABI {
namespace {

/// The fewest digits that say which number it is.
template <class Number>
JsonScalar scalar_of(Number value) {
  JsonScalar scalar;
  if (!std::isfinite(value)) return scalar;  // JSON has no words for it: null
  char digits[64];
  scalar.text.assign(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
  scalar.kind = JsonKind::kNumber;
  return scalar;
}

}  // namespace

JsonText json_string(std::string_view text) {
  JsonText json;
  detail::write_string(text, json.text);
  return json;
}

JsonScalar::JsonScalar(float value) : JsonScalar(scalar_of(value)) {}
JsonScalar::JsonScalar(double value) : JsonScalar(scalar_of(value)) {}
JsonScalar::JsonScalar(long double value) : JsonScalar(scalar_of(value)) {}

JsonText JsonValue::json_of(JsonScalar scalar) {
  if (scalar.kind == JsonKind::kString) return json_string(scalar.text);
  return {std::move(scalar.text)};
}

}  // namespace lambent::inline LAMBENT_ABI
