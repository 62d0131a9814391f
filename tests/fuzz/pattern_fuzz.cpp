// SPDX-License-Identifier: Apache-2.0
// Up to the first line break a pattern, behind it an event: both may be anything. What is accepted
// alone must be accepted in a set, too.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "lambent/pattern.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t end = input.find('\n');
  const auto pattern = lambent::Pattern::parse(input.substr(0, end));
  if (!pattern.ok() || end == input.npos) return 0;
  const std::string_view event = input.substr(end + 1);
  const absl::StatusOr<bool> alone = pattern->matches(event);
  lambent::PatternSet set;
  set.add(*pattern);
  set.add(*pattern);
  std::vector<lambent::PatternSet::Id> ids;
  const absl::Status together = set.matching(event, ids);
  if (alone.ok() != together.ok()) std::abort();
  if (alone.ok() && ids.size() != (*alone ? 2U : 0U)) std::abort();
  return 0;
}
