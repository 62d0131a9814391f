// SPDX-License-Identifier: Apache-2.0
#include <zlib.h>

#include <charconv>
#include <optional>

#include "http/lists.h"
#include "http/route_table.h"
#include "json/structural_index.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

/// Whether one entry of Accept-Encoding is gzip, or anything; "q=0" is: not that.
bool is_gzip(std::string_view entry, bool& refused) {
  const std::string_view coding = take_entry(entry, ';');
  if (!equal_ignoring_case(coding, "gzip") && coding != "*") return false;
  const std::string_view weight = take_entry(entry, ';');
  double value = 1;
  if (weight.starts_with("q=") || weight.starts_with("Q="))
    std::from_chars(weight.data() + 2, weight.data() + weight.size(), value);
  refused = value == 0;
  return true;
}

/// https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3
bool accepts_gzip(std::string_view accept_encoding) {
  std::optional<bool> any;
  while (!accept_encoding.empty()) {
    const std::string_view entry = take_entry(accept_encoding, ',');
    bool refused = false;
    if (!is_gzip(entry, refused)) continue;
    if (entry[0] != '*') return !refused;
    any = !refused;
  }
  return any.value_or(false);
}

std::optional<std::string> gzipped(const std::string& text) {
  z_stream stream{};
  constexpr int kGzip = 15 + 16;  // window bits, and: with gzip's header
  constexpr int kMemory = 8;      // zlib's own default
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzip, kMemory,
                   Z_DEFAULT_STRATEGY) != Z_OK)
    return std::nullopt;
  std::string packed(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const bool done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  if (!done) return std::nullopt;
  return packed;
}

/// Whether somebody counts on these very bytes.
/// https://www.rfc-editor.org/rfc/rfc9110#section-7.7
bool must_stay(const HttpResponse& response) {
  const std::string* const caching = response.find("cache-control");
  return response.status == 206 || response.find("content-encoding") != nullptr ||
         response.find("content-range") != nullptr ||
         (caching != nullptr && caching->find("no-transform") != caching->npos);
}

}  // namespace

void compress(const HttpRequest& request, std::size_t min_bytes, HttpResponse& response) {
  // More than any gateway takes is not counted in zlib's 32 bits.
  constexpr std::size_t kMost = std::size_t{1} << 30;
  if (response.body.size() < min_bytes || response.body.size() > kMost || must_stay(response) ||
      !is_utf8(response.body))
    return;
  add_vary(response, "Accept-Encoding");
  if (!accepts_gzip(request.header("accept-encoding"))) return;
  std::optional<std::string> packed = gzipped(response.body);
  if (!packed || packed->size() >= response.body.size()) return;
  response.body = *std::move(packed);
  response.set("Content-Encoding", "gzip");
  // Packed bytes are equal in meaning only.
  const std::string* const tag = response.find("etag");
  if (tag != nullptr && !tag->starts_with("W/")) response.set("ETag", "W/" + *tag);
  if (response.find("content-length") != nullptr)
    response.set("Content-Length", std::to_string(response.body.size()));
}

}  // namespace lambent::inline LAMBENT_ABI::detail
