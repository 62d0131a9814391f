// SPDX-License-Identifier: Apache-2.0
// Reads an indexed JSON text into a described value: one walk over the index, led by the rows.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "json/indexed_text.h"
#include "lambent/detail/arena.h"
#include "lambent/fields.h"

namespace lambent::inline LAMBENT_ABI {
struct JsonScalar;
}

namespace lambent::inline LAMBENT_ABI::detail {

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

/// Its functions take the place where something starts and return the place behind it, or null when
/// that failed; `failure()` then says why.
/// Thread-safety: none; one thread at a time.
class Reader {
 public:
  Reader(const IndexedText& document, Storage& storage, ReaderScratch& scratch,
         std::size_t max_depth)
      : document_(document),
        escapes_(document),
        storage_(storage),
        scratch_(scratch),
        max_depth_(max_depth) {}

  /// Reads the whole text into the blank object at `out`. False: `failure()` says why, and `out`
  /// holds what was read before.
  bool read(void* out, const TypeInfo& type);
  const Failure& failure() const { return failure_; }

 private:
  class Room;

  /// A null leaves `out` as it is, except where JSON itself is wanted.
  Place value(Place at, char* out, Kind kind, const TypeInfo& type);
  Place new_value(Place at, char* memory, const TypeInfo& type);
  Place other_value(Place at, char* out, const TypeInfo& type);
  Place null(Place at, Kind kind);
  Place object(Place at, char* out, const StructInfo& structure);
  Place whole(Place at, char* out, const FieldInfo& row);
  Place unknown_member(Place at, const StructInfo& structure);
  void keep_rest(char* out, const StructInfo& structure, std::size_t first);
  Place list(Place at, SequenceData& out, const TypeInfo& element);
  Place map(Place at, SequenceData& out, const TypeInfo& type);
  Place vector(Place at, char* out, const TypeInfo& type);
  Place text_map(Place at, char* out, const TypeInfo& type);
  Place one_or_many(Place at, char* out, const TypeInfo& type);
  Place attribute_value(Place at, char* out);
  Place text(Place at, std::string_view& out);
  Place boolean(Place at, bool& out);
  Place integer(Place at, std::int64_t& out);
  Place real(Place at, double& out);
  Place number_text(Place at, std::string_view& out);
  Place number_or_text(Place at, NumberOrText& out);
  Place string(Place at, std::string& out);
  Place json_text(Place at, std::string& out);
  Place scalar(Place at, JsonScalar& out);
  Place raw_json(Place at, std::string_view& out);

  char* more_room(char* begin, std::size_t& bytes, const TypeInfo& type, std::size_t item_size,
                  Place first, Place at);
  void drop_earlier_duplicates(SequenceData& entries, const TypeInfo& type);

  Place open(Place at, char bracket, const char* what);
  Place cannot_open(Place at, char bracket, const char* what);
  Place next_element(Place at, bool& more);
  Place next_member(Place at, bool& more);
  Place fail(Place at, std::string_view expected);
  Place fail(std::string_view expected, std::string_view found);
  Place fail_in(std::string_view key);
  Place fail_in(std::size_t index);

  const IndexedText document_;
  Escapes escapes_;
  Storage& storage_;
  ReaderScratch& scratch_;
  const std::size_t max_depth_;
  std::size_t depth_ = 0;
  Failure failure_;
};

/// What stands there, in words for a message.
std::string_view describe(const IndexedText& document, Place at);

/// How deeply the text nests, whatever else is wrong with it.
std::size_t nesting_of(const IndexedText& document);

}  // namespace lambent::inline LAMBENT_ABI::detail
