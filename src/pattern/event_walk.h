// SPDX-License-Identifier: Apache-2.0
// Finds the values that patterns ask about.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/status/status.h"
#include "json/indexed_text.h"
#include "json/workspace.h"
#include "pattern/matcher.h"

namespace lambent::inline LAMBENT_ABI::detail {

class EventWalk {
 public:
  EventWalk(const PatternMatcher& matcher, const IndexedText& document, Found& found)
      : matcher_(matcher), document_(&document), found_(found) {}

  /// Of the object that starts there.
  absl::Status run(Place at);

  /// How alternatives may name the payload: as what it is.
  std::uint8_t payload_uses() const { return payload_uses_; }

 private:
  using Node = PatternMatcher::Node;

  Place value(const Node& node, Place at, std::uint32_t element);
  Place object(const Node& node, Place at, std::uint32_t element);
  Place array(const Node& node, Place at, std::uint32_t element);
  void scalar(const Node& node, Place at, std::uint32_t element);
  const Node* member(const Node& node, Place at);
  void root_member(std::string_view name, const Node* node, Place at);
  void payload(const Node& node, Place at);
  bool json_payload(const Node& node, std::string_view text);

  /// The string that starts there, without its escapes. Eight bytes behind it are readable.
  std::string_view text(Place at);
  Place fault(Place at);

  const PatternMatcher& matcher_;
  const IndexedText* document_;
  Found& found_;
  std::optional<WorkspaceLease> payload_;
  std::size_t depth_ = 0;
  std::uint8_t payload_uses_ = PatternMatcher::kAsText;
  absl::Status status_;
};

}  // namespace lambent::inline LAMBENT_ABI::detail
