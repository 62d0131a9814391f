// SPDX-License-Identifier: Apache-2.0
#include "json/splice.h"

#include <fmt/format.h>

namespace lambent::inline LAMBENT_ABI::detail {

std::string with_root_member(const IndexedText& document, std::string_view key,
                             std::string_view json) {
  const std::string_view text(document.text, document.size);
  const auto spliced = [&](const char* begin, const char* end, std::string_view between) {
    return fmt::format("{}{}{}", text.substr(0, static_cast<std::size_t>(begin - text.data())),
                       between, text.substr(static_cast<std::size_t>(end - text.data())));
  };
  const char* begin = nullptr;
  const char* end = nullptr;
  Place at = document.index + 1;
  const bool blank = document.byte(at) == '}';
  while (document.byte(at) == '"') {
    const bool wanted = document.raw_string(at) == key;
    at += 2;
    const Place behind = document.behind(at);
    if (wanted) {  // of several the last one counts
      begin = document.here(at);
      end = behind - at > 1 ? document.here(behind - 1) + 1 : document.end_of_scalar(at);
    }
    at = behind;
    if (document.byte(at) == ',') ++at;
  }
  if (begin != nullptr) return spliced(begin, end, json);
  return spliced(document.here(at), document.here(at),
                 fmt::format("{}\"{}\":{}", blank ? "" : ",", key, json));
}

}  // namespace lambent::inline LAMBENT_ABI::detail
