// SPDX-License-Identifier: Apache-2.0
#include "json/workspace.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "json/fault.h"
#include "json/reader.h"
#include "spare.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

absl::Status invalid(std::string_view name, std::string_view path, std::string_view expected,
                     std::string_view found) {
  return absl::InvalidArgumentError(fmt::format("{}{}${}: expected {}, found {}", name,
                                                name.empty() ? "" : ": ", path, expected, found));
}

absl::Status too_deep(std::string_view name, std::string_view path, std::size_t limit) {
  return absl::ResourceExhaustedError(
      fmt::format("{}{}${}: expected at most {} levels of nesting, found more", name,
                  name.empty() ? "" : ": ", path, limit));
}

}  // namespace

void assign_padded(std::string_view text, std::string& to) {
  if (to.capacity() < text.size() + kPadding) {
    to = std::string();
    to.reserve(text.size() + kPadding);
  }
  to.assign(text);
  to.append(kPadding, '\0');
}

bool Workspace::load(std::string_view text, const DecodeOptions& options) {
  if (text.size() > options.max_bytes) return load_in_place(text, options);
  // The copy stays as long as the longest text so far, so that no call has to find its end.
  if (copy_.size() < text.size() + kPadding) {
    copy_ = std::string();
    copy_.reserve(text.size() + kPadding);
    copy_.resize(copy_.capacity());
  }
  char* const end = std::copy(text.begin(), text.end(), copy_.data());
  std::memset(end, 0, kPadding);
  return load_in_place({copy_.data(), text.size()}, options);
}

bool Workspace::load_in_place(std::string_view text, const DecodeOptions& options) {
  options_ = options;
  document_ = {.text = text.data(), .size = text.size()};
  error_ = IndexError::kTooLarge;
  if (text.size() > options.max_bytes) return false;
  error_ = index_.build(text.data(), text.size());
  if (error_ != IndexError::kNone) return false;
  document_.index = index_.begin();
  document_.index_size = index_.size();
  document_.first_backslash = find_backslash(text.data(), document_.end_of_text());
  if (index_.size() > options.max_elements) error_ = IndexError::kTooMany;
  return error_ == IndexError::kNone;
}

absl::Status Workspace::load_error() const {
  const std::string_view text(document_.text, document_.size);
  switch (error_) {
    case IndexError::kNone: return absl::OkStatus();
    case IndexError::kEmpty: return invalid("", "", "a JSON value", "the end of the payload");
    case IndexError::kTooLarge:
      return absl::ResourceExhaustedError(fmt::format("$: expected at most {} bytes, found {}",
                                                      options_.max_bytes, document_.size));
    case IndexError::kTooMany:
      return absl::ResourceExhaustedError(fmt::format("$: expected at most {} elements, found {}",
                                                      options_.max_elements, index_.size()));
    case IndexError::kBadEncoding:
    case IndexError::kBadString: {
      const Fault fault = find_fault(text);
      return invalid("", "", fault.expected, fault.found);
    }
  }
  return absl::InternalError("no such error");
}

absl::Status Workspace::read(void* out, const TypeInfo& type, std::string_view name,
                             Storage& storage) {
  if (error_ == IndexError::kBadEncoding || error_ == IndexError::kBadString)
    return explain_fault(type, name);
  if (error_ != IndexError::kNone) {
    absl::Status error = load_error();
    if (name.empty()) return error;
    return absl::Status(error.code(), fmt::format("{}: {}", name, std::string(error.message())));
  }
  scratch_.rest.clear();
  Reader reader(document_, storage, scratch_, options_.max_depth);
  if (reader.read(out, type)) return absl::OkStatus();
  const Failure& failure = reader.failure();
  // However else a text is wrong: that it nests too deeply comes first.
  if (failure.too_deep || nesting_of(document_) > options_.max_depth)
    return too_deep(name, failure.path, options_.max_depth);
  if (failure.expected.empty())
    return absl::InvalidArgumentError(fmt::format("{}{}${}: this field is required but missing",
                                                  name, name.empty() ? "" : ": ", failure.path));
  return invalid(name, failure.path, failure.expected, failure.found);
}

/// The text could not be indexed. What stands in front of the fault can: reading that far fails
/// right where the fault is, and so gives its path.
absl::Status Workspace::explain_fault(const TypeInfo& type, std::string_view name) {
  const std::string_view text(document_.text, document_.size);
  const Fault fault = find_fault(text);
  Workspace before;
  std::string path;
  if (before.load(text.substr(0, fault.token), options_)) {
    void* const scratch = ::operator new(type.size);
    type.construct(scratch);
    Reader reader(before.document(), before.storage(), before.scratch_, options_.max_depth);
    const bool read = reader.read(scratch, type);
    const Failure failure = reader.failure();
    type.destroy(scratch);
    ::operator delete(scratch);
    if (failure.too_deep || nesting_of(before.document()) > options_.max_depth)
      return too_deep(name, failure.path, options_.max_depth);
    const bool stopped_short = failure.found == "the end of the payload";
    if (!read && !stopped_short && !failure.expected.empty())
      return invalid(name, failure.path, failure.expected, failure.found);
    path = failure.path;
  }
  return invalid(name, path, fault.expected, fault.found);
}

std::size_t Workspace::capacity() const {
  return index_.capacity() + copy_.capacity() + storage_.capacity();
}

void Workspace::shrink(std::size_t keep) {
  index_.shrink(keep);
  if (copy_.capacity() > keep) std::string().swap(copy_);
  storage_.reset(keep);
  document_ = {};
}

namespace {
/// What a thread keeps between two uses.
constexpr std::size_t kKept = std::size_t{1} << 20;

}  // namespace

WorkspaceLease::WorkspaceLease() : workspace_(take_spare<Workspace>()) {}

WorkspaceLease::~WorkspaceLease() {
  workspace_->storage().reset();
  if (workspace_->capacity() > kKept) workspace_->shrink(kKept);
  keep_spare(std::move(workspace_));
}

}  // namespace lambent::inline LAMBENT_ABI::detail
