// SPDX-License-Identifier: Apache-2.0
// What a dispatcher knows besides its handlers, and what it must know of an event type to dispatch
// JSON. Included by lambent/dispatcher.h.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <typeinfo>
#include <vector>

#include "lambent/detail/handler_table.h"
#include "lambent/detail/outcome.h"
#include "lambent/dispatch_hooks.h"

namespace lambent::inline LAMBENT_ABI::detail {

class Recogniser;
struct DispatcherState;

/// Takes an answer whose type only the one who gives it knows.
struct AnswerSink {
  void (*take)(AnswerSink& sink, const void* answer, const TypeInfo& type);
};

/// What the dispatch of JSON needs of an event type. Plain constant data.
struct EventType {
  const Source* source;
  const TypeInfo* info;
  const std::type_info* id;
  std::uint32_t (*number)();
  std::string_view replaces;                // see AnswerTo
  /// Runs the handlers on the event.
  absl::Status (*run)(const DispatcherState& state, const void* event, const Context& context,
                      Reach& reach, AnswerSink& sink);
  /// The same for handlers that take an Event of their own. Decodes the payload itself; `document`
  /// is what patterns look at, or null.
  absl::Status (*run_owned)(const DispatcherState& state, std::string payload,
                            const IndexedText* document, const Context& context, Reach& reach,
                            AnswerSink& sink) = nullptr;
};

/// The recogniser of a set of types, made when it is first needed.
struct RecogniserCell {
  std::atomic<const Recogniser*> ready{nullptr};
  std::once_flag made;
  std::shared_ptr<const Recogniser> owned;
};

/// All that a dispatcher knows besides its handlers. Writers replace it as a whole.
struct Settings : Shared {
  using Around = std::function<absl::StatusOr<std::string>(std::string_view, const Context&, Next)>;
  using Observer = std::function<void(const Dispatched&)>;
  using Otherwise = std::function<absl::StatusOr<std::string>(std::string_view, const Context&)>;

  Settings() : Shared(&destroy) {}

  std::vector<EventType> types;
  std::shared_ptr<RecogniserCell> recogniser = std::make_shared<RecogniserCell>();
  std::vector<std::shared_ptr<const Around>> around;
  std::vector<std::shared_ptr<const Observer>> observers;
  std::shared_ptr<const Otherwise> otherwise;
  bool patterns = false;  // some handler has, or had, one
  absl::Status error;
  std::string error_source;
  std::string error_name;

  const EventType* type_of(SourceId source) const {
    for (const EventType& type : types)
      if (type.source->name == source) return &type;
    return nullptr;
  }

 private:
  static void destroy(Shared* shared) noexcept { delete static_cast<Settings*>(shared); }
};

struct DispatcherState {
  const DecodeOptions limits;
  mutable HandlerTable table;
  std::atomic<const Settings*> settings{new Settings};

  explicit DispatcherState(const DecodeOptions& payload_limits) : limits(payload_limits) {}
  DispatcherState(const DispatcherState&) = delete;
  DispatcherState& operator=(const DispatcherState&) = delete;
  ~DispatcherState() { delete settings.load(std::memory_order_relaxed); }

  /// Publishes what `change(settings)` makes of a copy.
  template <class Change>
  void update(Change change) {
    Shared* retired = nullptr;
    {
      const std::lock_guard lock(process().writers);
      const Settings* const old = settings.load(std::memory_order_relaxed);
      auto next = std::make_unique<Settings>(*old);
      change(*next);
      table.set_watched(!next->observers.empty() || !next->error.ok());
      // Partner: the second load in protect(). reclaim() fences.
      settings.exchange(next.release(), std::memory_order_seq_cst);
      table.retire(old);
      retired = table.take_retired();
    }
    table.reclaim(retired);
  }

  /// Removes everybody, and waits for all dispatches that have begun.
  void close() noexcept {
    {
      const std::lock_guard lock(process().writers);
      table.retire(settings.exchange(nullptr, std::memory_order_seq_cst));
    }
    table.close();
  }

  absl::Status status() const {
    FrameScope scope;
    return scope.protect(settings)->error;
  }

  bool is_registered(const EventType& type) const {
    return table.head(type.number()).load(std::memory_order_relaxed) != nullptr;
  }

  absl::Status add_type(const EventType& added) {
    {
      FrameScope scope;
      const EventType* const known = scope.protect(settings)->type_of(added.source->name);
      if (known != nullptr && *known->id == *added.id &&
          (added.run_owned == nullptr || known->run_owned != nullptr))
        return absl::OkStatus();
    }
    absl::Status status;
    update([&](Settings& next) {
      for (EventType& type : next.types) {
        if (type.source->name != added.source->name) continue;
        if (*type.id == *added.id) {
          if (added.run_owned != nullptr) type.run_owned = added.run_owned;
        } else {
          status = absl::InvalidArgumentError("another type is registered for the source " +
                                              std::string(added.source->name));
        }
        return;
      }
      next.types.push_back(added);
      next.recogniser = std::make_shared<RecogniserCell>();
    });
    return status;
  }

  /// Keeps the first registration that failed, until one of the same name succeeds. Those without a
  /// name are not the same.
  void keep_result(const absl::Status& result, SourceId source, const std::string& name) {
    if (result.ok() && status().ok()) return;
    update([&](Settings& next) {
      const bool same = !name.empty() && next.error_source == source && next.error_name == name;
      if (next.error.ok() ? result.ok() : !same || !result.ok()) return;
      next.error = result;
      next.error_source = result.ok() ? "" : std::string(source);
      next.error_name = result.ok() ? "" : name;
    });
  }
};

/// Dispatcher::dispatch(); of JSON that is known to come from `known`, where that is not null.
LAMBENT_API absl::StatusOr<std::string> dispatch_json(const DispatcherState& state,
                                                      std::string payload, const Context& context,
                                                      const Source* known);

}  // namespace lambent::inline LAMBENT_ABI::detail
