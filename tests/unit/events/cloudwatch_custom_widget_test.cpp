// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/cloudwatch_custom_widget.h"

#include <string>

#include "catch.h"
#include "fixtures.h"
#include "lambent/dispatcher.h"
#include "lambent/json.h"

TEST_CASE("the parameters of a widget stand at the root, too", "[custom_widget]") {
  const auto event = lambent::decode<lambent::CloudWatchCustomWidgetEvent>(
      fixtures::load("cloudwatch_custom_widget/sample.json"));
  REQUIRE(event.ok());
  REQUIRE((*event)->parameters.size() == 2);
  CHECK((*event)->parameters.value_or("original").text == "\"param-to-widget\"");
  CHECK((*event)->parameters.value_or("nested").kind() == lambent::JsonKind::kObject);
  CHECK_FALSE((*event)->parameters.contains("widgetContext"));
  CHECK((*event)->widget_context.time_range.relative_start == 10800000);
  CHECK((*event)->widget_context.time_range.zoom->end.milliseconds == 1791961000000);
}

TEST_CASE("a widget may be without zoom, and says that it is no description", "[custom_widget]") {
  const auto event = lambent::decode<lambent::CloudWatchCustomWidgetEvent>(
      fixtures::load("cloudwatch_custom_widget/describe_flag_and_no_zoom.json"));
  REQUIRE(event.ok());
  CHECK_FALSE((*event)->describe);
  CHECK_FALSE((*event)->widget_context.time_range.zoom.has_value());
  CHECK_FALSE((*event)->widget_context.time_range.relative_start.has_value());
}

TEST_CASE("a call that only asks for documentation belongs to no source", "[custom_widget]") {
  CHECK(absl::IsNotFound(lambent::recognise(R"({"describe":true})").status()));
}

TEST_CASE("a widget is HTML in a string, or any JSON", "[custom_widget]") {
  const auto drawn = [](auto handler) {
    lambent::Dispatcher dispatcher;
    dispatcher.on<lambent::CloudWatchCustomWidgetEvent>(handler);
    return *dispatcher.dispatch(fixtures::load("cloudwatch_custom_widget/sample.json"));
  };
  CHECK(drawn([](const lambent::CloudWatchCustomWidgetEvent&) {
          return std::string("<b>\"7\"</b>");
        }) == R"("<b>\"7\"</b>")");
  CHECK(drawn([](const lambent::CloudWatchCustomWidgetEvent&) {
          return nlohmann::json{{"markdown", "**7**"}};
        }) == R"({"markdown":"**7**"})");
}
