// expect: what this handler returns borrows its text
// SPDX-License-Identifier: Apache-2.0
// The event that a handler takes is gone when a member that views it is written.
#include <string>
#include <string_view>

#include "lambent/dispatcher.h"
#include "lambent/events/appsync_resolvers.h"

using lambent::AppSyncResolverEvent;

struct Greeting {
#ifdef LAMBENT_FIXED
  std::string field{};
#else
  std::string_view field{};
#endif
};
template <>
inline constexpr auto lambent::fields<Greeting> =
    std::array{lambent::field<&Greeting::field>("field")};

void add(lambent::Dispatcher& dispatcher) {
  dispatcher.on<AppSyncResolverEvent>([](lambent::Event<AppSyncResolverEvent> event) {
    Greeting greeting;
    greeting.field = event->info.field_name;
    return greeting;
  });
}
