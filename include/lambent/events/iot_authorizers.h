// SPDX-License-Identifier: Apache-2.0
// AWS IoT Core: a device wants to connect, and a custom authorizer says whether it may.
// https://docs.aws.amazon.com/iot/latest/developerguide/config-custom-auth.html
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lambent/fields.h"
#include "lambent/policies.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// An attempt to connect.
struct IotAuthorizerRequest {
  struct Tls {
    std::string_view server_name{};
  };
  struct Http {
    HeaderMap headers{};
    std::string_view query_string{};
  };
  struct Mqtt {
    std::string_view username{};
    Base64 password{};
    std::string_view client_id{};
  };
  struct ProtocolData {
    std::optional<Tls> tls{};
    std::optional<Http> http{};
    std::optional<Mqtt> mqtt{};
  };
  struct ConnectionMetadata {
    std::string_view id{};  ///< The same in all calls for one connection.
  };
  static constexpr std::string_view kTls = "tls";
  static constexpr std::string_view kHttp = "http";
  static constexpr std::string_view kMqtt = "mqtt";

  std::string_view token{};  ///< Of the header or query that the authorizer names. Never log it.
  bool signature_verified{};  ///< IoT Core has checked the signature of `token`.
  List<std::string_view> protocols{};  ///< Those that were used: of the constants above.
  ProtocolData protocol_data{};
  ConnectionMetadata connection_metadata{};
};

/// Whether the device may connect, and what it may do then.
struct IotAuthorizerResponse {
  bool is_authenticated{};
  std::string principal_id{};  ///< 1 to 128 letters and digits.
  std::int64_t disconnect_after_in_seconds = 86400;  ///< 300 to 86,400.
  std::int64_t refresh_after_in_seconds = 86400;  ///< 300 to 86,400: how long the policies hold.
  std::vector<PolicyDocument> policy_documents{};  ///< At most 10.
};

/// The same in the form of the beta.
struct IotLegacyAuthorizerRequest {
  std::string_view token{};  ///< Never log it.
  std::string_view token_signature{};
  std::optional<IotAuthorizerRequest::Http> http_context{};
  std::optional<IotAuthorizerRequest::Mqtt> mqtt_context{};
  std::optional<IotAuthorizerRequest::Tls> tls_context{};
};

/// The answer in the form of the beta.
struct IotLegacyAuthorizerResponse {
  bool is_authenticated{};
  std::string principal_id{};  ///< 1 to 128 letters and digits.
  std::int64_t disconnect_after_in_seconds = 86400;  ///< 300 to 86,400.
  std::int64_t refresh_after_in_seconds = 86400;  ///< 300 to 86,400.
  /// Policies as text: encode() makes it of a PolicyDocument.
  std::vector<std::string> policy_documents{};
};

template <>
inline constexpr auto fields<IotAuthorizerRequest::Tls> = std::array{
    field<&IotAuthorizerRequest::Tls::server_name>("serverName"),
};

template <>
inline constexpr auto fields<IotAuthorizerRequest::Http> = std::array{
    field<&IotAuthorizerRequest::Http::headers>("headers"),
    field<&IotAuthorizerRequest::Http::query_string>("queryString"),
};

template <>
inline constexpr auto fields<IotAuthorizerRequest::Mqtt> = std::array{
    field<&IotAuthorizerRequest::Mqtt::username>("username"),
    field<&IotAuthorizerRequest::Mqtt::password>("password"),
    field<&IotAuthorizerRequest::Mqtt::client_id>("clientId"),
};

template <>
inline constexpr auto fields<IotAuthorizerRequest::ProtocolData> = std::array{
    field<&IotAuthorizerRequest::ProtocolData::tls>("tls"),
    field<&IotAuthorizerRequest::ProtocolData::http>("http"),
    field<&IotAuthorizerRequest::ProtocolData::mqtt>("mqtt"),
};

template <>
inline constexpr auto fields<IotAuthorizerRequest::ConnectionMetadata> = std::array{
    field<&IotAuthorizerRequest::ConnectionMetadata::id>("id"),
};

template <>
inline constexpr auto fields<IotAuthorizerRequest> = std::array{
    field<&IotAuthorizerRequest::token>("token"),
    field<&IotAuthorizerRequest::signature_verified>("signatureVerified", kAlways),
    field<&IotAuthorizerRequest::protocols>("protocols", kRequired),
    field<&IotAuthorizerRequest::protocol_data>("protocolData"),
    field<&IotAuthorizerRequest::connection_metadata>("connectionMetadata"),
};

template <>
inline constexpr auto fields<IotAuthorizerResponse> = std::array{
    field<&IotAuthorizerResponse::is_authenticated>("isAuthenticated", kRequired),
    field<&IotAuthorizerResponse::principal_id>("principalId", kRequired),
    field<&IotAuthorizerResponse::disconnect_after_in_seconds>("disconnectAfterInSeconds",
                                                               kRequired),
    field<&IotAuthorizerResponse::refresh_after_in_seconds>("refreshAfterInSeconds", kRequired),
    field<&IotAuthorizerResponse::policy_documents>("policyDocuments", kRequired),
};

template <>
inline constexpr auto fields<IotLegacyAuthorizerRequest> = std::array{
    field<&IotLegacyAuthorizerRequest::token>("token", kRequired),
    field<&IotLegacyAuthorizerRequest::token_signature>("tokenSignature", kRequired),
    field<&IotLegacyAuthorizerRequest::http_context>("httpContext"),
    field<&IotLegacyAuthorizerRequest::mqtt_context>("mqttContext"),
    field<&IotLegacyAuthorizerRequest::tls_context>("tlsContext"),
};

template <>
inline constexpr auto fields<IotLegacyAuthorizerResponse> = std::array{
    field<&IotLegacyAuthorizerResponse::is_authenticated>("isAuthenticated", kRequired),
    field<&IotLegacyAuthorizerResponse::principal_id>("principalId", kRequired),
    field<&IotLegacyAuthorizerResponse::disconnect_after_in_seconds>("disconnectAfterInSeconds",
                                                                     kRequired),
    field<&IotLegacyAuthorizerResponse::refresh_after_in_seconds>("refreshAfterInSeconds",
                                                                  kRequired),
    field<&IotLegacyAuthorizerResponse::policy_documents>("policyDocuments", kRequired),
};

template <>
inline constexpr Source source<IotAuthorizerRequest> = {
    .name = "iot_custom_authorizer",
    .reference =
        "https://docs.aws.amazon.com/iot/latest/developerguide/"
        "config-custom-auth.html",
    .kind = SourceKind::kAnswer,
    .rank = 4200,
    .probes = {has("signatureVerified"), has("protocols")},
    .answers = "yes or no, with policies",
};

template <>
inline constexpr Source source<IotLegacyAuthorizerRequest> = {
    .name = "iot_custom_authorizer_legacy",
    .reference =
        "https://docs.aws.amazon.com/iot/latest/developerguide/"
        "config-custom-auth.html",
    .kind = SourceKind::kAnswer,
    .rank = 4300,
    .probes = {has("token"), has("tokenSignature")},
    .answers = "yes or no, with policies",
};

template <>
struct AnswerTo<IotAuthorizerRequest> {
  using type = IotAuthorizerResponse;
};

template <>
struct AnswerTo<IotLegacyAuthorizerRequest> {
  using type = IotLegacyAuthorizerResponse;
};

}  // namespace lambent::inline LAMBENT_ABI
