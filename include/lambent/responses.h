// SPDX-License-Identifier: Apache-2.0
// What handlers of HTTP requests give back.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "lambent/fields.h"

namespace lambent::inline LAMBENT_ABI {

/// The answer to REST, HTTP API 1.0 and WebSocket requests.
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
struct ProxyResponse {
  std::int64_t status_code = 200;
  std::map<std::string, std::string> headers{};
  std::map<std::string, std::vector<std::string>> multi_value_headers{};
  std::string body{};
  bool is_base64_encoded{};  ///< `body` is base64 and is sent as the bytes behind it.
};

/// The answer to HTTP API 2.0 and function URL requests.
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
struct HttpApiResponse {
  std::int64_t status_code = 200;
  std::map<std::string, std::string> headers{};
  std::vector<std::string> cookies{};  ///< Each becomes one set-cookie header.
  std::string body{};
  bool is_base64_encoded{};
};

/// What AnswerTo derives from for both. They take any JSON for a body with status 200; Lambent writes
/// that out, so that JSON with a member named statusCode is not taken for a response.
struct HttpApiAnswer {
  using type = HttpApiResponse;  ///< What handlers' results become.
  /// Made of what a handler returned with a Codec.
  static HttpApiResponse from_json(std::string json) {
    return {.headers = {{"content-type", "application/json"}}, .body = std::move(json)};
  }
};

template <>
inline constexpr auto fields<ProxyResponse> = std::array{
    field<&ProxyResponse::status_code>("statusCode", kRequired),
    field<&ProxyResponse::headers>("headers"),
    field<&ProxyResponse::multi_value_headers>("multiValueHeaders"),
    field<&ProxyResponse::body>("body", kAlways),
    field<&ProxyResponse::is_base64_encoded>("isBase64Encoded", kAlways),
};

template <>
inline constexpr auto fields<HttpApiResponse> = std::array{
    field<&HttpApiResponse::status_code>("statusCode", kAlways),
    field<&HttpApiResponse::headers>("headers"),
    field<&HttpApiResponse::cookies>("cookies"),
    field<&HttpApiResponse::body>("body", kAlways),
    field<&HttpApiResponse::is_base64_encoded>("isBase64Encoded", kAlways),
};

}  // namespace lambent::inline LAMBENT_ABI
