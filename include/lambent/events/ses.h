// SPDX-License-Identifier: Apache-2.0
// Amazon SES: mail arrived, and a receipt rule runs a function.
// https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda-event.html
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/shapes/ses.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// One mail.
struct SesRecord {
  struct Message {
    SesMail mail{};
    SesReceipt receipt{};
    std::string_view content{};  ///< Of notifications: the mail as text.
  };
  std::string_view event_version{};
  Message ses{};
  std::string_view event_source{};
};

/// What a receipt rule sends.
struct SesEvent {
  List<SesRecord> records{};  ///< Always one.
};

/// What is done with the mail; read from RequestResponse invocations only.
struct SesResponse {
  static constexpr const char* kContinue = "CONTINUE";
  static constexpr const char* kStopRule = "STOP_RULE";
  static constexpr const char* kStopRuleSet = "STOP_RULE_SET";

  std::string disposition = kContinue;
};

template <>
inline constexpr auto fields<SesRecord::Message> = std::array{
    field<&SesRecord::Message::mail>("mail", kRequired),
    field<&SesRecord::Message::receipt>("receipt"),
    field<&SesRecord::Message::content>("content"),
};

template <>
inline constexpr auto fields<SesRecord> = std::array{
    field<&SesRecord::event_version>("eventVersion"),
    field<&SesRecord::ses>("ses", kRequired),
    field<&SesRecord::event_source>("eventSource"),
};

template <>
inline constexpr auto fields<SesEvent> = std::array{
    field<&SesEvent::records>("Records", kRequired),
};

template <>
inline constexpr auto fields<SesResponse> = std::array{
    field<&SesResponse::disposition>("disposition", kRequired),
};

template <>
inline constexpr Source source<SesEvent> = {
    .name = "ses",
    .reference =
        "https://docs.aws.amazon.com/ses/latest/dg/"
        "receiving-email-action-lambda-event.html",
    .kind = SourceKind::kAnswer,
    .rank = kRecordRank,
    .probes = {equals("Records[0].eventSource", "aws:ses")},
    .answers = "what is done with the mail",
};

template <>
struct AnswerTo<SesEvent> {
  using type = SesResponse;
};

}  // namespace lambent::inline LAMBENT_ABI
