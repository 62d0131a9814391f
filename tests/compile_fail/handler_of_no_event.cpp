// expect: E is no event; specialise lambent::source<E>
// SPDX-License-Identifier: Apache-2.0
#include "lambent/dispatcher.h"
#include "lambent/events/sqs.h"

void add(lambent::Dispatcher& dispatcher) {
#ifdef LAMBENT_FIXED
  dispatcher.on<lambent::SqsEvent>([](const lambent::SqsEvent&) {});
#else
  dispatcher.on<lambent::SqsMessage>([](const lambent::SqsMessage&) {});
#endif
}
