// SPDX-License-Identifier: Apache-2.0
// What requests say in several places.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "lambent/values.h"
#include "testing/rules.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

/// Members that say the same in two ways: whichever is no longer as in the sample is right.
bool has_changed(const Json& event, const Json& sample, const char* key) {
  return event.contains(key) && (!sample.contains(key) || event[key] != sample[key]);
}

/// Values alone, and as lists, the last of which is the one that stands alone.
void pair_values(Json& event, const Json& sample, const char* single, const char* multiple) {
  if (has_changed(event, sample, multiple)) {
    if (!event[multiple].is_object()) {
      event[single] = event[multiple];
      return;
    }
    event[single] = Json::object();
    for (const auto& item : event[multiple].items())
      if (item.value().is_array() && !item.value().empty())
        event[single][item.key()] = item.value().back();
  } else if (has_changed(event, sample, single)) {
    Json lists = event[single];
    if (lists.is_object()) {
      const Json& old = object_at(event, multiple);
      for (const auto& item : lists.items()) {
        const bool is_old = old.contains(item.key()) && old[item.key()].is_array() &&
                            !old[item.key()].empty() && old[item.key()].back() == item.value();
        item.value() = is_old ? old[item.key()] : Json::array({item.value()});
      }
    }
    event[multiple] = std::move(lists);
  }
}

/// What the header says is in the context, too.
void set_user_agent(const Json& event, Json& context) {
  const auto headers = event.find("headers");
  if (headers == event.end() || !headers->is_object()) return;
  for (const auto& item : headers->items())
    if (detail::equal_ignoring_case(item.key(), "user-agent") && item.value().is_string())
      set(context, "userAgent", item.value().get<std::string>());
}

/// The first label of the domain that an API is given is its id.
void set_domain(Json& event, const Json& sample, Json& context) {
  const auto before = sample.find("requestContext");
  if (before == sample.end() || !has_changed(context, *before, "domainName")) return;
  const std::string domain = text_at(context, "domainName");
  const std::string prefix = domain.substr(0, domain.find('.'));
  set(context, "domainPrefix", prefix);
  if (domain.ends_with(".on.aws") || domain.ends_with(".amazonaws.com"))
    set(context, "apiId", prefix);
  for (const char* const host : {"host", "Host"}) set(object_at(event, "headers"), host, domain);
}

/// The ARN of a call: what it was of the API, then stage, method and path.
std::string arn_of_call(const std::string& old, const Json& context, const std::string& method,
                        const std::string& path) {
  return fmt::format("arn:aws:execute-api:{}:{}:{}/{}/{}{}", part_of_arn(old, 3),
                     part_of_arn(old, 4), text_at(context, "apiId"), text_at(context, "stage"),
                     method, path);
}

/// A query with the parameters, in which what is as in the sample is spelled as it was `sent`.
std::string query_of(const Json& event, const Json& sample, const char* key,
                     std::string_view sent) {
  const auto part = [key](const Json& of) {
    const auto found = of.find(key);
    return found != of.end() && found->is_object() ? *found : Json::object();
  };
  const Json parameters = part(event);
  const Json old = part(sample);
  std::string query;
  const auto add = [&query](std::string_view pair) {
    if (!query.empty()) query += '&';
    query += pair;
  };
  const Pairs decoded = decoded_pairs(sent);
  const Pairs as_sent = sent_pairs(sent);
  const auto is_as_before = [&](const std::string& name) {
    return old.contains(name) && parameters.contains(name) && old[name] == parameters[name];
  };
  for (std::size_t i = 0; i < as_sent.size() && i < decoded.size(); ++i)
    if (is_as_before(decoded[i].first))
      add(fmt::format("{}={}", as_sent[i].first, as_sent[i].second));
  for (const auto& item : parameters.items())
    if (!is_as_before(item.key()) && item.value().is_string())
      add(fmt::format("{}={}", encoded_query(item.key()),
                      encoded_query(item.value().get<std::string>())));
  return query;
}

}  // namespace

void rest_api(Json& event, const Json& sample) {
  Json& context = object_at(event, "requestContext");
  set(context, "path", fmt::format("/{}{}", text_at(context, "stage"), text_at(event, "path")));
  set(context, "httpMethod", text_at(event, "httpMethod"));
  set(context, "resourcePath", text_at(event, "resource"));
  set_domain(event, sample, context);
  pair_values(event, sample, "headers", "multiValueHeaders");
  pair_values(event, sample, "queryStringParameters", "multiValueQueryStringParameters");
  set_user_agent(event, object_at(context, "identity"));
}

void rest_authorizer(Json& event, const Json& sample) {
  rest_api(event, sample);
  set(event, "methodArn",
      arn_of_call(text_at(event, "methodArn"), object_at(event, "requestContext"),
                  text_at(event, "httpMethod"), text_at(event, "path")));
}

void websocket(Json& event, const Json& sample) {
  pair_values(event, sample, "headers", "multiValueHeaders");
  pair_values(event, sample, "queryStringParameters", "multiValueQueryStringParameters");
}

void http_api(Json& event, const Json& sample) {
  Json& context = object_at(event, "requestContext");
  set(object_at(context, "http"), "path", text_at(event, "rawPath"));
  set(context, "routeKey", text_at(event, "routeKey"));
  set_domain(event, sample, context);
  set_user_agent(event, object_at(context, "http"));
  if (has_changed(event, sample, "rawQueryString")) {
    const Pairs query = decoded_pairs(text_at(event, "rawQueryString"));
    event.erase("queryStringParameters");
    if (!query.empty()) event["queryStringParameters"] = joined(query);
  } else if (has_changed(event, sample, "queryStringParameters")) {
    event["rawQueryString"] =
        query_of(event, sample, "queryStringParameters", text_at(sample, "rawQueryString"));
  }
}

void http_authorizer(Json& event, const Json& sample) {
  http_api(event, sample);
  Json& context = object_at(event, "requestContext");
  set(event, "routeArn",
      arn_of_call(text_at(event, "routeArn"), context,
                  text_at(object_at(context, "http"), "method"), text_at(event, "rawPath")));
}

void lattice_v1(Json& event, const Json& sample) {
  const char* const key = "query_string_parameters";
  const auto parts_of = [](const Json& of) {
    const std::string target = text_at(of, "raw_path");
    const std::size_t mark = std::min(target.find('?'), target.size());
    return std::pair(target.substr(0, mark), target.substr(std::min(mark + 1, target.size())));
  };
  const auto [path, query] = parts_of(event);
  const std::string sent = parts_of(sample).second;
  if (query != sent) {
    event[key] = joined(decoded_pairs(query));
  } else if (has_changed(event, sample, key)) {
    const std::string own = query_of(event, sample, key, sent);
    event["raw_path"] = own.empty() ? path : fmt::format("{}?{}", path, own);
  }
}

void lattice_v2(Json& event, const Json&) {
  Json& context = object_at(event, "requestContext");
  for (const char* const arn : {"serviceArn", "targetGroupArn", "serviceNetworkArn"}) {
    const std::string region = part_of_arn(text_at(context, arn), 3);
    if (region.empty() || region == text_at(context, "region")) continue;
    set(context, "region", region);
    return;
  }
}

}  // namespace lambent::inline LAMBENT_ABI::detail
