// SPDX-License-Identifier: Apache-2.0
// Anything as the body of a message that is opened: whatever it is, the record is handled or fails.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "lambent/batch.h"
#include "lambent/envelope.h"
#include "lambent/events/cloudwatch_logs.h"
#include "lambent/events/eventbridge.h"
#include "lambent/events/s3.h"
#include "lambent/events/sns.h"
#include "lambent/events/sqs.h"

namespace {

lambent::Dispatcher& dispatcher() {
  static lambent::Dispatcher instance = [] {
    lambent::Dispatcher made;
    made.unwrap<lambent::SqsEvent>()
        .unwrap<lambent::SnsEvent>()
        .on<lambent::S3Event>([](const lambent::S3Event&) {})
        .on<lambent::EventBridgeEvent>([](const lambent::EventBridgeEvent&) {})
        .on<lambent::CloudWatchLogsEvent>(
            lambent::each<lambent::CloudWatchLogEvent>([](const lambent::CloudWatchLogEvent&) {}));
    return made;
  }();
  return instance;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  const auto answer = dispatcher().dispatch(
      lambent::SqsEvent{.records = {{.message_id = "1", .body = body}, {.message_id = "2"}}});
  // The second record is no event, and has no handler: it fails in any case.
  if (answer.ok() && answer->batch_item_failures.size() != 1) std::abort();
  return 0;
}
