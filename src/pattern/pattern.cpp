// SPDX-License-Identifier: Apache-2.0
#include "lambent/pattern.h"

#include <utility>

#include "pattern/compiled.h"
#include "pattern/matcher.h"

namespace lambent::inline LAMBENT_ABI {

Pattern::Pattern(std::shared_ptr<const detail::CompiledPattern> compiled)
    : compiled_(std::move(compiled)) {
  auto matcher = std::make_shared<detail::PatternMatcher>();
  matcher->add(compiled_);
  matcher_ = std::move(matcher);
}

absl::StatusOr<Pattern> Pattern::parse(std::string_view text, const PatternOptions& options) {
  absl::StatusOr<detail::CompiledPattern> compiled = detail::compile_pattern(text, options);
  if (!compiled.ok()) return std::move(compiled).status();
  return Pattern(std::make_shared<const detail::CompiledPattern>(*std::move(compiled)));
}

absl::StatusOr<bool> Pattern::matches(std::string_view event) const {
  std::vector<PatternSet::Id> ids;
  absl::Status status = matcher_->match(event, ids);
  if (!status.ok()) return status;
  return !ids.empty();
}

std::string_view Pattern::text() const { return compiled_->text; }

PatternSet::PatternSet() : matcher_(std::make_unique<detail::PatternMatcher>()) {}
PatternSet::PatternSet(PatternSet&&) noexcept = default;
PatternSet& PatternSet::operator=(PatternSet&&) noexcept = default;
PatternSet::~PatternSet() = default;

PatternSet::Id PatternSet::add(const Pattern& pattern) { return matcher_->add(pattern.compiled_); }
std::size_t PatternSet::size() const { return matcher_->size(); }

absl::Status PatternSet::matching(std::string_view event, std::vector<Id>& ids) const {
  return matcher_->match(event, ids);
}

}  // namespace lambent::inline LAMBENT_ABI
