// SPDX-License-Identifier: Apache-2.0
#include "lambent/event.h"

#include <cstring>

#include "json/workspace.h"
#include "json/writer.h"
#include "lambent/answers.h"

namespace lambent::inline LAMBENT_ABI {

namespace detail {

EventText::~EventText() {
#ifndef NDEBUG
  // A view that outlives its event shows at once.
  std::memset(padded.data(), 0xDD, padded.size());
  storage.poison();
#endif
}

absl::Status decode_event(EventText& text, std::string payload, void* value, const TypeInfo& type,
                          std::string_view name, const DecodeOptions& options) {
  text.size = payload.size();
  if (text.size > options.max_bytes || payload.capacity() - payload.size() >= kPadding) {
    text.padded = std::move(payload);
    if (text.size <= options.max_bytes) text.padded.append(kPadding, '\0');
  } else {
    assign_padded(payload, text.padded);
    std::string().swap(payload);
  }
  WorkspaceLease workspace;
  workspace->load_in_place(text.payload(), options);
  return workspace->read(value, type, name, text.storage);
}

void encode_value(const void* value, const TypeInfo& type, std::string& out) {
  write_value(value, type, out);
}

}  // namespace detail

absl::StatusOr<std::string> Codec<std::string>::decode(std::string_view json) {
  detail::WorkspaceLease workspace;
  workspace->load(json, {});
  std::string_view text;
  absl::Status status =
      workspace->read(&text, detail::type_info<std::string_view>, {}, workspace->storage());
  if (!status.ok()) return status;
  return std::string(text);
}

void Codec<std::string>::encode(const std::string& value, std::string& out) {
  detail::write_string(value, out);
}

struct Decoder::Impl {
  explicit Impl(const DecodeOptions& limits) : options(limits) {}
  ~Impl() { forget(); }

  /// Ends the life of the last value and of what it borrowed.
  void forget() {
    if (value != nullptr) type->destroy(value);
    value = nullptr;
#ifndef NDEBUG
    workspace.storage().poison();
#endif
    workspace.storage().reset();
  }

  DecodeOptions options;
  detail::Workspace workspace;
  void* value = nullptr;
  const detail::TypeInfo* type = nullptr;
};

Decoder::Decoder(const DecodeOptions& options) : impl_(std::make_unique<Impl>(options)) {}
Decoder::Decoder(Decoder&&) noexcept = default;
Decoder& Decoder::operator=(Decoder&&) noexcept = default;
Decoder::~Decoder() = default;

absl::Status Decoder::decode(std::string_view text, const detail::TypeInfo& type,
                             std::string_view name, const void*& value) {
  impl_->forget();
  detail::Storage& storage = impl_->workspace.storage();
  impl_->workspace.load(text, impl_->options);
  value = impl_->value = storage.items.allocate(type.size, type.align);
  impl_->type = &type;
  type.construct(impl_->value);
  return impl_->workspace.read(impl_->value, type, name, storage);
}

std::size_t Decoder::capacity() const { return impl_->workspace.capacity(); }

}  // namespace lambent::inline LAMBENT_ABI
