// SPDX-License-Identifier: Apache-2.0
// The dispatch of JSON: recognise, decode, run, encode.
#include "lambent/dispatcher.h"

#include <optional>

#include "json/workspace.h"
#include "json/writer.h"
#include "lambent/events.h"
#include "recognise.h"

namespace lambent {
namespace detail {
namespace {

/// Encodes the answer right where it is given.
struct JsonSink : AnswerSink {
  JsonSink() : AnswerSink{[](AnswerSink& sink, const void* answer, const TypeInfo& type) {
                 std::string& to = static_cast<JsonSink&>(sink).json;
                 to.clear();
                 write_value(answer, type, to);
               }} {}
  std::string json = "null";
};

std::shared_ptr<const Recogniser> recogniser_of(const DispatcherState& state) {
  const std::lock_guard lock(state.mutex);
  if (state.recogniser == nullptr) {
    std::vector<const Source*> sources;
    for_each_event([&]<class E>() { sources.push_back(&source<E>); });
    const std::size_t builtin = sources.size();
    for (const EventType& type : state.types) {
      const auto same = [&](const Source* other) { return other->name == type.source->name; };
      if (std::none_of(sources.begin(), sources.end(), same)) sources.push_back(type.source);
    }
    if (sources.size() == builtin) {
      state.recogniser = std::shared_ptr<const Recogniser>(std::shared_ptr<void>(),
                                                           &builtin_recogniser());
    } else {
      state.recogniser = std::make_shared<const Recogniser>(sources);
    }
  }
  return state.recogniser;
}

/// A described value in the arena of a workspace, ended before the arena is.
class Scratch {
 public:
  Scratch(const TypeInfo& type, Storage& storage)
      : type_(type), value_(storage.items.allocate(type.size, type.align)) {
    type_.operations->construct(value_);
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
  JsonDispatch(const DispatcherState& state, const Context& context)
      : state_(state), context_(context) {}

  absl::StatusOr<std::string> run(std::string_view payload, bool padded, const Source* known) {
    const bool loaded = padded ? workspace_->load_in_place(payload, {})
                               : workspace_->load(payload, {});
    recogniser_ = recogniser_of(state_);
    const Source* first = known;
    if (first == nullptr) {
      if (!loaded) return workspace_->load_error();
      first = recogniser_->recognise(workspace_->document());
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
      const auto handlers = state_.registry.handlers(source->name);
      if (handlers == nullptr || handlers->empty()) continue;
      registered = true;
      bool accepted = false;
      absl::Status status = offer(*state_.type_of(source->name), payload, accepted, sink);
      if (!status.ok()) return status;
      if (accepted) return std::move(sink.json);
    }
    if (!registered) return nothing_registered(first);
    if (first.kind == SourceKind::kAnswer) return nobody_accepts(first);
    return std::move(sink.json);
  }

  absl::Status offer(const EventType& type, std::string_view payload, bool& accepted,
                     JsonSink& sink) {
    if (type.run_owned != nullptr)
      return type.run_owned(state_, std::string(payload), context_, accepted, sink);
    Storage& storage = workspace_->storage();
    const Scratch event(*type.info, storage);
    absl::Status status =
        workspace_->read(event.get(), *type.info, type.source->name, storage);
    if (!status.ok()) return status;
    return type.run(state_, event.get(), context_, accepted, sink);
  }

  const Source* base_of(const Source& source) const {
    return source.base.empty() ? nullptr : recogniser_->named(source.base);
  }

  absl::StatusOr<std::string> unknown() {
    // Recognising looks at a part of a payload only: that all of it is JSON is still to be checked.
    RawJson checked;
    absl::Status status =
        workspace_->read(&checked, type_info<RawJson>, {}, workspace_->storage());
    if (!status.ok()) return status;
    const auto otherwise = state_.get(state_.otherwise);
    if (otherwise == nullptr) return unknown_source(workspace_->document());
    return (*otherwise)(checked.text, context_);
  }

  const DispatcherState& state_;
  const Context& context_;
  WorkspaceLease workspace_;
  std::shared_ptr<const Recogniser> recogniser_;
  SourceId source_;
};

}  // namespace
}  // namespace detail

absl::StatusOr<std::string> Dispatcher::dispatch(std::string payload,
                                                 const Context& context) const {
  return dispatch_json(std::move(payload), context, nullptr);
}

absl::StatusOr<std::string> Dispatcher::dispatch_json(std::string payload, const Context& context,
                                                      const detail::EventType* type) const {
  absl::Status error = state_->status();
  if (!error.ok()) return error;
  const Source* const known = type == nullptr ? nullptr : type->source;
  const auto start = std::chrono::steady_clock::now();
  const auto around = state_->get(state_->around);
  const auto observers = state_->get(state_->observers);
  SourceId source;
  const auto innermost = [&](std::string_view text, bool padded, const Context& inner) {
    detail::JsonDispatch dispatch(*state_, inner);
    auto answer = dispatch.run(text, padded, known);
    source = dispatch.source();
    return answer;
  };

  absl::StatusOr<std::string> answer;
  if (around == nullptr) {
    const std::size_t size = payload.size();
    const bool roomy = payload.capacity() - size >= detail::kPadding;
    if (roomy) payload.append(detail::kPadding, '\0');
    answer = innermost(std::string_view(payload).substr(0, size), roomy, context);
  } else {
    // From the inside out: each one's `next` is the one before.
    Next::Function next = [&](std::string_view text, const Context& inner) {
      return innermost(text, false, inner);
    };
    for (auto it = around->rbegin(); it != around->rend(); ++it) {
      next = [&wrapper = *it, inside = std::move(next)](std::string_view text,
                                                        const Context& inner) {
        absl::StatusOr<std::string> result;
        absl::Status status = detail::without_exceptions([&] {
          result = wrapper(text, inner, Next(inside));
          return absl::OkStatus();
        });
        if (!status.ok()) result = std::move(status);
        return result;
      };
    }
    answer = next(payload, context);
  }

  if (observers != nullptr) {
    const absl::Status status = answer.status();
    const Dispatched dispatched{source, status, std::chrono::steady_clock::now() - start, context};
    for (const auto& observer : *observers) observer(dispatched);
  }
  return answer;
}

absl::StatusOr<SourceId> Dispatcher::recognise(std::string_view payload) const {
  return detail::recognise_with(*detail::recogniser_of(*state_), payload, {});
}

}  // namespace lambent
