// SPDX-License-Identifier: Apache-2.0
// The grammar of route templates, read when compiling or later. Included by lambent/routes.h.
#pragma once

#include <cstddef>
#include <string_view>

#include "lambent/detail/path_values.h"

namespace lambent::inline LAMBENT_ABI::detail {

enum class TemplateError {
  kNone,
  kNoLeadingSlash,
  kEmptySegment,
  kNoName,
  kBadName,
  kPartOfSegment,
  kGreedyNotLast,
  kNameTwice,
  kTooManySegments,
};

struct TemplateFault {
  TemplateError error = TemplateError::kNone;
  std::size_t position = 0;  // where in the template
};

/// One segment of a template.
struct TemplateSegment {
  enum class Kind { kText, kParameter, kGreedy };
  Kind kind = Kind::kText;
  std::string_view text{};  // or the name
};

constexpr bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

constexpr TemplateSegment segment_of(std::string_view text) {
  if (!text.starts_with('{')) return {TemplateSegment::Kind::kText, text};
  text = text.substr(1, text.size() - 2);
  if (!text.ends_with('+')) return {TemplateSegment::Kind::kParameter, text};
  return {TemplateSegment::Kind::kGreedy, text.substr(0, text.size() - 1)};
}

constexpr TemplateError error_of_segment(std::string_view text, bool last) {
  if (text.find_first_of("{}") == text.npos) return TemplateError::kNone;
  if (!text.starts_with('{') || text.find('}') != text.size() - 1 || text.rfind('{') != 0)
    return TemplateError::kPartOfSegment;
  const TemplateSegment segment = segment_of(text);
  if (segment.text.empty()) return TemplateError::kNoName;
  if (!is_letter(segment.text[0])) return TemplateError::kBadName;
  for (const char c : segment.text)
    if (!is_letter(c) && !(c >= '0' && c <= '9') && c != '.' && c != '-')
      return TemplateError::kBadName;
  if (segment.kind == TemplateSegment::Kind::kGreedy && !last) return TemplateError::kGreedyNotLast;
  return TemplateError::kNone;
}

/// Calls `f(segment, position)` for each segment behind the first slash; a template that ends with a
/// slash has an empty one there.
template <class F>
constexpr void for_each_segment(std::string_view path, F f) {
  std::size_t at = 1;
  while (true) {
    const std::size_t slash = path.find('/', at);
    f(path.substr(at, slash == path.npos ? slash : slash - at), at);
    if (slash == path.npos) return;
    at = slash + 1;
  }
}

/// What is wrong with a template.
constexpr TemplateFault check_template(std::string_view path) {
  if (!path.starts_with('/')) return {TemplateError::kNoLeadingSlash, 0};
  TemplateFault fault;
  std::string_view names[kMostSegments] = {};
  std::size_t segments = 0;
  std::size_t parameters = 0;
  for_each_segment(path, [&](std::string_view text, std::size_t at) {
    if (fault.error != TemplateError::kNone) return;
    const bool last = at + text.size() == path.size();
    fault = {error_of_segment(text, last), at};
    if (text.empty() && !last) fault.error = TemplateError::kEmptySegment;
    if (++segments > kMostSegments) fault.error = TemplateError::kTooManySegments;
    if (fault.error != TemplateError::kNone || !text.starts_with('{')) return;
    const std::string_view name = segment_of(text).text;
    for (std::size_t i = 0; i < parameters; ++i)
      if (names[i] == name) fault.error = TemplateError::kNameTwice;
    names[parameters++] = name;
  });
  if (fault.error == TemplateError::kNone) fault.position = 0;
  return fault;
}

// Not constexpr and not defined: a call while compiling is an error that shows the name.
void a_route_template_begins_with_a_slash();
void a_route_template_has_an_empty_segment();
void a_parameter_of_a_route_template_has_no_name();
void a_parameter_name_begins_with_a_letter_and_has_letters_digits_dots_and_dashes();
void braces_enclose_a_whole_segment_of_a_route_template();
void a_greedy_parameter_is_the_last_segment_of_a_route_template();
void a_parameter_name_stands_twice_in_a_route_template();
void a_route_template_has_at_most_32_segments();

consteval void require_template(std::string_view path) {
  switch (check_template(path).error) {
    case TemplateError::kNone: break;
    case TemplateError::kNoLeadingSlash: a_route_template_begins_with_a_slash(); break;
    case TemplateError::kEmptySegment: a_route_template_has_an_empty_segment(); break;
    case TemplateError::kNoName: a_parameter_of_a_route_template_has_no_name(); break;
    case TemplateError::kBadName:
      a_parameter_name_begins_with_a_letter_and_has_letters_digits_dots_and_dashes();
      break;
    case TemplateError::kPartOfSegment: braces_enclose_a_whole_segment_of_a_route_template(); break;
    case TemplateError::kGreedyNotLast:
      a_greedy_parameter_is_the_last_segment_of_a_route_template();
      break;
    case TemplateError::kNameTwice: a_parameter_name_stands_twice_in_a_route_template(); break;
    case TemplateError::kTooManySegments: a_route_template_has_at_most_32_segments(); break;
  }
}

}  // namespace lambent::inline LAMBENT_ABI::detail
