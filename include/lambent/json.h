// SPDX-License-Identifier: Apache-2.0
// The bridge to nlohmann/json: as<nlohmann::json>(event.detail), and nlohmann::json as an answer
// where a source takes any JSON. Nothing else of Lambent includes or links it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "lambent/event.h"

namespace lambent::inline LAMBENT_ABI {

/// `InvalidArgument` if the text is not JSON. Writing replaces what is not UTF-8 by U+FFFD.
template <>
struct Codec<nlohmann::json> {
  static absl::StatusOr<nlohmann::json> decode(std::string_view json) {
    nlohmann::json value = nlohmann::json::parse(json, nullptr, /*allow_exceptions=*/false);
    if (value.is_discarded()) return absl::InvalidArgumentError("$: expected JSON");
    return value;
  }
  static void encode(const nlohmann::json& value, std::string& out) {
    out += value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  }
};

}  // namespace lambent::inline LAMBENT_ABI
