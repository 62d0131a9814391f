// SPDX-License-Identifier: Apache-2.0
// Decoding JSON into events, keeping them, and writing them as JSON again.
//
//   absl::StatusOr<lambent::Event<lambent::SqsEvent>> event = lambent::decode<lambent::SqsEvent>(
//       std::move(payload));
//   if (event.ok()) for (const lambent::SqsMessage& message : (*event)->records) ...
//
// Everything you read from an event is valid while its Event is alive. Copy what you keep, or keep
// the Event. Free functions here may be called from any thread at any time.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "absl/base/attributes.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lambent/detail/arena.h"
#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// How much a payload may ask for. What asks for more is ResourceExhausted.
struct DecodeOptions {
  std::size_t max_bytes = std::size_t{64} << 20;     ///< At most 4 GB.
  std::size_t max_depth = 200;  ///< Of nested objects and arrays; at most 4,000.
  std::size_t max_elements = std::size_t{16} << 20;  ///< Brackets, commas, colons and values.
};

/// Owns a decoded value together with the text that the value borrows. Moving it moves neither.
/// Thread-safety: reading one from many threads is fine; moving it is like writing.
template <class T>
class [[nodiscard]] Event {
 public:
  /// Valid while this Event is alive. Not to be asked of one that was moved from.
  const T& operator*() const& ABSL_ATTRIBUTE_LIFETIME_BOUND { return body_->value; }
  const T* operator->() const& ABSL_ATTRIBUTE_LIFETIME_BOUND { return &body_->value; }
  const T& operator*() const&& = delete;  // the value would die with the temporary
  const T* operator->() const&& = delete;

  /// The JSON as it came; empty for an event made by own().
  std::string_view payload() const& ABSL_ATTRIBUTE_LIFETIME_BOUND { return body_->payload(); }
  std::string_view payload() const&& = delete;

 private:
  struct Body : detail::EventText {
    T value{};
  };
  template <Described U>
  friend absl::StatusOr<Event<U>> decode(std::string payload, const DecodeOptions& options);
  template <Described U>
  friend Event<U> own(const U& value);

  Event() : body_(std::make_unique<Body>()) {}
  std::unique_ptr<Body> body_;
};

/// Decodes a payload. `InvalidArgument` if it is not JSON or does not fit T: the message names the
/// path, what was expected and what was found, never what the payload says. `ResourceExhausted` if
/// it goes beyond `options`. A string with 64 bytes of spare capacity is not copied.
template <Described T>
[[nodiscard]] absl::StatusOr<Event<T>> decode(std::string payload,
                                              const DecodeOptions& options = {});

/// Decodes payload after payload into the same memory; after warm-up it allocates nothing.
/// Thread-safety: one thread at a time.
class LAMBENT_API Decoder {
 public:
  /// `options` hold for each payload.
  explicit Decoder(const DecodeOptions& options = {});
  Decoder(Decoder&&) noexcept;
  Decoder& operator=(Decoder&&) noexcept;
  ~Decoder();

  /// Errors as decode(). The value borrows from this decoder, not from `text`, and is valid until
  /// its next use.
  template <Described T>
  [[nodiscard]] absl::StatusOr<const T*> decode(std::string_view text)
      ABSL_ATTRIBUTE_LIFETIME_BOUND;

  /// Bytes of the heap that it keeps for its next use.
  std::size_t capacity() const;

 private:
  struct Impl;
  absl::Status decode(std::string_view text, const detail::TypeInfo& type, std::string_view name,
                      const void*& value);
  std::unique_ptr<Impl> impl_;
};

/// Copies a value with all its text, map keys included, into an Event of its own.
template <Described T>
Event<T> own(const T& value);

/// The value as JSON, members in the order of its rows.
template <Described T>
std::string encode(const T& value);
template <Described T>
std::string encode(const Event<T>& event) {
  return encode(*event);
}
/// The same, appended to `out`.
template <Described T>
void encode_to(const T& value, std::string& out);

/// Whether all members are equal; maps are equal where their order is, too.
template <Described T>
bool equal(const T& a, const T& b);
/// The same as equal().
template <Described T>
bool operator==(const T& a, const T& b) {
  return equal(a, b);
}

/// The name of a source, such as "sqs": stable, and valid for ever for the built-in ones.
using SourceId = std::string_view;

/// Tells which of the built-in sources a payload came from. `NotFound`, with the names of the
/// root's members, if from none of them; `InvalidArgument` if it is not JSON.
[[nodiscard]] LAMBENT_API absl::StatusOr<SourceId> recognise(std::string_view payload,
                                                             const DecodeOptions& options = {});

/// How a type is read from JSON text and written as such. Described structs have one, json.h adds
/// one for nlohmann::json; specialise it for types of your own:
///   static absl::StatusOr<X> decode(std::string_view json);   // X holds a T, or is one
///   static void encode(const T& value, std::string& out);     // appends
/// Where what decode() gives views `json`, it says so, since that text does not stay everywhere:
///   static constexpr bool kBorrows = true;
template <class T>
struct Codec;

namespace detail {
/// Where the text is gone when the value is read.
template <class T>
constexpr void check_owner() {
  static_assert(
      !requires { requires Codec<T>::kBorrows; },
      "lambent: what this Codec decodes borrows text that does not stay; take a type that owns it");
}
}  // namespace detail

template <Described T>
struct Codec<T> {
  static absl::StatusOr<Event<T>> decode(std::string_view json) {
    return lambent::decode<T>(std::string(json));
  }
  static void encode(const T& value, std::string& out) { encode_to(value, out); }
};

/// A JSON string.
template <>
struct Codec<std::string> {
  LAMBENT_API static absl::StatusOr<std::string> decode(std::string_view json);
  LAMBENT_API static void encode(const std::string& value, std::string& out);
};

/// JSON text stands for itself.
template <>
struct Codec<RawJson> {
  static constexpr bool kBorrows = true;
  static absl::StatusOr<RawJson> decode(std::string_view json) { return RawJson{json}; }
  static void encode(const RawJson& value, std::string& out) {
    out += value.empty() ? std::string_view("null") : value.text;
  }
};

/// Decodes free-form JSON: what Codec<T> makes of it; for described structs an Event<T>.
template <class T>
[[nodiscard]] auto as(const RawJson& json) {
  return Codec<T>::decode(json.text);
}
/// The same for a string that holds JSON.
template <class T>
[[nodiscard]] auto as(std::string_view json) {
  return Codec<T>::decode(json);
}
/// The same for base64 that holds JSON; `InvalidArgument`, too, if it is not base64.
template <class T>
[[nodiscard]] auto as(const Base64& base64) -> decltype(Codec<T>::decode({})) {
  detail::check_owner<T>();
  const std::optional<std::string> json = base64.bytes();
  if (!json) return absl::InvalidArgumentError("expected base64");
  return Codec<T>::decode(*json);
}

}  // namespace lambent::inline LAMBENT_ABI

// Implementation details; nothing there is meant for users.
#include "lambent/detail/event-inl.h"
