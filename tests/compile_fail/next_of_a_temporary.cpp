// expect: deleted
// SPDX-License-Identifier: Apache-2.0
// Next borrows the function.
#include "lambent/dispatch_hooks.h"

absl::StatusOr<std::string> goes_on(std::string_view payload, const lambent::Context& context) {
  const auto echo = [](std::string_view text,
                       const lambent::Context&) -> absl::StatusOr<std::string> {
    return std::string(text);
  };
#ifdef LAMBENT_FIXED
  const lambent::Next::Function function = echo;
  const lambent::Next next(function);
#else
  const lambent::Next next(echo);
#endif
  return next(payload, context);
}
