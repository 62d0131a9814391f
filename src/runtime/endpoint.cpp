// SPDX-License-Identifier: Apache-2.0
#include "runtime/endpoint.h"

#include <arpa/inet.h>

#include <charconv>
#include <system_error>

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

bool is_numeric(int family, const std::string& host) {
  in6_addr address{};  // has room for both
  return ::inet_pton(family, host.c_str(), &address) == 1;
}

}  // namespace

absl::StatusOr<Endpoint> parse_endpoint(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon != text.npos) {
    std::string_view host = text.substr(0, colon);
    const bool in_brackets = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (in_brackets) host = host.substr(1, host.size() - 2);
    Endpoint endpoint{std::string(host), 0};
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + colon + 1, end, endpoint.port);
    if (error == std::errc() && stop == end &&
        (in_brackets ? is_numeric(AF_INET6, endpoint.host)
                     : host == "localhost" || is_numeric(AF_INET, endpoint.host)))
      return endpoint;
  }
  return absl::InvalidArgumentError(
      "expected HOST:PORT with a numeric host or localhost, found \"" + std::string(text) + "\"");
}

std::string to_text(const Endpoint& endpoint) {
  const bool is_v6 = endpoint.host.find(':') != std::string::npos;
  return (is_v6 ? "[" + endpoint.host + "]" : endpoint.host) + ":" + std::to_string(endpoint.port);
}

}  // namespace lambent::inline LAMBENT_ABI::detail
