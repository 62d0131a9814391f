// expect: what this handler returns borrows its text
// SPDX-License-Identifier: Apache-2.0
// What is answered owns its text, since it is written when the handler has returned.
#include "lambent/dispatcher.h"
#include "lambent/events/cloudfront.h"

void register_handler(lambent::Dispatcher& dispatcher) {
  dispatcher.on<lambent::CloudFrontEvent>([](const lambent::CloudFrontEvent& event) {
#ifdef LAMBENT_FIXED
    return lambent::answer_to(event.records[0].cf.request);
#else
    return event.records[0].cf.request;
#endif
  });
}
