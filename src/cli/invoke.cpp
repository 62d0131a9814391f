// SPDX-License-Identifier: Apache-2.0
// `lambent invoke`: sends a payload to a local endpoint, as Lambda's Invoke would.
#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <string_view>

#include "cli/commands.h"
#include "lambent/values.h"
#include "runtime/failure_report.h"
#include "runtime/http.h"
#include "runtime/local.h"

namespace lambent::cli {
namespace {

constexpr std::string_view kScheme = "http://";

}  // namespace

int invoke(const Arguments& arguments) {
  constexpr std::string_view kForm = "usage: lambent invoke [--url URL] FILE";
  std::string_view url = detail::kDefaultAddress;
  std::string_view file;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--url") {
      if (++i == arguments.size()) return wrong_usage("--url needs an address");
      url = arguments[i];
    } else if (arguments[i].starts_with("--")) {
      return wrong_usage(fmt::format("invoke knows no option {}", arguments[i]));
    } else if (!file.empty()) {
      return wrong_usage(kForm);
    } else {
      file = arguments[i];
    }
  }
  if (file.empty()) return wrong_usage(kForm);
  if (url.starts_with("https://")) return wrong_usage("--url: there is no TLS, say http://");
  if (url.starts_with(kScheme)) url.remove_prefix(kScheme.size());
  const std::size_t slash = url.find('/');
  std::string_view path = slash == url.npos ? std::string_view() : url.substr(slash);
  if (path.empty() || path == "/") path = detail::kInvokePath;
  const auto address = detail::parse_endpoint(url.substr(0, slash));
  if (!address.ok()) return wrong_usage(std::string(address.status().message()));

  const auto payload = read_file(file);
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
  // What a streamed answer ends with that is not whole. What was printed does not tell.
  if (const auto category = reply->field(detail::kErrorTypeField); !category.empty()) {
    const auto report = Base64{reply->field(detail::kErrorBodyField)}.bytes().value_or("");
    return complain(detail::to_text(*address),
                    fmt::format("the answer is not whole: {}", report.empty() ? category : report),
                    kNo);
  }
  const bool failed = reply->status() >= 300 || !reply->field("X-Amz-Function-Error").empty();
  return failed ? kNo : kFine;
}

}  // namespace lambent::cli
