// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/kafka.h"

#include <charconv>
#include <system_error>

namespace lambent::inline LAMBENT_ABI {

std::optional<KafkaPartition> split_partition(std::string_view key) {
  const std::size_t hyphen = key.rfind('-');
  if (hyphen == std::string_view::npos || hyphen == 0) return std::nullopt;
  KafkaPartition partition{.topic = key.substr(0, hyphen)};
  // There is no sign to be read: a minus would be the last hyphen.
  const char* const end = key.data() + key.size();
  const auto [stop, error] = std::from_chars(key.data() + hyphen + 1, end, partition.number);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return partition;
}

const RawJson* first_header(const KafkaRecord& record, std::string_view name) {
  for (const Map<RawJson>& header : record.headers)
    if (const RawJson* const value = header.find(name)) return value;
  return nullptr;
}

KafkaOffset offset_of(const KafkaRecord& record) {
  KafkaOffset offset{.partition = std::string(record.topic), .offset = record.offset};
  offset.partition += '-';
  offset.partition += std::to_string(record.partition);
  return offset;
}

}  // namespace lambent::inline LAMBENT_ABI
