// SPDX-License-Identifier: Apache-2.0
// Lambda@Edge: Amazon CloudFront asks a function about a request or a response.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <type_traits>

#include "lambent/answers.h"
#include "lambent/fields.h"
#include "lambent/shapes/cloudfront.h"
#include "lambent/shapes/cloudfront_answers.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// What happens at the edge.
struct CloudFrontRecord {
  struct Config {
    static constexpr std::string_view kViewerRequest = "viewer-request";
    static constexpr std::string_view kOriginRequest = "origin-request";
    static constexpr std::string_view kOriginResponse = "origin-response";
    static constexpr std::string_view kViewerResponse = "viewer-response";

    std::string_view distribution_domain_name{};
    std::string_view distribution_id{};
    std::string_view event_type{};  ///< One of the constants above.
    std::string_view request_id{};
  };
  struct Cf {
    Config config{};
    CloudFrontRequest request{};
    std::optional<CloudFrontResponse> response{};  ///< Of response events.
  };
  Cf cf{};
};

/// What a function at the edge receives.
struct CloudFrontEvent {
  List<CloudFrontRecord> records{};  ///< Always one.
};

template <>
inline constexpr auto fields<CloudFrontRecord::Config> = std::array{
    field<&CloudFrontRecord::Config::distribution_domain_name>("distributionDomainName"),
    field<&CloudFrontRecord::Config::distribution_id>("distributionId", kRequired),
    field<&CloudFrontRecord::Config::event_type>("eventType"),
    field<&CloudFrontRecord::Config::request_id>("requestId"),
};

template <>
inline constexpr auto fields<CloudFrontRecord::Cf> = std::array{
    field<&CloudFrontRecord::Cf::config>("config", kRequired),
    field<&CloudFrontRecord::Cf::request>("request", kRequired),
    field<&CloudFrontRecord::Cf::response>("response"),
};

template <>
inline constexpr auto fields<CloudFrontRecord> = std::array{
    field<&CloudFrontRecord::cf>("cf", kRequired),
};

template <>
inline constexpr auto fields<CloudFrontEvent> = std::array{
    field<&CloudFrontEvent::records>("Records", kRequired),
};

template <>
inline constexpr Source source<CloudFrontEvent> = {
    .name = "cloudfront_edge",
    .reference =
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/"
        "lambda-event-structure.html",
    .kind = SourceKind::kAnswer,
    .rank = kRecordRank,
    .probes = {is("Records[0].cf", JsonKind::kObject)},
    .answers = "a request, a response, or null, which changes nothing",
};

/// Handlers return a CloudFrontChangedRequest or a CloudFrontReply; or a JsonText, where they decide
/// between them: {encode(reply)}, or a blank one, which is `null` and changes nothing.
template <>
struct AnswerTo<CloudFrontEvent> : AnyJsonAnswer<CloudFrontChangedRequest, CloudFrontReply> {
  /// These borrow their text from the event, and answers are written when handlers have returned.
  template <class T>
  static constexpr bool borrows =
      std::is_same_v<T, CloudFrontRequest> || std::is_same_v<T, CloudFrontResponse>;
};

}  // namespace lambent::inline LAMBENT_ABI
