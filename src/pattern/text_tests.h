// SPDX-License-Identifier: Apache-2.0
// Tests of text: regardless of case, and with wildcards.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lambent/detail/abi.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// A text whose characters each match in their lower-case or upper-case form. Characters have the
/// simple one-to-one mappings of Unicode's basic plane.
class FoldedText {
 public:
  explicit FoldedText(std::string_view text);  // UTF-8

  bool equals(std::string_view text) const;
  bool begins(std::string_view text) const;
  bool ends(std::string_view text) const;

 private:
  struct Forms {
    char32_t lower;
    char32_t upper;
    bool match(char32_t c) const { return c == lower || c == upper; }
  };
  std::vector<Forms> characters_;
  bool ascii_ = true;  // so that a byte is a character
};

/// A text with stars, each of which stands for anything. Matching is linear in the text for each
/// part between two stars.
class Wildcard {
 public:
  static constexpr std::size_t kMostStars = 32;

  /// Nothing where two stars follow each other, or a backslash stands before anything but a star or
  /// a backslash, or there are too many stars; `why` says so.
  static std::optional<Wildcard> parse(std::string_view pattern, std::string& why);

  bool matches(std::string_view text) const;

 private:
  std::vector<std::string> parts_;  // between the stars; one part: no star
};

}  // namespace lambent::inline LAMBENT_ABI::detail
