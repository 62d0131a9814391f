// SPDX-License-Identifier: Apache-2.0
// Amazon ECR over EventBridge: an image was scanned, pushed or deleted.
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/shapes.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// What a scan found.
struct EcrImageScanDetail {
  /// How many findings of each severity; absent where there are none.
  struct SeverityCounts {
    std::optional<std::int64_t> critical{};
    std::optional<std::int64_t> high{};
    std::optional<std::int64_t> medium{};
    std::optional<std::int64_t> low{};
    std::optional<std::int64_t> informational{};
    std::optional<std::int64_t> undefined{};
  };
  static constexpr std::string_view kComplete = "COMPLETE";
  static constexpr std::string_view kFailed = "FAILED";

  std::string_view scan_status{};  ///< One of the constants above.
  std::string_view repository_name{};
  SeverityCounts finding_severity_counts{};
  std::string_view image_digest{};
  List<std::string_view> image_tags{};
};

/// What was done to an image.
struct EcrImageActionDetail {
  static constexpr std::string_view kPush = "PUSH";
  static constexpr std::string_view kDelete = "DELETE";
  static constexpr std::string_view kSuccess = "SUCCESS";
  static constexpr std::string_view kFailure = "FAILURE";

  std::string_view result{};  ///< kSuccess or kFailure.
  std::string_view repository_name{};
  std::string_view image_digest{};
  std::string_view action_type{};  ///< kPush or kDelete.
  std::string_view image_tag{};
  std::string_view manifest_media_type{};
  std::string_view artifact_media_type{};
};

/// An image was scanned.
using EcrImageScanEvent = EventBridge<EcrImageScanDetail>;

/// An image was pushed or deleted.
using EcrImageActionEvent = EventBridge<EcrImageActionDetail>;

template <>
inline constexpr auto fields<EcrImageScanDetail::SeverityCounts> = std::array{
    field<&EcrImageScanDetail::SeverityCounts::critical>("CRITICAL"),
    field<&EcrImageScanDetail::SeverityCounts::high>("HIGH"),
    field<&EcrImageScanDetail::SeverityCounts::medium>("MEDIUM"),
    field<&EcrImageScanDetail::SeverityCounts::low>("LOW"),
    field<&EcrImageScanDetail::SeverityCounts::informational>("INFORMATIONAL"),
    field<&EcrImageScanDetail::SeverityCounts::undefined>("UNDEFINED"),
};

template <>
inline constexpr auto fields<EcrImageScanDetail> = std::array{
    field<&EcrImageScanDetail::scan_status>("scan-status", kRequired),
    field<&EcrImageScanDetail::repository_name>("repository-name", kRequired),
    field<&EcrImageScanDetail::finding_severity_counts>("finding-severity-counts", kAlways),
    field<&EcrImageScanDetail::image_digest>("image-digest"),
    field<&EcrImageScanDetail::image_tags>("image-tags", kAlways),
};

template <>
inline constexpr auto fields<EcrImageActionDetail> = std::array{
    field<&EcrImageActionDetail::result>("result", kRequired),
    field<&EcrImageActionDetail::repository_name>("repository-name", kRequired),
    field<&EcrImageActionDetail::image_digest>("image-digest"),
    field<&EcrImageActionDetail::action_type>("action-type", kRequired),
    field<&EcrImageActionDetail::image_tag>("image-tag"),
    field<&EcrImageActionDetail::manifest_media_type>("manifest-media-type"),
    field<&EcrImageActionDetail::artifact_media_type>("artifact-media-type"),
};

template <>
inline constexpr Source source<EcrImageScanEvent> = {
    .name = "eventbridge_ecr_image_scan",
    .reference =
        "https://docs.aws.amazon.com/AmazonECR/latest/userguide/"
        "ecr-eventbridge.html",
    .kind = SourceKind::kObserve,
    .rank = 1340,
    .probes = {has("detail"), equals("source", "aws.ecr"), equals("detail-type", "ECR Image Scan")},
    .base = "eventbridge",
    .answers = "nothing",
};

template <>
inline constexpr Source source<EcrImageActionEvent> = {
    .name = "eventbridge_ecr_image_action",
    .reference =
        "https://docs.aws.amazon.com/AmazonECR/latest/userguide/"
        "ecr-eventbridge.html",
    .kind = SourceKind::kObserve,
    .rank = 1345,
    .probes = {has("detail"), equals("source", "aws.ecr"),
               equals("detail-type", "ECR Image Action")},
    .base = "eventbridge",
    .answers = "nothing",
};

}  // namespace lambent::inline LAMBENT_ABI
