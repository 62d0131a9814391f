// SPDX-License-Identifier: Apache-2.0
// The MD5 sums that SQS sends along.
#pragma once

#include <string>
#include <string_view>

#include "lambent/detail/abi.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// In hexadecimal digits, lower case.
std::string md5(std::string_view bytes);

}  // namespace lambent::inline LAMBENT_ABI::detail
