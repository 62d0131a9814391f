// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/config_rule.h"

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "catch.h"
#include "decoded.h"
#include "fixtures.h"
#include "lambent/config_documents.h"
#include "lambent/event.h"

namespace {

using lambent::ConfigInvokingEvent;

lambent::Event<lambent::ConfigRuleEvent> rule(const std::string& fixture) {
  return fixtures::decoded<lambent::ConfigRuleEvent>("config_rule/" + fixture);
}

lambent::Event<ConfigInvokingEvent> invoking(const std::string& fixture) {
  const auto event = rule(fixture);
  auto document = lambent::as<ConfigInvokingEvent>(event->invoking_event);
  INFO(fixture << ": " << document.status());
  REQUIRE(document.ok());
  return *std::move(document);
}

}  // namespace

TEST_CASE("a rule's event names the rule, its parameters and the token to report with",
          "[config]") {
  const auto event = rule("sample.json");
  CHECK(event->version == "1.0");
  CHECK(event->config_rule_name == "desired-instance-type");
  CHECK(event->config_rule_id == "config-rule-ab12cd");
  CHECK(event->config_rule_arn.ends_with(":config-rule/config-rule-ab12cd"));
  CHECK(event->account_id == "123456789012");
  CHECK(event->execution_role_arn.starts_with("arn:aws:iam::"));
  CHECK(event->result_token == "eyJlbmNyeXB0ZWREYXRhIjpbLTQyXX0=");
  CHECK(event->rule_parameters == R"({"desiredInstanceType":"t4g.small"})");
  CHECK(event->evaluation_mode == lambent::ConfigRuleEvent::kDetective);
  CHECK_FALSE(event->event_left_scope);
  CHECK(lambent::encode(*event).find(R"("eventLeftScope":false)") != std::string::npos);
}

TEST_CASE("rule parameters and evaluation mode may be absent", "[config]") {
  const auto event = rule("scheduled.json");
  CHECK(event->rule_parameters.empty());
  CHECK(event->evaluation_mode.empty());
  const std::string written = lambent::encode(*event);
  CHECK(written.find("ruleParameters") == std::string::npos);
  CHECK(written.find("evaluationMode") == std::string::npos);
}

TEST_CASE("a changed item comes with its configuration and what changed", "[config]") {
  const auto document = invoking("sample.json");
  CHECK(document->message_type == ConfigInvokingEvent::kItemChange);
  CHECK(document->record_version == "1.3");
  CHECK(document->notification_creation_time.text == "2026-11-02T09:41:09.004Z");
  CHECK_FALSE(document->configuration_item_summary.has_value());
  REQUIRE(document->configuration_item.has_value());
  const lambent::ConfigurationItem& item = *document->configuration_item;
  CHECK(item.configuration_item_version == "1.3");
  CHECK(item.configuration_item_capture_time.text == "2026-11-02T09:41:07.512Z");
  CHECK(item.configuration_state_id.text == "1793612467512");
  CHECK(item.aws_account_id == "123456789012");
  CHECK(item.configuration_item_status == "OK");
  CHECK(item.resource_type == "AWS::EC2::Instance");
  CHECK(item.resource_id == "i-0a1b2c3d4e5f60718");
  CHECK(item.resource_name.empty());
  CHECK(item.arn.ends_with(":instance/i-0a1b2c3d4e5f60718"));
  CHECK(item.aws_region == "eu-west-1");
  CHECK(item.availability_zone == "eu-west-1b");
  CHECK(item.resource_creation_time.text == "2026-10-30T14:03:55.000Z");
  REQUIRE(item.relationships.size() == 1);
  CHECK(item.relationships[0].resource_id == "vol-0123456789abcdef0");
  CHECK(item.relationships[0].resource_name.empty());
  CHECK(item.relationships[0].resource_type == "AWS::EC2::Volume");
  CHECK(item.relationships[0].name == "Is attached to Volume");
  CHECK(item.configuration.text.find("t4g.small") != std::string_view::npos);
  CHECK(item.supplementary_configuration.kind() == lambent::JsonKind::kObject);
  CHECK(item.tags.value_or("team") == "shop");

  REQUIRE(document->configuration_item_diff.has_value());
  const lambent::ConfigurationItemDiff& diff = *document->configuration_item_diff;
  CHECK(diff.change_type == "UPDATE");
  REQUIRE(diff.changed_properties.size() == 2);
  const auto* type = diff.changed_properties.find("Configuration.InstanceType");
  REQUIRE(type != nullptr);
  CHECK(type->previous_value.text == R"("t4g.micro")");
  CHECK(type->updated_value.text == R"("t4g.small")");
  const auto* address = diff.changed_properties.find("Configuration.PublicIpAddress");
  REQUIRE(address != nullptr);
  CHECK(address->updated_value.kind() == lambent::JsonKind::kNull);
  CHECK(address->change_type == "DELETE");
}

TEST_CASE("a deleted resource left the scope and has neither diff nor configuration", "[config]") {
  const auto event = rule("deleted_resource_left_scope.json");
  CHECK(event->event_left_scope);
  const auto document = invoking("deleted_resource_left_scope.json");
  CHECK_FALSE(document->configuration_item_diff.has_value());
  REQUIRE(document->configuration_item.has_value());
  CHECK(document->configuration_item->configuration_item_status == "ResourceDeleted");
  CHECK(document->configuration_item->configuration.kind() == lambent::JsonKind::kNull);
  CHECK(document->configuration_item->resource_creation_time.empty());
}

TEST_CASE("an item that is too large comes as a summary", "[config]") {
  const auto document = invoking("oversized_item.json");
  CHECK(document->message_type == ConfigInvokingEvent::kOversizedItemChange);
  CHECK_FALSE(document->configuration_item.has_value());
  REQUIRE(document->configuration_item_summary.has_value());
  const lambent::ConfigurationItemSummary& summary = *document->configuration_item_summary;
  CHECK(summary.change_type == "UPDATE");
  CHECK(summary.configuration_item_version == "1.3");
  CHECK(summary.configuration_state_id.text == "1793612467512");
  CHECK(summary.resource_type == "AWS::EC2::Instance");
  CHECK(summary.resource_id == "i-0a1b2c3d4e5f60718");
  CHECK(summary.resource_name.empty());
  CHECK(summary.arn.ends_with(":instance/i-0a1b2c3d4e5f60718"));
}

TEST_CASE("a schedule names the account only", "[config]") {
  const auto document = invoking("scheduled.json");
  CHECK(document->message_type == ConfigInvokingEvent::kScheduled);
  CHECK(document->aws_account_id == "123456789012");
  CHECK(document->notification_creation_time.text == "2026-11-02T12:00:00.217Z");
  CHECK(document->record_version == "1.0");
  CHECK_FALSE(document->configuration_item.has_value());
}

TEST_CASE("a delivered snapshot names the object that holds it", "[config]") {
  const auto document = invoking("snapshot_delivery.json");
  CHECK(document->message_type == ConfigInvokingEvent::kSnapshotDelivery);
  CHECK(document->config_snapshot_id == "3f9c5b7e-1d20-4c8a-b6f4-0a9e8d7c6b5a");
  CHECK(document->s3_bucket == "config-123456789012");
  CHECK(document->s3_object_key.starts_with("AWSLogs/123456789012/Config/"));
}

TEST_CASE("a message of another type has what it shares with the known ones", "[config]") {
  const auto document = invoking("other_message_type.json");
  CHECK(document->message_type == "ConfigurationHistoryDeliveryCompleted");
  CHECK(document->s3_bucket == "config-123456789012");
  CHECK(document->config_snapshot_id.empty());
}

TEST_CASE("decoding and encoding what invoked a rule loses nothing", "[config]") {
  for (const auto& file : fixtures::of("config_rule")) {
    INFO(file.filename().string());
    const auto event = rule(file.filename().string());
    const auto document = lambent::as<ConfigInvokingEvent>(event->invoking_event);
    REQUIRE(document.ok());
    CHECK(fixtures::without_empty(nlohmann::json::parse(lambent::encode(**document))) ==
          fixtures::without_empty(nlohmann::json::parse(event->invoking_event)));
  }
}

TEST_CASE("what invoked a rule must say of which type it is, and an item which resource it is",
          "[config]") {
  CHECK(lambent::as<ConfigInvokingEvent>("{}").status().message() ==
        "$.messageType: this field is required but missing");
  CHECK(lambent::as<ConfigInvokingEvent>(
            R"({"messageType":"m","configurationItem":{"resourceType":"t"}})")
            .status()
            .message() == "$.configurationItem.resourceId: this field is required but missing");
}

TEST_CASE("the number of a configuration's state may come as text", "[config]") {
  const auto item = lambent::decode<lambent::ConfigurationItem>(
      R"({"configurationStateId":"1684313714569","configurationItemStatus":"OK",
          "configurationItemCaptureTime":"2023-05-17T00:00:00.000Z","awsAccountId":"123456789012",
          "resourceType":"AWS::S3::Bucket","resourceId":"b"})");
  REQUIRE(item.ok());
  CHECK((*item)->configuration_state_id.text == "1684313714569");
}
