// expect: a handler takes \(const E&\)
// SPDX-License-Identifier: Apache-2.0
#include "lambent/dispatcher.h"
#include "lambent/events/s3.h"
#include "lambent/events/sqs.h"

void add(lambent::Dispatcher& dispatcher) {
#ifdef LAMBENT_FIXED
  dispatcher.on<lambent::S3Event>([](const lambent::S3Event&) {});
#else
  dispatcher.on<lambent::S3Event>([](const lambent::SqsEvent&) {});
#endif
}
