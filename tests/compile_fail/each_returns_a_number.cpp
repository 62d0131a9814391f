// expect: a handler of records returns void, absl::Status or
// SPDX-License-Identifier: Apache-2.0
// A handler of records says how it went by a Status.
#include "lambent/batch.h"
#include "lambent/events/sqs.h"

bool handles(const lambent::SqsEvent& event) {
#ifdef LAMBENT_FIXED
  auto handler = lambent::each<lambent::SqsMessage>(
      [](const lambent::SqsMessage&) { return absl::OkStatus(); });
#else
  auto handler = lambent::each<lambent::SqsMessage>([](const lambent::SqsMessage&) { return 0; });
#endif
  return handler(event).ok();
}
