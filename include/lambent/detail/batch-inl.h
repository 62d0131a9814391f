// SPDX-License-Identifier: Apache-2.0
// Brings the records of an event to a handler of records. Included by lambent/batch.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "lambent/batch.h"
#include "lambent/detail/exceptions.h"
#include "lambent/detail/handler.h"
#include "lambent/detail/record_sources.h"
#include "lambent/dispatch_hooks.h"
#include "lambent/event.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// Calls `f` with what it takes, keeps the result that it gives, and tells how it went.
template <class Result, class F, class T>
absl::Status handle_one(F& f, const T& value, const Context& context,
                        std::optional<Result>& result) {
  static_assert(
      std::is_invocable_v<F&, const T&> || std::is_invocable_v<F&, const T&, const Context&>,
      "lambent: a handler of records takes (const T&) or (const T&, const Context&), where "
      "T is what each<T>() or each_body<T>() names");
  using Returned = decltype(call(f, value, context));
  static_assert(std::is_void_v<Returned> || std::is_same_v<Returned, absl::Status> ||
                    std::is_convertible_v<Returned, Result> ||
                    std::is_convertible_v<Returned, absl::StatusOr<Result>>,
                "lambent: a handler of records returns void, absl::Status or, where the source's "
                "answer has a result for each record, that result or absl::StatusOr of it");
  if constexpr (std::is_void_v<Returned>) {
    call(f, value, context);
    return absl::OkStatus();
  } else if constexpr (std::is_same_v<Returned, absl::Status>) {
    return call(f, value, context);
  } else {
    absl::StatusOr<Result> returned = call(f, value, context);
    if (!returned.ok()) return std::move(returned).status();
    result = *std::move(returned);
    return absl::OkStatus();
  }
}

/// The answer to E once all records have been run. Where none was handled that is a failure, except
/// of a part of a batch, whose other records went to other handlers.
template <class E, class Record>
DispatchResult<E> answer_from(const E& event, const Records<Record>& records,
                              const Context& context, const Outcomes& outcomes,
                              std::vector<std::optional<RecordResult<Record>>> given) {
  if constexpr (HasResult<Record>) {
    std::vector<RecordResult<Record>> results;
    results.reserve(records.size());
    for (std::size_t i = 0; i < records.size(); ++i)
      results.push_back(result_of(*records[i], outcomes[i], given[i] ? &*given[i] : nullptr));
    return answer_of(event, std::move(results));
  } else if constexpr (answers<E>) {
    if (none_handled(outcomes) && context.way.part != &event) return joined_failure(outcomes);
    return answer_of(event, records, outcomes);
  } else {
    return joined_failure(outcomes);
  }
}

/// What each() and each_body() share. T is what the options speak of.
template <class T>
class BatchRunner {
 public:
  explicit BatchRunner(BatchOptions<T> options) : options_(std::move(options)) {
    if (options_.parallelism > 1 && options_.executor == nullptr)
      options_.executor = own_threads(options_.parallelism - 1);
  }

 protected:
  absl::Status time_is_up(const Context& context) const {
    return detail::time_is_up(context, options_.deadline_margin);
  }
  bool accepts(const T& value) const {
    return options_.filter == nullptr || options_.filter(value);
  }

  /// `handle(i, result)` gives the Status of one record, and may give it a result. When all records
  /// are done, `afterwards(outcomes, results)` may change what became of them.
  template <class E, class Record, class Handle, class Afterwards>
  DispatchResult<E> run(const E& event, const Records<Record>& records, const Context& context,
                        Handle handle, Afterwards afterwards) const {
    std::vector<std::optional<RecordResult<Record>>> results(records.size());
    const auto handle_at = [&](std::size_t i) {
      return without_exceptions([&]() -> absl::Status { return handle(i, results[i]); });
    };
    BatchPlan plan = plan_for(records, handle_at);
    plan.name = [&](std::size_t i) {
      return name_of_record(id_of(*records[i]), i, source<E>.name);
    };
    Outcomes outcomes = run_batch(plan, context);
    afterwards(outcomes, results);
    if (options_.on_failure != nullptr) tell(records, outcomes);
    if (options_.report == Report::kWholeBatch) {
      absl::Status failure = joined_failure(outcomes);
      if (!failure.ok()) return failure;
    }
    return answer_from(event, records, context, outcomes, std::move(results));
  }

  /// The same; `handle(record, result)`.
  template <class E, class Handle>
  DispatchResult<E> run(const E& event, const Context& context, Handle handle) const {
    const absl::StatusOr<Records<RecordOf<E>>> records = records_of(event);
    if (!records.ok()) return records.status();
    return run(
        event, *records, context,
        [&](std::size_t i, auto& result) { return handle(*(*records)[i], result); },
        [](const auto&...) {});
  }

 private:
  template <class Record>
  BatchPlan plan_for(const Records<Record>& records,
                     std::function<absl::Status(std::size_t)> run) const {
    BatchPlan plan{.size = records.size(),
                   .parallelism = options_.parallelism,
                   .executor = options_.executor,
                   .deadline_margin = options_.deadline_margin,
                   .stop_at_first_failure = options_.stop_at_first_failure,
                   .run = std::move(run)};
    if constexpr (Ordered<Record>)
      set_order(records, options_.fifo == FifoScope::kWholeBatch, plan);
    return plan;
  }

  template <class Record>
  void tell(const Records<Record>& records, const Outcomes& outcomes) const {
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      if (outcomes[i].ok()) continue;
      const std::string id = id_of(*records[i]);
      // What a hook throws changes nothing of what is reported.
      (void)without_exceptions([&] {
        options_.on_failure({i, id, outcomes[i]});
        return absl::OkStatus();
      });
    }
  }

  BatchOptions<T> options_;
};

template <class Record, class F>
class Each : BatchRunner<Record> {
 public:
  Each(F handle, BatchOptions<Record> options)
      : BatchRunner<Record>(std::move(options)), handle_(std::move(handle)) {}

  template <HasRecords E>
    requires std::is_same_v<RecordOf<E>, Record>
  DispatchResult<E> operator()(const E& event, const Context& context = {}) {
    const auto handle = [&](const Record& record, std::optional<RecordResult<Record>>& result) {
      return this->accepts(record) ? handle_one(handle_, record, context, result)
                                   : absl::OkStatus();
    };
    return this->run(event, context, handle);
  }

 private:
  F handle_;
};

/// Codec<Body>::decode() gives a Body, or something that holds one.
template <class Body, class Held>
const Body& body_in(const Held& held) {
  if constexpr (std::is_same_v<Held, Body>) {
    return held;
  } else {
    return *held;
  }
}

template <class Body, class F>
class EachBody : BatchRunner<Body> {
  static_assert(HasDecoder<Body>,
                "lambent: each_body<T>() needs a description of T, lambent::fields<T>, or a "
                "lambent::Codec<T>");

 public:
  EachBody(F handle, BatchOptions<Body> options)
      : BatchRunner<Body>(std::move(options)), handle_(std::move(handle)) {}

  template <HasRecords E>
    requires HasBody<RecordOf<E>>
  DispatchResult<E> operator()(const E& event, const Context& context = {}) {
    using Record = RecordOf<E>;
    const auto handle = [&](const Record& record, std::optional<RecordResult<Record>>& result) {
      return with_body(record, [&](std::string_view json) -> absl::Status {
        const auto decoded = Codec<Body>::decode(json);
        if (!decoded.ok()) return decoded.status();
        const Body& body = body_in<Body>(*decoded);
        return this->accepts(body) ? handle_one(handle_, body, context, result) : absl::OkStatus();
      });
    };
    return this->run(event, context, handle);
  }

 private:
  F handle_;
};

}  // namespace lambent::inline LAMBENT_ABI::detail
