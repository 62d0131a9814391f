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

namespace lambent::inline LAMBENT_ABI {

/// A widget to draw. A call that asks for documentation is {"describe": true} alone, which no
/// source claims.
struct CloudWatchCustomWidgetEvent {
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
inline constexpr auto fields<CloudWatchCustomWidgetEvent::TimeZone> = std::array{
    field<&CloudWatchCustomWidgetEvent::TimeZone::label>("label"),
    field<&CloudWatchCustomWidgetEvent::TimeZone::offset_iso>("offsetISO"),
    field<&CloudWatchCustomWidgetEvent::TimeZone::offset_in_minutes>("offsetInMinutes", kAlways),
};

template <>
inline constexpr auto fields<CloudWatchCustomWidgetEvent::Zoom> = std::array{
    field<&CloudWatchCustomWidgetEvent::Zoom::start>("start"),
    field<&CloudWatchCustomWidgetEvent::Zoom::end>("end"),
};

template <>
inline constexpr auto fields<CloudWatchCustomWidgetEvent::TimeRange> = std::array{
    field<&CloudWatchCustomWidgetEvent::TimeRange::mode>("mode"),
    field<&CloudWatchCustomWidgetEvent::TimeRange::start>("start"),
    field<&CloudWatchCustomWidgetEvent::TimeRange::end>("end"),
    field<&CloudWatchCustomWidgetEvent::TimeRange::relative_start>("relativeStart"),
    field<&CloudWatchCustomWidgetEvent::TimeRange::zoom>("zoom"),
};

template <>
inline constexpr auto fields<CloudWatchCustomWidgetEvent::Forms> = std::array{
    field<&CloudWatchCustomWidgetEvent::Forms::all>("all"),
};

template <>
inline constexpr auto fields<CloudWatchCustomWidgetEvent::Context> = std::array{
    field<&CloudWatchCustomWidgetEvent::Context::dashboard_name>("dashboardName"),
    field<&CloudWatchCustomWidgetEvent::Context::widget_id>("widgetId"),
    field<&CloudWatchCustomWidgetEvent::Context::domain>("domain"),
    field<&CloudWatchCustomWidgetEvent::Context::account_id>("accountId"),
    field<&CloudWatchCustomWidgetEvent::Context::locale>("locale"),
    field<&CloudWatchCustomWidgetEvent::Context::timezone>("timezone"),
    field<&CloudWatchCustomWidgetEvent::Context::period>("period", kAlways),
    field<&CloudWatchCustomWidgetEvent::Context::is_auto_period>("isAutoPeriod", kAlways),
    field<&CloudWatchCustomWidgetEvent::Context::time_range>("timeRange"),
    field<&CloudWatchCustomWidgetEvent::Context::theme>("theme"),
    field<&CloudWatchCustomWidgetEvent::Context::link_charts>("linkCharts", kAlways),
    field<&CloudWatchCustomWidgetEvent::Context::title>("title"),
    field<&CloudWatchCustomWidgetEvent::Context::forms>("forms"),
    field<&CloudWatchCustomWidgetEvent::Context::params>("params"),
    field<&CloudWatchCustomWidgetEvent::Context::width>("width", kAlways),
    field<&CloudWatchCustomWidgetEvent::Context::height>("height", kAlways),
};

template <>
inline constexpr auto fields<CloudWatchCustomWidgetEvent> = std::array{
    field<&CloudWatchCustomWidgetEvent::describe>("describe"),
    field<&CloudWatchCustomWidgetEvent::widget_context>("widgetContext", kRequired),
    rest<&CloudWatchCustomWidgetEvent::parameters>(),
};

template <>
inline constexpr Source source<CloudWatchCustomWidgetEvent> = {
    .name = "cloudwatch_custom_widget",
    .reference =
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/"
        "add_custom_widget_dashboard.html",
    .kind = SourceKind::kAnswer,
    .rank = 5200,
    .probes = {has("widgetContext")},
    .answers = "HTML as a string, any JSON, or {markdown}",
};

template <>
struct AnswerTo<CloudWatchCustomWidgetEvent> : AnyJsonAnswer<> {};

}  // namespace lambent::inline LAMBENT_ABI
