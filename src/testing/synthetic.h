// SPDX-License-Identifier: Apache-2.0
// Synthetic events while they are made: JSON whose members can be changed, in the order of AWS.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "lambent/detail/type_info.h"
#include "lambent/testing.h"

namespace lambent::inline LAMBENT_ABI::detail {

using Json = nlohmann::ordered_json;

/// The sample of a source.
Json sample_of(std::string_view source);

/// Text that is no JSON becomes a string.
Json json_or_text(std::string_view text);

/// Changes one member of an event of this type.
absl::Status apply(const testing::Edit& edit, const TypeInfo& type, Json& event);

/// Makes all that follows from other members follow from them.
void make_consistent(std::string_view source, Json& event);

/// Sets "queryStringParameters" of an HTTP API to what a query says, decoded; several values of a
/// name are joined with commas.
void set_query_parameters(Json& event, std::string_view query);
/// Such parameters as a query.
std::string query_text(const Json& parameters);

/// Written, with what is no UTF-8 replaced.
inline std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// The text with what is no UTF-8 replaced.
inline std::string valid_utf8(std::string_view text) {
  return Json::parse(text_of(Json(std::string(text)))).get<std::string>();
}

}  // namespace lambent::inline LAMBENT_ABI::detail
