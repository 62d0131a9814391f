// SPDX-License-Identifier: Apache-2.0
// The patterns of the dispatcher's handlers: those of a list are matched together.
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

namespace lambent::detail {
namespace {

/// The patterns of a list; the id of each belongs to the node of the same place in `nodes`.
struct Patterns : ListMatcher {
  Patterns(const HandlerList& list, RecordForm form) : matcher(members_of(form)) {
    for (std::uint32_t i = 0; i < list.size; ++i) {
      const Node* const node = list.nodes()[i];
      if (node->about.pattern == nullptr) continue;
      matcher.add(node->about.pattern);
      nodes.push_back(node);
    }
  }

  PatternMatcher matcher;
  std::vector<const Node*> nodes;
};

struct Matches : PatternMatches {
  explicit Matches(const Patterns& all) : patterns(all), places(all.nodes.size()) {}

  std::size_t place_of(const Node& node) const {
    std::size_t i = 0;
    while (patterns.nodes[i] != &node) ++i;
    return i;
  }

  const Patterns& patterns;
  /// Of each pattern the records that match; one is there if the event as a whole does.
  std::vector<std::vector<std::uint32_t>> places;
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

absl::Status match_list(const HandlerList& list, const PatternInput& input,
                        std::unique_ptr<PatternMatches>& matches) {
  const Patterns& patterns = patterns_of(list, input.form);
  WorkspaceLease workspace;
  const IndexedText* document = input.document;
  if (document == nullptr) {
    std::string json;
    write_value(input.event, *input.type, json);
    if (!workspace->load(json, {})) return workspace->load_error();
    document = &workspace->document();
  }
  auto found = std::make_unique<Matches>(patterns);
  std::vector<PatternSet::Id> ids;
  std::uint32_t place = 0;
  const auto match = [&](Place at) {
    if (document->byte(at) == '{') {
      absl::Status status = patterns.matcher.match(*document, at, ids);
      if (!status.ok()) return status;
      for (const PatternSet::Id id : ids) found->places[id].push_back(place);
    }
    ++place;
    return absl::OkStatus();
  };
  absl::Status status;
  if (!input.records_at) {
    status = match(document->index);
  } else if (const Place records =
                 member_of_root(*document, key_of(*input.type, *input.records_at))) {
    status = each_record(*document, records, match);
  }
  matches = std::move(found);
  return status;
}

bool is_match(const PatternMatches& matches, const Node& node) {
  return !matching_records(matches, node).empty();
}

const std::vector<std::uint32_t>& matching_records(const PatternMatches& matches,
                                                   const Node& node) {
  const auto& found = static_cast<const Matches&>(matches);
  return found.places[found.place_of(node)];
}

}  // namespace lambent::detail
