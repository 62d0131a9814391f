// SPDX-License-Identifier: Apache-2.0
// Amazon S3: notifications of a bucket were set up.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
#pragma once

#include <array>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// Sent once when notifications are set up; arrives by way of SQS or SNS.
struct S3TestEvent {
  std::string_view service{};  ///< "Amazon S3".
  std::string_view event{};    ///< "s3:TestEvent".
  Timestamp time{};
  std::string_view bucket{};
  std::string_view request_id{};
  std::string_view host_id{};
};

template <>
inline constexpr auto fields<S3TestEvent> = std::array{
    field<&S3TestEvent::service>("Service"),
    field<&S3TestEvent::event>("Event", kRequired),
    field<&S3TestEvent::time>("Time"),
    field<&S3TestEvent::bucket>("Bucket", kRequired),
    field<&S3TestEvent::request_id>("RequestId"),
    field<&S3TestEvent::host_id>("HostId"),
};

template <>
inline constexpr Source source<S3TestEvent> = {
    .name = "s3_test_event",
    .reference =
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/"
        "notification-content-structure.html",
    .kind = SourceKind::kObserve,
    .rank = 2000,
    .probes = {equals("Event", "s3:TestEvent"), has("Bucket")},
    .answers = "nothing",
};

}  // namespace lambent::inline LAMBENT_ABI
