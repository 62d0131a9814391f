// SPDX-License-Identifier: Apache-2.0
// Amazon CloudWatch: a custom widget of a dashboard is to be drawn.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/add_custom_widget_dashboard.html
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "lambent/answers.h"
#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent {

/// A widget to draw. A call that asks for documentation is {"describe": true} alone, which no
/// source claims.
struct CustomWidgetEvent {
  struct TimeZone {
    std::string_view label{};
    std::string_view offset_iso{};  ///< "+02:00"
    std::int64_t offset_in_minutes{};
  };
  struct Zoom {
    EpochMs start{};
    EpochMs end{};
  };
  struct TimeRange {
    std::string_view mode{};  ///< "absolute" or "relative".
    EpochMs start{};
    EpochMs end{};
    std::optional<std::int64_t> relative_start{};  ///< Milliseconds before now.
    std::optional<Zoom> zoom{};
  };
  struct Forms {
    RawJson all{};  ///< An object: what the forms of the widget hold.
  };
  struct Context {
    std::string_view dashboard_name{};
    std::string_view widget_id{};
    std::string_view domain{};
    std::string_view account_id{};
    std::string_view locale{};
    TimeZone timezone{};
    std::int64_t period{};  ///< Seconds.
    bool is_auto_period{};
    TimeRange time_range{};
    std::string_view theme{};  ///< "light" or "dark".
    bool link_charts{};
    std::string_view title{};
    Forms forms{};
    RawJson params{};  ///< An object: the parameters of the widget.
    std::int64_t width{};  ///< Pixels.
    std::int64_t height{};  ///< Pixels.
  };
  /// False. A call that asks for documentation is `{"describe": true}` and nothing else, which no
  /// source claims: Dispatcher::otherwise() takes it.
  bool describe{};
  Context widget_context{};
  Map<RawJson> parameters{};  ///< All other members of the root: the parameters, once more.
};

template <>
inline constexpr auto fields<CustomWidgetEvent::TimeZone> = std::array{
    field<&CustomWidgetEvent::TimeZone::label>("label"),
    field<&CustomWidgetEvent::TimeZone::offset_iso>("offsetISO"),
    field<&CustomWidgetEvent::TimeZone::offset_in_minutes>("offsetInMinutes", kAlways),
};

template <>
inline constexpr auto fields<CustomWidgetEvent::Zoom> = std::array{
    field<&CustomWidgetEvent::Zoom::start>("start"),
    field<&CustomWidgetEvent::Zoom::end>("end"),
};

template <>
inline constexpr auto fields<CustomWidgetEvent::TimeRange> = std::array{
    field<&CustomWidgetEvent::TimeRange::mode>("mode"),
    field<&CustomWidgetEvent::TimeRange::start>("start"),
    field<&CustomWidgetEvent::TimeRange::end>("end"),
    field<&CustomWidgetEvent::TimeRange::relative_start>("relativeStart"),
    field<&CustomWidgetEvent::TimeRange::zoom>("zoom"),
};

template <>
inline constexpr auto fields<CustomWidgetEvent::Forms> = std::array{
    field<&CustomWidgetEvent::Forms::all>("all"),
};

template <>
inline constexpr auto fields<CustomWidgetEvent::Context> = std::array{
    field<&CustomWidgetEvent::Context::dashboard_name>("dashboardName"),
    field<&CustomWidgetEvent::Context::widget_id>("widgetId"),
    field<&CustomWidgetEvent::Context::domain>("domain"),
    field<&CustomWidgetEvent::Context::account_id>("accountId"),
    field<&CustomWidgetEvent::Context::locale>("locale"),
    field<&CustomWidgetEvent::Context::timezone>("timezone"),
    field<&CustomWidgetEvent::Context::period>("period", kAlways),
    field<&CustomWidgetEvent::Context::is_auto_period>("isAutoPeriod", kAlways),
    field<&CustomWidgetEvent::Context::time_range>("timeRange"),
    field<&CustomWidgetEvent::Context::theme>("theme"),
    field<&CustomWidgetEvent::Context::link_charts>("linkCharts", kAlways),
    field<&CustomWidgetEvent::Context::title>("title"),
    field<&CustomWidgetEvent::Context::forms>("forms"),
    field<&CustomWidgetEvent::Context::params>("params"),
    field<&CustomWidgetEvent::Context::width>("width", kAlways),
    field<&CustomWidgetEvent::Context::height>("height", kAlways),
};

template <>
inline constexpr auto fields<CustomWidgetEvent> = std::array{
    field<&CustomWidgetEvent::describe>("describe"),
    field<&CustomWidgetEvent::widget_context>("widgetContext", kRequired),
    rest<&CustomWidgetEvent::parameters>(),
};

template <>
inline constexpr Source source<CustomWidgetEvent> = {
    .name = "cloudwatch_custom_widget",
    .reference = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/"
                 "add_custom_widget_dashboard.html",
    .kind = SourceKind::kAnswer,
    .rank = 5200,
    .probes = {has("widgetContext")},
    .answers = "HTML as a string, any JSON, or {markdown}",
};

template <>
struct AnswerTo<CustomWidgetEvent> : AnyJsonAnswer {};

}  // namespace lambent
