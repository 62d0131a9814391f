// SPDX-License-Identifier: Apache-2.0
// Requests and responses as Lambda@Edge functions see them. What they answer is in
// lambent/shapes/cloudfront_answers.h.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// A request. answer_to() makes a copy of it that may be changed.
struct CloudFrontRequest {
  struct Header {
    std::string_view key{};  ///< The name in the case it was sent in.
    std::string_view value{};
  };
  struct Body {
    std::string_view action{};  ///< "read-only".
    std::string_view data{};
    std::string_view encoding{};  ///< "base64" or "text".
    bool input_truncated{};
  };
  struct S3Origin {
    std::string_view auth_method{};  ///< "origin-access-identity" or "none".
    Map<List<Header>> custom_headers{};
    std::string_view domain_name{};
    std::string_view path{};
    std::string_view region{};
  };
  struct CustomOrigin {
    Map<List<Header>> custom_headers{};
    std::string_view domain_name{};
    std::int64_t keepalive_timeout{};  ///< Seconds.
    std::string_view path{};
    std::int64_t port{};
    std::string_view protocol{};  ///< "http" or "https".
    std::int64_t read_timeout{};  ///< Seconds.
    std::optional<std::int64_t> response_completion_timeout{};  ///< Seconds.
    List<std::string_view> ssl_protocols{};
  };
  /// There is one of the two.
  struct Origin {
    std::optional<S3Origin> s3{};
    std::optional<CustomOrigin> custom{};
  };
  std::optional<Body> body{};  ///< Only where the trigger includes bodies.
  std::string_view client_ip{};  ///< IPv4 or IPv6.
  Map<List<Header>> headers{};  ///< Names in lower case.
  std::string_view method{};
  std::optional<Origin> origin{};  ///< Of origin events.
  std::string_view querystring{};  ///< As it was sent, without the question mark.
  std::string_view uri{};
  std::string_view http_version{};
};

/// A response on its way to the cache or to the viewer. answer_to() makes a copy of it that may be
/// changed.
struct CloudFrontResponse {
  std::string_view status{};  ///< Text: "200".
  std::string_view status_description{};
  Map<List<CloudFrontRequest::Header>> headers{};  ///< Names in lower case.
  std::string_view http_version{};
};

template <>
inline constexpr auto fields<CloudFrontRequest::Header> = std::array{
    field<&CloudFrontRequest::Header::key>("key"),
    field<&CloudFrontRequest::Header::value>("value", kAlways),
};

template <>
inline constexpr auto fields<CloudFrontRequest::Body> = std::array{
    field<&CloudFrontRequest::Body::action>("action"),
    field<&CloudFrontRequest::Body::data>("data", kAlways),
    field<&CloudFrontRequest::Body::encoding>("encoding"),
    field<&CloudFrontRequest::Body::input_truncated>("inputTruncated", kAlways),
};

template <>
inline constexpr auto fields<CloudFrontRequest::S3Origin> = std::array{
    field<&CloudFrontRequest::S3Origin::auth_method>("authMethod"),
    field<&CloudFrontRequest::S3Origin::custom_headers>("customHeaders", kAlways),
    field<&CloudFrontRequest::S3Origin::domain_name>("domainName"),
    field<&CloudFrontRequest::S3Origin::path>("path", kAlways),
    field<&CloudFrontRequest::S3Origin::region>("region"),
};

template <>
inline constexpr auto fields<CloudFrontRequest::CustomOrigin> = std::array{
    field<&CloudFrontRequest::CustomOrigin::custom_headers>("customHeaders", kAlways),
    field<&CloudFrontRequest::CustomOrigin::domain_name>("domainName"),
    field<&CloudFrontRequest::CustomOrigin::keepalive_timeout>("keepaliveTimeout"),
    field<&CloudFrontRequest::CustomOrigin::path>("path", kAlways),
    field<&CloudFrontRequest::CustomOrigin::port>("port"),
    field<&CloudFrontRequest::CustomOrigin::protocol>("protocol"),
    field<&CloudFrontRequest::CustomOrigin::read_timeout>("readTimeout"),
    field<&CloudFrontRequest::CustomOrigin::response_completion_timeout>(
        "responseCompletionTimeout"),
    field<&CloudFrontRequest::CustomOrigin::ssl_protocols>("sslProtocols", kAlways),
};

template <>
inline constexpr auto fields<CloudFrontRequest::Origin> = std::array{
    field<&CloudFrontRequest::Origin::s3>("s3"),
    field<&CloudFrontRequest::Origin::custom>("custom"),
};

template <>
inline constexpr auto fields<CloudFrontRequest> = std::array{
    field<&CloudFrontRequest::body>("body"),
    field<&CloudFrontRequest::client_ip>("clientIp"),
    field<&CloudFrontRequest::headers>("headers", kAlways),
    field<&CloudFrontRequest::method>("method", kRequired),
    field<&CloudFrontRequest::origin>("origin"),
    field<&CloudFrontRequest::querystring>("querystring", kAlways),
    field<&CloudFrontRequest::uri>("uri", kRequired),
    field<&CloudFrontRequest::http_version>("httpVersion"),
};

template <>
inline constexpr auto fields<CloudFrontResponse> = std::array{
    field<&CloudFrontResponse::status>("status", kRequired),
    field<&CloudFrontResponse::status_description>("statusDescription"),
    field<&CloudFrontResponse::headers>("headers", kAlways),
    field<&CloudFrontResponse::http_version>("httpVersion"),
};

}  // namespace lambent::inline LAMBENT_ABI
