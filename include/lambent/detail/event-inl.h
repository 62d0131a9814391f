// SPDX-License-Identifier: Apache-2.0
// How events reach the compiled reader and writer. Included by lambent/event.h.
#pragma once

#include "lambent/event.h"

namespace lambent::inline LAMBENT_ABI {

namespace detail {

template <class T>
concept HasDecoder = requires(std::string_view json) { Codec<T>::decode(json); };

/// What error messages about T begin with.
template <class T>
constexpr std::string_view name_of() {
  if constexpr (Sourced<T>) {
    return source<T>.name;
  } else {
    return {};
  }
}

LAMBENT_API absl::Status decode_event(EventText& text, std::string payload, void* value,
                                      const TypeInfo& type, std::string_view name,
                                      const DecodeOptions& options);
LAMBENT_API void encode_value(const void* value, const TypeInfo& type, std::string& out);
LAMBENT_API bool equal_values(const void* a, const void* b, const TypeInfo& type);
/// Copies a value with all its text into the blank one at `to`; what it borrows comes to lie in
/// `storage`.
LAMBENT_API void copy_value(const void* from, void* to, const TypeInfo& type, Storage& storage);

}  // namespace detail

template <Described T>
absl::StatusOr<Event<T>> decode(std::string payload, const DecodeOptions& options) {
  Event<T> event;
  absl::Status status = detail::decode_event(*event.body_, std::move(payload), &event.body_->value,
                                             detail::type_info<T>, detail::name_of<T>(), options);
  if (!status.ok()) return status;
  return event;
}

template <Described T>
absl::StatusOr<const T*> Decoder::decode(std::string_view text) {
  const void* value;
  absl::Status status = decode(text, detail::type_info<T>, detail::name_of<T>(), value);
  if (!status.ok()) return status;
  return static_cast<const T*>(value);
}

template <Described T>
Event<T> own(const T& value) {
  Event<T> copy;
  detail::copy_value(&value, &copy.body_->value, detail::type_info<T>, copy.body_->storage);
  return copy;
}

template <Described T>
std::string encode(const T& value) {
  std::string out;
  encode_to(value, out);
  return out;
}

template <Described T>
void encode_to(const T& value, std::string& out) {
  detail::encode_value(&value, detail::type_info<T>, out);
}

template <Described T>
bool equal(const T& a, const T& b) {
  return detail::equal_values(&a, &b, detail::type_info<T>);
}

}  // namespace lambent::inline LAMBENT_ABI
