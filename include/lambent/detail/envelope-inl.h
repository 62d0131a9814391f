// SPDX-License-Identifier: Apache-2.0
// Brings the events inside records to their handlers. Included by lambent/envelope.h.
#pragma once

#include <algorithm>
#include <climits>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeinfo>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lambent/batch.h"
#include "lambent/detail/envelope_part.h"
#include "lambent/dispatcher.h"
#include "lambent/envelope.h"

namespace lambent::inline LAMBENT_ABI::detail {

template <class E>
concept HasEnvelopes = std::is_same_v<E, SqsEvent> || std::is_same_v<E, SnsEvent> ||
                       std::is_same_v<E, KinesisEvent> || std::is_same_v<E, FirehoseEvent>;

template <class E>
struct UnwrapOptions {
  static_assert(HasEnvelopes<E>,
                "lambent: unwrap<E> opens the records of SqsEvent, SnsEvent, KinesisEvent or "
                "FirehoseEvent");
  using type = BatchOptions<RecordOf<E>>;
};

/// What a record holds.
struct Inner {
  /// A record between the carrying one and the event.
  struct Around {
    std::shared_ptr<const void> owner;
    const std::type_info* type;
    const void* record;
  };
  const Source* source = nullptr;
  std::string payload{};
  std::vector<Around> around{};  // the outermost first
  absl::Status outcome{};        // where there is nothing to dispatch, and `source` is null
};

/// The event in a record's text, if it is one that somebody handles. `depth` records lie around it.
LAMBENT_API std::optional<Inner> open_envelope(const DispatcherState& state, std::string_view text,
                                               std::size_t depth);

/// Dispatches it as what came in `carrier`.
LAMBENT_API absl::Status deliver(const DispatcherState& state, Inner inner, const Carrier& carrier,
                                 const Context& context);

/// How many records lie around what is dispatched with this context.
LAMBENT_API std::size_t envelopes_around(const Context& context);

/// The handler that comes before those of E.
template <class E>
class Unwrapper : BatchRunner<RecordOf<E>> {
  using Record = RecordOf<E>;
  using Result = std::optional<RecordResult<Record>>;

 public:
  Unwrapper(const DispatcherState& state, BatchOptions<Record> options)
      : BatchRunner<Record>(std::move(options)), state_(state) {}

  DispatchResult<E> operator()(const E& event, const Context& context) {
    const absl::StatusOr<Records<Record>> records = records_of(event);
    if (!records.ok()) return records.status();
    std::vector<std::optional<Inner>> inner = open(*records, context);
    if (std::none_of(inner.begin(), inner.end(), [](const auto& one) { return one.has_value(); }))
      return pass_on(state_, event, context);

    E frame = event;  // all of it but the records
    frame.records = {};
    std::vector<char> is_left(records->size());
    const bool ordered = has_order(*records);
    const auto handle = [&](std::size_t i, Result& result) -> absl::Status {
      const Record& record = *(*records)[i];
      if (inner[i]) {
        const Carrier carrier{&typeid(Record), &record, context.way.carrier};
        return deliver(state_, *std::move(inner[i]), carrier, context);
      }
      if (!ordered) {
        is_left[i] = true;
        return absl::OkStatus();
      }
      Part<E> part = hand_over(state_, frame, only(&record), context);
      result = std::move(part.results[0]);
      return std::move(part.outcomes[0]);
    };
    const auto afterwards = [&](Outcomes& outcomes, std::vector<Result>& results) {
      Records<Record> left;
      std::vector<std::size_t> places;
      for (std::size_t i = 0; i < records->size(); ++i) {
        if (!is_left[i] || !outcomes[i].ok()) continue;
        left.push_back((*records)[i]);
        places.push_back(i);
      }
      if (left.empty()) return;
      Part<E> part = hand_over(state_, frame, std::move(left), context, this->time_is_up(context));
      for (std::size_t at = 0; at < places.size(); ++at) {
        outcomes[places[at]] = std::move(part.outcomes[at]);
        if constexpr (HasResult<Record>) results[places[at]] = std::move(part.results[at]);
      }
    };
    return this->run(event, *records, context, handle, afterwards);
  }

 private:
  static Records<Record> only(const Record* record) {
    Records<Record> records;
    records.push_back(record);
    return records;
  }

  static bool has_order(const Records<Record>& records) {
    BatchPlan plan;
    if constexpr (Ordered<Record>) set_order(records, false, plan);
    return !plan.lanes.empty();
  }

  std::vector<std::optional<Inner>> open(const Records<Record>& records,
                                         const Context& context) const {
    const std::size_t depth = envelopes_around(context) + 1;
    std::vector<std::optional<Inner>> inner(records.size());
    for (std::size_t i = 0; i < records.size(); ++i) {
      absl::Status failure = without_exceptions([&] {
        if (!this->accepts(*records[i])) return absl::OkStatus();
        // A body that cannot be read is none that could be opened.
        (void)with_body(*records[i], [&](std::string_view text) {
          inner[i] = open_envelope(state_, text, depth);
          return absl::OkStatus();
        });
        return absl::OkStatus();
      });
      if (!failure.ok()) inner[i] = Inner{.outcome = std::move(failure)};
    }
    return inner;
  }

  const DispatcherState& state_;
};

}  // namespace lambent::inline LAMBENT_ABI::detail

namespace lambent::inline LAMBENT_ABI {

template <class E>
Dispatcher& Dispatcher::unwrap(typename detail::UnwrapOptions<E>::type options) {
  constexpr char kName[] = "unwrap";
  detail::Unwrapper<E> unwrapper(*state_, std::move(options));
  return keep<E>(
      add<E>(std::move(unwrapper), {.name = kName, .priority = INT_MAX}, /*envelope=*/true), kName);
}

}  // namespace lambent::inline LAMBENT_ABI
