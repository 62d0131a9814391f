// SPDX-License-Identifier: Apache-2.0
#include "cli/types.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "any_event.h"
#include "lambent/events.h"

namespace lambent::cli {

std::span<const Type> all_types() {
  static const std::vector<Type> types = [] {
    std::vector<Type> all;
    for_each_event([&]<class E>() { all.push_back({&source<E>, &detail::type_info<E>}); });
    return all;
  }();
  return types;
}

const Type* find_type(std::string_view name) {
  const std::span<const Type> types = all_types();
  const auto found = std::find_if(types.begin(), types.end(),
                                  [&](const Type& type) { return type.source->name == name; });
  return found == types.end() ? nullptr : &*found;
}

absl::StatusOr<std::string> canonical(const Type& type, std::string payload) {
  detail::AnyEvent event(*type.info);
  if (absl::Status status = event.decode(std::move(payload), type.source->name); !status.ok())
    return status;
  return event.encode();
}

}  // namespace lambent::cli
