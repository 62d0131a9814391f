// SPDX-License-Identifier: Apache-2.0
// Events of the services that operate others: deployments, secrets, capacity, logins, chats.
#include <string>

#include "catch.h"
#include "decoded.h"
#include "fixtures.h"
#include "lambent/dispatcher.h"
#include "lambent/events/autoscaling_scale_in.h"
#include "lambent/events/chime_bot.h"
#include "lambent/events/client_vpn.h"
#include "lambent/events/codecommit.h"
#include "lambent/events/codedeploy_hook.h"
#include "lambent/events/secrets_manager.h"
#include "lambent/events/transfer_family.h"
#include "lambent/time.h"

using fixtures::decoded;
using fixtures::recognised;

TEST_CASE("Transfer Family: a login by key has no password", "[transfer_family]") {
  const auto by_key = decoded<lambent::TransferFamilyRequest>(
      "transfer_family_authorizer/key_without_password.json");
  CHECK(by_key->password.empty());
  CHECK(by_key->protocol == lambent::TransferFamilyRequest::kSftp);
  const auto blank =
      decoded<lambent::TransferFamilyRequest>("transfer_family_authorizer/empty_password.json");
  CHECK(blank->password.empty());
}

TEST_CASE("Transfer Family: a blank answer refuses, others write what is set",
          "[transfer_family]") {
  CHECK(lambent::encode(lambent::TransferFamilyResponse{}) == "{}");
  CHECK(lambent::encode(lambent::TransferFamilyResponse{
            .role = "arn:aws:iam::123456789012:role/files",
            .posix_profile = {{.uid = 0, .gid = 1000, .secondary_gids = {7}}},
            .public_keys = {"ssh-ed25519 AAAA"},
            .home_directory_type =
                std::string(lambent::TransferFamilyResponse::kLogical),
            .home_directory_details = R"([{"Entry":"/","Target":"/b/mara"}])"}) ==
        R"({"Role":"arn:aws:iam::123456789012:role/files",)"
        R"("PosixProfile":{"Uid":0,"Gid":1000,"SecondaryGids":[7]},)"
        R"("PublicKeys":["ssh-ed25519 AAAA"],"HomeDirectoryType":"LOGICAL",)"
        R"("HomeDirectoryDetails":"[{\"Entry\":\"/\",\"Target\":\"/b/mara\"}]"})");
}

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

TEST_CASE("Chime: an invitation has no message and no endpoint", "[chime_bot]") {
  const auto event = decoded<lambent::ChimeBotEvent>("chime_bot/invited_without_message.json");
  CHECK(event->event_type == lambent::ChimeBotEvent::kInvite);
  CHECK(event->message.empty());
  CHECK_FALSE(event->inbound_https_endpoint.has_value());
  const auto mention = decoded<lambent::ChimeBotEvent>("chime_bot/sample.json");
  REQUIRE(mention->inbound_https_endpoint.has_value());
  CHECK(mention->inbound_https_endpoint->endpoint_type == "Persistent");
  CHECK(mention->sender.sender_id == "mara@example.com");
}

TEST_CASE("CodeCommit: a small d in eventId, an offset without a colon, flags that may be absent",
          "[codecommit]") {
  const auto event = decoded<lambent::CodeCommitEvent>("codecommit/sample.json");
  const auto& record = event->records[0];
  CHECK(record.event_id == "9e866934-46bb-00c5-bff9-120ecfcaedde");
  CHECK(lambent::time_of(record.event_time).has_value());
  const auto& references = record.codecommit.references;
  REQUIRE(references.size() == 2);
  CHECK(references[0].created == true);
  CHECK_FALSE(references[0].deleted.has_value());
  CHECK(references[1].deleted == true);
  const auto plain = decoded<lambent::CodeCommitEvent>("codecommit/plain_push.json");
  CHECK_FALSE(plain->records[0].codecommit.references[0].created.has_value());
  CHECK(plain->records[0].custom_data.empty());
}

TEST_CASE("CodeCommit: an EventBridge event of the same service is another", "[codecommit]") {
  CHECK(recognised(R"({"source":"aws.codecommit","detail-type":"CodeCommit Repository State Change",)"
                   R"("detail":{}})") == "eventbridge");
}

TEST_CASE("CodeDeploy: a hook names its deployment and itself", "[codedeploy_hook]") {
  const auto event =
      decoded<lambent::CodeDeployLifecycleHookEvent>("codedeploy_lifecycle_hook/sample.json");
  CHECK(event->deployment_id == "d-ABCDEF");
  CHECK(event->lifecycle_event_hook_execution_id == "eyJlbmNyeXB0ZWREYXRhIjoiIn0=");
}

TEST_CASE("Auto Scaling: instances are answered with a member that ends in IDs",
          "[autoscaling_scale_in]") {
  CHECK(lambent::encode(lambent::ScaleInResponse{}) == R"({"InstanceIDs":[]})");
  lambent::Dispatcher dispatcher;
  dispatcher.on<lambent::ScaleInRequest>([](const lambent::ScaleInRequest& request) {
    lambent::ScaleInResponse response;
    for (const auto& instance : request.instances)
      if (instance.instance_market_option == lambent::ScaleInRequest::kSpot)
        response.instance_ids.emplace_back(instance.instance_id);
    return response;
  });
  CHECK(*dispatcher.dispatch(fixtures::load("autoscaling_scale_in/sample.json")) ==
        R"({"InstanceIDs":["i-00a3c50302b4dd007"]})");
}

TEST_CASE("Auto Scaling: that there are more instances is said at times only",
          "[autoscaling_scale_in]") {
  const auto all = decoded<lambent::ScaleInRequest>("autoscaling_scale_in/sample.json");
  CHECK(all->has_more_instances == true);
  const auto event = decoded<lambent::ScaleInRequest>(
      "autoscaling_scale_in/without_has_more_instances.json");
  CHECK_FALSE(event->has_more_instances.has_value());
  CHECK(event->cause == lambent::ScaleInRequest::kRebalance);
}

TEST_CASE("Secrets Manager: a step that fails fails the dispatch", "[secrets_manager]") {
  const auto event =
      decoded<lambent::SecretsRotationEvent>("secrets_manager_rotation/sample.json");
  CHECK(event->step == lambent::SecretsRotationEvent::kCreateSecret);
  CHECK(event->rotation_token == "b8ad7ba8");
  lambent::Dispatcher dispatcher;
  dispatcher.on<lambent::SecretsRotationEvent>([](const lambent::SecretsRotationEvent& step) {
    return step.step == lambent::SecretsRotationEvent::kFinishSecret
               ? absl::OkStatus()
               : absl::InternalError("not yet");
  });
  CHECK(dispatcher.dispatch(fixtures::load("secrets_manager_rotation/sample.json"))
            .status()
            .message() == "not yet");
  CHECK(*dispatcher.dispatch(fixtures::load("secrets_manager_rotation/sparse.json")) == "null");
}

TEST_CASE("Transfer Family: an answer by password names a path", "[transfer_family]") {
  CHECK(lambent::encode(lambent::TransferFamilyResponse{
            .role = "r",
            .policy = R"({"Version":"2012-10-17"})",
            .home_directory_type = std::string(lambent::TransferFamilyResponse::kPath),
            .home_directory = "/b"}) ==
        R"({"Role":"r","Policy":"{\"Version\":\"2012-10-17\"}","HomeDirectoryType":"PATH",)"
        R"("HomeDirectory":"/b"})");
}

TEST_CASE("Client VPN: a handler allows, and echoes the version of the schema", "[client_vpn]") {
  lambent::Dispatcher dispatcher;
  dispatcher.on<lambent::ClientVpnConnectionRequest>(
      [](const lambent::ClientVpnConnectionRequest& request) {
        return lambent::ClientVpnConnectionResponse{
            .allow = true, .schema_version = std::string(request.schema_version)};
      });
  CHECK(*dispatcher.dispatch(fixtures::load("clientvpn_connection_handler/sample.json")) ==
        R"({"allow":true,"error-msg-on-failed-posture-compliance":"",)"
        R"("posture-compliance-statuses":[],"schema-version":"v2"})");
}

TEST_CASE("direct invokes and EventBridge events of the same service are told apart",
          "[codedeploy_hook][autoscaling_scale_in]") {
  const auto inside = [](const std::string& source, const std::string& type,
                         const std::string& payload) {
    return recognised(R"({"source":")" + source + R"(","detail-type":")" + type +
                      R"(","detail":)" + payload + "}");
  };
  const std::string hook = fixtures::load("codedeploy_lifecycle_hook/sample.json");
  CHECK(recognised(hook) == "codedeploy_lifecycle_hook");
  CHECK(inside("aws.codedeploy", "CodeDeploy Deployment State-change Notification", hook) ==
        "eventbridge_codedeploy");
  const std::string scale_in = fixtures::load("autoscaling_scale_in/sample.json");
  CHECK(recognised(scale_in) == "autoscaling_scale_in");
  CHECK(inside("aws.autoscaling", "EC2 Instance-terminate Lifecycle Action", scale_in) ==
        "eventbridge_autoscaling");
}

TEST_CASE("operations: without one of its members a payload is unknown", "[operations]") {
  CHECK(recognised(R"({"AutoScalingGroupARN":"a"})") == "unknown");
  CHECK(recognised(R"({"CapacityToTerminate":[]})") == "unknown");
  CHECK(recognised(R"({"DeploymentId":"d"})") == "unknown");
  CHECK(recognised(R"({"Sender":{},"Discussion":{}})") == "unknown");
  CHECK(recognised(R"({"Step":"createSecret","SecretId":"a"})") == "unknown");
  CHECK(recognised(R"({"connection-id":"c"})") == "unknown");
}
