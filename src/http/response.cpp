// SPDX-License-Identifier: Apache-2.0
#include "lambent/http_response.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "absl/strings/cord.h"
#include "json/structural_index.h"
#include "json/utf8.h"
#include "lambent/events/alb.h"
#include "lambent/events/apigateway_http.h"
#include "lambent/events/apigateway_rest.h"
#include "lambent/events/apigateway_websocket.h"
#include "lambent/events/function_url.h"
#include "lambent/events/vpc_lattice.h"
#include "lambent/fields.h"
#include "lambent/http.h"

namespace lambent::inline LAMBENT_ABI {
namespace {

constexpr std::string_view kSetCookie = "Set-Cookie";
constexpr char kHttpStatusPayload[] = "lambent.http_status";

/// The body of an error.
struct Message {
  std::string message{};
};

}  // namespace

template <>
inline constexpr auto fields<Message> = std::array{field<&Message::message>("message", kAlways)};

HttpResponse HttpResponse::bytes(std::string body, std::string content_type, int status) {
  return {.status = status,
          .headers = {{"Content-Type", std::move(content_type)}},
          .body = std::move(body)};
}

HttpResponse HttpResponse::text(std::string body, int status) {
  return bytes(std::move(body), "text/plain; charset=utf-8", status);
}

HttpResponse HttpResponse::html(std::string body, int status) {
  return bytes(std::move(body), "text/html; charset=utf-8", status);
}

HttpResponse HttpResponse::redirect(std::string location, int status) {
  return {.status = status, .headers = {{"Location", std::move(location)}}};
}

HttpResponse HttpResponse::error(int status, std::string_view message) {
  // A message may quote what a client sent.
  return json(Message{detail::readable_utf8(message)}, status);
}

HttpResponse& HttpResponse::add(std::string name, std::string value) & {
  headers.push_back({std::move(name), std::move(value)});
  return *this;
}

HttpResponse& HttpResponse::set(std::string name, std::string value) & {
  std::erase_if(headers, [&](const Header& header) {
    return detail::equal_ignoring_case(header.name, name);
  });
  return add(std::move(name), std::move(value));
}

HttpResponse&& HttpResponse::add(std::string name, std::string value) && {
  return std::move(add(std::move(name), std::move(value)));
}

HttpResponse&& HttpResponse::set(std::string name, std::string value) && {
  return std::move(set(std::move(name), std::move(value)));
}

const std::string* HttpResponse::find(std::string_view name) const {
  for (const Header& header : headers)
    if (detail::equal_ignoring_case(header.name, name)) return &header.value;
  return nullptr;
}

absl::Status http_error(int status, std::string_view message) {
  absl::Status failure = absl::UnknownError(std::string(message));
  failure.SetPayload(kHttpStatusPayload, absl::Cord(std::to_string(status)));
  return failure;
}

int http_status(const absl::Status& failure) {
  if (const auto payload = failure.GetPayload(kHttpStatusPayload)) {
    const std::string text(*payload);
    int status = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), status).ec == std::errc{})
      return status;
  }
  if (absl::IsInvalidArgument(failure)) return 400;
  if (absl::IsNotFound(failure)) return 404;
  return 500;
}

HttpResponse error_response(const absl::Status& failure) {
  const int status = http_status(failure);
  const bool is_said = status != 500 || failure.GetPayload(kHttpStatusPayload).has_value();
  return HttpResponse::error(
      status, is_said ? std::string(failure.message()) : std::string("Internal server error"));
}

namespace {

/// https://www.iana.org/assignments/http-status-codes
std::string_view reason_of(int status) {
  static constexpr struct {
    int status;
    std::string_view reason;
  // clang-format off
  } kReasons[] = {
      {200, "OK"}, {201, "Created"}, {202, "Accepted"}, {204, "No Content"},
      {206, "Partial Content"}, {301, "Moved Permanently"}, {302, "Found"}, {303, "See Other"},
      {304, "Not Modified"}, {307, "Temporary Redirect"}, {308, "Permanent Redirect"},
      {400, "Bad Request"}, {401, "Unauthorized"}, {402, "Payment Required"}, {403, "Forbidden"},
      {404, "Not Found"}, {405, "Method Not Allowed"}, {406, "Not Acceptable"},
      {408, "Request Timeout"}, {409, "Conflict"}, {410, "Gone"}, {412, "Precondition Failed"},
      {413, "Content Too Large"}, {415, "Unsupported Media Type"},
      {416, "Range Not Satisfiable"}, {422, "Unprocessable Content"},
      {428, "Precondition Required"}, {429, "Too Many Requests"},
      {500, "Internal Server Error"}, {501, "Not Implemented"}, {502, "Bad Gateway"},
      {503, "Service Unavailable"}, {504, "Gateway Timeout"},
  };
  // clang-format on
  for (const auto& known : kReasons)
    if (known.status == status) return known.reason;
  return "";
}

/// "404 Not Found"
std::string description_of(int status) {
  std::string description = std::to_string(status);
  const std::string_view reason = reason_of(status);
  if (!reason.empty()) description.append(" ").append(reason);
  return description;
}

/// Takes out what would end a header and begin another: values often quote what a client sent.
void make_one_line(std::string& text) {
  std::erase_if(text, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

/// The headers by name; of several spellings of one the first. Cookies among them go to the others.
std::map<std::string, std::vector<std::string>> grouped(HttpResponse& response) {
  std::map<std::string, std::vector<std::string>> groups;
  for (HttpResponse::Header& header : response.headers) {
    make_one_line(header.name);
    make_one_line(header.value);
    if (detail::equal_ignoring_case(header.name, kSetCookie)) {
      response.cookies.push_back(std::move(header.value));
      continue;
    }
    const auto same = std::find_if(groups.begin(), groups.end(), [&](const auto& group) {
      return detail::equal_ignoring_case(group.first, header.name);
    });
    auto& values = same != groups.end() ? same->second : groups[std::move(header.name)];
    values.push_back(std::move(header.value));
  }
  for (std::string& cookie : response.cookies) make_one_line(cookie);
  return groups;
}

std::string joined(std::vector<std::string> values) {
  std::string all = std::move(values[0]);
  for (std::size_t i = 1; i < values.size(); ++i) all.append(",").append(values[i]);
  return all;
}

void put_headers(HttpResponse& response, std::map<std::string, std::vector<std::string>>& out) {
  out = grouped(response);
  if (!response.cookies.empty()) out[std::string(kSetCookie)] = std::move(response.cookies);
}

void put_headers(HttpResponse& response, std::map<std::string, std::string>& out) {
  for (auto& [name, values] : grouped(response)) out[name] = joined(std::move(values));
}

template <class R>
void put_body(HttpResponse& response, R& out) {
  out.status_code = response.status;
  out.is_base64_encoded = !detail::is_utf8(response.body);
  out.body = out.is_base64_encoded ? to_base64(response.body) : std::move(response.body);
}

ProxyResponse proxy_answer(HttpResponse& response) {
  ProxyResponse answer;
  put_body(response, answer);
  put_headers(response, answer.multi_value_headers);
  return answer;
}

HttpApiResponse http_api_answer(HttpResponse& response) {
  HttpApiResponse answer;
  put_body(response, answer);
  put_headers(response, answer.headers);
  answer.cookies = std::move(response.cookies);
  return answer;
}

VpcLatticeResponse lattice_answer(HttpResponse& response) {
  VpcLatticeResponse answer;
  put_body(response, answer);
  answer.status_description = description_of(response.status);
  put_headers(response, answer.headers);
  if (!response.cookies.empty())
    answer.headers[std::string(kSetCookie)] = joined(std::move(response.cookies));
  return answer;
}

}  // namespace

AlbResponse answer_to(const AlbRequest& request, HttpResponse response) {
  AlbResponse answer;
  put_body(response, answer);
  answer.status_description = description_of(response.status);
  if (!request.multi_value_headers.empty()) {
    put_headers(response, answer.multi_value_headers);
  } else {
    put_headers(response, answer.headers);
    if (!response.cookies.empty())
      answer.headers[std::string(kSetCookie)] = std::move(response.cookies.back());
  }
  return answer;
}

ProxyResponse answer_to(const ApiGatewayRequest&, HttpResponse response) {
  return proxy_answer(response);
}
HttpApiResponse answer_to(const FunctionUrlRequest&, HttpResponse response) {
  return http_api_answer(response);
}
HttpApiResponse answer_to(const HttpApiRequest&, HttpResponse response) {
  return http_api_answer(response);
}
VpcLatticeResponse answer_to(const VpcLatticeRequest&, HttpResponse response) {
  return lattice_answer(response);
}
VpcLatticeResponse answer_to(const VpcLatticeV1Request&, HttpResponse response) {
  return lattice_answer(response);
}
ProxyResponse answer_to(const WebSocketRequest&, HttpResponse response) {
  return proxy_answer(response);
}

}  // namespace lambent::inline LAMBENT_ABI
