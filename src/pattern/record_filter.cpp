// SPDX-License-Identifier: Apache-2.0
#include "lambent/record_filter.h"

#include <algorithm>
#include <string>

#include "pattern/compiled.h"
#include "pattern/matcher.h"
#include "pattern/parse_leaf.h"
#include "pattern/record_members.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

constexpr std::size_t kMostOfMapping = 10;  // 5, unless AWS raises it

}  // namespace

RecordMembers members_of(RecordForm form) {
  switch (form) {
    case RecordForm::kNone:
    case RecordForm::kDynamoDb: return {};
    case RecordForm::kKafka: return {.payload = "value", .base64 = true};
    case RecordForm::kKinesis: return {.payload = "data", .base64 = true, .merged = "kinesis"};
    case RecordForm::kMq: return {.payload = "data", .base64 = true};
    case RecordForm::kSqs: return {.payload = "body"};
  }
  return {};
}

absl::StatusOr<CompiledPattern> compile_record_pattern(std::string_view text, RecordForm form,
                                                       const PatternOptions& options) {
  absl::StatusOr<CompiledPattern> compiled = compile_pattern(text, options);
  if (!compiled.ok()) return compiled;
  const auto is_data = [](const Path& path) { return path.size() == 1 && path[0] == "data"; };
  if (form == RecordForm::kKinesis &&
      std::any_of(compiled->paths.begin(), compiled->paths.end(), is_data))
    return pattern_error("$.data", "filters of Kinesis look into JSON only: write an object");
  return compiled;
}

absl::StatusOr<RecordMatcher> make_record_matcher(RecordForm form,
                                                  const std::vector<std::string_view>& patterns,
                                                  const PatternOptions& options) {
  if (patterns.empty())
    return absl::InvalidArgumentError("a filter of records needs at least one pattern");
  if (options.service == PatternService::kEventSourceMapping && patterns.size() > kMostOfMapping)
    return absl::ResourceExhaustedError("an event source mapping takes at most " +
                                        std::to_string(kMostOfMapping) + " patterns");
  auto matcher = std::make_shared<PatternMatcher>(members_of(form));
  for (const std::string_view text : patterns) {
    absl::StatusOr<CompiledPattern> compiled = compile_record_pattern(text, form, options);
    if (!compiled.ok()) return std::move(compiled).status();
    matcher->add(std::make_shared<const CompiledPattern>(*std::move(compiled)));
  }
  return matcher;
}

absl::StatusOr<bool> matches_record(const PatternMatcher& matcher, std::string_view record) {
  std::vector<PatternSet::Id> ids;
  absl::Status status = matcher.match(record, ids);
  if (!status.ok()) return status;
  return !ids.empty();
}

}  // namespace lambent::inline LAMBENT_ABI::detail
