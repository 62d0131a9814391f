// SPDX-License-Identifier: Apache-2.0
// Members of samples by their path, checked against the description of the type.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "any_event.h"
#include "lambent/fields.h"
#include "testing/samples.h"
#include "testing/synthetic.h"

namespace lambent::inline LAMBENT_ABI {
namespace detail {
namespace {

/// A key, or an index.
struct Step {
  std::string key{};
  std::optional<std::size_t> index{};
};

std::optional<std::vector<Step>> steps_of(std::string_view path) {
  std::vector<Step> steps;
  std::size_t i = 0;
  while (i < path.size()) {
    if (path[i] == '[') {
      const std::size_t end = std::min(path.find(']', i), path.size());
      std::size_t index = 0;
      const auto [stop, error] = std::from_chars(path.data() + i + 1, path.data() + end, index);
      if (end == path.size() || error != std::errc() || stop != path.data() + end)
        return std::nullopt;
      steps.push_back({.index = index});
      i = end + 1;
    } else {
      // A dot stands between a name and what is before it.
      if (!steps.empty() && path[i++] != '.') return std::nullopt;
      Step step;
      for (; i < path.size() && path[i] != '.' && path[i] != '['; ++i) {
        if (path[i] == '\\' && i + 1 < path.size()) ++i;
        step.key += path[i];
      }
      if (step.key.empty()) return std::nullopt;
      steps.push_back(std::move(step));
    }
  }
  if (steps.empty()) return std::nullopt;
  return steps;
}

/// Type tags of DynamoDB below which all is text.
bool is_text_tag(std::string_view key) {
  constexpr std::string_view kTags[] = {"S", "N", "B", "SS", "NS", "BS"};
  return std::find(std::begin(kTags), std::end(kTags), key) != std::end(kTags);
}

/// What the description says of a place in a document.
class Place {
 public:
  explicit Place(const TypeInfo& type) : type_(&type) { enter(); }

  /// The place behind a step; nothing where the type has none.
  std::optional<Place> behind(const Step& step) const {
    if (type_ == nullptr) return *this;
    switch (type_->kind) {
      case Kind::kStruct: return step.index ? std::nullopt : member(step.key);
      case Kind::kList:
      case Kind::kVector: return step.index ? std::optional(Place(*type_->element)) : std::nullopt;
      case Kind::kMap:
      case Kind::kTextMap: return step.index ? std::nullopt : std::optional(Place(*type_->element));
      case Kind::kOneOrMany: {
        const Place one(*type_->element->element);
        return step.index ? one : one.behind(step);
      }
      case Kind::kRawJson:
      case Kind::kJsonText: return free();
      case Kind::kAttributeValue: return is_text_tag(step.key) ? text() : *this;
      default: return std::nullopt;
    }
  }

  /// Whether any JSON may stand there.
  bool is_free() const {
    return type_ == nullptr ? !is_text_
                            : type_->kind == Kind::kRawJson || type_->kind == Kind::kJsonText;
  }
  bool is_text() const {
    if (type_ == nullptr) return is_text_;
    return type_->kind == Kind::kText || type_->kind == Kind::kTimestamp ||
           type_->kind == Kind::kBase64 || type_->kind == Kind::kString;
  }

 private:
  Place(const TypeInfo* type, bool is_text) : type_(type), is_text_(is_text) {}
  static Place free() { return {nullptr, false}; }
  static Place text() { return {nullptr, true}; }

  /// Goes through what JSON does not show.
  void enter() {
    while (true) {
      if (type_->kind == Kind::kOptional) {
        type_ = type_->element;
      } else if (type_->kind == Kind::kStruct && type_->structure().whole != nullptr) {
        type_ = type_->structure().whole->type;
      } else {
        return;
      }
    }
  }

  std::optional<Place> member(std::string_view key) const {
    const StructInfo& structure = type_->structure();
    for (const FieldInfo& row : structure.rows)
      if (row.role == FieldInfo::Role::kMember && (row.key == key || row.second_key == key))
        return Place(*row.type);
    return structure.rest != nullptr ? std::optional(free()) : std::nullopt;
  }

  const TypeInfo* type_;  // null: free-form JSON
  bool is_text_ = false;
};

/// The value behind a step, made where there is none. Null where a value of another kind stands
/// there, or the index is too high.
Json* child(Json& parent, const Step& step) {
  if (!step.index) {
    if (!parent.is_object() && !parent.is_null()) return nullptr;
    return &parent[step.key];
  }
  if (!parent.is_array() && !parent.is_null()) return nullptr;
  if (*step.index > parent.size()) return nullptr;
  if (*step.index == parent.size()) parent.push_back(parent.empty() ? Json() : Json(parent.back()));
  return &parent[*step.index];
}

/// What marks a number that is kept as it is written: as a string, until all is written.
constexpr std::string_view kMark = "\\u0001";

/// JSON whose numbers a double or an integer of 64 bits might change, with these marked.
std::string with_numbers_marked(std::string_view json) {
  std::string marked;
  bool in_text = false;
  for (std::size_t i = 0; i < json.size();) {
    if (in_text || (json[i] != '-' && (json[i] < '0' || json[i] > '9'))) {
      const std::size_t length = in_text && json[i] == '\\' ? 2 : 1;
      if (json[i] == '"') in_text = !in_text;
      marked += json.substr(i, length);
      i += length;
      continue;
    }
    const std::size_t end = std::min(json.find_first_not_of("+-.0123456789Ee", i), json.size());
    const std::string_view number = json.substr(i, end - i);
    const bool is_kept = number.size() > 18 || number.find_first_of(".eE") != number.npos;
    marked += is_kept ? fmt::format("\"{}{}{}\"", kMark, number, kMark) : std::string(number);
    i = end;
  }
  return marked;
}

/// The text of an event with the marked numbers as they were written.
std::string written(const Json& event) {
  std::string text = text_of(event);
  const std::string begin = fmt::format("\"{}", kMark);
  const std::string end = fmt::format("{}\"", kMark);
  for (std::size_t at = 0; (at = text.find(begin, at)) != text.npos;) {
    const std::size_t number = at + begin.size();
    const std::size_t behind = text.find_first_not_of("+-.0123456789Ee", number);
    if (behind == number || text.compare(behind, end.size(), end) != 0) {
      at = number;  // somebody's own text
      continue;
    }
    text.erase(behind, end.size()).erase(at, begin.size());
  }
  return text;
}

/// Gives a value back what was set of it, and leaves what has been added since.
void overlay(Json& value, const Json& given) {
  if (value.is_object() && given.is_object()) {
    for (const auto& item : given.items()) overlay(value[item.key()], item.value());
  } else if (value.is_array() && given.is_array() && value.size() >= given.size()) {
    for (std::size_t i = 0; i < given.size(); ++i) overlay(value[i], given[i]);
  } else {
    value = given;
  }
}

/// Text that is no JSON becomes a string.
Json json_or_text(std::string_view text) {
  Json json = Json::parse(text, nullptr, false);
  return json.is_discarded() ? Json(std::string(text)) : json;
}

/// Whether an edit is done once more, which leaves what its objects and lists do not say.
enum class Again { kNo, kYes };

/// Changes one member of an event of this type.
absl::Status apply_edit(const testing::Edit& edit, const TypeInfo& type, Json& event, Again again) {
  const auto failed = [&](std::string_view why) {
    return absl::InvalidArgumentError(fmt::format("{}: {}", edit.path, why));
  };
  const std::optional<std::vector<Step>> steps = steps_of(edit.path);
  if (!steps) return failed("not a path such as Records[0].body");
  std::optional<Place> place(type);
  Json* at = &event;
  for (const Step& step : *steps) {
    place = place->behind(step);
    if (!place) return failed("there is no such member");
    at = child(*at, step);
    if (at == nullptr) return failed("the sample has another value there, or fewer elements");
  }
  std::string value = valid_utf8(edit.value);
  if (place->is_free() && Json::accept(value)) value = with_numbers_marked(value);
  Json json = place->is_text() ? Json(value) : json_or_text(value);
  if (again == Again::kYes) {
    overlay(*at, json);
  } else {
    *at = std::move(json);
  }
  return absl::OkStatus();
}

}  // namespace

Json sample_of(std::string_view source) {
  return Json::parse(testing::sample_json(source), nullptr, false);
}

absl::StatusOr<std::string> edited_sample(std::string_view source, const TypeInfo& type,
                                          std::span<const testing::Edit> edits) {
  Json event = sample_of(source);
  if (event.is_discarded())
    return absl::NotFoundError(fmt::format("{}: there is no sample", source));
  for (const testing::Edit& edit : edits)
    if (absl::Status status = apply_edit(edit, type, event, Again::kNo); !status.ok())
      return status;
  if (absl::Status status = AnyEvent(type).decode(written(event), source); !status.ok())
    return status;
  make_copies_distinct(source, event);
  make_consistent(source, event);
  for (const testing::Edit& edit : edits)
    if (absl::Status status = apply_edit(edit, type, event, Again::kYes); !status.ok())
      return status;
  // Keys that came with all the lists were set, others only lead to what was set.
  const auto names_all = [](const testing::Edit& edit) { return edit.path == "records"; };
  if (std::none_of(edits.begin(), edits.end(), names_all)) rename_partitions(source, event);
  return written(event);
}

}  // namespace detail

namespace testing {

std::string_view sample_json(SourceId source) {
  const auto all = detail::samples();
  const auto found = std::lower_bound(
      all.begin(), all.end(), source,
      [](const detail::Sample& sample, std::string_view name) { return sample.source < name; });
  return found != all.end() && found->source == source ? found->json : std::string_view();
}

}  // namespace testing
}  // namespace lambent::inline LAMBENT_ABI
