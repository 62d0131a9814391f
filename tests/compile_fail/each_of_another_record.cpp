// expect: a handler of records takes \(const T&\)
// SPDX-License-Identifier: Apache-2.0
// What each<Record>() names is what its handler takes.
#include "lambent/batch.h"
#include "lambent/events/sns.h"
#include "lambent/events/sqs.h"

bool handles(const lambent::SqsEvent& event) {
#ifdef LAMBENT_FIXED
  auto handler = lambent::each<lambent::SqsMessage>([](const lambent::SqsMessage&) {});
#else
  auto handler = lambent::each<lambent::SqsMessage>([](const lambent::SnsRecord&) {});
#endif
  return handler(event).ok();
}
