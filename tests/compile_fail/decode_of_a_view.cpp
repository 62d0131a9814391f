// expect: no matching function|could not convert
// SPDX-License-Identifier: Apache-2.0
// An event owns its payload; only a Decoder borrows.
#include "lambent/event.h"
#include "lambent/events/sqs.h"

bool decodes(std::string_view payload) {
#ifdef LAMBENT_FIXED
  return lambent::decode<lambent::SqsEvent>(std::string(payload)).ok();
#else
  return lambent::decode<lambent::SqsEvent>(payload).ok();
#endif
}
