// SPDX-License-Identifier: Apache-2.0
// AWS Client VPN: a client wants to connect, and a handler says whether it may.
// https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/connection-authorization.html
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// An attempt to connect.
struct ClientVpnConnectionRequest {
  std::string_view connection_id{};
  std::string_view endpoint_id{};
  std::string_view common_name{};  ///< Of the client certificate.
  std::string_view username{};
  std::string_view platform{};  ///< "Windows", "MacOS", "Linux", ...
  std::string_view platform_version{};
  std::string_view public_ip{};
  std::string_view client_openvpn_version{};
  std::string_view aws_client_version{};  ///< Of the client that AWS provides; later schemas only.
  std::string_view groups{};  ///< Of the user; later schemas only.
  std::string_view schema_version{};  ///< "v1", or a later one.
};

/// The answer; a blank one refuses. answer_to() makes it for the version of the request.
struct ClientVpnConnectionResponse {
  bool allow{};
  /// What the client shows when refused, as schema v1 calls it.
  std::optional<std::string> error_msg_on_failed_posture_compliance{""};
  std::optional<std::string> error_msg_on_denied_connection{};  ///< As later ones call it.
  std::vector<std::string> posture_compliance_statuses{};  ///< Each at most 255 characters.
  std::string schema_version = "v1";  ///< That of the request.
};

/// Yes or no, with the message that is shown when it is no.
inline ClientVpnConnectionResponse answer_to(const ClientVpnConnectionRequest& request, bool allow,
                                             std::string message = {}) {
  ClientVpnConnectionResponse response{.allow = allow};
  if (!request.schema_version.empty()) response.schema_version = request.schema_version;
  if (response.schema_version == "v1") {
    response.error_msg_on_failed_posture_compliance = std::move(message);
  } else {
    response.error_msg_on_failed_posture_compliance.reset();
    response.error_msg_on_denied_connection = std::move(message);
  }
  return response;
}

template <>
inline constexpr auto fields<ClientVpnConnectionRequest> = std::array{
    field<&ClientVpnConnectionRequest::connection_id>("connection-id", kRequired),
    field<&ClientVpnConnectionRequest::endpoint_id>("endpoint-id", kRequired),
    field<&ClientVpnConnectionRequest::common_name>("common-name", kAlways),
    field<&ClientVpnConnectionRequest::username>("username", kAlways),
    field<&ClientVpnConnectionRequest::platform>("platform", kAlways),
    field<&ClientVpnConnectionRequest::platform_version>("platform-version", kAlways),
    field<&ClientVpnConnectionRequest::public_ip>("public-ip", kAlways),
    field<&ClientVpnConnectionRequest::client_openvpn_version>("client-openvpn-version", kAlways),
    field<&ClientVpnConnectionRequest::aws_client_version>("aws-client-version"),
    field<&ClientVpnConnectionRequest::groups>("groups"),
    field<&ClientVpnConnectionRequest::schema_version>("schema-version", kAlways),
};

template <>
inline constexpr auto fields<ClientVpnConnectionResponse> = std::array{
    field<&ClientVpnConnectionResponse::allow>("allow", kRequired),
    field<&ClientVpnConnectionResponse::error_msg_on_failed_posture_compliance>(
        "error-msg-on-failed-posture-compliance"),
    field<&ClientVpnConnectionResponse::error_msg_on_denied_connection>(
        "error-msg-on-denied-connection"),
    field<&ClientVpnConnectionResponse::posture_compliance_statuses>("posture-compliance-statuses",
                                                                     kAlways),
    field<&ClientVpnConnectionResponse::schema_version>("schema-version", kRequired),
};

template <>
inline constexpr Source source<ClientVpnConnectionRequest> = {
    .name = "clientvpn_connection_handler",
    .reference =
        "https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/"
        "connection-authorization.html",
    .kind = SourceKind::kAnswer,
    .rank = 4900,
    .probes = {has("connection-id"), has("endpoint-id")},
    .answers = "yes or no, with a message",
};

template <>
struct AnswerTo<ClientVpnConnectionRequest> {
  using type = ClientVpnConnectionResponse;
};

}  // namespace lambent::inline LAMBENT_ABI
