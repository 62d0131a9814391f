// SPDX-License-Identifier: Apache-2.0
// Bytes that senders write into JSON as arrays of numbers: headers of Kafka and RabbitMQ.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// The bytes of an array of numbers, `[76, -36]` or `[76, 220]` (-128 to 255, masked to 8 bits), or
/// of a base64 string; nothing where the value is neither.
LAMBENT_API std::optional<std::string> bytes_of(const RawJson& value);

/// The same for a member of an object, `{"bytes": [76, 97]}`; nothing where there is none such.
LAMBENT_API std::optional<std::string> bytes_of_member(const RawJson& object,
                                                       std::string_view name);

}  // namespace lambent::inline LAMBENT_ABI
