// SPDX-License-Identifier: Apache-2.0
// What a dispatch gives, and what may stand around it. Included by lambent/dispatcher.h.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>

#include "absl/base/attributes.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lambent/context.h"
#include "lambent/event.h"
#include "lambent/source.h"

namespace lambent::inline LAMBENT_ABI {

/// What a dispatch of a typed event gives: absl::Status where nothing is answered, else
/// absl::StatusOr of the answer.
template <class E>
using DispatchResult =
    std::conditional_t<std::is_void_v<Answer<E>>, absl::Status, absl::StatusOr<Answer<E>>>;

/// What an observer set by on_any() sees of a dispatch that is over.
struct Dispatched {
  SourceId source{};                       ///< Empty where it was not recognised.
  const absl::Status& status;              ///< What the dispatch gave.
  std::chrono::nanoseconds duration{};     ///< From before decoding to behind encoding.
  const Context& context;                  ///< The one it was given.
};

/// Goes on with a dispatch of JSON, inside an interceptor. Valid while the interceptor runs.
class Next {
 public:
  /// What it calls.
  using Function = std::function<absl::StatusOr<std::string>(std::string_view, const Context&)>;
  /// Borrows `function`.
  explicit Next(const Function& function ABSL_ATTRIBUTE_LIFETIME_BOUND) : function_(function) {}
  explicit Next(const Function&&) = delete;
  /// Goes on, with this payload and context in the place of those that the interceptor got.
  absl::StatusOr<std::string> operator()(std::string_view payload, const Context& context) const {
    return function_(payload, context);
  }

 private:
  const Function& function_;
};

}  // namespace lambent::inline LAMBENT_ABI
