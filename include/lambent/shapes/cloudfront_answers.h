// SPDX-License-Identifier: Apache-2.0
// What Lambda@Edge functions answer. All of it owns its text.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-generating-http-responses.html
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lambent/fields.h"
#include "lambent/shapes/cloudfront.h"

namespace lambent::inline LAMBENT_ABI {

/// A header of an answer.
struct CloudFrontHeader {
  std::string key{};  ///< The name as it is to be sent; blank: in lower case.
  std::string value{};
};

/// By names in lower case.
using CloudFrontHeaders = std::map<std::string, std::vector<CloudFrontHeader>>;

/// A response made by the function, or one on its way that it changes.
struct CloudFrontReply {
  std::string status = "200";  ///< Text.
  std::string status_description{};
  CloudFrontHeaders headers{};
  /// Replaces that of the origin: with nothing, where it is blank. Absent: that of the origin stays.
  std::optional<std::string> body{};
  std::string body_encoding{};  ///< "text", the default, or "base64".
};

/// A request that the function changes: CloudFront goes on with this one.
struct CloudFrontChangedRequest {
  struct Body {
    std::string action = "replace";  ///< Or "read-only", which leaves it as it was.
    std::string data{};
    std::string encoding = "base64";  ///< Or "text".
    bool input_truncated{};
  };
  struct S3Origin {
    std::string auth_method{};  ///< "origin-access-identity" or "none".
    CloudFrontHeaders custom_headers{};
    std::string domain_name{};
    std::string path{};
    std::string region{};
  };
  struct CustomOrigin {
    CloudFrontHeaders custom_headers{};
    std::string domain_name{};
    std::int64_t keepalive_timeout{};  ///< Seconds.
    std::string path{};
    std::int64_t port{};
    std::string protocol{};  ///< "http" or "https".
    std::int64_t read_timeout{};  ///< Seconds.
    std::optional<std::int64_t> response_completion_timeout{};  ///< Seconds.
    std::vector<std::string> ssl_protocols{};
  };
  /// There is one of the two.
  struct Origin {
    std::optional<S3Origin> s3{};
    std::optional<CustomOrigin> custom{};
  };
  std::optional<Body> body{};
  std::string client_ip{};  ///< This and the method stay as they were.
  CloudFrontHeaders headers{};
  std::string method{};
  std::optional<Origin> origin{};
  std::string querystring{};  ///< Without the question mark.
  std::string uri{};
  std::string http_version{};
};

/// The request, ready to be changed.
LAMBENT_API CloudFrontChangedRequest answer_to(const CloudFrontRequest& request);

/// The response, ready to be changed. What its body is only CloudFront knows.
LAMBENT_API CloudFrontReply answer_to(const CloudFrontResponse& response);

template <>
inline constexpr auto fields<CloudFrontHeader> = std::array{
    field<&CloudFrontHeader::key>("key"),
    field<&CloudFrontHeader::value>("value", kRequired),
};

template <>
inline constexpr auto fields<CloudFrontReply> = std::array{
    field<&CloudFrontReply::status>("status", kRequired),
    field<&CloudFrontReply::status_description>("statusDescription"),
    field<&CloudFrontReply::headers>("headers"),
    field<&CloudFrontReply::body>("body"),
    field<&CloudFrontReply::body_encoding>("bodyEncoding"),
};

template <>
inline constexpr auto fields<CloudFrontChangedRequest::Body> = std::array{
    field<&CloudFrontChangedRequest::Body::action>("action"),
    field<&CloudFrontChangedRequest::Body::data>("data", kAlways),
    field<&CloudFrontChangedRequest::Body::encoding>("encoding"),
    field<&CloudFrontChangedRequest::Body::input_truncated>("inputTruncated", kAlways),
};

template <>
inline constexpr auto fields<CloudFrontChangedRequest::S3Origin> = std::array{
    field<&CloudFrontChangedRequest::S3Origin::auth_method>("authMethod"),
    field<&CloudFrontChangedRequest::S3Origin::custom_headers>("customHeaders", kAlways),
    field<&CloudFrontChangedRequest::S3Origin::domain_name>("domainName"),
    field<&CloudFrontChangedRequest::S3Origin::path>("path", kAlways),
    field<&CloudFrontChangedRequest::S3Origin::region>("region"),
};

template <>
inline constexpr auto fields<CloudFrontChangedRequest::CustomOrigin> = std::array{
    field<&CloudFrontChangedRequest::CustomOrigin::custom_headers>("customHeaders", kAlways),
    field<&CloudFrontChangedRequest::CustomOrigin::domain_name>("domainName"),
    field<&CloudFrontChangedRequest::CustomOrigin::keepalive_timeout>("keepaliveTimeout"),
    field<&CloudFrontChangedRequest::CustomOrigin::path>("path", kAlways),
    field<&CloudFrontChangedRequest::CustomOrigin::port>("port"),
    field<&CloudFrontChangedRequest::CustomOrigin::protocol>("protocol"),
    field<&CloudFrontChangedRequest::CustomOrigin::read_timeout>("readTimeout"),
    field<&CloudFrontChangedRequest::CustomOrigin::response_completion_timeout>(
        "responseCompletionTimeout"),
    field<&CloudFrontChangedRequest::CustomOrigin::ssl_protocols>("sslProtocols", kAlways),
};

template <>
inline constexpr auto fields<CloudFrontChangedRequest::Origin> = std::array{
    field<&CloudFrontChangedRequest::Origin::s3>("s3"),
    field<&CloudFrontChangedRequest::Origin::custom>("custom"),
};

template <>
inline constexpr auto fields<CloudFrontChangedRequest> = std::array{
    field<&CloudFrontChangedRequest::body>("body"),
    field<&CloudFrontChangedRequest::client_ip>("clientIp"),
    field<&CloudFrontChangedRequest::headers>("headers", kAlways),
    field<&CloudFrontChangedRequest::method>("method", kRequired),
    field<&CloudFrontChangedRequest::origin>("origin"),
    field<&CloudFrontChangedRequest::querystring>("querystring", kAlways),
    field<&CloudFrontChangedRequest::uri>("uri", kRequired),
    field<&CloudFrontChangedRequest::http_version>("httpVersion"),
};

}  // namespace lambent::inline LAMBENT_ABI
