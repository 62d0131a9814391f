// SPDX-License-Identifier: Apache-2.0
// IP addresses as text.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "lambent/detail/abi.h"

namespace lambent::inline LAMBENT_ABI::detail {

struct Address {
  std::array<std::uint8_t, 16> bytes{};  // of IPv4 the first four
  bool v6 = false;
  friend bool operator==(const Address&, const Address&) = default;

  int bits() const { return v6 ? 128 : 32; }
};

/// An IPv4 address in decimal, or an IPv6 one of hex digits and colons only.
std::optional<Address> parse_address(std::string_view text);

/// Whether the first `bits` bits of both are the same, and their family.
bool is_in_network(const Address& address, const Address& network, int bits);

}  // namespace lambent::inline LAMBENT_ABI::detail
