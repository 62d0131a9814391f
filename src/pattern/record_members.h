// SPDX-License-Identifier: Apache-2.0
// What is special about the records of each source.
#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "lambent/detail/record_form.h"
#include "lambent/pattern.h"
#include "pattern/compiled.h"
#include "pattern/matcher.h"

namespace lambent::inline LAMBENT_ABI::detail {

RecordMembers members_of(RecordForm form);

/// A pattern for such records.
absl::StatusOr<CompiledPattern> compile_record_pattern(std::string_view text, RecordForm form,
                                                       const PatternOptions& options);

}  // namespace lambent::inline LAMBENT_ABI::detail
