// expect: unwrap<E> opens the records of
// SPDX-License-Identifier: Apache-2.0
// Only the records of some sources carry events.
#include "lambent/envelope.h"
#include "lambent/events/s3.h"
#include "lambent/events/sqs.h"

void open(lambent::Dispatcher& dispatcher) {
#ifdef LAMBENT_FIXED
  dispatcher.unwrap<lambent::SqsEvent>();
#else
  dispatcher.unwrap<lambent::S3Event>();
#endif
}
