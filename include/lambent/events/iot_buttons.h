// SPDX-License-Identifier: Apache-2.0
// Buttons: AWS IoT Button and AWS IoT 1-Click. Both services are retired.
// https://docs.aws.amazon.com/iot-1-click/latest/developerguide/1click-programming.html
#pragma once

#include <array>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// Somebody pressed a button.
struct IotButtonEvent {
  static constexpr std::string_view kSingle = "SINGLE";
  static constexpr std::string_view kDouble = "DOUBLE";
  static constexpr std::string_view kLong = "LONG";

  std::string_view serial_number{};
  std::string_view click_type{};  ///< One of the constants above.
  std::string_view battery_voltage{};  ///< "2000mV", at times "2000 mV".
};

/// Somebody pressed a device of a placement.
struct IotOneClickEvent {
  struct ButtonClicked {
    std::string_view click_type{};  ///< One of the constants of IotButtonEvent.
    Timestamp reported_time{};
  };
  struct DeviceEvent {
    ButtonClicked button_clicked{};
  };
  struct DeviceInfo {
    Map<std::string_view> attributes{};
    std::string_view type{};  ///< "button"
    std::string_view device_id{};
    double remaining_life{};  ///< Percent of the battery.
  };
  struct PlacementInfo {
    std::string_view project_name{};
    std::string_view placement_name{};
    Map<std::string_view> attributes{};  ///< What the placement was given.
    Map<std::string_view> devices{};  ///< Ids of devices by their names in the placement.
  };
  DeviceEvent device_event{};
  DeviceInfo device_info{};
  PlacementInfo placement_info{};
};

template <>
inline constexpr auto fields<IotButtonEvent> = std::array{
    field<&IotButtonEvent::serial_number>("serialNumber", kRequired),
    field<&IotButtonEvent::click_type>("clickType", kRequired),
    field<&IotButtonEvent::battery_voltage>("batteryVoltage", kRequired),
};

template <>
inline constexpr auto fields<IotOneClickEvent::ButtonClicked> = std::array{
    field<&IotOneClickEvent::ButtonClicked::click_type>("clickType"),
    field<&IotOneClickEvent::ButtonClicked::reported_time>("reportedTime"),
};

template <>
inline constexpr auto fields<IotOneClickEvent::DeviceEvent> = std::array{
    field<&IotOneClickEvent::DeviceEvent::button_clicked>("buttonClicked"),
};

template <>
inline constexpr auto fields<IotOneClickEvent::DeviceInfo> = std::array{
    field<&IotOneClickEvent::DeviceInfo::attributes>("attributes", kAlways),
    field<&IotOneClickEvent::DeviceInfo::type>("type"),
    field<&IotOneClickEvent::DeviceInfo::device_id>("deviceId"),
    field<&IotOneClickEvent::DeviceInfo::remaining_life>("remainingLife", kAlways),
};

template <>
inline constexpr auto fields<IotOneClickEvent::PlacementInfo> = std::array{
    field<&IotOneClickEvent::PlacementInfo::project_name>("projectName"),
    field<&IotOneClickEvent::PlacementInfo::placement_name>("placementName"),
    field<&IotOneClickEvent::PlacementInfo::attributes>("attributes", kAlways),
    field<&IotOneClickEvent::PlacementInfo::devices>("devices", kAlways),
};

template <>
inline constexpr auto fields<IotOneClickEvent> = std::array{
    field<&IotOneClickEvent::device_event>("deviceEvent", kRequired),
    field<&IotOneClickEvent::device_info>("deviceInfo", kRequired),
    field<&IotOneClickEvent::placement_info>("placementInfo", kRequired),
};

template <>
inline constexpr Source source<IotButtonEvent> = {
    .name = "iot_button",
    .reference =
        "https://docs.aws.amazon.com/iot-1-click/latest/developerguide/"
        "1click-programming.html",
    .kind = SourceKind::kObserve,
    .rank = 4600,
    .probes = {has("serialNumber"), has("clickType"), has("batteryVoltage")},
    .answers = "nothing",
};

template <>
inline constexpr Source source<IotOneClickEvent> = {
    .name = "iot_1_click",
    .reference =
        "https://docs.aws.amazon.com/iot-1-click/latest/developerguide/"
        "1click-programming.html",
    .kind = SourceKind::kObserve,
    .rank = 4500,
    .probes = {has("deviceEvent"), has("deviceInfo"), has("placementInfo")},
    .answers = "nothing",
};

}  // namespace lambent::inline LAMBENT_ABI
