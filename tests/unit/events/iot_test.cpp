// SPDX-License-Identifier: Apache-2.0
// What AWS IoT sends: authorizers, provisioning, buttons, the registry.
#include <string>

#include "catch.h"
#include "decoded.h"
#include "fixtures.h"
#include "lambent/dispatcher.h"
#include "lambent/events/iot_authorizers.h"
#include "lambent/events/iot_buttons.h"
#include "lambent/events/iot_provisioning.h"
#include "lambent/events/iot_registry.h"

using fixtures::decoded;
using fixtures::recognised;

TEST_CASE("an authorizer sees what each protocol said", "[iot]") {
  const auto event = decoded<lambent::IotAuthorizerRequest>("iot_custom_authorizer/sample.json");
  CHECK(event->protocols[2] == lambent::IotAuthorizerRequest::kMqtt);
  const auto& data = event->protocol_data;
  REQUIRE(data.http.has_value());
  CHECK(data.http->headers.value_or("content-type") == "application/json");
  CHECK(data.http->query_string == "?token=lamp-4711");
  REQUIRE(data.mqtt.has_value());
  CHECK(data.mqtt->password.bytes() == "secret");
  CHECK(data.mqtt->client_id == "device-7");
  CHECK(data.tls->server_name == "device.example.com");
  CHECK(event->connection_metadata.id == "0f1e2d3c-4b5a-4968-8776-655443322110");
}

TEST_CASE("a protocol that was not used is absent; a password is base64 without padding", "[iot]") {
  const auto event =
      decoded<lambent::IotAuthorizerRequest>("iot_custom_authorizer/mqtt_only_without_token.json");
  CHECK(event->token.empty());
  CHECK_FALSE(event->signature_verified);
  CHECK_FALSE(event->protocol_data.http.has_value());
  CHECK_FALSE(event->protocol_data.tls.has_value());
  CHECK(event->protocol_data.mqtt->password.bytes() == "not base64");
  CHECK(event->protocol_data.mqtt->client_id.empty());
}

TEST_CASE("an authorizer answers with policies as objects, the beta's with text", "[iot]") {
  const lambent::PolicyDocument policy = {
      .statement = {{.effect = "Allow", .action = "iot:Connect", .resource = "*"}}};
  CHECK(lambent::encode(lambent::IotAuthorizerResponse{.is_authenticated = true,
                                                       .principal_id = "device7",
                                                       .disconnect_after_in_seconds = 3600,
                                                       .refresh_after_in_seconds = 300,
                                                       .policy_documents = {policy}}) ==
        R"({"isAuthenticated":true,"principalId":"device7","disconnectAfterInSeconds":3600,)"
        R"("refreshAfterInSeconds":300,"policyDocuments":[{"Version":"2012-10-17","Statement":)"
        R"([{"Effect":"Allow","Action":"iot:Connect","Resource":"*"}]}]})");
  CHECK(lambent::encode(lambent::IotAuthorizerResponse{}) ==
        R"({"isAuthenticated":false,"principalId":"","disconnectAfterInSeconds":86400,)"
        R"("refreshAfterInSeconds":86400,"policyDocuments":[]})");
  CHECK(lambent::encode(lambent::IotLegacyAuthorizerResponse{
            .policy_documents = {lambent::encode(lambent::PolicyDocument{})}}) ==
        R"({"isAuthenticated":false,"principalId":"","disconnectAfterInSeconds":86400,)"
        R"("refreshAfterInSeconds":86400,)"
        R"("policyDocuments":["{\"Version\":\"2012-10-17\",\"Statement\":[]}"]})");
}

TEST_CASE("the two forms of authorizers are told apart", "[iot]") {
  CHECK(recognised(R"({"token":"t","signatureVerified":true,"protocols":[]})") ==
        "iot_custom_authorizer");
  CHECK(recognised(R"({"token":"t","tokenSignature":"s"})") == "iot_custom_authorizer_legacy");
  CHECK(recognised(R"({"token":"t","tokenSignature":"s","signatureVerified":true,)"
                   R"("protocols":[]})") == "iot_custom_authorizer");
  CHECK(recognised(R"({"token":"t"})") == "unknown");
}

TEST_CASE("a token authorizer of API Gateway is not taken for one of IoT", "[iot]") {
  CHECK(recognised(R"({"type":"TOKEN","methodArn":"m","authorizationToken":"t"})") ==
        "apigw_authorizer_token");
  CHECK(recognised(R"({"type":"TOKEN","methodArn":"m","authorizationToken":"t","token":"t",)"
                   R"("signatureVerified":true,"protocols":[]})") == "apigw_authorizer_token");
  CHECK(recognised(R"({"type":"TOKEN","token":"t","signatureVerified":true,"protocols":[]})") ==
        "iot_custom_authorizer");
}

TEST_CASE("a hook allows provisioning, and may change parameters", "[iot]") {
  CHECK(lambent::encode(lambent::IotProvisioningResponse{}) == R"({"allowProvisioning":false})");
  lambent::Dispatcher dispatcher;
  dispatcher.on<lambent::IotProvisioningRequest>(
      [](const lambent::IotProvisioningRequest& request) {
        return lambent::IotProvisioningResponse{
            .allow_provisioning = request.parameters.contains("SerialNumber"),
            .parameter_overrides = {{"Room", "south"}}};
      });
  CHECK(*dispatcher.dispatch(fixtures::load("iot_preprovision_hook/sample.json")) ==
        R"({"allowProvisioning":true,"parameterOverrides":{"Room":"south"}})");
}

TEST_CASE("a battery's voltage is text, with a space at times", "[iot]") {
  const auto plain = decoded<lambent::IotButtonEvent>("iot_button/sample.json");
  CHECK(plain->battery_voltage == "2000mV");
  const auto event = decoded<lambent::IotButtonEvent>("iot_button/voltage_with_a_space.json");
  CHECK(event->battery_voltage == "2000 mV");
  CHECK(event->click_type == lambent::IotButtonEvent::kLong);
}

TEST_CASE("1-Click tells of the device and of its placement", "[iot]") {
  const auto event = decoded<lambent::IotOneClickEvent>("iot_1_click/sample.json");
  CHECK(event->device_event.button_clicked.click_type == lambent::IotButtonEvent::kDouble);
  CHECK(event->device_info.remaining_life == 98.7);
  CHECK(event->placement_info.devices.value_or("bell") == "G030PM4417200931");
}

TEST_CASE("buttons and 1-Click are told apart", "[iot]") {
  CHECK(recognised(R"({"serialNumber":"G","clickType":"LONG","batteryVoltage":"1"})") ==
        "iot_button");
  CHECK(recognised(R"({"deviceEvent":{},"deviceInfo":{},"placementInfo":{}})") == "iot_1_click");
  CHECK(recognised(R"({"serialNumber":"G","clickType":"LONG","batteryVoltage":"1",)"
                   R"("deviceEvent":{},"deviceInfo":{},"placementInfo":{}})") == "iot_1_click");
  CHECK(recognised(R"({"serialNumber":"G","clickType":"LONG"})") == "unknown");
}

TEST_CASE("each kind of change of the registry has members of its own", "[iot]") {
  const auto registry = [](const std::string& name) {
    return decoded<lambent::IotRegistryEvent>("iot_registry/" + name + ".json");
  };
  const auto thing = registry("sample");
  CHECK(thing->event_type == lambent::IotRegistryEvent::kThing);
  CHECK(thing->version_number == 2);
  CHECK(thing->attributes.kind() == lambent::JsonKind::kObject);
  const auto untyped = registry("thing_without_a_type");
  CHECK(untyped->thing_type_name.empty());
  CHECK(untyped->attributes.kind() == lambent::JsonKind::kNull);
  const auto type = registry("thing_type");
  CHECK(type->is_deprecated == true);
  CHECK(type->searchable_attributes[1] == "row");
  CHECK(type->propagating_attributes[1].value_or("connectionAttribute") == "iot:ClientId");
  const auto fresh = registry("thing_type_not_deprecated");
  CHECK(fresh->is_deprecated == false);
  CHECK(fresh->deprecation_date.kind() == lambent::JsonKind::kNull);
  const auto association = registry("thing_type_association");
  CHECK(association->operation == lambent::IotRegistryEvent::kAdded);
  const auto group = registry("thing_group");
  CHECK(group->root_to_parent_thing_groups[1].value_or("groupId") == "2e7b");
  CHECK(group->parent_group_name == "north");
  const auto member = registry("thing_group_membership");
  CHECK(member->operation == lambent::IotRegistryEvent::kRemoved);
  CHECK(member->membership_id == "e6137a4d");
  const auto hierarchy = registry("thing_group_hierarchy");
  CHECK(hierarchy->child_group_name == "row-4");
}

TEST_CASE("an IoT rule's own JSON is unknown", "[iot]") {
  CHECK(recognised(R"({"eventType":"DOOR_OPENED","operation":"CREATED","eventId":"1"})") ==
        "unknown");
  CHECK(recognised(R"({"temperature":21.5})") == "unknown");
  CHECK(recognised(R"("21.5")") == "unknown");
  CHECK(recognised("21.5") == "unknown");
}
