// SPDX-License-Identifier: Apache-2.0
// Exceptions end at the dispatcher's edge: there they become Statuses.
#pragma once

#include <cstdlib>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <typeinfo>

#if __has_include(<cxxabi.h>)
#include <cxxabi.h>
#endif

#include "absl/status/status.h"
#include "absl/strings/cord.h"

#include "lambent/context.h"

namespace lambent::inline LAMBENT_ABI {

namespace detail {

#if defined(__cpp_exceptions)

inline std::string demangled(const std::type_info* type) {
  if (type == nullptr) return "unknown";
#if __has_include(<cxxabi.h>)
  int failed = 0;
  const std::unique_ptr<char, void (*)(void*)> name(
      abi::__cxa_demangle(type->name(), nullptr, nullptr, &failed), &std::free);
  if (failed == 0 && name != nullptr) return name.get();
#endif
  return type->name();
}

/// What the exception says, and what the one says that is nested in it, and so on.
inline std::string message_of(const std::exception& error) {
  std::string message = error.what();
  try {
    std::rethrow_if_nested(error);
  } catch (const std::exception& nested) {
    message += ": " + message_of(nested);
  } catch (...) {
    message += ": an exception that is no std::exception";
  }
  return message;
}

inline absl::Status exception_status(const std::string& message, const std::type_info* type) {
  absl::Status status = absl::InternalError(message);
  status.SetPayload(kErrorTypePayload, absl::Cord(demangled(type)));
  return status;
}

/// Calls `f`; what it throws becomes Internal with `what()` unchanged, but for what is nested in it.
template <class Result = absl::Status, class F>
Result without_exceptions(F f) {
  try {
    return f();
  } catch (const std::exception& error) {
    return exception_status(message_of(error), &typeid(error));
  } catch (...) {
#if __has_include(<cxxabi.h>)
    return exception_status("an exception that is no std::exception",
                            abi::__cxa_current_exception_type());
#else
    return exception_status("an exception that is no std::exception", nullptr);
#endif
  }
}

#else

template <class Result = absl::Status, class F>
Result without_exceptions(F f) {
  return f();
}

#endif

}  // namespace detail
}  // namespace lambent::inline LAMBENT_ABI
