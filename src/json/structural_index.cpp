// SPDX-License-Identifier: Apache-2.0
#include "json/structural_index.h"

#include <simdjson.h>

#include <algorithm>

namespace lambent::inline LAMBENT_ABI::detail {

bool is_utf8(std::string_view text) { return simdjson::validate_utf8(text.data(), text.size()); }

struct StructuralIndex::Parser {
  simdjson::dom::parser dom;
};

namespace {

// simdjson's own bookkeeping for documents, which the index has no use for, grows with the depth.
constexpr std::size_t kLeastDepth = 1;

IndexError translate(simdjson::error_code error) {
  switch (error) {
    case simdjson::SUCCESS: return IndexError::kNone;
    case simdjson::EMPTY: return IndexError::kEmpty;
    case simdjson::UTF8_ERROR: return IndexError::kBadEncoding;
    case simdjson::CAPACITY:
    case simdjson::MEMALLOC: return IndexError::kTooLarge;
    default: return IndexError::kBadString;
  }
}

}  // namespace

StructuralIndex::StructuralIndex() = default;
StructuralIndex::StructuralIndex(StructuralIndex&&) noexcept = default;
StructuralIndex& StructuralIndex::operator=(StructuralIndex&&) noexcept = default;
StructuralIndex::~StructuralIndex() = default;

IndexError StructuralIndex::build(const char* text, std::size_t size) {
  size_ = 0;
  if (size == 0) return IndexError::kEmpty;
  if (parser_ == nullptr) parser_ = std::make_unique<Parser>();
  if (parser_->dom.capacity() < size) {
    // Small ones grow in steps, so that payloads of similar size share one allocation.
    const std::size_t capacity =
        size < (1u << 20) ? std::max<std::size_t>(size + size / 4, 2048) : size;
    if (const auto error = parser_->dom.allocate(capacity, kLeastDepth)) return translate(error);
  }
  auto& implementation = *parser_->dom.implementation;
  const auto error = implementation.stage1(reinterpret_cast<const std::uint8_t*>(text), size,
                                           simdjson::stage1_mode::regular);
  if (error) return translate(error);
  begin_ = implementation.structural_indexes.get();
  size_ = implementation.n_structural_indexes;
  return size_ == 0 ? IndexError::kEmpty : IndexError::kNone;
}

std::size_t StructuralIndex::capacity() const {
  return parser_ == nullptr ? 0 : parser_->dom.capacity() * sizeof(std::uint32_t);
}

void StructuralIndex::shrink(std::size_t keep) {
  if (capacity() <= keep) return;
  parser_.reset();
  size_ = 0;
}

}  // namespace lambent::inline LAMBENT_ABI::detail
