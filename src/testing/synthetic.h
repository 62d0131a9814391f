// SPDX-License-Identifier: Apache-2.0
// Synthetic events while they are made: JSON whose members can be changed, in the order of AWS.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "lambent/detail/type_info.h"
#include "lambent/testing.h"

namespace lambent::inline LAMBENT_ABI::detail {

using Json = nlohmann::ordered_json;

/// The sample of a source.
Json sample_of(std::string_view source);

/// Gives records that are copies of others an identity of their own.
void make_copies_distinct(std::string_view source, Json& event);

/// Makes all that follows from other members follow from them. The event is one of this source.
void make_consistent(std::string_view source, Json& event);

/// Gives the lists of Kafka's records the keys that follow from them. Changes name the old keys, so
/// this comes behind them all.
void rename_partitions(std::string_view source, Json& event);

/// Names and values.
using Pairs = std::vector<std::pair<std::string, std::string>>;

/// The pairs of a query as they were sent, and decoded.
Pairs sent_pairs(std::string_view query);
Pairs decoded_pairs(std::string_view query);
/// Several values of a name joined with commas, as HTTP APIs pass them on.
Json joined(const Pairs& pairs);
/// Text with what has a meaning in a query as %XX.
std::string encoded_query(std::string_view text);

/// Written, with what is no UTF-8 replaced.
inline std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// What is never percent-encoded.
inline bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// The text with what is no UTF-8 replaced.
inline std::string valid_utf8(std::string_view text) {
  return Json::parse(text_of(Json(std::string(text)))).get<std::string>();
}

}  // namespace lambent::inline LAMBENT_ABI::detail
