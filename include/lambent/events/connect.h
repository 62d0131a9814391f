// SPDX-License-Identifier: Apache-2.0
// Amazon Connect: a block of a flow invokes a function, and waits at most 8 seconds for it.
// https://docs.aws.amazon.com/connect/latest/adminguide/connect-lambda-functions.html
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "lambent/answers.h"
#include "lambent/fields.h"
#include "lambent/policies.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// A call, chat, task or mail.
struct ConnectContact {
  static constexpr std::string_view kVoice = "VOICE";
  static constexpr std::string_view kChat = "CHAT";
  static constexpr std::string_view kTask = "TASK";
  static constexpr std::string_view kEmail = "EMAIL";
  static constexpr std::string_view kInbound = "INBOUND";
  static constexpr std::string_view kOutbound = "OUTBOUND";
  static constexpr std::string_view kTransfer = "TRANSFER";
  static constexpr std::string_view kCallback = "CALLBACK";
  static constexpr std::string_view kApi = "API";

  struct Endpoint {
    std::string_view address{};  ///< "+441632960123"
    std::string_view type{};     ///< "TELEPHONE_NUMBER", ...
  };
  struct Queue {
    std::string_view arn{};
    std::string_view name{};
    std::optional<Endpoint> outbound_caller_id{};
  };
  /// Where in a Kinesis video stream the customer can be heard.
  struct Audio {
    std::string_view start_fragment_number{};
    std::string_view start_timestamp{};  ///< Milliseconds since 1970, as text.
    std::string_view stream_arn{};
    std::string_view stop_fragment_number{};  ///< This and the next: once streaming has stopped.
    std::string_view stop_timestamp{};
  };
  struct CustomerMedia {
    std::optional<Audio> audio{};
  };
  struct MediaStreams {
    CustomerMedia customer{};
  };
  Map<std::string_view> attributes{};  ///< Set by flows.
  std::string_view channel{};          ///< One of the first four constants; "Voice" in samples.
  std::string_view contact_id{};
  std::optional<Endpoint> customer_endpoint{};  ///< Absent where nobody is on the line yet.
  std::string_view customer_id{};               ///< The customer in a system of yours.
  std::string_view description{};
  std::string_view initial_contact_id{};  ///< The first one, if this came of a transfer.
  std::string_view initiation_method{};   ///< One of the last five constants, or another.
  std::string_view instance_arn{};        ///< May be empty.
  std::string_view language_code{};       ///< "en-GB"
  std::optional<MediaStreams> media_streams{};
  std::string_view name{};
  std::string_view previous_contact_id{};
  std::optional<Queue> queue{};  ///< Absent until the contact was put into one.
  RawJson references{};          ///< `{"name": {"Type": ..., "Value": ...}}`
  RawJson segment_attributes{};  ///< `{"connect:Subtype": {"ValueString": ...}}`
  std::optional<Endpoint> system_endpoint{};
  Map<std::string_view> tags{};
};

/// What the function receives.
struct ConnectContactFlowEvent {
  struct Details {
    ConnectContact contact_data{};
    Map<RawJson> parameters{};  ///< What the block sends; text, unless it sends JSON.
  };
  Details details{};
  std::string_view name{};  ///< "ContactFlowEvent"
};

/// What the flow reads as `$.External.NAME`, at most 32 KB: ConnectResponse{{{"tier", "gold"}}}.
/// Where the block's response validation is STRING_MAP, all values must be text; where it is JSON,
/// a handler may return any other object instead, which may nest.
struct ConnectResponse {
  std::map<std::string, JsonScalar> values{};
};

template <>
inline constexpr auto fields<ConnectContact::Endpoint> = std::array{
    field<&ConnectContact::Endpoint::address>("Address"),
    field<&ConnectContact::Endpoint::type>("Type"),
};

template <>
inline constexpr auto fields<ConnectContact::Queue> = std::array{
    field<&ConnectContact::Queue::arn>("ARN"),
    field<&ConnectContact::Queue::name>("Name"),
    field<&ConnectContact::Queue::outbound_caller_id>("OutboundCallerId"),
};

template <>
inline constexpr auto fields<ConnectContact::Audio> = std::array{
    field<&ConnectContact::Audio::start_fragment_number>("StartFragmentNumber", kNullable),
    field<&ConnectContact::Audio::start_timestamp>("StartTimestamp", kNullable),
    field<&ConnectContact::Audio::stream_arn>("StreamARN", kNullable),
    field<&ConnectContact::Audio::stop_fragment_number>("StopFragmentNumber"),
    field<&ConnectContact::Audio::stop_timestamp>("StopTimestamp"),
};

template <>
inline constexpr auto fields<ConnectContact::CustomerMedia> = std::array{
    field<&ConnectContact::CustomerMedia::audio>("Audio", kNullable),
};

template <>
inline constexpr auto fields<ConnectContact::MediaStreams> = std::array{
    field<&ConnectContact::MediaStreams::customer>("Customer"),
};

template <>
inline constexpr auto fields<ConnectContact> = std::array{
    field<&ConnectContact::attributes>("Attributes", kAlways),
    field<&ConnectContact::channel>("Channel", kAlways),
    field<&ConnectContact::contact_id>("ContactId", kRequired),
    field<&ConnectContact::customer_endpoint>("CustomerEndpoint", kNullable),
    field<&ConnectContact::customer_id>("CustomerId"),
    field<&ConnectContact::description>("Description"),
    field<&ConnectContact::initial_contact_id>("InitialContactId", kAlways),
    field<&ConnectContact::initiation_method>("InitiationMethod", kAlways),
    field<&ConnectContact::instance_arn>("InstanceARN", kAlways),
    field<&ConnectContact::language_code>("LanguageCode"),
    field<&ConnectContact::media_streams>("MediaStreams"),
    field<&ConnectContact::name>("Name"),
    field<&ConnectContact::previous_contact_id>("PreviousContactId", kAlways),
    field<&ConnectContact::queue>("Queue", kNullable),
    field<&ConnectContact::references>("References"),
    field<&ConnectContact::segment_attributes>("SegmentAttributes"),
    field<&ConnectContact::system_endpoint>("SystemEndpoint", kNullable),
    field<&ConnectContact::tags>("Tags"),
};

template <>
inline constexpr auto fields<ConnectContactFlowEvent::Details> = std::array{
    field<&ConnectContactFlowEvent::Details::contact_data>("ContactData", kRequired),
    field<&ConnectContactFlowEvent::Details::parameters>("Parameters", kAlways),
};

template <>
inline constexpr auto fields<ConnectContactFlowEvent> = std::array{
    field<&ConnectContactFlowEvent::details>("Details", kRequired),
    field<&ConnectContactFlowEvent::name>("Name", kAlways),
};

template <>
inline constexpr auto fields<ConnectResponse> = std::array{
    whole<&ConnectResponse::values>(),
};

template <>
inline constexpr Source source<ConnectContactFlowEvent> = {
    .name = "connect_contact_flow",
    .reference =
        "https://docs.aws.amazon.com/connect/latest/adminguide/connect-lambda-functions.html",
    .kind = SourceKind::kAnswer,
    .rank = 4100,
    .probes = {has("Details.ContactData")},
    .answers = "an object: ConnectResponse, or any JSON where the block takes it",
};

template <>
struct AnswerTo<ConnectContactFlowEvent> : AnyJsonAnswer<ConnectResponse> {};

}  // namespace lambent::inline LAMBENT_ABI
