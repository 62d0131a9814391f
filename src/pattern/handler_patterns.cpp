// SPDX-License-Identifier: Apache-2.0
// The patterns of the dispatcher's handlers: those of a list are matched together.
#include <algorithm>
#include <compare>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "json/workspace.h"
#include "json/writer.h"
#include "lambent/dispatcher.h"
#include "lambent/pattern.h"
#include "pattern/matcher.h"
#include "pattern/record_members.h"
#include "spare.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

/// The patterns of a list.
struct Patterns : ListMatcher {
  Patterns(const HandlerList& list, RecordForm form) : matcher(members_of(form)) {
    ids.resize(list.size);
    for (std::uint32_t i = 0; i < list.size; ++i) {
      const Node* const node = list.nodes()[i];
      if (node->about.pattern == nullptr) {
        others.push_back(i);
      } else {
        ids[i] = matcher.add(node->about.pattern);
        places.push_back(i);
      }
    }
  }

  PatternMatcher matcher;
  std::vector<PatternSet::Id> ids;    // of each handler in the list
  std::vector<std::uint32_t> places;  // in the list, of each pattern
  std::vector<std::uint32_t> others;  // the places without a pattern
};

struct Match {
  PatternSet::Id pattern;
  std::uint32_t record;
  auto operator<=>(const Match&) const = default;  // NOLINT(modernize-use-nullptr): not by hand
};

class Matches : public PatternMatches {
 public:
  void start(const Patterns& patterns) {
    patterns_ = &patterns;
    found_.clear();
    records_.clear();
  }
  void release() noexcept override {
    if (found_.capacity() <= kMostKept) {
      keep_spare(std::unique_ptr<Matches>(this));
    } else {
      delete this;
    }
  }

  absl::Status match(const IndexedText& document, Place at, std::uint32_t record) {
    absl::Status status = patterns_->matcher.match(document, at, ids_);
    if (!status.ok()) return status;
    for (const PatternSet::Id id : ids_) found_.push_back({id, record});
    return status;
  }

  /// After the last match.
  void arrange(bool all_are_worth) {
    std::sort(found_.begin(), found_.end());
    for (const Match& match : found_) records_.push_back(match.record);
    worth = patterns_->others;
    if (all_are_worth) {
      worth.insert(worth.end(), patterns_->places.begin(), patterns_->places.end());
    } else {
      for (const Match& match : found_) worth.push_back(patterns_->places[match.pattern]);
    }
    std::sort(worth.begin(), worth.end());
  }

  Places records_at(std::uint32_t place) const {
    const PatternSet::Id id = patterns_->ids[place];
    const auto first = std::lower_bound(found_.begin(), found_.end(), Match{id, 0});
    const auto last = std::lower_bound(first, found_.end(), Match{id + 1, 0});
    return Places(records_).subspan(static_cast<std::size_t>(first - found_.begin()),
                                    static_cast<std::size_t>(last - first));
  }

 private:
  static constexpr std::size_t kMostKept = 1 << 16;

  const Patterns* patterns_ = nullptr;
  std::vector<PatternSet::Id> ids_;
  std::vector<Match> found_;
  std::vector<std::uint32_t> records_;  // of each match
};

const Patterns& patterns_of(const HandlerList& list, RecordForm form) {
  // Partner: the exchange below.
  if (const ListMatcher* const made = list.matcher.load(std::memory_order_acquire))
    return static_cast<const Patterns&>(*made);
  auto fresh = std::make_unique<Patterns>(list, form);
  ListMatcher* other = nullptr;
  if (list.matcher.compare_exchange_strong(other, fresh.get(), std::memory_order_acq_rel,
                                           std::memory_order_acquire))
    return *fresh.release();
  return static_cast<const Patterns&>(*other);  // another thread was quicker
}

/// The key under which a struct's member stands.
std::string_view key_of(const TypeInfo& type, std::size_t offset) {
  for (const FieldInfo& row : type.structure().rows)
    if (row.offset == offset) return row.key;
  return {};
}

/// The value of a member of the root object; null where there is none.
Place member_of_root(const IndexedText& document, std::string_view key) {
  Place found = nullptr;
  for (Place at = document.index + 1; document.byte(at) == '"' && document.byte(at + 1) == ':';) {
    // Keys of AWS have no escapes.
    if (document.raw_string(at) == key) found = at + 2;
    at = document.behind(at + 2);
    if (document.byte(at) != ',') break;
    ++at;
  }
  return found;
}

/// Calls `use(place)` for every element of a list, or of the lists in an object, until it fails.
template <class Use>
absl::Status each_record(const IndexedText& document, Place at, Use use) {
  const bool by_name = document.byte(at) == '{';
  absl::Status status;
  for (++at; status.ok() && document.byte(at) != ']' && document.byte(at) != '}';) {
    if (document.is_end(at)) break;
    if (by_name) at += 2;
    if (!by_name) {
      status = use(at);
    } else if (document.byte(at) == '[') {  // anything else holds no records
      status = each_record(document, at, use);
    }
    at = document.behind(at);
    if (document.byte(at) == ',') ++at;
  }
  return status;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const CompiledPattern>> compile_filter(std::string_view text,
                                                                      RecordForm form) {
  absl::StatusOr<CompiledPattern> compiled = compile_record_pattern(text, form, {});
  if (!compiled.ok()) return std::move(compiled).status();
  return std::make_shared<const CompiledPattern>(*std::move(compiled));
}

std::string_view text_of_pattern(const Pattern& pattern) { return pattern.text(); }

void match_list(const HandlerList& list, const PatternInput& input, PatternWalk& walk) {
  const Patterns& patterns = patterns_of(list, input.form);
  WorkspaceLease workspace;
  const IndexedText* document = input.document;
  if (document == nullptr) {
    std::string json;
    write_value(input.event, *input.type, json);
    // The dispatcher's limits have let it pass.
    if (!workspace->load(json, {.max_bytes = SIZE_MAX, .max_elements = SIZE_MAX})) {
      walk.status = workspace->load_error();
      return;
    }
    document = &workspace->document();
  }
  std::unique_ptr<Matches> matches = take_spare<Matches>();
  matches->start(patterns);
  if (!input.records_at) {
    walk.status = matches->match(*document, document->index, 0);
  } else if (const Place records =
                 member_of_root(*document, key_of(*input.type, *input.records_at))) {
    std::uint32_t record = 0;
    walk.status = each_record(*document, records, [&](Place at) {
      const std::uint32_t number = record++;
      return document->byte(at) == '{' ? matches->match(*document, at, number) : absl::OkStatus();
    });
  }
  if (!walk.status.ok()) return;
  matches->arrange(input.all_have_results);
  walk.matches.reset(matches.release());
}

Places matching_records(const PatternMatches& matches, std::uint32_t place) {
  return static_cast<const Matches&>(matches).records_at(place);
}

}  // namespace lambent::inline LAMBENT_ABI::detail
