// SPDX-License-Identifier: Apache-2.0
// Reads an indexed JSON text into a described value: one walk over the index, led by the rows.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "json/cursor.h"
#include "lambent/detail/arena.h"
#include "lambent/fields.h"

namespace lambent {
struct JsonScalar;
}

namespace lambent::detail {

/// Why a value could not be read. The path is put together only on the way out of a failure.
struct Failure {
  std::string path;      // ".Records[1].messageId"
  std::string_view expected;  // "a string"; a literal, as `found` is
  std::string_view found;
  bool too_deep = false;
};

/// Memory of the reader's own, kept from text to text.
struct ReaderScratch {
  std::vector<Map<RawJson>::Entry> rest;
  std::vector<std::pair<std::string_view, std::uint32_t>> keys;
};

/// Thread-safety: none; one thread at a time.
class Reader {
 public:
  Reader(const IndexedText& document, Storage& storage, ReaderScratch& scratch,
         std::size_t max_depth)
      : cursor_(document), storage_(storage), scratch_(scratch), max_depth_(max_depth) {}

  /// Reads the whole text into the blank object at `out`. False: `failure()` says why, and `out`
  /// holds what was read before.
  bool read(void* out, const TypeInfo& type);
  const Failure& failure() const { return failure_; }

 private:
  enum class Result : unsigned char { kFailed, kValue, kNull };

  Result value(char* out, Kind kind, const TypeInfo& type);
  Result other_value(char* out, const TypeInfo& type);
  bool object(char* out, const StructInfo& structure);
  bool unknown_member(const StructInfo& structure, std::string_view raw_key);
  const FieldInfo* find_row(const StructInfo& structure, std::string_view raw_key);
  bool list(SequenceData& out, const TypeInfo& element);
  bool map(SequenceData& out, const TypeInfo& type);
  bool vector(char* out, const TypeInfo& type);
  bool text_map(char* out, const TypeInfo& type);
  bool one_or_many(char* out, const TypeInfo& type);
  bool attribute_value(char* out);
  bool text(std::string_view& out);
  bool integer(std::int64_t& out);
  bool scalar(JsonScalar& out);
  bool raw_json(std::string_view& out);

  char* grow(char* items, std::size_t size, std::size_t& capacity, const TypeInfo& element,
             std::size_t item_size, const char* first);
  void drop_earlier_duplicates(SequenceData& entries, const TypeInfo& type);

  bool open(char bracket, const char* what);
  bool cannot_open(char bracket, const char* what);
  bool next_element(char close, bool& more);
  bool fail(std::string_view expected);
  bool fail(std::string_view expected, std::string_view found);
  bool fail_in(std::string_view key);
  bool fail_in(std::size_t index);

  Cursor cursor_;
  Storage& storage_;
  ReaderScratch& scratch_;
  std::size_t max_depth_;
  std::size_t depth_ = 0;
  Failure failure_;
};

/// What stands at the cursor, in words for a message.
std::string_view describe(const Cursor& cursor);

/// How deeply the text nests, whatever else is wrong with it.
std::size_t nesting_of(const IndexedText& document);

}  // namespace lambent::detail
