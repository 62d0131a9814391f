// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/custom_resource.h"

#include <array>
#include <string>
#include <string_view>

#include "catch.h"
#include "decoded.h"
#include "fixtures.h"
#include "lambent/dispatcher.h"
#include "lambent/event.h"

namespace {

using fixtures::recognised;

using lambent::CustomResourceEvent;
using lambent::CustomResourceReport;
using lambent::CustomResourceResult;

lambent::Event<CustomResourceEvent> custom_resource(const std::string& fixture) {
  return fixtures::decoded<CustomResourceEvent>("cloudformation_custom_resource/" + fixture);
}

/// What a handler passes to the one that is asked whether all is complete.
struct Started {
  std::string physical_resource_id{};
  std::string change_id{};
};

/// The properties of the fixtures' resource.
struct DnsRecord {
  std::string_view ttl{};
  std::string_view proxied{};
};

}  // namespace

template <>
inline constexpr auto lambent::fields<DnsRecord> = std::array{
    lambent::field<&DnsRecord::ttl>("Ttl"),
    lambent::field<&DnsRecord::proxied>("Proxied"),
};

template <>
inline constexpr auto lambent::fields<Started> = std::array{
    lambent::field<&Started::physical_resource_id>("PhysicalResourceId"),
    lambent::field<&Started::change_id>("ChangeId"),
};

TEST_CASE("an update has the properties from before, too", "[custom_resource]") {
  const auto event = custom_resource("sample.json");
  CHECK(event->request_type == CustomResourceEvent::kUpdate);
  CHECK(event->request_id == "2f4c0f0e-8a5c-4a6f-9d1b-5e6f7a8b9c0d");
  CHECK(event->stack_id.ends_with(":stack/shop/6c1d1f60-b7a5-11f0-9c3d-0a1b2c3d4e5f"));
  CHECK(event->logical_resource_id == "ShopRecord");
  CHECK(event->resource_type == "Custom::DnsRecord");
  CHECK(event->physical_resource_id == "record-17");
  CHECK(event->service_token.ends_with(":function:dns-records"));
  CHECK(event->response_url.starts_with("https://cloudformation-custom-resource-response-"));
  CHECK(event->old_resource_properties.text.find("192.0.2.9") != std::string_view::npos);
  CHECK(event->data.empty());
  CHECK_FALSE(event->no_echo.has_value());
  CHECK(event->others.empty());
}

TEST_CASE("numbers and booleans of a template arrive as text", "[custom_resource]") {
  const auto event = custom_resource("create.json");
  const auto record = lambent::as<DnsRecord>(event->resource_properties);
  REQUIRE(record.ok());
  CHECK((*record)->ttl == "300");
  CHECK((*record)->proxied == "true");
}

TEST_CASE("a resource has no id before it is created, and the properties no past",
          "[custom_resource]") {
  const auto event = custom_resource("create.json");
  CHECK(event->request_type == CustomResourceEvent::kCreate);
  CHECK(event->physical_resource_id.empty());
  CHECK(event->old_resource_properties.empty());
  CHECK(lambent::encode(*event).find("PhysicalResourceId") == std::string::npos);
}

TEST_CASE("what failed to be created is deleted under an id that CloudFormation made up",
          "[custom_resource]") {
  const auto event = custom_resource("delete_after_a_failed_create.json");
  CHECK(event->request_type == CustomResourceEvent::kDelete);
  CHECK(lambent::report_on(*event).physical_resource_id == "shop-ShopRecord-1HVK3X0Q2ZTQJ");
}

TEST_CASE("the provider framework sends neither URL nor token", "[custom_resource]") {
  const auto event = custom_resource("cdk_provider.json");
  CHECK(event->response_url.empty());
  CHECK(event->service_token.empty());
  CHECK(lambent::encode(*event).find("ResponseURL") == std::string::npos);
}

TEST_CASE("the provider framework passes on what the first handler returned", "[custom_resource]") {
  const auto event = custom_resource("cdk_provider_is_complete.json");
  CHECK(event->response_url == "...");
  CHECK(event->physical_resource_id == "record-17");
  CHECK(event->no_echo == true);
  CHECK(event->data.find("Ttl")->text == "300");
  CHECK(event->data.find("Zones")->kind() == lambent::JsonKind::kArray);
  REQUIRE(event->others.size() == 2);
  CHECK(event->others.find("ChangeId")->text == R"("ch-9")");
  CHECK(event->others.find("Attempt")->text == "2");
}

TEST_CASE("a custom resource is recognised by four members", "[custom_resource]") {
  const std::string three = R"("RequestType":"Create","StackId":"s","LogicalResourceId":"l")";
  CHECK(recognised("{" + three + R"(,"ResourceType":"Custom::X"})") ==
        "cloudformation_custom_resource");
  CHECK(recognised("{" + three + "}") == "unknown");
}

TEST_CASE("a report of success echoes the event", "[custom_resource]") {
  const auto event = custom_resource("sample.json");
  CustomResourceReport report = lambent::report_on(*event);
  CHECK(lambent::encode(report) ==
        R"({"Status":"SUCCESS","PhysicalResourceId":"record-17",)"
        R"("StackId":"arn:aws:cloudformation:eu-west-1:123456789012:stack/shop/)"
        R"(6c1d1f60-b7a5-11f0-9c3d-0a1b2c3d4e5f",)"
        R"("RequestId":"2f4c0f0e-8a5c-4a6f-9d1b-5e6f7a8b9c0d",)"
        R"("LogicalResourceId":"ShopRecord"})");
  report.no_echo = true;
  report.data = {{"Fqdn", "shop.example.com"},
                 {"Live", true},
                 {"Ttl", 300},
                 {"Zones", lambent::JsonText{R"(["eu","us"])"}}};
  CHECK(lambent::encode(report).ends_with(
      R"("LogicalResourceId":"ShopRecord","NoEcho":true,)"
      R"("Data":{"Fqdn":"shop.example.com","Live":true,"Ttl":300,"Zones":["eu","us"]}})"));
}

TEST_CASE("a report of failure says why; its id is never empty", "[custom_resource]") {
  const auto event = custom_resource("create.json");
  const CustomResourceReport report = lambent::report_failure(*event, "zone not found");
  CHECK(report.status == CustomResourceReport::kFailed);
  CHECK(report.physical_resource_id == event->request_id);
  CHECK(lambent::encode(report).starts_with(
      R"({"Status":"FAILED","Reason":"zone not found",)"
      R"("PhysicalResourceId":"2f4c0f0e-8a5c-4a6f-9d1b-5e6f7a8b9c0d",)"));
}

TEST_CASE("a result has only what is set, and its data keep their kinds", "[custom_resource]") {
  CHECK(lambent::encode(CustomResourceResult{}) == "{}");
  CHECK(lambent::encode(CustomResourceResult{.is_complete = false}) == R"({"IsComplete":false})");
  CHECK(lambent::encode(CustomResourceResult{.physical_resource_id = "record-17",
                                             .data = {{"Fqdn", "shop.example.com"}, {"Ttl", 300}},
                                             .no_echo = true,
                                             .is_complete = true}) ==
        R"({"PhysicalResourceId":"record-17",)"
        R"("Data":{"Fqdn":"shop.example.com","Ttl":300},"NoEcho":true,"IsComplete":true})");
}

TEST_CASE("handlers return a result, members of their own, or nothing", "[custom_resource]") {
  const std::string payload = fixtures::load("cloudformation_custom_resource/cdk_provider.json");
  lambent::Dispatcher dispatcher;
  SECTION("a result") {
    dispatcher.on<CustomResourceEvent>([](const CustomResourceEvent&) -> CustomResourceResult {
      return {.physical_resource_id = "record-17"};
    });
    CHECK(dispatcher.dispatch(payload).value() == R"({"PhysicalResourceId":"record-17"})");
  }
  SECTION("members of their own") {
    dispatcher.on<CustomResourceEvent>([](const CustomResourceEvent&) -> Started {
      return {.physical_resource_id = "record-17", .change_id = "ch-9"};
    });
    CHECK(dispatcher.dispatch(payload).value() ==
          R"({"PhysicalResourceId":"record-17","ChangeId":"ch-9"})");
  }
}
