// SPDX-License-Identifier: Apache-2.0
// Batches of a stream within a tumbling window, with the state that the last call of the window
// returned.
// https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-windows.html
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "lambent/answers.h"
#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// The span of a tumbling window over a stream.
struct TimeWindow {
  Timestamp start{};
  Timestamp end{};
};

template <>
inline constexpr auto fields<TimeWindow> = std::array{
    field<&TimeWindow::start>("start"),
    field<&TimeWindow::end>("end"),
};

/// What Lambda receives of a window.
template <class Record>
struct TimeWindowBatch {
  List<Record> records{};  ///< May be empty on the final call.
  TimeWindow window{};
  RawJson state{};  ///< An object; {} on the first call of a window.
  std::string_view shard_id{};
  std::string_view event_source_arn{};
  bool is_final_invoke_for_window{};
  bool is_window_terminated_early{};
};

template <class Record>
inline constexpr auto fields<TimeWindowBatch<Record>> = std::array{
    field<&TimeWindowBatch<Record>::records>("Records", kRequired),
    field<&TimeWindowBatch<Record>::window>("window", kRequired),
    field<&TimeWindowBatch<Record>::state>("state"),
    field<&TimeWindowBatch<Record>::shard_id>("shardId"),
    field<&TimeWindowBatch<Record>::event_source_arn>("eventSourceARN"),
    field<&TimeWindowBatch<Record>::is_final_invoke_for_window>("isFinalInvokeForWindow", kAlways),
    field<&TimeWindowBatch<Record>::is_window_terminated_early>("isWindowTerminatedEarly", kAlways),
};

/// A window keeps its state where no handler returns another.
template <class Record>
struct AnswerTo<TimeWindowBatch<Record>> {
  using type = TimeWindowResponse;
  static TimeWindowResponse blank(const TimeWindowBatch<Record>& event) {
    if (event.state.empty()) return {};
    return {.state = {std::string(event.state.text)}};
  }
};

}  // namespace lambent::inline LAMBENT_ABI
