// SPDX-License-Identifier: Apache-2.0
// What the rules of consistent.cpp and copies.cpp are made with.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "testing/synthetic.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// The text of a member, empty where there is none.
inline std::string text_at(const Json& object, const char* key) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// A member that is a list or an object; where it is none, an empty one that nobody sees.
inline Json& part_at(Json& object, const char* key, Json::value_t type) {
  if (object.is_object()) {
    const auto found = object.find(key);
    if (found != object.end() && found->type() == type) return *found;
  }
  static thread_local Json none;
  return none = type;
}
inline Json& list_at(Json& object, const char* key) {
  return part_at(object, key, Json::value_t::array);
}
inline Json& object_at(Json& object, const char* key) {
  return part_at(object, key, Json::value_t::object);
}

/// Changes a member that is there.
inline void set(Json& object, const char* key, std::string value) {
  if (object.is_object() && object.contains(key)) object[key] = std::move(value);
}

/// arn:aws:sqs:eu-west-1:123456789012:orders: part 3 is the region.
inline std::string part_of_arn(std::string_view arn, int part) {
  for (; part > 0; --part) {
    const std::size_t colon = arn.find(':');
    if (colon == arn.npos) return {};
    arn.remove_prefix(colon + 1);
  }
  return std::string(arn.substr(0, arn.find(':')));
}

// --- requests: consistent_http.cpp ---

void rest_api(Json& event, const Json& sample);
void rest_authorizer(Json& event, const Json& sample);
void websocket(Json& event, const Json& sample);
void http_api(Json& event, const Json& sample);
void http_authorizer(Json& event, const Json& sample);
void lattice_v1(Json& event, const Json& sample);
void lattice_v2(Json& event, const Json& sample);

}  // namespace lambent::inline LAMBENT_ABI::detail
