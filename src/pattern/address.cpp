// SPDX-License-Identifier: Apache-2.0
#include "pattern/address.h"

#include <arpa/inet.h>

#include <cstring>

namespace lambent::inline LAMBENT_ABI::detail {

std::optional<Address> parse_address(std::string_view text) {
  constexpr std::size_t kLongest = 39;  // eight groups of four and seven colons
  if (text.size() < 2 || text.size() > kLongest) return std::nullopt;
  if (text.find_first_not_of("0123456789abcdefABCDEF:.") != text.npos) return std::nullopt;
  Address address;
  address.v6 = text.find(':') != text.npos;
  // IPv6 that ends in an IPv4 address is no address here.
  if (address.v6 && text.find('.') != text.npos) return std::nullopt;
  char terminated[kLongest + 1];
  std::memcpy(terminated, text.data(), text.size());
  terminated[text.size()] = '\0';
  if (inet_pton(address.v6 ? AF_INET6 : AF_INET, terminated, address.bytes.data()) != 1)
    return std::nullopt;
  return address;
}

bool is_in_network(const Address& address, const Address& network, int bits) {
  if (address.v6 != network.v6) return false;
  const auto whole = static_cast<std::size_t>(bits / 8);
  if (std::memcmp(address.bytes.data(), network.bytes.data(), whole) != 0) return false;
  if (bits % 8 == 0) return true;
  const int shift = 8 - bits % 8;
  return address.bytes[whole] >> shift == network.bytes[whole] >> shift;
}

}  // namespace lambent::inline LAMBENT_ABI::detail
