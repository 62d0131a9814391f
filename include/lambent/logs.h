// SPDX-License-Identifier: Apache-2.0
// Opens the documents that CloudWatch Logs packs: base64 around gzip or zlib around JSON.
#pragma once

#include <cstddef>
#include <string_view>

#include "absl/status/statusor.h"
#include "lambent/event.h"
#include "lambent/events/cloudwatch_logs.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// Bounds what a document may unpack to: a few kilobytes can hold gigabytes.
struct UnpackOptions {
  std::size_t max_bytes = std::size_t{64} << 20;  ///< 64 MB at first.
};

/// The document inside a Logs event. `InvalidArgument` if it is not base64, not gzip or zlib, or no
/// such document; `ResourceExhausted` if it is larger than the options allow.
LAMBENT_API absl::StatusOr<Event<CloudWatchLogs>> unpack(const CloudWatchLogsEvent& event,
                                                         const UnpackOptions& options = {});

/// The same for the data of a Kinesis or Firehose record that a subscription filter wrote, and that
/// Firehose may have unpacked already.
LAMBENT_API absl::StatusOr<Event<CloudWatchLogs>> unpack_logs(const Base64& data,
                                                              const UnpackOptions& options = {});

}  // namespace lambent::inline LAMBENT_ABI
