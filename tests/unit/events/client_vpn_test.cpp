// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/client_vpn.h"

#include <string>

#include "catch.h"
#include "decoded.h"
#include "fixtures.h"
#include "lambent/dispatcher.h"

using fixtures::decoded;
using fixtures::recognised;

TEST_CASE("Client VPN: names have hyphens, values may be empty", "[client_vpn]") {
  const auto event = decoded<lambent::ClientVpnConnectionRequest>(
      "clientvpn_connection_handler/empty_members.json");
  CHECK(event->endpoint_id == "cvpn-endpoint-8a05dac1f629513fa");
  CHECK(event->platform.empty());
  CHECK(lambent::encode(*event).find(R"("client-openvpn-version":"")") != std::string::npos);
}

TEST_CASE("Client VPN: an answer writes all of its members", "[client_vpn]") {
  CHECK(lambent::encode(lambent::ClientVpnConnectionResponse{}) ==
        R"({"allow":false,"error-msg-on-failed-posture-compliance":"",)"
        R"("posture-compliance-statuses":[],"schema-version":"v1"})");
}

TEST_CASE("VPN and file logins are told apart", "[client_vpn]") {
  CHECK(recognised(R"({"connection-id":"c","endpoint-id":"e","username":"u","protocol":"p",)"
                   R"("serverId":"s"})") == "clientvpn_connection_handler");
  CHECK(recognised(R"({"username":"u","protocol":"SFTP","serverId":"s"})") ==
        "transfer_family_authorizer");
  CHECK(recognised(R"({"username":"u","protocol":"SFTP"})") == "unknown");
}

TEST_CASE("Client VPN: a handler allows, and echoes the version of the schema", "[client_vpn]") {
  lambent::Dispatcher dispatcher;
  dispatcher.on<lambent::ClientVpnConnectionRequest>(
      [](const lambent::ClientVpnConnectionRequest& request) {
        return answer_to(request, request.groups == "staff", "staff only");
      });
  CHECK(*dispatcher.dispatch(fixtures::load("clientvpn_connection_handler/schema_v2.json")) ==
        R"({"allow":false,"error-msg-on-denied-connection":"staff only",)"
        R"("posture-compliance-statuses":[],"schema-version":"v2"})");
  CHECK(*dispatcher.dispatch(R"({"connection-id":"c","endpoint-id":"e","groups":"staff",)"
                             R"("aws-client-version":"5.2.0","schema-version":"v3"})") ==
        R"({"allow":true,"error-msg-on-denied-connection":"staff only",)"
        R"("posture-compliance-statuses":[],"schema-version":"v3"})");
  CHECK(*dispatcher.dispatch(fixtures::load("clientvpn_connection_handler/sample.json")) ==
        R"({"allow":false,"error-msg-on-failed-posture-compliance":"staff only",)"
        R"("posture-compliance-statuses":[],"schema-version":"v1"})");
}
