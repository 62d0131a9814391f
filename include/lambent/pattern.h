// SPDX-License-Identifier: Apache-2.0
// Event patterns: the filters of EventBridge rules, of Pipes and of event source mappings.
//
//   const auto large = lambent::Pattern::parse(R"({"detail": {"total": [{"numeric": [">", 9]}]}})");
//   if (large.ok() && large->matches(event).value_or(false)) ...
//
// The language is that of AWS: exact values, `prefix`, `suffix`, `equals-ignore-case`,
// `anything-but`, `numeric`, `cidr`, `exists`, `wildcard` and `$or`. Numbers compare by value, as
// AWS's own library does it: 300 equals 3.0e2, and ids of more digits than a double holds equal
// only the same digits.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "lambent/detail/abi.h"

namespace lambent::inline LAMBENT_ABI {

/// A service whose limits a pattern must keep, besides Lambent's own: 64 KiB of text, 64 levels,
/// 256 fields in an alternative, 1,000 alternatives, 32 stars in a wildcard.
enum class PatternService : std::uint8_t {
  kAny,
  kEventBridgeRule,  ///< 2,048 characters.
  kPipe,  ///< 4,096; no `wildcard`, no `cidr`, no `anything-but` of anything but values.
  kEventSourceMapping,  ///< As a pipe, and no `equals-ignore-case` within `prefix` or `suffix`.
};

/// How a pattern is parsed.
struct PatternOptions {
  PatternService service = PatternService::kAny;  ///< What this service refuses is refused.
};

namespace detail {
struct CompiledPattern;
class PatternMatcher;
}  // namespace detail

/// One compiled pattern. Copies share it.
/// Thread-safety: immutable.
class LAMBENT_API Pattern {
 public:
  /// `InvalidArgument` says what is wrong, where, and how to mend it.
  static absl::StatusOr<Pattern> parse(std::string_view text, const PatternOptions& options = {});

  /// Whether the event, a JSON object, matches. `InvalidArgument` if it is none; parts that no
  /// pattern asks about are not looked at. `ResourceExhausted` if it is nested deeper than 200
  /// levels, or if its arrays can be combined in more ways than can be tried.
  absl::StatusOr<bool> matches(std::string_view event) const;

  /// As it was written.
  std::string_view text() const;

 private:
  friend class PatternSet;
  explicit Pattern(std::shared_ptr<const detail::CompiledPattern> compiled);
  std::shared_ptr<const detail::CompiledPattern> compiled_;
  std::shared_ptr<const detail::PatternMatcher> matcher_;
};

/// Many patterns, matched in one pass over an event. What they cost depends little on their number,
/// as long as they ask for different texts in some field.
/// Thread-safety: add() alone; matching() from any thread at any time.
class LAMBENT_API PatternSet {
 public:
  /// What add() gave to a pattern: 0, 1, 2, ...
  using Id = std::uint32_t;

  PatternSet();
  PatternSet(PatternSet&&) noexcept;
  PatternSet& operator=(PatternSet&&) noexcept;
  ~PatternSet();

  /// Adds one, and gives the number that matching() names it by.
  Id add(const Pattern& pattern);
  std::size_t size() const;  ///< How many were added.

  /// Puts the ids of the patterns that match into `ids`, in order, instead of what it held. Errors
  /// as Pattern::matches(). Allocates nothing once a thread has seen such events.
  absl::Status matching(std::string_view event, std::vector<Id>& ids) const;

 private:
  std::unique_ptr<detail::PatternMatcher> matcher_;
};

}  // namespace lambent::inline LAMBENT_ABI
