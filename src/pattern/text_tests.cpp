// SPDX-License-Identifier: Apache-2.0
#include "pattern/text_tests.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "pattern/case_mapping.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

constexpr bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// The character that begins at `at`, which is moved behind it. Text is valid UTF-8 here.
char32_t next_character(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const char32_t first = byte(at);
  if (first < 0x80) return ++at, first;
  const auto rest = [&](std::size_t count, char32_t c) {
    for (std::size_t i = 1; i <= count; ++i) c = c << 6 | (byte(at + i) & 0x3F);
    at = std::min(at + 1 + count, text.size());
    return c;
  };
  if (first < 0xE0) return rest(1, first & 0x1F);
  if (first < 0xF0) return rest(2, first & 0x0F);
  return rest(3, first & 0x07);
}

}  // namespace

FoldedText::FoldedText(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_character(text, at);
    characters_.push_back({to_lower(c), to_upper(c)});
    // Some ASCII letters are forms of other characters, and the other way round.
    ascii_ = ascii_ && characters_.back().lower < 0x80 && characters_.back().upper < 0x80;
  }
}

bool FoldedText::begins(std::string_view text) const {
  if (ascii_) {
    if (text.size() < characters_.size()) return false;
    for (std::size_t i = 0; i < characters_.size(); ++i)
      if (!characters_[i].match(static_cast<unsigned char>(text[i]))) return false;
    return true;
  }
  std::size_t at = 0;
  for (const Forms& forms : characters_)
    if (at == text.size() || !forms.match(next_character(text, at))) return false;
  return true;
}

bool FoldedText::equals(std::string_view text) const {
  if (ascii_) return text.size() == characters_.size() && begins(text);
  std::size_t at = 0;
  for (const Forms& forms : characters_)
    if (at == text.size() || !forms.match(next_character(text, at))) return false;
  return at == text.size();
}

bool FoldedText::ends(std::string_view text) const {
  std::size_t at = text.size();
  for (std::size_t i = 0; i < characters_.size(); ++i) {
    if (at == 0) return false;
    do {
      --at;
    } while (at > 0 && is_continuation(text[at]));
  }
  return equals(text.substr(at));
}

std::optional<Wildcard> Wildcard::parse(std::string_view pattern, std::string& why) {
  Wildcard wildcard;
  wildcard.parts_.emplace_back();
  bool after_star = false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '*') {
      if (after_star) {
        why = "two stars follow each other: one says the same";
        return std::nullopt;
      }
      wildcard.parts_.emplace_back();
      after_star = true;
      continue;
    }
    after_star = false;
    if (pattern[i] == '\\') {
      ++i;
      if (i == pattern.size() || (pattern[i] != '*' && pattern[i] != '\\')) {
        why = R"(a backslash stands before a star or a backslash only: \* or \\)";
        return std::nullopt;
      }
    }
    wildcard.parts_.back() += pattern[i];
  }
  if (wildcard.parts_.size() > kMostStars + 1) {
    why = "at most " + std::to_string(kMostStars) + " stars";
    return std::nullopt;
  }
  return wildcard;
}

bool Wildcard::matches(std::string_view text) const {
  const std::string& first = parts_.front();
  const std::string& last = parts_.back();
  if (parts_.size() == 1) return text == first;
  if (text.size() < first.size() + last.size() || !text.starts_with(first) || !text.ends_with(last))
    return false;
  text.remove_prefix(first.size());
  text.remove_suffix(last.size());
  // The leftmost place of each part leaves the most to those behind it.
  for (std::size_t i = 1; i + 1 < parts_.size(); ++i) {
    const std::string& part = parts_[i];
    // Two-way search: linear whatever the text looks like.
    const void* const found = memmem(text.data(), text.size(), part.data(), part.size());
    if (found == nullptr) return false;
    const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
    text.remove_prefix(at + part.size());
  }
  return true;
}

}  // namespace lambent::inline LAMBENT_ABI::detail
