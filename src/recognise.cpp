// SPDX-License-Identifier: Apache-2.0
#include "recognise.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

#include "json/reader.h"
#include "json/workspace.h"
#include "lambent/events.h"

namespace lambent::inline LAMBENT_ABI {
namespace detail {

const Recogniser& builtin_recogniser() {
  static const Recogniser* const recogniser = [] {
    std::vector<const Source*> sources;
    for_each_event([&]<class E>() { sources.push_back(&source<E>); });
    return new Recogniser(sources);  // never freed: it may be used until the last thread ends
  }();
  return *recogniser;
}

absl::Status unknown_source(const IndexedText& document) {
  Place at = document.index;
  if (document.byte(at) != '{')
    return absl::NotFoundError(
        fmt::format("no known source: the payload is {}", describe(document, at)));
  constexpr std::size_t kMost = 12;
  std::vector<std::string_view> names;
  ++at;
  while (document.byte(at) == '"' && names.size() < kMost) {
    names.push_back(document.raw_string(at));
    at = document.behind(at + 2);
    if (document.byte(at) == ',') ++at;
  }
  if (names.empty()) return absl::NotFoundError("no known source: the payload has no members");
  return absl::NotFoundError(fmt::format("no known source: the payload has the members {}{}",
                                         fmt::join(names, ", "),
                                         names.size() == kMost ? ", ..." : ""));
}

absl::StatusOr<SourceId> recognise_with(const Recogniser& recogniser, std::string_view payload,
                                        const DecodeOptions& options) {
  WorkspaceLease workspace;
  workspace->load(payload, options);
  RawJson all;
  absl::Status status = workspace->read(&all, type_info<RawJson>, {}, workspace->storage());
  if (!status.ok()) return status;
  const Source* const source = recogniser.recognise(workspace->document());
  if (source == nullptr) return unknown_source(workspace->document());
  return source->name;
}

}  // namespace detail

absl::StatusOr<SourceId> recognise(std::string_view payload, const DecodeOptions& options) {
  return detail::recognise_with(detail::builtin_recogniser(), payload, options);
}

}  // namespace lambent::inline LAMBENT_ABI
