// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "http/lists.h"
#include "http/percent.h"
#include "lambent/fields.h"
#include "lambent/http.h"

namespace lambent::inline LAMBENT_ABI {
namespace {

/// An object of free-form JSON.
struct Claims {
  Map<RawJson> values{};
};

}  // namespace

template <>
inline constexpr auto fields<Claims> = std::array{whole<&Claims::values>()};

namespace {

using detail::HttpParts;

/// What a free-form value says: text as such, everything else as JSON.
std::optional<std::string> text_of(const RawJson* value) {
  if (value == nullptr || value->kind() == JsonKind::kNull) return std::nullopt;
  if (value->kind() != JsonKind::kString) return std::string(value->text);
  absl::StatusOr<std::string> text = as<std::string>(*value);
  if (!text.ok()) return std::nullopt;
  return *std::move(text);
}

/// Several values of a header as one. https://www.rfc-editor.org/rfc/rfc9113#section-8.2.3
std::string joined(std::string_view name, const std::string_view* values, std::size_t size) {
  const std::string_view between = detail::equal_ignoring_case(name, "cookie") ? "; " : ",";
  return fmt::format("{}", fmt::join(values, values + size, between));
}

/// Calls `f(name, value)` for each pair of a query until it returns false. Both are as sent.
template <class F>
void for_each_in_text(std::string_view text, F f) {
  while (!text.empty()) {
    const std::size_t end = text.find('&');
    const std::string_view pair = text.substr(0, end);
    text = end == text.npos ? std::string_view() : text.substr(end + 1);
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    const std::string_view value =
        equals == pair.npos ? std::string_view() : pair.substr(equals + 1);
    if (!f(pair.substr(0, equals), value)) return;
  }
}

/// The same wherever the query is. `f(name, value, is_decoded)`.
template <class F>
void for_each_in_query(const HttpParts& parts, F f) {
  const bool decoded = parts.query_is_decoded;
  if (!parts.query_text.empty()) {
    for_each_in_text(parts.query_text,
                     [&](auto name, auto value) { return f(name, value, false); });
  } else if (parts.query_lists != nullptr && !parts.query_lists->empty()) {
    for (const auto& [name, values] : *parts.query_lists)
      for (const std::string_view value : values)
        if (!f(name, value, decoded)) return;
  } else if (parts.query_one_or_many != nullptr) {
    for (const auto& [name, values] : *parts.query_one_or_many)
      for (const std::string_view value : values.values)
        if (!f(name, value, decoded)) return;
  } else if (parts.query != nullptr) {
    for (const auto& [name, value] : *parts.query)
      if (!f(name, value, decoded)) return;
  }
}

bool is_encoded(std::string_view text) { return text.find_first_of("%+") != text.npos; }

std::string query_text(std::string_view text, bool is_decoded) {
  return is_decoded ? std::string(text) : detail::decoded_query(text);
}

/// Calls `f(value)` for each value of a parameter, decoded, until it returns false.
template <class F>
void for_each_value(const HttpParts& parts, std::string_view name, F f) {
  for_each_in_query(parts, [&](std::string_view sent, std::string_view value, bool is_decoded) {
    const bool plain = is_decoded || !is_encoded(sent);
    if (plain ? sent != name : detail::decoded_query(sent) != name) return true;
    return f(query_text(value, is_decoded));
  });
}

/// Calls `f(name, values, size)` for each header that may have several.
template <class F>
void for_each_list(const HttpParts& parts, F f) {
  if (parts.header_lists != nullptr)
    for (const auto& [name, values] : *parts.header_lists) f(name, values.data(), values.size());
  if (parts.headers_one_or_many != nullptr)
    for (const auto& [name, values] : *parts.headers_one_or_many)
      f(name, values.values.data(), values.values.size());
}

}  // namespace

void HttpRequest::prepare() {
  if (!parts_.path_is_decoded && parts_.path.find('%') != parts_.path.npos)
    decoded_path_ = detail::decoded_path(parts_.path);
  for_each_list(parts_, [&](std::string_view name, const std::string_view* values, auto size) {
    if (size > 1) joined_headers_.emplace_back(name, joined(name, values, size));
  });
}

std::string_view HttpRequest::param(std::string_view name) const {
  const std::size_t at = values_.find(name);
  return at < values_.size ? values_[at] : std::string_view();
}

std::string_view HttpRequest::raw_param(std::string_view name) const {
  const std::size_t at = values_.find(name);
  return at < values_.size ? values_.raw[at] : std::string_view();
}

std::vector<std::pair<std::string_view, std::string_view>> HttpRequest::params() const {
  std::vector<std::pair<std::string_view, std::string_view>> all;
  for (std::size_t i = 0; i < values_.size; ++i) all.emplace_back((*values_.names)[i], values_[i]);
  return all;
}

std::optional<std::string> HttpRequest::query(std::string_view name) const {
  std::optional<std::string> found;
  for_each_value(parts_, name, [&](std::string value) {
    found = std::move(value);
    return false;
  });
  return found;
}

std::string HttpRequest::query(std::string_view name, std::string_view fallback) const {
  return query(name).value_or(std::string(fallback));
}

std::vector<std::string> HttpRequest::query_values(std::string_view name) const {
  std::vector<std::string> values;
  for_each_value(parts_, name, [&](std::string value) {
    values.push_back(std::move(value));
    return true;
  });
  return values;
}

std::vector<std::pair<std::string, std::string>> HttpRequest::query_parameters() const {
  std::vector<std::pair<std::string, std::string>> all;
  for_each_in_query(parts_, [&](std::string_view name, std::string_view value, bool is_decoded) {
    all.emplace_back(query_text(name, is_decoded), query_text(value, is_decoded));
    return true;
  });
  return all;
}

std::string_view HttpRequest::header(std::string_view name) const {
  for (const auto& [sent, value] : joined_headers_)
    if (detail::equal_ignoring_case(sent, name)) return value;
  if (parts_.header_lists != nullptr) {
    const List<std::string_view>* const values = parts_.header_lists->find(name);
    if (values != nullptr && !values->empty()) return values->front();
  }
  if (parts_.headers_one_or_many != nullptr) {
    const auto* const values = parts_.headers_one_or_many->find(name);
    if (values != nullptr && !values->values.empty()) return values->values.front();
  }
  return parts_.headers != nullptr ? parts_.headers->value_or(name) : std::string_view();
}

std::vector<std::pair<std::string_view, std::string_view>> HttpRequest::headers() const {
  std::vector<std::pair<std::string_view, std::string_view>> all;
  std::size_t at_joined = 0;
  for_each_list(parts_, [&](std::string_view name, const std::string_view* values, auto size) {
    if (size == 1) all.emplace_back(name, *values);
    if (size > 1) all.emplace_back(name, joined_headers_[at_joined++].second);
  });
  if (all.empty() && parts_.headers != nullptr)
    for (const auto& [name, value] : *parts_.headers) all.emplace_back(name, value);
  return all;
}

std::string_view HttpRequest::cookie(std::string_view name) const {
  std::string_view found;
  const auto look = [&](std::string_view pairs) {
    while (!pairs.empty()) {
      const std::string_view pair = detail::take_entry(pairs, ';');
      const std::size_t equals = pair.find('=');
      if (equals == pair.npos || pair.substr(0, equals) != name) continue;
      found = pair.substr(equals + 1);
      return true;
    }
    return false;
  };
  if (parts_.cookies != nullptr)
    for (const std::string_view pair : *parts_.cookies)
      if (look(pair)) return found;
  look(header("cookie"));
  return found;
}

absl::StatusOr<std::string> HttpRequest::body() const {
  if (!is_base64()) return std::string(raw_body());
  std::optional<std::string> bytes = Base64{raw_body()}.bytes();
  if (!bytes) return detail::bad_body(absl::InvalidArgumentError("expected base64"));
  return *std::move(bytes);
}

std::string_view HttpRequest::source_ip() const {
  if (!parts_.source_ip.empty()) return parts_.source_ip;
  const std::string_view forwarded = header("x-forwarded-for");
  return detail::trimmed(forwarded.substr(forwarded.rfind(',') + 1));
}

std::optional<std::string> HttpRequest::claim(std::string_view name) const {
  if (parts_.claims != nullptr) return text_of(parts_.claims->find(name));
  if (parts_.authorizer == nullptr) return std::nullopt;
  const RawJson* const claims = parts_.authorizer->find("claims");
  if (claims == nullptr || claims->kind() != JsonKind::kObject) return std::nullopt;
  const auto members = as<Claims>(*claims);
  return members.ok() ? text_of((*members)->values.find(name)) : std::nullopt;
}

std::optional<std::string> HttpRequest::authorizer(std::string_view name) const {
  return parts_.authorizer != nullptr ? text_of(parts_.authorizer->find(name)) : std::nullopt;
}

namespace detail {

absl::Status bad_parameter(absl::StatusCode code, std::string_view what, std::string_view name,
                           std::string_view problem, std::string_view expected) {
  return absl::Status(code, fmt::format("{} parameter {}: {}{}", what, name, problem, expected));
}

absl::Status bad_body(const absl::Status& status) {
  const std::string message(status.message());
  return absl::InvalidArgumentError(fmt::format("body: {}", message));
}

}  // namespace detail
}  // namespace lambent::inline LAMBENT_ABI
