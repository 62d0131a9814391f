// SPDX-License-Identifier: Apache-2.0
#include "lambent/logs.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <optional>
#include <string>

namespace lambent::inline LAMBENT_ABI {
namespace {

/// Ends an inflate stream on every way out.
struct Inflate {
  z_stream stream{};
  bool started = false;
  Inflate() {
    constexpr int kGzipOrZlib = 15 + 32;  // window bits, and: look at the header
    started = inflateInit2(&stream, kGzipOrZlib) == Z_OK;
  }
  Inflate(const Inflate&) = delete;
  Inflate& operator=(const Inflate&) = delete;
  ~Inflate() {
    if (started) inflateEnd(&stream);
  }
};

absl::StatusOr<std::string> inflate_all(std::string packed, std::size_t max_bytes) {
  Inflate inflate;
  if (!inflate.started) return absl::ResourceExhaustedError("no memory to unpack with");
  max_bytes = std::min(max_bytes, std::string().max_size() - 1);
  inflate.stream.next_in = reinterpret_cast<Bytef*>(packed.data());
  inflate.stream.avail_in = static_cast<uInt>(packed.size());
  std::string unpacked;
  std::size_t size = 0;
  int result = Z_OK;
  while (result == Z_OK) {
    // One byte more than allowed tells a document that is too large from one that just fits.
    const std::size_t room =
        std::min(std::max<std::size_t>(packed.size() * 4, size), max_bytes + 1 - size);
    if (room == 0) break;
    unpacked.resize(size + room);
    inflate.stream.next_out = reinterpret_cast<Bytef*>(unpacked.data() + size);
    inflate.stream.avail_out = static_cast<uInt>(room);
    result = ::inflate(&inflate.stream, Z_NO_FLUSH);
    size += room - inflate.stream.avail_out;
    if (inflate.stream.avail_in == 0 && inflate.stream.avail_out != 0 && result == Z_OK) break;
  }
  if (size > max_bytes)
    return absl::ResourceExhaustedError(
        fmt::format("cloudwatch_logs: expected at most {} bytes unpacked, found more", max_bytes));
  if (result != Z_STREAM_END)
    return absl::InvalidArgumentError(
        "cloudwatch_logs: $.awslogs.data: expected gzip or zlib, found something else or its "
        "beginning only");
  unpacked.resize(size);
  return unpacked;
}

}  // namespace

absl::StatusOr<Event<CloudWatchLogs>> unpack_logs(const Base64& data,
                                                  const UnpackOptions& options) {
  std::optional<std::string> packed = data.bytes();
  if (!packed)
    return absl::InvalidArgumentError(
        "cloudwatch_logs: $.awslogs.data: expected base64, found something else");
  if (packed->starts_with('{'))
    return decode<CloudWatchLogs>(*std::move(packed), {.max_bytes = options.max_bytes});
  absl::StatusOr<std::string> json = inflate_all(*std::move(packed), options.max_bytes);
  if (!json.ok()) return std::move(json).status();
  return decode<CloudWatchLogs>(*std::move(json), {.max_bytes = options.max_bytes});
}

absl::StatusOr<Event<CloudWatchLogs>> unpack(const CloudWatchLogsEvent& event,
                                             const UnpackOptions& options) {
  return unpack_logs(event.awslogs.data, options);
}

}  // namespace lambent::inline LAMBENT_ABI
