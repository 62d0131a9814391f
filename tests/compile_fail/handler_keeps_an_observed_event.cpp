// expect: only a handler of a source that answers may take Event<E> by value
// SPDX-License-Identifier: Apache-2.0
// Other handlers of the same event run after it.
#include "lambent/dispatcher.h"
#include "lambent/events/s3.h"

void add(lambent::Dispatcher& dispatcher) {
#ifdef LAMBENT_FIXED
  dispatcher.on<lambent::S3Event>([](const lambent::S3Event&) {});
#else
  dispatcher.on<lambent::S3Event>([](lambent::Event<lambent::S3Event>) {});
#endif
}
