// expect: deleted
// SPDX-License-Identifier: Apache-2.0
// The records would die with the event, before they are looked at.
#include "lambent/event.h"
#include "lambent/events/sqs.h"

std::size_t count(std::string payload) {
#ifdef LAMBENT_FIXED
  const auto event = lambent::decode<lambent::SqsEvent>(std::move(payload)).value();
  return event->records.size();
#else
  return lambent::decode<lambent::SqsEvent>(std::move(payload)).value()->records.size();
#endif
}
