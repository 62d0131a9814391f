// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "absl/status/statusor.h"

#include "lambent/detail/abi.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// All of a file, or of standard input for "-". `NotFound`, with the system's reason, if it cannot
/// be read.
absl::StatusOr<std::string> read_file(const std::string& name);

}  // namespace lambent::inline LAMBENT_ABI::detail
