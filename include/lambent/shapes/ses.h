// SPDX-License-Identifier: Apache-2.0
// A mail as Amazon SES tells of it: its headers, and what SES made of it.
// https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// What a check of SES found.
struct SesVerdict {
  static constexpr std::string_view kPass = "PASS";
  static constexpr std::string_view kFail = "FAIL";
  static constexpr std::string_view kGray = "GRAY";
  static constexpr std::string_view kProcessingFailed = "PROCESSING_FAILED";
  static constexpr std::string_view kDisabled = "DISABLED";

  std::string_view status{};

  /// Whether the check passed.
  constexpr bool passed() const { return status == kPass; }
};

/// The mail, without its body.
struct SesMail {
  struct Header {
    std::string_view name{};
    std::string_view value{};
  };
  struct CommonHeaders {
    std::string_view return_path{};
    List<std::string_view> from{};
    std::string_view date{};  ///< RFC 2822, as the sender wrote it.
    List<std::string_view> to{};
    List<std::string_view> cc{};
    List<std::string_view> bcc{};
    List<std::string_view> sender{};
    List<std::string_view> reply_to{};
    std::string_view message_id{};
    std::string_view subject{};
  };
  Timestamp timestamp{};
  std::string_view source{};  ///< Address of the envelope.
  std::string_view message_id{};
  List<std::string_view> destination{};  ///< Addresses of the envelope.
  bool headers_truncated{};
  List<Header> headers{};  ///< As they came: repeated ones, too.
  CommonHeaders common_headers{};
};

/// What SES made of it.
struct SesReceipt {
  struct Action {
    static constexpr std::string_view kLambda = "Lambda";
    static constexpr std::string_view kS3 = "S3";
    static constexpr std::string_view kSns = "SNS";
    static constexpr std::string_view kBounce = "Bounce";
    static constexpr std::string_view kStop = "Stop";
    static constexpr std::string_view kWorkMail = "WorkMail";

    std::string_view type{};  ///< One of the constants above.
    std::string_view topic_arn{};  ///< Of SNS, and of others that notify.
    std::string_view bucket_name{};
    std::string_view object_key_prefix{};
    std::string_view object_key{};
    std::string_view smtp_reply_code{};
    std::string_view status_code{};
    std::string_view message{};
    std::string_view sender{};
    std::string_view invocation_type{};  ///< Of Lambda: "Event" or "RequestResponse".
    std::string_view function_arn{};
    std::string_view organization_arn{};
  };
  Timestamp timestamp{};
  std::int64_t processing_time_millis{};
  List<std::string_view> recipients{};  ///< Those that the rule is for.
  SesVerdict spam_verdict{};
  SesVerdict virus_verdict{};
  SesVerdict spf_verdict{};
  SesVerdict dkim_verdict{};
  SesVerdict dmarc_verdict{};
  std::string_view dmarc_policy{};  ///< What the domain asks for: "none", "quarantine" or "reject".
  Action action{};
};

/// Whether all five checks passed. Some may be disabled, or have come to no result.
constexpr bool all_passed(const SesReceipt& receipt) {
  return receipt.spam_verdict.passed() && receipt.virus_verdict.passed() &&
         receipt.spf_verdict.passed() && receipt.dkim_verdict.passed() &&
         receipt.dmarc_verdict.passed();
}

template <>
inline constexpr auto fields<SesVerdict> = std::array{
    field<&SesVerdict::status>("status"),
};

template <>
inline constexpr auto fields<SesMail::Header> = std::array{
    field<&SesMail::Header::name>("name"),
    field<&SesMail::Header::value>("value"),
};

template <>
inline constexpr auto fields<SesMail::CommonHeaders> = std::array{
    field<&SesMail::CommonHeaders::return_path>("returnPath"),
    field<&SesMail::CommonHeaders::from>("from"),
    field<&SesMail::CommonHeaders::date>("date"),
    field<&SesMail::CommonHeaders::to>("to"),
    field<&SesMail::CommonHeaders::cc>("cc"),
    field<&SesMail::CommonHeaders::bcc>("bcc"),
    field<&SesMail::CommonHeaders::sender>("sender"),
    field<&SesMail::CommonHeaders::reply_to>("replyTo").also("reply-to"),
    field<&SesMail::CommonHeaders::message_id>("messageId"),
    field<&SesMail::CommonHeaders::subject>("subject"),
};

template <>
inline constexpr auto fields<SesMail> = std::array{
    field<&SesMail::timestamp>("timestamp"),
    field<&SesMail::source>("source"),
    field<&SesMail::message_id>("messageId", kRequired),
    field<&SesMail::destination>("destination", kAlways),
    field<&SesMail::headers_truncated>("headersTruncated", kAlways),
    field<&SesMail::headers>("headers", kAlways),
    field<&SesMail::common_headers>("commonHeaders"),
};

template <>
inline constexpr auto fields<SesReceipt::Action> = std::array{
    field<&SesReceipt::Action::type>("type", kRequired),
    field<&SesReceipt::Action::topic_arn>("topicArn"),
    field<&SesReceipt::Action::bucket_name>("bucketName"),
    field<&SesReceipt::Action::object_key_prefix>("objectKeyPrefix"),
    field<&SesReceipt::Action::object_key>("objectKey"),
    field<&SesReceipt::Action::smtp_reply_code>("smtpReplyCode"),
    field<&SesReceipt::Action::status_code>("statusCode"),
    field<&SesReceipt::Action::message>("message"),
    field<&SesReceipt::Action::sender>("sender"),
    field<&SesReceipt::Action::invocation_type>("invocationType"),
    field<&SesReceipt::Action::function_arn>("functionArn"),
    field<&SesReceipt::Action::organization_arn>("organizationArn"),
};

template <>
inline constexpr auto fields<SesReceipt> = std::array{
    field<&SesReceipt::timestamp>("timestamp"),
    field<&SesReceipt::processing_time_millis>("processingTimeMillis", kAlways),
    field<&SesReceipt::recipients>("recipients", kAlways),
    field<&SesReceipt::spam_verdict>("spamVerdict"),
    field<&SesReceipt::virus_verdict>("virusVerdict"),
    field<&SesReceipt::spf_verdict>("spfVerdict"),
    field<&SesReceipt::dkim_verdict>("dkimVerdict"),
    field<&SesReceipt::dmarc_verdict>("dmarcVerdict"),
    field<&SesReceipt::dmarc_policy>("dmarcPolicy"),
    field<&SesReceipt::action>("action"),
};

}  // namespace lambent::inline LAMBENT_ABI
