// SPDX-License-Identifier: Apache-2.0
// The samples of tests/fixtures, which the build puts into the library.
#pragma once

#include <span>
#include <string_view>

#include "lambent/detail/abi.h"

namespace lambent::inline LAMBENT_ABI::detail {

struct Sample {
  std::string_view source{};
  std::string_view json{};
};

std::span<const Sample> samples();

}  // namespace lambent::inline LAMBENT_ABI::detail
