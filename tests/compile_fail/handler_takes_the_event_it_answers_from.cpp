// expect: what this handler returns borrows its text
// SPDX-License-Identifier: Apache-2.0
// The event that a handler takes is gone when its answer is written.
#include "lambent/dispatcher.h"
#include "lambent/events/appsync_resolvers.h"

using lambent::AppSyncResolverEvent;

void add(lambent::Dispatcher& dispatcher) {
#ifdef LAMBENT_FIXED
  dispatcher.on<AppSyncResolverEvent>(
      [](const AppSyncResolverEvent& event) { return event.arguments; });
#else
  dispatcher.on<AppSyncResolverEvent>(
      [](lambent::Event<AppSyncResolverEvent> event) { return event->arguments; });
#endif
}
