// SPDX-License-Identifier: Apache-2.0
// Addresses that need no resolver.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

#include "lambent/detail/abi.h"

namespace lambent::inline LAMBENT_ABI::detail {

struct Endpoint {
  std::string host{};  // numeric, or localhost
  std::uint16_t port{};
};

/// Of "127.0.0.1:9001", "localhost:9001" or "[::1]:9001". `InvalidArgument` if it is none of these.
absl::StatusOr<Endpoint> parse_endpoint(std::string_view text);
std::string to_text(const Endpoint& endpoint);

}  // namespace lambent::inline LAMBENT_ABI::detail
