// SPDX-License-Identifier: Apache-2.0
#include "runtime/read_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace lambent::inline LAMBENT_ABI::detail {

absl::StatusOr<std::string> read_file(const std::string& name) {
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> opened(nullptr, &std::fclose);
  std::FILE* input = stdin;
  if (name != "-") {
    opened.reset(std::fopen(name.c_str(), "rb"));
    input = opened.get();
  }
  std::string text;
  if (input != nullptr) {
    char buffer[1 << 16];
    std::size_t size = 0;
    while ((size = std::fread(buffer, 1, sizeof buffer, input)) > 0) text.append(buffer, size);
    if (std::ferror(input) == 0) return text;
  }
  return absl::NotFoundError(std::strerror(errno));
}

}  // namespace lambent::inline LAMBENT_ABI::detail
