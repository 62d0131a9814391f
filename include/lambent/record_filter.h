// SPDX-License-Identifier: Apache-2.0
// The filters of event source mappings (`FilterCriteria`), in process: the very patterns of a SAM
// or Terraform file.
//
//   auto buys = lambent::RecordFilter<lambent::SqsMessage>::parse({R"({"body": {"type": ["buy"]}})"});
//   if (!buys.ok()) return buys.status();
//   dispatcher.on<lambent::SqsEvent>(lambent::each<lambent::SqsMessage>(handle, {.filter = *buys}));
//
// https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
#pragma once

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "lambent/detail/record_form.h"
#include "lambent/event.h"
#include "lambent/pattern.h"

namespace lambent::inline LAMBENT_ABI {

namespace detail {

using RecordMatcher = std::shared_ptr<const PatternMatcher>;
LAMBENT_API absl::StatusOr<RecordMatcher> make_record_matcher(
    RecordForm form, const std::vector<std::string_view>& patterns, const PatternOptions& options);
LAMBENT_API absl::StatusOr<bool> matches_record(const PatternMatcher& matcher,
                                                std::string_view record);

}  // namespace detail

/// Accepts a record that matches one of its patterns. Record is SqsMessage, KinesisRecord,
/// DynamoDbRecord, KafkaRecord, ActiveMqMessage or RabbitMqMessage.
///
/// A pattern names members of the record. `body` of SQS, and `data` or `value` of the others once
/// their base64 is undone, count as JSON where they hold an object or an array: an object in the
/// pattern looks into that, a list compares text, and each fails where it finds the other. For
/// Kinesis the members of `kinesis` count as the record's own, and `data` must be JSON.
/// Thread-safety: immutable. Copies share what they hold.
template <class Record>
class RecordFilter {
  static_assert(detail::record_form<Record> != detail::RecordForm::kNone,
                "lambent: event source mappings have no filters for such records");

 public:
  /// `InvalidArgument` as Pattern::parse(), and for a list as `data` of Kinesis.
  static absl::StatusOr<RecordFilter> parse(const std::vector<std::string_view>& patterns,
                                            const PatternOptions& options = {}) {
    absl::StatusOr<detail::RecordMatcher> matcher =
        detail::make_record_matcher(detail::record_form<Record>, patterns, options);
    if (!matcher.ok()) return std::move(matcher).status();
    return RecordFilter(*std::move(matcher));
  }

  /// Errors as Pattern::matches(). What the struct does not hold, unknown members and blank ones,
  /// does not exist.
  absl::StatusOr<bool> matches(const Record& record) const { return matches(encode(record)); }
  /// The same for the JSON of a record, as it stands in an event.
  absl::StatusOr<bool> matches(std::string_view record) const {
    return detail::matches_record(*matcher_, record);
  }

  /// For BatchOptions::filter. A record that cannot be matched is accepted: it is not lost so.
  bool operator()(const Record& record) const { return matches(record).value_or(true); }

 private:
  explicit RecordFilter(detail::RecordMatcher matcher) : matcher_(std::move(matcher)) {}
  detail::RecordMatcher matcher_;
};

}  // namespace lambent::inline LAMBENT_ABI
