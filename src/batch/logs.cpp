// SPDX-License-Identifier: Apache-2.0
// The lines that CloudWatch Logs packs into one event.
#include "lambent/logs.h"

#include <memory>

#include "batch/failures.h"

namespace lambent::inline LAMBENT_ABI::detail {

absl::StatusOr<Records<CloudWatchLogEvent>> records_of(const CloudWatchLogsEvent& event) {
  absl::StatusOr<Event<CloudWatchLogs>> unpacked = unpack(event);
  if (!unpacked.ok()) return std::move(unpacked).status();
  const auto owner = std::make_shared<const Event<CloudWatchLogs>>(*std::move(unpacked));
  Records<CloudWatchLogEvent> records;
  // A control message asks only whether anybody is there.
  if ((*owner)->message_type != CloudWatchLogs::kControl)
    records = pointers_to((*owner)->log_events);
  records.owner = owner;
  return records;
}

std::string id_of(const CloudWatchLogEvent& event) { return std::string(event.id); }

absl::Status with_body(const CloudWatchLogEvent& event, const BodyUse& use) {
  return use(event.message);
}

}  // namespace lambent::inline LAMBENT_ABI::detail
