// SPDX-License-Identifier: Apache-2.0
// Patterns from JSON to alternatives.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "json/workspace.h"
#include "lambent/detail/type_info.h"
#include "pattern/compiled.h"
#include "pattern/parse_leaf.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

constexpr std::size_t kMostBytes = std::size_t{64} << 10;
constexpr std::size_t kMostPatternLevels = 64;
constexpr std::size_t kMostFields = 256;
constexpr std::size_t kMostAlternatives = 1000;

std::size_t most_characters(PatternService service) {
  switch (service) {
    case PatternService::kAny: return kMostBytes;
    case PatternService::kEventBridgeRule: return 2048;
    case PatternService::kPipe:
    case PatternService::kEventSourceMapping: return 4096;
  }
  return kMostBytes;
}

std::size_t characters_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

/// Whether `$or` is the operator: two objects or more, none with a field that is called like one.
bool has_reserved_names(const JsonValue& object) {
  return !object.each_member([](const std::string& name, const JsonValue& value) {
    return !is_reserved_name(name) && !(value.is_object() && has_reserved_names(value));
  });
}

class Parser {
 public:
  Parser(PatternService service, CompiledPattern& pattern) : service_(service), pattern_(pattern) {}

  absl::Status parse(const JsonValue& root) {
    std::vector<Alternative> alternatives(1);
    absl::Status status = object(root, "$", {}, alternatives);
    if (!status.ok()) return status;
    const std::vector<std::size_t> order = order_of_paths();
    for (Alternative& alternative : alternatives)
      std::sort(alternative.begin(), alternative.end(),
                [&](const Field& a, const Field& b) { return order[a.path] < order[b.path]; });
    pattern_.alternatives = std::move(alternatives);
    return status;
  }

 private:
  absl::Status object(const JsonValue& value, const std::string& where, const Path& path,
                      std::vector<Alternative>& alternatives) {
    if (!value.is_object())
      return pattern_error(where, fmt::format("expected an object, found {}", value.kind()));
    absl::Status status;
    bool empty = true;
    value.each_member([&](const std::string& name, const JsonValue& member) {
      empty = false;
      const std::string at = where + '.' + name;
      status = name == "$or" && member.is_array() ? either(member, at, path, alternatives)
                                                  : field(name, member, at, path, alternatives);
      return status.ok();
    });
    if (empty) return pattern_error(where, R"(the object is empty: write {"name": ["x"]})");
    return status;
  }

  absl::Status field(const std::string& name, const JsonValue& member, const std::string& where,
                     const Path& path, std::vector<Alternative>& alternatives) {
    Path inner = path;
    inner.push_back(name);
    if (member.is_object()) return object(member, where, inner, alternatives);
    if (!member.is_array()) {
      return pattern_error(
          where, fmt::format("`{}` must be an object or a list, found {}: write [{}]", name,
                             member.kind(), member.is_string() ? R"("x")" : "5"));
    }
    const std::uint32_t number = number_of(inner);
    const auto leaf = static_cast<std::uint32_t>(pattern_.leaves.size());
    pattern_.leaves.emplace_back();
    absl::Status status = parse_leaf(member, where, service_, pattern_.leaves.back());
    if (!status.ok()) return status;
    for (Alternative& alternative : alternatives) {
      const auto same = std::find_if(alternative.begin(), alternative.end(),
                                     [&](const Field& other) { return other.path == number; });
      if (same != alternative.end()) {
        same->leaf = leaf;  // the last one counts
      } else if (alternative.size() == kMostFields) {
        return absl::ResourceExhaustedError(
            fmt::format("pattern: {}: expected at most {} fields", where, kMostFields));
      } else {
        alternative.push_back({number, leaf});
      }
    }
    return absl::OkStatus();
  }

  absl::Status either(const JsonValue& list, const std::string& where, const Path& path,
                      std::vector<Alternative>& alternatives) {
    std::vector<JsonValue> branches;
    bool all_objects = true;
    bool reserved = false;
    list.each_element([&](const JsonValue& branch) {
      branches.push_back(branch);
      all_objects &= branch.is_object();
      reserved |= branch.is_object() && has_reserved_names(branch);
      return true;
    });
    if (branches.size() < 2 || !all_objects || reserved) {
      // A field of that name, unless it is the operator gone wrong.
      if (field("$or", list, where, path, alternatives).ok()) return absl::OkStatus();
      return pattern_error(where, all_objects && branches.size() > 1
                                      ? "no field within `$or` may be called like an operator"
                                      : "`$or` takes at least two objects");
    }
    std::vector<Alternative> result;
    for (std::size_t i = 0; i < branches.size(); ++i) {
      std::vector<Alternative> branch = alternatives;
      absl::Status status = object(branches[i], fmt::format("{}[{}]", where, i), path, branch);
      if (!status.ok()) return status;
      if (result.size() + branch.size() > kMostAlternatives)
        return absl::ResourceExhaustedError(fmt::format(
            "pattern: {}: expected at most {} alternatives by `$or`", where, kMostAlternatives));
      std::move(branch.begin(), branch.end(), std::back_inserter(result));
    }
    alternatives = std::move(result);
    return absl::OkStatus();
  }

  std::uint32_t number_of(const Path& path) {
    const auto [found, is_new] =
        numbers_.try_emplace(path, static_cast<std::uint32_t>(pattern_.paths.size()));
    if (is_new) pattern_.paths.push_back(path);
    return found->second;
  }

  /// The places of the paths in the order of their names joined with dots.
  std::vector<std::size_t> order_of_paths() const {
    std::vector<std::pair<std::string, std::size_t>> texts;
    for (const Path& path : pattern_.paths) {
      texts.emplace_back("", texts.size());
      for (const std::string& name : path) texts.back().first += name + '.';
      texts.back().first.pop_back();
    }
    std::sort(texts.begin(), texts.end());
    std::vector<std::size_t> order(texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) order[texts[i].second] = i;
    return order;
  }

  PatternService service_;
  CompiledPattern& pattern_;
  std::map<Path, std::uint32_t> numbers_;
};

}  // namespace

absl::StatusOr<CompiledPattern> compile_pattern(std::string_view text,
                                                const PatternOptions& options) {
  const std::size_t most = most_characters(options.service);
  if (text.size() > kMostBytes || characters_of(text) > most)
    return absl::ResourceExhaustedError(fmt::format(
        "pattern: expected at most {} characters, found {}", most, characters_of(text)));
  WorkspaceLease workspace;
  workspace->load(text, {.max_depth = kMostPatternLevels});
  RawJson whole;
  absl::Status status =
      workspace->read(&whole, type_info<RawJson>, "pattern", workspace->storage());
  if (!status.ok()) return status;
  CompiledPattern pattern;
  pattern.text = text;
  const IndexedText& document = workspace->document();
  status = Parser(options.service, pattern).parse(JsonValue(document, document.index));
  if (!status.ok()) return status;
  return pattern;
}

}  // namespace lambent::inline LAMBENT_ABI::detail
