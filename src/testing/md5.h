// SPDX-License-Identifier: Apache-2.0
// The MD5 sums that SQS sends along.
#pragma once

#include <string>
#include <string_view>

namespace lambent::detail {

/// In hexadecimal digits, lower case.
std::string md5(std::string_view bytes);

}  // namespace lambent::detail
