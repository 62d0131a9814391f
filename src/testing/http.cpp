// SPDX-License-Identifier: Apache-2.0
// One call as each of the gateways passes it on.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "testing/synthetic.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

using testing::HttpCall;

/// What a client asked for, taken apart.
struct Target {
  std::string raw_path{};
  std::string_view raw_query{};
  std::string path{};  // decoded, as the query is
  Pairs query{};
};

/// Any text stands for a path: no client asks for less than "/".
Target target_of(std::string_view text) {
  const std::size_t mark = std::min(text.find('?'), text.size());
  Target target{.raw_path = std::string(text.substr(0, mark))};
  if (!target.raw_path.starts_with('/')) target.raw_path.insert(0, 1, '/');
  target.raw_query = text.substr(std::min(mark + 1, text.size()));
  const FunctionUrlRequest event{.raw_path = target.raw_path};
  target.path = HttpRequest(event).path();
  target.query = decoded_pairs(target.raw_query);
  return target;
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
  return lower;
}

/// The sample's host and the headers that gateways add, then what the client sent. `as_sent`: its
/// spelling is kept.
Pairs headers_of(const Json& sample, const HttpCall& call, bool as_sent) {
  Pairs headers;
  for (const auto& item : sample["headers"].items()) {
    const std::string name = lower_case(item.key());
    if (name != "host" && !name.starts_with("x-forwarded-")) continue;
    const auto names_it = [&](const auto& sent) { return lower_case(sent.key) == name; };
    if (std::any_of(call.headers.begin(), call.headers.end(), names_it)) continue;
    const Json& value = item.value();
    headers.emplace_back(item.key(), (value.is_array() ? value.front() : value).get<std::string>());
  }
  for (const auto& [name, value] : call.headers)
    headers.emplace_back(as_sent ? std::string(name) : lower_case(name), value);
  return headers;
}

Json last_of_each(const Pairs& pairs) {
  Json object = Json::object();
  for (const auto& [name, value] : pairs) object[name] = value;
  return object;
}

Json listed(const Pairs& pairs) {
  Json object = Json::object();
  for (const auto& [name, value] : pairs) object[name].push_back(value);
  return object;
}

Json or_null(Json object) { return object.empty() ? Json() : object; }

void set_body(Json& event, const HttpCall& call, const char* flag = "isBase64Encoded") {
  event["body"] = call.is_binary ? to_base64(call.body) : std::string(call.body);
  event[flag] = call.is_binary;
}

Json rest_api(Json event, const HttpCall& call, const Target& target) {
  const bool is_root = target.raw_path == "/";
  event["resource"] = is_root ? "/" : "/{proxy+}";
  event["pathParameters"] =
      is_root ? Json()
              : Json({{"proxy", target.raw_path.substr(target.raw_path.starts_with('/'))}});
  event["path"] = target.raw_path;
  event["httpMethod"] = call.method;
  const Pairs headers = headers_of(event, call, true);
  event["headers"] = last_of_each(headers);
  event["multiValueHeaders"] = listed(headers);
  event["queryStringParameters"] = or_null(last_of_each(target.query));
  event["multiValueQueryStringParameters"] = or_null(listed(target.query));
  event["stageVariables"] = Json();
  event["requestContext"].erase("authorizer");
  event["requestContext"].erase("operationName");
  set_body(event, call);
  if (call.body.empty()) event["body"] = Json();
  return event;
}

/// HTTP APIs and function URLs.
Json version_2(Json event, const HttpCall& call, const Target& target, std::string_view path) {
  const Pairs headers = headers_of(event, call, false);
  event["routeKey"] = "$default";
  event["rawPath"] = path;
  event["rawQueryString"] = target.raw_query;
  event["headers"] = joined(headers);
  for (const char* const key :
       {"cookies", "queryStringParameters", "pathParameters", "stageVariables", "body"})
    event.erase(key);
  Json cookies = Json::array();
  for (const auto& [name, value] : headers) {
    if (name != "cookie") continue;
    for (std::size_t at = 0; at < value.size();) {
      const std::size_t end = std::min(value.find("; ", at), value.size());
      cookies.push_back(value.substr(at, end - at));
      at = end + 2;
    }
  }
  if (!cookies.empty()) event["cookies"] = std::move(cookies);
  if (!target.query.empty()) event["queryStringParameters"] = joined(target.query);
  Json& context = event["requestContext"];
  context.erase("authorizer");
  context.erase("authentication");
  context["http"]["method"] = call.method;
  if (call.body.empty()) {
    event["isBase64Encoded"] = false;
  } else {
    set_body(event, call);
  }
  return event;
}

Json load_balancer(Json event, const HttpCall& call, const Target& target) {
  event["httpMethod"] = call.method;
  event["path"] = target.raw_path;
  event["queryStringParameters"] = last_of_each(sent_pairs(target.raw_query));
  event["headers"] = last_of_each(headers_of(event, call, false));
  set_body(event, call);
  return event;
}

Json lattice(Json event, const HttpCall& call, const Target& target) {
  event["method"] = call.method;
  event["path"] = target.raw_path;
  event["headers"] = listed(headers_of(event, call, false));
  event["queryStringParameters"] = listed(target.query);
  set_body(event, call);
  return event;
}

Json lattice_v1(Json event, const HttpCall& call, const Target& target) {
  event["method"] = call.method;
  event["raw_path"] = target.raw_query.empty()
                          ? target.raw_path
                          : fmt::format("{}?{}", target.raw_path, target.raw_query);
  event["headers"] = joined(headers_of(event, call, false));
  event["query_string_parameters"] = joined(target.query);
  set_body(event, call, "is_base64_encoded");
  return event;
}

}  // namespace

std::string http_json(std::string_view source, const HttpCall& call) {
  const Target target = target_of(call.target);
  Json event = sample_of(source);
  if (source == lambent::source<ApiGatewayRequest>.name) {
    event = rest_api(std::move(event), call, target);
  } else if (source == lambent::source<HttpApiRequest>.name) {
    event = version_2(std::move(event), call, target, target.path);
  } else if (source == lambent::source<FunctionUrlRequest>.name) {
    event = version_2(std::move(event), call, target, target.raw_path);
  } else if (source == lambent::source<AlbRequest>.name) {
    event = load_balancer(std::move(event), call, target);
  } else if (source == lambent::source<VpcLatticeRequest>.name) {
    event = lattice(std::move(event), call, target);
  } else {
    event = lattice_v1(std::move(event), call, target);
  }
  make_consistent(source, event);
  return text_of(event);
}

Pairs sent_pairs(std::string_view query) {
  Pairs pairs;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    const std::size_t equals = std::min(pair.find('='), pair.size());
    if (!pair.empty())
      pairs.emplace_back(pair.substr(0, equals), pair.substr(std::min(equals + 1, pair.size())));
  }
  return pairs;
}

Pairs decoded_pairs(std::string_view query) {
  const FunctionUrlRequest event{.raw_query_string = query};
  return HttpRequest(event).query_parameters();
}

Json joined(const Pairs& pairs) {
  Json object = Json::object();
  for (const auto& [name, value] : pairs) {
    Json& all = object[name];
    all = all.is_string() ? all.get<std::string>() + "," + value : value;
  }
  return object;
}

std::string encoded_query(std::string_view text) {
  constexpr std::string_view kPlain = "-._~";
  std::string out;
  for (const char c : text) {
    if (is_letter_or_digit(c) || kPlain.find(c) != kPlain.npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

}  // namespace lambent::inline LAMBENT_ABI::detail
