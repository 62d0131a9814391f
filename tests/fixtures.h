// SPDX-License-Identifier: Apache-2.0
// The recorded payloads of tests/fixtures, and what tests compare them with.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace fixtures {

inline std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// "sqs/sample.json"
inline std::string load(std::string_view name) {
  return read(std::filesystem::path(LAMBENT_FIXTURES) / name);
}

/// The files of a folder, such as "sqs", in a fixed order.
inline std::vector<std::filesystem::path> of(std::string_view folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(LAMBENT_FIXTURES) / folder))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

/// The value without what counts as absent: null, empty text, empty lists and objects, `false`.
inline nlohmann::json without_empty(const nlohmann::json& value) {
  if (value.is_object()) {
    nlohmann::json kept = nlohmann::json::object();
    for (const auto& [key, member] : value.items()) {
      nlohmann::json inner = without_empty(member);
      const bool empty = inner.is_null() || inner == false ||
                         ((inner.is_structured() || inner.is_string()) && inner.empty()) ||
                         (inner.is_string() && inner.get_ref<const std::string&>().empty());
      if (!empty) kept[key] = std::move(inner);
    }
    return kept;
  }
  if (value.is_array()) {
    nlohmann::json kept = nlohmann::json::array();
    for (const auto& item : value) kept.push_back(without_empty(item));
    return kept;
  }
  return value;
}

/// `usual`, or the tries that LAMBENT_TRIES makes of it: 5 for five times as many.
inline std::uint32_t tries(std::uint32_t usual) {
  const char* const times = std::getenv("LAMBENT_TRIES");
  return usual * (times == nullptr ? 1 : static_cast<std::uint32_t>(std::atoi(times)));
}

}  // namespace fixtures
