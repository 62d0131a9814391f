// SPDX-License-Identifier: Apache-2.0
// An event of a type that is known when the program runs. Needs nothing of each type but its
// description: Event<E> of every type takes the compiler long.
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "lambent/event.h"

namespace lambent::inline LAMBENT_ABI::detail {

class AnyEvent {
 public:
  /// A blank one.
  explicit AnyEvent(const TypeInfo& type)
      : type_(type), value_(::operator new(type.size, std::align_val_t(type.align)), Free{type}) {
    type_.construct(value_.get());
  }
  AnyEvent(const AnyEvent&) = delete;
  AnyEvent& operator=(const AnyEvent&) = delete;
  ~AnyEvent() { type_.destroy(value_.get()); }

  /// Once, and after a failure the value is of no use; `name` stands in front of errors.
  absl::Status decode(std::string payload, std::string_view name) {
    return decode_event(text_, std::move(payload), value_.get(), type_, name, {});
  }
  std::string encode() const {
    std::string json;
    encode_value(value_.get(), type_, json);
    return json;
  }

 private:
  struct Free {
    const TypeInfo& type;
    void operator()(void* memory) const { ::operator delete(memory, std::align_val_t(type.align)); }
  };

  const TypeInfo& type_;
  EventText text_;
  std::unique_ptr<void, Free> value_;
};

}  // namespace lambent::inline LAMBENT_ABI::detail
