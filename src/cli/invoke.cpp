// SPDX-License-Identifier: Apache-2.0
// `lambent invoke`: sends a payload to a local endpoint, as Lambda's Invoke would.
#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <string_view>

#include "cli/commands.h"
#include "runtime/failure_report.h"
#include "runtime/http.h"
#include "runtime/local.h"

namespace lambent::cli {
namespace {

constexpr std::string_view kScheme = "http://";

}  // namespace

int invoke(const Arguments& arguments) {
  std::string_view url = detail::kDefaultAddress;
  Arguments rest = arguments;
  if (rest.size() >= 2 && rest[0] == "--url") {
    url = rest[1];
    rest = rest.subspan(2);
  }
  if (rest.size() != 1 || rest[0].starts_with("--"))
    return wrong_usage("usage: lambent invoke [--url URL] FILE");
  if (url.starts_with("https://")) return wrong_usage("--url: there is no TLS, say http://");
  if (url.starts_with(kScheme)) url.remove_prefix(kScheme.size());
  const std::size_t slash = url.find('/');
  std::string_view path = slash == url.npos ? std::string_view() : url.substr(slash);
  if (path.empty() || path == "/") path = detail::kInvokePath;
  const auto address = detail::parse_endpoint(url.substr(0, slash));
  if (!address.ok()) return wrong_usage(std::string(address.status().message()));

  const auto payload = read_file(rest[0]);
  if (!payload) return kUsage;
  detail::HttpClient client(*address);
  const detail::HttpField json = {"Content-Type", "application/json"};
  auto reply =
      client.exchange({.is_post = true, .path = path, .fields = {&json, 1}, .body = *payload});
  if (!reply.ok()) {
    const std::string message(reply.status().message());
    return complain(detail::to_text(*address), message, kUsage);
  }
  fmt::print("{}\n", reply->body());
  // The last one is what a streamed answer ends with that is not whole.
  const bool failed = reply->status() >= 300 || !reply->field("X-Amz-Function-Error").empty() ||
                      !reply->field(detail::kErrorTypeField).empty();
  return failed ? kNo : kFine;
}

}  // namespace lambent::cli
