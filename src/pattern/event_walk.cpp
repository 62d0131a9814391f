// SPDX-License-Identifier: Apache-2.0
#include "pattern/event_walk.h"

#include <cstring>
#include <string>

#include "json/keys.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

constexpr std::size_t kMostLevels = 200;

absl::Status too_deep() {
  return absl::ResourceExhaustedError("$: expected at most " + std::to_string(kMostLevels) +
                                      " levels of nesting, found more");
}

/// Ends the walk: from there on no step finds a character that it goes on at.
Place end_of(const IndexedText& document) { return document.index + document.index_size; }

}  // namespace

absl::Status EventWalk::run(Place at) {
  if (document_->byte(at) != '{' || document_->is_end(at))
    return absl::InvalidArgumentError("$: expected an object");
  const Node& root = matcher_.nodes_[0];
  if (matcher_.record_.payload.empty() && matcher_.record_.merged.empty()) {
    if (!root.slots.empty()) object(root, at + 1, Found::kNone);
    return std::move(status_);
  }
  ++at;
  while (status_.ok() && document_->byte(at) == '"' && document_->byte(at + 1) == ':') {
    const std::string_view name = text(at);
    at += 2;
    root_member(name, root.slots.empty() ? nullptr : matcher_.find(root, name), at);
    at = document_->behind(at);
    if (document_->byte(at) != ',') break;
    ++at;
  }
  if (document_->byte(at) != '}') fault(at);
  return std::move(status_);
}

/// A member of a record.
void EventWalk::root_member(std::string_view name, const Node* node, Place at) {
  if (!matcher_.record_.merged.empty() && name == matcher_.record_.merged &&
      document_->byte(at) == '{') {
    const std::string_view payload_name = matcher_.record_.payload;
    const Node& root = matcher_.nodes_[0];
    for (Place inner = at + 1;
         document_->byte(inner) == '"' && document_->byte(inner + 1) == ':';) {
      const std::string_view inner_name = text(inner);
      inner += 2;
      const Node* const found = root.slots.empty() ? nullptr : matcher_.find(root, inner_name);
      if (found != nullptr && inner_name == payload_name) {
        payload(*found, inner);
      } else if (found != nullptr) {
        value(*found, inner, Found::kNone);
      }
      inner = document_->behind(inner);
      if (document_->byte(inner) != ',') break;
      ++inner;
    }
  }
  if (node == nullptr) return;
  if (name == matcher_.record_.payload) {
    payload(*node, at);
  } else {
    value(*node, at, Found::kNone);
  }
}

/// JSON is walked into, and text is a value.
void EventWalk::payload(const Node& node, Place at) {
  if (document_->byte(at) != '"') {
    if (node.field != PatternMatcher::kNoField) value(node, at, Found::kNone);
    return;
  }
  // What was found in a payload borrows from it: of two members of that name the first one counts.
  if (payload_) return;
  std::string_view bytes = text(at);
  if (matcher_.record_.base64) {
    const std::optional<std::string> decoded = Base64{bytes}.bytes();
    if (!decoded) return;
    char* const kept = static_cast<char*>(found_.text().allocate(decoded->size() + 8, 1));
    // NOLINTNEXTLINE(bugprone-not-null-terminated-result): its size is kept
    std::memcpy(kept, decoded->data(), decoded->size());
    bytes = {kept, decoded->size()};
  }
  if (json_payload(node, bytes)) {
    payload_uses_ = PatternMatcher::kAsJson;
    return;
  }
  if (node.field != PatternMatcher::kNoField)
    found_.add(node.field, {.kind = ScalarKind::kText, .text = bytes}, Found::kNone);
}

bool EventWalk::json_payload(const Node& node, std::string_view text) {
  payload_.emplace();
  Workspace& workspace = **payload_;
  if (!workspace.load(text, {})) return false;
  const IndexedText& inner = workspace.document();
  const char first = inner.byte(inner.index);
  if (first != '{' && first != '[') return false;
  Escapes escapes(inner);
  const Skipped whole = skip_checked(inner, inner.index, kMostLevels, escapes);
  if (whole.outcome == Skipped::Outcome::kTooDeep) {
    if (status_.ok()) status_ = too_deep();
    return true;
  }
  if (whole.outcome != Skipped::Outcome::kWhole || !inner.is_end(whole.at)) return false;
  const IndexedText* const outer = std::exchange(document_, &inner);
  value(node, inner.index, Found::kNone);
  document_ = outer;
  return true;
}

Place EventWalk::value(const Node& node, Place at, std::uint32_t element) {
  switch (document_->byte(at)) {
    case '{': return node.slots.empty() ? document_->behind(at) : object(node, at + 1, element);
    case '[': return array(node, at + 1, element);
    default:
      if (node.field != PatternMatcher::kNoField) scalar(node, at, element);
      return at + 1;
  }
}

Place EventWalk::object(const Node& node, Place at, std::uint32_t element) {
  if (++depth_ > kMostLevels) return fault(at);
  while (document_->byte(at) == '"' && document_->byte(at + 1) == ':') {
    const Node* const found = member(node, at);
    at = found != nullptr ? value(*found, at + 2, element) : document_->behind(at + 2);
    if (document_->byte(at) != ',') break;
    ++at;
  }
  --depth_;
  return document_->byte(at) == '}' ? at + 1 : fault(at);
}

Place EventWalk::array(const Node& node, Place at, std::uint32_t element) {
  if (++depth_ > kMostLevels) return fault(at);
  std::uint32_t number = Found::kNone;
  while (document_->byte(at) != ']') {
    const char first = document_->byte(at);
    if (first == '{' || first == '[') {
      if (number == Found::kNone) number = found_.open_array();
      const std::uint32_t inner = found_.open_element(element, number);
      at = value(node, at, inner);
      found_.close_element(inner);
    } else {
      at = value(node, at, element);
    }
    if (document_->byte(at) != ',') break;
    ++at;
  }
  if (number != Found::kNone) found_.close_array(number);
  --depth_;
  return document_->byte(at) == ']' ? at + 1 : fault(at);
}

void EventWalk::scalar(const Node& node, Place at, std::uint32_t element) {
  const char first = document_->byte(at);
  if (first == '"') {
    found_.add(node.field, {.kind = ScalarKind::kText, .text = text(at)}, element);
  } else if (first == '-' || is_digit(first)) {
    const std::string_view number = document_->number(at);
    if (number.empty()) fault(at);
    found_.add(node.field, {.kind = ScalarKind::kNumber, .number = Number(number)}, element);
  } else if (document_->is_literal(at, "true")) {
    found_.add(node.field, {.kind = ScalarKind::kTrue}, element);
  } else if (document_->is_literal(at, "false")) {
    found_.add(node.field, {.kind = ScalarKind::kFalse}, element);
  } else if (document_->is_literal(at, "null")) {
    found_.add(node.field, {.kind = ScalarKind::kNull}, element);
  } else {
    fault(at);
  }
}

std::string_view EventWalk::text(Place at) {
  const std::string_view raw = document_->raw_string(at);
  if (raw.data() + raw.size() <= document_->first_backslash || !has_backslash(raw)) return raw;
  char* const plain = static_cast<char*>(found_.text().allocate(raw.size() + 8, 1));
  const char* const end = unescape(raw, plain);
  if (end == nullptr) {
    fault(at);
    return {plain, 0};  // NOLINT(bugprone-string-constructor): blank, but not absent
  }
  return {plain, static_cast<std::size_t>(end - plain)};
}

const PatternMatcher::Node* EventWalk::member(const Node& node, Place at) {
  return matcher_.find(node, text(at));
}

Place EventWalk::fault(Place at) {
  if (status_.ok()) {
    status_ = depth_ > kMostLevels
                  ? too_deep()
                  : absl::InvalidArgumentError("$: expected JSON, found something else at byte " +
                                               std::to_string(*at));
  }
  return end_of(*document_);
}

}  // namespace lambent::inline LAMBENT_ABI::detail
