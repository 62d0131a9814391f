// expect: what this handler returns borrows its text
// SPDX-License-Identifier: Apache-2.0
// The event that a handler takes is gone when the elements of a list that view it are written.
#include <string>
#include <string_view>
#include <vector>

#include "lambent/dispatcher.h"
#include "lambent/events/appsync_resolvers.h"

using lambent::AppSyncResolverEvent;

struct Selection {
#ifdef LAMBENT_FIXED
  std::vector<std::string> fields{};
#else
  std::vector<std::string_view> fields{};
#endif
};
template <>
inline constexpr auto lambent::fields<Selection> =
    std::array{lambent::field<&Selection::fields>("fields")};

void add(lambent::Dispatcher& dispatcher) {
  dispatcher.on<AppSyncResolverEvent>([](lambent::Event<AppSyncResolverEvent> event) {
    Selection selection;
    selection.fields.emplace_back(event->info.field_name);
    return selection;
  });
}
