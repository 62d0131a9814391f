// SPDX-License-Identifier: Apache-2.0
#include "event_types.h"

#include <utility>

#include "lambent/events.h"

std::vector<EventType> event_types() {
  std::vector<EventType> types;
  lambent::for_each_event([&]<class E>() {
    types.push_back(
        {lambent::source<E>, &lambent::detail::type_info<E>,
         [](std::string payload) -> absl::StatusOr<std::string> {
           auto event = lambent::decode<E>(std::move(payload));
           if (!event.ok()) return event.status();
           return lambent::encode(**event);
         },
         [](std::string payload) {
           auto event = lambent::decode<E>(std::move(payload));
           if (!event.ok()) return false;
           const std::string before = lambent::encode(**event);
           auto copy = lambent::own(**event);
           if (!lambent::equal(*copy, **event)) return false;
           event = absl::CancelledError();  // frees what the copy must not borrow
           return lambent::encode(*copy) == before;
         },
         [] { return lambent::encode(lambent::testing::sample<E>()); },
         [](std::span<const lambent::testing::Edit> edits) -> absl::StatusOr<std::string> {
           const auto event = lambent::testing::sample_with<E>(edits);
           if (!event.ok()) return event.status();
           return lambent::encode(**event);
         }});
  });
  return types;
}
