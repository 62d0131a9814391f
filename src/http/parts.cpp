// SPDX-License-Identifier: Apache-2.0
// Where each gateway says what.
#include <cstddef>
#include <string_view>

#include "lambent/detail/http_parts.h"
#include "lambent/detail/route_template.h"
#include "lambent/events/alb.h"
#include "lambent/events/apigateway_http.h"
#include "lambent/events/apigateway_rest.h"
#include "lambent/events/apigateway_websocket.h"
#include "lambent/events/function_url.h"
#include "lambent/events/vpc_lattice.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

template <class E>
HttpParts parts_of(const E& event, std::string_view method, std::string_view path) {
  HttpParts parts{.source = source<E>.name,
                  .type = HttpEvents::index<E>(),
                  .event = &event,
                  .method = method,
                  .path = path.substr(0, path.find('?')),
                  .body = event.body,
                  .is_base64 = event.is_base64_encoded};
  if (parts.path.empty()) parts.path = "/";
  return parts;
}

/// For gateways that send the query behind the path, too.
template <class E>
HttpParts parts_with_query(const E& event, std::string_view method, std::string_view path) {
  HttpParts parts = parts_of(event, method, path);
  const std::size_t mark = path.find('?');
  if (mark != path.npos) parts.query_text = path.substr(mark + 1);
  return parts;
}

/// Takes `text` away from the end of `path`.
bool remove_end(std::string_view& path, std::string_view text) {
  if (!path.ends_with(text)) return false;
  path.remove_suffix(text.size());
  return true;
}

/// How long what stands in front of the API is, as API Gateway itself tells: its template with the
/// parameters put in is the end of the path, but for one slash. None where that does not fit.
std::size_t prefix_length(std::string_view path, std::string_view path_template,
                          const Map<std::string_view>& parameters) {
  if (path_template == "/") return path.size() - path.ends_with('/');
  const auto remove_template = [&](std::string_view rest_of_template) {
    std::string_view rest = path;
    while (!rest_of_template.empty()) {
      const std::size_t slash = rest_of_template.rfind('/');
      if (slash == rest_of_template.npos) return path.npos;
      const TemplateSegment segment = segment_of(rest_of_template.substr(slash + 1));
      std::string_view text = segment.text;
      if (segment.kind != TemplateSegment::Kind::kText) {
        const std::string_view* const value = parameters.find(segment.text);
        if (value == nullptr) return path.npos;
        text = value->substr(0, value->find('?'));  // as the path was
      }
      if (!remove_end(rest, text) || !remove_end(rest, "/")) return path.npos;
      rest_of_template = rest_of_template.substr(0, slash);
    }
    return rest.size();
  };
  std::size_t prefix = remove_template(path_template);
  if (prefix == path.npos && path.ends_with('/')) {
    path.remove_suffix(1);
    prefix = remove_template(path_template);
  }
  return prefix == path.npos ? 0 : prefix;
}

void remove_prefix(HttpParts& parts, std::size_t size) {
  parts.path.remove_prefix(size);
  if (parts.path.empty()) parts.path = "/";
}

/// The stage comes first where the gateway has no template to tell; as a whole segment.
void remove_stage(HttpParts& parts) {
  if (parts.stage.empty() || parts.stage == "$default") return;
  const std::string_view behind_slash = parts.path.substr(1);
  if (!behind_slash.starts_with(parts.stage)) return;
  const std::size_t size = 1 + parts.stage.size();
  if (parts.path.size() == size || parts.path[size] == '/') remove_prefix(parts, size);
}

template <class E>
HttpParts http_api_parts(const E& event) {
  HttpParts parts = parts_of(event, event.request_context.http.method, event.raw_path);
  parts.stage = event.request_context.stage;
  parts.source_ip = event.request_context.http.source_ip;
  parts.query_text = event.raw_query_string;
  parts.query = &event.query_string_parameters;
  parts.headers = &event.headers;
  parts.cookies = &event.cookies;
  if (const auto& authorizer = event.request_context.authorizer) {
    if (authorizer->jwt) parts.claims = &authorizer->jwt->claims;
    parts.authorizer = &authorizer->lambda;
  }
  return parts;
}

template <class E>
HttpParts multi_value_parts(const E& event) {
  HttpParts parts = parts_of(event, event.http_method, event.path);
  parts.query = &event.query_string_parameters;
  parts.query_lists = &event.multi_value_query_string_parameters;
  parts.headers = &event.headers;
  parts.header_lists = &event.multi_value_headers;
  return parts;
}

template <class E>
HttpParts api_gateway_parts(const E& event) {
  HttpParts parts = multi_value_parts(event);
  parts.stage = event.request_context.stage;
  parts.source_ip = event.request_context.identity.source_ip;
  parts.authorizer = &event.request_context.authorizer;
  return parts;
}

/// HTTP APIs with payload 1.0 look like REST APIs, but name their resources by route keys.
bool is_http_api(const ApiGatewayRequest& event) {
  const RestRequestContext& context = event.request_context;
  return event.version == "1.0" &&
         (context.stage == "$default" || context.resource_id == "$default" ||
          context.resource_id.find(' ') != std::string_view::npos);
}

}  // namespace

HttpParts http_parts(const AlbRequest& event) {
  HttpParts parts = multi_value_parts(event);
  parts.query_is_decoded = false;
  return parts;
}

HttpParts http_parts(const ApiGatewayRequest& event) {
  HttpParts parts = api_gateway_parts(event);
  parts.path_is_decoded = is_http_api(event);
  if (event.resource.starts_with('/')) {
    remove_prefix(parts, prefix_length(parts.path, event.resource, event.path_parameters));
  } else if (parts.path_is_decoded) {
    remove_stage(parts);
  }
  return parts;
}

HttpParts http_parts(const FunctionUrlRequest& event) { return http_api_parts(event); }

HttpParts http_parts(const HttpApiRequest& event) {
  HttpParts parts = http_api_parts(event);
  // Only HTTP APIs decode; a function URL may come as its base, too.
  parts.path_is_decoded =
      event.request_context.domain_name.find(".lambda-url.") == std::string_view::npos;
  const std::size_t blank = event.route_key.find(' ');
  if (blank != event.route_key.npos) {
    const std::string_view path_template = event.route_key.substr(blank + 1);
    remove_prefix(parts, prefix_length(parts.path, path_template, event.path_parameters));
  } else if (event.route_key == "$default") {
    remove_stage(parts);
  }
  return parts;
}

HttpParts http_parts(const VpcLatticeRequest& event) {
  HttpParts parts = parts_with_query(event, event.method, event.path);
  parts.query_one_or_many = &event.query_string_parameters;
  parts.headers_one_or_many = &event.headers;
  return parts;
}

HttpParts http_parts(const VpcLatticeV1Request& event) {
  HttpParts parts = parts_with_query(event, event.method, event.raw_path);
  parts.query = &event.query_string_parameters;
  parts.headers = &event.headers;
  return parts;
}

HttpParts http_parts(const WebSocketRequest& event) {
  HttpParts parts = api_gateway_parts(event);
  parts.route_key = event.request_context.route_key;
  return parts;
}

}  // namespace lambent::inline LAMBENT_ABI::detail
