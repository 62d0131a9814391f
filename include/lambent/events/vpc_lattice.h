// SPDX-License-Identifier: Apache-2.0
// Amazon VPC Lattice: a request to a service whose target is a function.
// https://docs.aws.amazon.com/vpc-lattice/latest/ug/lambda-functions.html
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// A request, event structure version 2.
struct VpcLatticeRequest {
  struct Identity {
    std::string_view source_vpc_arn{};
    std::string_view type{};  ///< "AWS_IAM"
    std::string_view principal{};  ///< Who signed the request.
    std::string_view principal_org_id{};
    std::string_view session_name{};
    std::string_view x509_issuer_ou{};  ///< Of a client certificate, as the next four.
    std::string_view x509_san_dns{};
    std::string_view x509_san_name_cn{};
    std::string_view x509_san_uri{};
    std::string_view x509_subject_cn{};
  };
  struct RequestContext {
    std::string_view service_network_arn{};
    std::string_view service_arn{};
    std::string_view target_group_arn{};
    Identity identity{};
    std::string_view region{};
    std::string_view time_epoch{};  ///< MICROseconds since 1970, as text.
  };
  std::string_view version{};  ///< "2.0", as of HTTP APIs.
  std::string_view path{};
  std::string_view method{};
  BasicHeaderMap<OneOrMany<std::string_view>> headers{};
  Map<OneOrMany<std::string_view>> query_string_parameters{};
  std::string_view body{};
  bool is_base64_encoded{};
  RequestContext request_context{};
};

/// A request, event structure version 1.
struct VpcLatticeV1Request {
  std::string_view raw_path{};  ///< With the query.
  std::string_view method{};
  HeaderMap headers{};  ///< Repeated ones are joined with commas.
  Map<std::string_view> query_string_parameters{};
  std::string_view body{};
  bool is_base64_encoded{};
};

/// The answer to both.
struct VpcLatticeResponse {
  std::int64_t status_code = 200;
  std::string status_description{};
  std::map<std::string, std::string> headers{};
  std::string body{};
  bool is_base64_encoded{};
};

template <>
inline constexpr auto fields<VpcLatticeRequest::Identity> = std::array{
    field<&VpcLatticeRequest::Identity::source_vpc_arn>("sourceVpcArn"),
    field<&VpcLatticeRequest::Identity::type>("type"),
    field<&VpcLatticeRequest::Identity::principal>("principal"),
    field<&VpcLatticeRequest::Identity::principal_org_id>("principalOrgID"),
    field<&VpcLatticeRequest::Identity::session_name>("sessionName"),
    field<&VpcLatticeRequest::Identity::x509_issuer_ou>("x509IssuerOu").also("X509IssuerOu"),
    field<&VpcLatticeRequest::Identity::x509_san_dns>("x509SanDns"),
    field<&VpcLatticeRequest::Identity::x509_san_name_cn>("x509SanNameCn").also("X509SanNameCn"),
    field<&VpcLatticeRequest::Identity::x509_san_uri>("x509SanUri").also("X509SanUri"),
    field<&VpcLatticeRequest::Identity::x509_subject_cn>("x509SubjectCn").also("X509SubjectCn"),
};

template <>
inline constexpr auto fields<VpcLatticeRequest::RequestContext> = std::array{
    field<&VpcLatticeRequest::RequestContext::service_network_arn>("serviceNetworkArn"),
    field<&VpcLatticeRequest::RequestContext::service_arn>("serviceArn", kRequired),
    field<&VpcLatticeRequest::RequestContext::target_group_arn>("targetGroupArn"),
    field<&VpcLatticeRequest::RequestContext::identity>("identity"),
    field<&VpcLatticeRequest::RequestContext::region>("region"),
    field<&VpcLatticeRequest::RequestContext::time_epoch>("timeEpoch"),
};

template <>
inline constexpr auto fields<VpcLatticeRequest> = std::array{
    field<&VpcLatticeRequest::version>("version", kRequired),
    field<&VpcLatticeRequest::path>("path", kRequired),
    field<&VpcLatticeRequest::method>("method", kRequired),
    field<&VpcLatticeRequest::headers>("headers", kAlways),
    field<&VpcLatticeRequest::query_string_parameters>("queryStringParameters")
        .also("query_string_parameters"),
    field<&VpcLatticeRequest::body>("body"),
    field<&VpcLatticeRequest::is_base64_encoded>("isBase64Encoded", kAlways),
    field<&VpcLatticeRequest::request_context>("requestContext", kRequired),
};

template <>
inline constexpr auto fields<VpcLatticeV1Request> = std::array{
    field<&VpcLatticeV1Request::raw_path>("raw_path", kRequired),
    field<&VpcLatticeV1Request::method>("method", kRequired),
    field<&VpcLatticeV1Request::headers>("headers", kAlways),
    field<&VpcLatticeV1Request::query_string_parameters>("query_string_parameters", kAlways),
    field<&VpcLatticeV1Request::body>("body", kAlways),
    field<&VpcLatticeV1Request::is_base64_encoded>("is_base64_encoded", kAlways),
};

template <>
inline constexpr auto fields<VpcLatticeResponse> = std::array{
    field<&VpcLatticeResponse::status_code>("statusCode", kRequired),
    field<&VpcLatticeResponse::status_description>("statusDescription"),
    field<&VpcLatticeResponse::headers>("headers"),
    field<&VpcLatticeResponse::body>("body"),
    field<&VpcLatticeResponse::is_base64_encoded>("isBase64Encoded", kAlways),
};

template <>
inline constexpr Source source<VpcLatticeRequest> = {
    .name = "vpc_lattice_v2",
    .reference = "https://docs.aws.amazon.com/vpc-lattice/latest/ug/lambda-functions.html",
    .kind = SourceKind::kAnswer,
    .rank = 2700,
    .probes = {has("requestContext.serviceArn"), has("requestContext.targetGroupArn")},
    .answers = "status, headers, body",
};

template <>
inline constexpr Source source<VpcLatticeV1Request> = {
    .name = "vpc_lattice_v1",
    .reference = "https://docs.aws.amazon.com/vpc-lattice/latest/ug/lambda-functions.html",
    .kind = SourceKind::kAnswer,
    .rank = 3400,
    .probes = {has("raw_path"), has("method"), has("is_base64_encoded")},
    .answers = "status, headers, body",
};

template <>
struct AnswerTo<VpcLatticeRequest> {
  using type = VpcLatticeResponse;
};

template <>
struct AnswerTo<VpcLatticeV1Request> {
  using type = VpcLatticeResponse;
};

}  // namespace lambent::inline LAMBENT_ABI
