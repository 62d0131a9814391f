// SPDX-License-Identifier: Apache-2.0
#include "testing/md5.h"

#include <fmt/format.h>

#include <boost/uuid/detail/md5.hpp>

namespace lambent::inline LAMBENT_ABI::detail {

std::string md5(std::string_view bytes) {
  boost::uuids::detail::md5 sum;
  sum.process_bytes(bytes.data(), bytes.size());
  // Four numbers of 32 bits, and from Boost 1.86 on sixteen bytes.
  boost::uuids::detail::md5::digest_type digest;
  sum.get_digest(digest);
  std::string text;
  for (const auto part : digest) text += fmt::format("{:0{}x}", part, 2 * sizeof part);
  return text;
}

}  // namespace lambent::inline LAMBENT_ABI::detail
