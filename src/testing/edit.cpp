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

}  // namespace

Json json_or_text(std::string_view text) {
  Json json = Json::parse(text, nullptr, false);
  return json.is_discarded() ? Json(std::string(text)) : json;
}

Json sample_of(std::string_view source) {
  return Json::parse(testing::sample_json(source), nullptr, false);
}

absl::Status apply(const testing::Edit& edit, const TypeInfo& type, Json& event, Again again) {
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
  const std::string value = valid_utf8(edit.value);
  Json json = place->is_text() ? Json(value) : json_or_text(value);
  if (again == Again::kNo || !json.is_structured()) *at = std::move(json);
  return absl::OkStatus();
}

absl::StatusOr<std::string> edited_sample(std::string_view source, const TypeInfo& type,
                                          std::span<const testing::Edit> edits) {
  Json event = sample_of(source);
  if (event.is_discarded())
    return absl::NotFoundError(fmt::format("{}: there is no sample", source));
  for (const testing::Edit& edit : edits)
    if (absl::Status status = apply(edit, type, event, Again::kNo); !status.ok()) return status;
  if (absl::Status status = AnyEvent(type).decode(text_of(event), source); !status.ok())
    return status;
  make_copies_distinct(source, event);
  make_consistent(source, event);
  for (const testing::Edit& edit : edits)
    if (absl::Status status = apply(edit, type, event, Again::kYes); !status.ok()) return status;
  return text_of(event);
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
