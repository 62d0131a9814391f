// SPDX-License-Identifier: Apache-2.0
// The pattern of a handler. Whoever gives none needs nothing of the library's compiled part.
// Included by lambent/dispatcher.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lambent/context.h"
#include "lambent/detail/batch_run.h"
#include "lambent/detail/handler.h"
#include "lambent/detail/node.h"
#include "lambent/detail/record_form.h"
#include "lambent/detail/record_sources.h"
#include "lambent/detail/type_info.h"

namespace lambent::inline LAMBENT_ABI {

class Pattern;

namespace detail {

/// What the patterns of a list say of one event.
struct PatternMatches {
  struct Release {
    void operator()(PatternMatches* matches) const { matches->release(); }
  };

  virtual ~PatternMatches() = default;
  virtual void release() noexcept = 0;  // in the place of delete

  /// The places in the list of the handlers that it is worth coming to, ascending.
  std::vector<std::uint32_t> worth{};
};

/// What handlers with patterns have answered so far, where every record has a result. The functions
/// are those of the source's E.
struct PartialAnswer {
  virtual ~PartialAnswer() = default;
  void (*run_rest)() = nullptr;  // a PatternCall: a handler without a pattern gets what is left
  void (*finish)() = nullptr;  // a PatternFinish
};

/// The matches of one walk over a list, found when the first handler with a pattern is met.
struct PatternWalk {
  /// The next handler that is not known to have nothing to do.
  Node* const* skip_to_match(const HandlerList& list, Node* const* next) {
    place = static_cast<std::uint32_t>(next - list.nodes());
    if (matches == nullptr) return next;
    const auto& worth = matches->worth;
    while (seen < worth.size() && worth[seen] < place) ++seen;
    place = seen < worth.size() ? worth[seen] : list.size;
    return list.nodes() + place;
  }

  std::unique_ptr<PatternMatches, PatternMatches::Release> matches{};
  std::unique_ptr<PartialAnswer> partial{};
  absl::Status status{};
  std::uint32_t place = 0;  // of the handler that is run
  std::size_t seen = 0;  // in `worth`
};

/// How the dispatcher runs a handler with a pattern. Nothing: the event is not for it.
template <class E>
using PatternCall = std::optional<HandlerResult<E>> (*)(Node& node, const HandlerList& list,
                                                        const E& event, Event<E>* owned,
                                                        const Context& context, PatternWalk& walk);

/// The answer of all handlers, at the end of the walk. Nothing: none of them accepted the event.
template <class E>
using PatternFinish = std::optional<HandlerResult<E>> (*)(const E& event, PartialAnswer& partial);

template <class E>
std::optional<HandlerResult<E>> run_patterned(Node& node, const HandlerList& list, const E& event,
                                              Event<E>* owned, const Context& context,
                                              PatternWalk& walk);

/// Of the records of E, if it has some that can be left out of it.
template <class E>
constexpr RecordForm form_of_records() {
  if constexpr (HasRecords<E>) {
    return record_form<RecordOf<E>>;
  } else {
    return RecordForm::kNone;
  }
}

LAMBENT_API absl::StatusOr<std::shared_ptr<const CompiledPattern>> compile_filter(
    std::string_view text, RecordForm form);
LAMBENT_API std::string_view text_of_pattern(const Pattern& pattern);

}  // namespace detail

/// The text of an event pattern, or a Pattern.
template <class E>
class PatternOption {
 public:
  PatternOption() = default;
  PatternOption(std::string_view text)
      : compiled_(detail::compile_filter(text, detail::form_of_records<E>())),
        run_(reinterpret_cast<void (*)()>(&detail::run_patterned<E>)) {}
  PatternOption(const char* text) : PatternOption(std::string_view(text)) {}
  PatternOption(const std::string& text) : PatternOption(std::string_view(text)) {}
  PatternOption(const Pattern& pattern) : PatternOption(detail::text_of_pattern(pattern)) {}

 private:
  friend class Dispatcher;
  absl::StatusOr<std::shared_ptr<const detail::CompiledPattern>> compiled_ = nullptr;
  void (*run_)() = nullptr;  // a PatternCall<E>, which would ask for the answer to E too early
};

}  // namespace lambent::inline LAMBENT_ABI
