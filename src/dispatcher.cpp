// SPDX-License-Identifier: Apache-2.0
// The dispatch of JSON: recognise, decode, run, encode.
#include "lambent/dispatcher.h"

#include <algorithm>
#include <mutex>
#include <vector>

#include "json/splice.h"
#include "json/workspace.h"
#include "json/writer.h"
#include "lambent/events.h"
#include "recognise.h"

namespace lambent::inline LAMBENT_ABI {
namespace detail {
namespace {

/// Encodes the answer right where it is given.
struct JsonSink : AnswerSink {
  JsonSink()
      : AnswerSink{[](AnswerSink& sink, const void* answer, const TypeInfo& type) {
          std::string& to = static_cast<JsonSink&>(sink).json;
          to.clear();
          write_value(answer, type, to);
        }} {}
  std::string json = "null";
};

/// A described value in the arena of a workspace, ended before the arena is.
class Scratch {
 public:
  Scratch(const TypeInfo& type, Storage& storage)
      : type_(type), value_(storage.items.allocate(type.size, type.align)) {
    type_.construct(value_);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() { type_.destroy(value_); }
  void* get() const { return value_; }

 private:
  const TypeInfo& type_;
  void* value_;
};

/// One payload on its way.
class JsonDispatch {
 public:
  JsonDispatch(const DispatcherState& state, const Settings& settings, const Context& context)
      : state_(state), settings_(settings), context_(context) {}

  absl::StatusOr<std::string> run(std::string_view payload, bool padded, const Source* known) {
    const bool loaded = padded ? workspace_->load_in_place(payload, state_.limits)
                               : workspace_->load(payload, state_.limits);
    const Source* first = known;
    if (first == nullptr) {
      if (!loaded) return decode_error(workspace_->load_error());
      first = recogniser_of(settings_).recognise(workspace_->document());
      if (first == nullptr) return unknown();
    }
    source_ = first->name;
    return offer(*first, payload);
  }

  SourceId source() const { return source_; }

 private:
  /// To the handlers of the source itself, then of its base, and so on.
  absl::StatusOr<std::string> offer(const Source& first, std::string_view payload) {
    bool registered = false;
    JsonSink sink;
    for (const Source* source = &first; source != nullptr; source = base_of(*source)) {
      const EventType* const type = settings_.type_of(source->name);
      if (type == nullptr || !state_.is_registered(*type)) continue;
      Reach reach = Reach::kNothingRegistered;
      absl::Status status = offer(*type, payload, reach, sink);
      if (!status.ok()) return status;
      if (reach == Reach::kAccepted) {
        if (type->replaces.empty()) return std::move(sink.json);
        return with_root_member(workspace_->document(), type->replaces, sink.json);
      }
      registered |= reach == Reach::kDeclined;
    }
    if (!registered) return nothing_registered(first);
    if (first.kind == SourceKind::kAnswer) return nobody_accepts(first);
    return std::move(sink.json);
  }

  absl::Status offer(const EventType& type, std::string_view payload, Reach& reach,
                     JsonSink& sink) {
    const IndexedText* const document = settings_.patterns ? &workspace_->document() : nullptr;
    if (type.run_owned != nullptr)
      return type.run_owned(state_, std::string(payload), document, context_, reach, sink);
    Storage& storage = workspace_->storage();
    const Scratch event(*type.info, storage);
    absl::Status status = workspace_->read(event.get(), *type.info, type.source->name, storage);
    if (!status.ok()) return decode_error(std::move(status));
    if (document == nullptr) return type.run(state_, event.get(), context_, reach, sink);
    return type.run(state_, event.get(), decoded_of(*document, event.get(), context_), reach, sink);
  }

  const Source* base_of(const Source& source) const {
    return source.base.empty() ? nullptr : recogniser_of(settings_).named(source.base);
  }

  absl::StatusOr<std::string> unknown() {
    // Recognising looks at a part of a payload only: that all of it is JSON is still to be checked.
    RawJson checked;
    absl::Status status = workspace_->read(&checked, type_info<RawJson>, {}, workspace_->storage());
    if (!status.ok()) return decode_error(std::move(status));
    if (settings_.otherwise == nullptr) return unknown_source(workspace_->document());
    return (*settings_.otherwise)(checked.text, context_);
  }

  const DispatcherState& state_;
  const Settings& settings_;
  const Context& context_;
  WorkspaceLease workspace_;
  SourceId source_;
};

/// Through the interceptors from `at` on, and to `innermost` behind them.
absl::StatusOr<std::string> run_around(const Settings& settings, std::size_t at,
                                       std::string_view payload, const Context& context,
                                       const Next::Function& innermost) {
  if (at == settings.around.size()) return innermost(payload, context);
  const Next::Function next = [&](std::string_view text, const Context& inner) {
    return run_around(settings, at + 1, text, inner, innermost);
  };
  return without_exceptions<absl::StatusOr<std::string>>(
      [&] { return (*settings.around[at])(payload, context, Next(next)); });
}

bool has_probes(const Source& source) {
  // Those left blank count for nothing, wherever they stand, and none is recognised by what it
  // lacks.
  return !source.or_probes.empty() ||
         std::any_of(source.probes.begin(), source.probes.end(), [](const Probe& probe) {
           return probe.test != Probe::Test::kNone && probe.test != Probe::Test::kAbsent;
         });
}

}  // namespace

const Recogniser& recogniser_of(const Settings& settings) {
  RecogniserCell& cell = *settings.recogniser;
  // Partner: the store below.
  if (const auto* ready = cell.ready.load(std::memory_order_acquire)) return *ready;
  std::call_once(cell.made, [&] {
    std::vector<const Source*> sources;
    for_each_event([&]<class E>() { sources.push_back(&source<E>); });
    const std::vector<const Source*> builtin = sources;
    for (const EventType& type : settings.types) {
      const auto same = [&](const Source* other) { return other->name == type.source->name; };
      const auto known = std::find_if(sources.begin(), sources.end(), same);
      if (known == sources.end()) {
        sources.push_back(type.source);
      } else if (has_probes(*type.source)) {
        *known = type.source;  // in the place of a built-in one
      }
    }
    if (sources != builtin) cell.owned = std::make_shared<const Recogniser>(sources);
    cell.ready.store(cell.owned != nullptr ? cell.owned.get() : &builtin_recogniser(),
                     std::memory_order_release);
  });
  return *cell.ready.load(std::memory_order_relaxed);
}

absl::StatusOr<std::string> dispatch_json(const DispatcherState& state, std::string payload,
                                          const Context& context, const Source* known) {
  FrameScope scope;
  const Settings& settings = *scope.protect(state.settings);
  if (!settings.error.ok()) return settings.error;
  const bool observed = !settings.observers.empty();
  std::chrono::steady_clock::time_point start{};
  if (observed) start = std::chrono::steady_clock::now();
  SourceId source;
  const auto run = [&](std::string_view text, bool padded, const Context& inner) {
    JsonDispatch dispatch(state, settings, inner);
    auto answer = dispatch.run(text, padded, known);
    source = dispatch.source();
    return answer;
  };

  absl::StatusOr<std::string> answer;
  if (settings.around.empty()) {
    const std::size_t size = payload.size();
    const bool roomy = payload.capacity() - size >= kPadding;
    if (roomy) payload.append(kPadding, '\0');
    answer = run(std::string_view(payload).substr(0, size), roomy, context);
  } else {
    const Next::Function innermost = [&](std::string_view text, const Context& inner) {
      return run(text, false, inner);
    };
    answer = run_around(settings, 0, payload, context, innermost);
  }

  if (observed) {
    const absl::Status& status = answer.status();
    const Dispatched dispatched{source, status, std::chrono::steady_clock::now() - start, context};
    for (const auto& observer : settings.observers) (*observer)(dispatched);
  }
  return answer;
}

}  // namespace detail

absl::StatusOr<std::string> Dispatcher::dispatch(std::string payload,
                                                 const Context& context) const {
  return detail::dispatch_json(*state_, std::move(payload), context, nullptr);
}

absl::StatusOr<SourceId> Dispatcher::recognise(std::string_view payload) const {
  detail::FrameScope scope;
  return detail::recognise_with(detail::recogniser_of(*scope.protect(state_->settings)), payload,
                                state_->limits);
}

}  // namespace lambent::inline LAMBENT_ABI
