// SPDX-License-Identifier: Apache-2.0
// The memory that reading JSON needs, kept from text to text.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "json/indexed_text.h"
#include "json/reader.h"
#include "json/structural_index.h"
#include "lambent/detail/arena.h"
#include "lambent/event.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// Makes `to` hold `text` and behind it the bytes that are only read past, in no more memory than
/// that takes: a std::string that grows by itself doubles.
void assign_padded(std::string_view text, std::string& to);

/// Thread-safety: none; one thread at a time.
class Workspace {
 public:
  /// Copies `text`, so that the bytes behind it can be read, and indexes the copy. False: there is
  /// nothing to read, and `load_error()` says why.
  bool load(std::string_view text, const DecodeOptions& options);
  /// Indexes `text` where it lies. kPadding bytes behind it are readable, and it stays.
  bool load_in_place(std::string_view text, const DecodeOptions& options);
  absl::Status load_error() const;

  const IndexedText& document() const { return document_; }

  /// Reads what was loaded into the blank object at `out`, which then borrows from the text and
  /// from `storage`; explains why where nothing was.
  absl::Status read(void* out, const TypeInfo& type, std::string_view name, Storage& storage);

  Storage& storage() { return storage_; }
  std::size_t capacity() const;
  /// Frees what is larger than `keep` bytes.
  void shrink(std::size_t keep);

 private:
  absl::Status explain_fault(const TypeInfo& type, std::string_view name);

  StructuralIndex index_;
  std::string copy_;
  Storage storage_;
  ReaderScratch scratch_;
  IndexedText document_;
  IndexError error_ = IndexError::kNone;
  DecodeOptions options_;
};

/// A Workspace of this thread, for as long as the lease lives. Leases may nest.
class WorkspaceLease {
 public:
  WorkspaceLease();
  WorkspaceLease(const WorkspaceLease&) = delete;
  WorkspaceLease& operator=(const WorkspaceLease&) = delete;
  ~WorkspaceLease();
  Workspace* operator->() const { return workspace_.get(); }
  Workspace& operator*() const { return *workspace_; }

 private:
  std::unique_ptr<Workspace> workspace_;
};

}  // namespace lambent::inline LAMBENT_ABI::detail
