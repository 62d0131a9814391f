// SPDX-License-Identifier: Apache-2.0
// What the dispatcher's and the subscription's functions do. Included by lambent/dispatcher.h.
#pragma once

#include "lambent/detail/dispatch-inl.h"
#include "lambent/detail/handler_rules.h"
#include "lambent/dispatcher.h"

namespace lambent::inline LAMBENT_ABI {

inline Subscription& Subscription::operator=(Subscription&& other) noexcept {
  if (this != &other) {
    const Subscription ended(std::move(*this));  // comes last: its captures may use this handle
    state_ = std::move(other.state_);
    node_ = std::exchange(other.node_, nullptr);
    waits_ = other.waits_;
  }
  return *this;
}

// The captures that these destroy may own this very handle, or use it: behind that, nothing of it is
// touched.
inline bool Subscription::unsubscribe() {
  if (node_ == nullptr) return true;
  waits_ = false;
  const auto state = state_;
  const detail::NodeRef node(*node_);
  return state->table.unsubscribe(*node);
}

inline bool Subscription::cancel() {
  if (node_ == nullptr) return false;
  waits_ = false;
  const auto state = state_;
  const detail::NodeRef node(*node_);
  return state->table.cancel(*node);
}

inline bool Subscription::active() const {
  return node_ != nullptr && node_->state.load(std::memory_order_relaxed) == detail::Node::kLive;
}

inline void Subscription::release() noexcept {
  if (node_ == nullptr) return;
  const auto state = std::move(state_);
  detail::Node* const node = std::exchange(node_, nullptr);
  if (waits_) state->table.unsubscribe(*node);
  node->unref();
}

inline void Subscription::detach() noexcept {
  std::exchange(node_, nullptr)->unref();
  state_.reset();
}

template <class E, class F>
absl::Status Subscription::replace(F handler) {
  detail::check_handler<E, F>();
  if (node_ == nullptr || node_->about.type != detail::number_of<E>())
    return absl::FailedPreconditionError("no handler of this type is subscribed");
  detail::Node* const added = detail::make_node<E>(std::move(handler), nullptr, node_->about);
  if (!state_->table.replace(*node_, *added)) {
    added->unref();
    return absl::FailedPreconditionError("the handler was removed");
  }
  node_ = added;
  return absl::OkStatus();
}

inline Dispatcher::Dispatcher() : Dispatcher(DecodeOptions()) {}
inline Dispatcher::Dispatcher(const DecodeOptions& limits)
    : state_(std::make_shared<detail::DispatcherState>(limits)) {}
inline Dispatcher::~Dispatcher() {
  if (state_ != nullptr) state_->close();
}
inline Dispatcher& Dispatcher::operator=(Dispatcher&& other) noexcept {
  if (state_ != nullptr && state_ != other.state_) state_->close();
  state_ = std::move(other.state_);
  return *this;
}

template <class E, class F>
absl::StatusOr<Subscription> Dispatcher::add(F handler, HandlerOptions<E> options, bool envelope) {
  detail::check_handler<E, F>();
  if (detail::number_of<E>() == 0)
    return absl::ResourceExhaustedError("a process can have handlers of 4,095 types of events");
  detail::EventType type = detail::event_type<E>;
  if constexpr (detail::takes_event<E, F>) type.run_owned = &detail::run_event<E>;
  absl::Status status = state_->add_type(type);
  if (!status.ok()) return status;

  const auto& pattern = options.pattern.compiled_;
  if (!pattern.ok())
    return absl::Status(pattern.status().code(),
                        std::string(source<E>.name) + ": the pattern of " +
                            (options.name.empty() ? "a handler" : options.name) + ": " +
                            std::string(pattern.status().message()));
  if (*pattern != nullptr) state_->update([](detail::Settings& next) { next.patterns = true; });
  detail::Node* const node = detail::make_node<E>(std::move(handler), std::move(options.filter),
                                                  {.source = source<E>.name,
                                                   .name = std::move(options.name),
                                                   .priority = options.priority,
                                                   .once = options.once,
                                                   .envelope = envelope,
                                                   .pattern = *pattern,
                                                   .run_pattern = options.pattern.run_,
                                                   .type = detail::number_of<E>(),
                                                   .table = &state_->table});
  Subscription subscription;
  subscription.node_ = node;
  subscription.state_ = state_;
  // A second one would never be asked.
  const auto hides = [&](const detail::Registration& other) {
    if (envelope || other.envelope) return envelope && other.envelope;
    return source<E>.kind == SourceKind::kAnswer && !node->about.filtered && !other.filtered &&
           other.priority == node->about.priority;
  };
  if (!state_->table.add(*node, hides)) {
    const std::string name(source<E>.name);
    status = absl::AlreadyExistsError(envelope ? "the records of " + name + " are opened already"
                                               : "a handler without a filter answers " + name +
                                                     " at the same priority");
    return status;  // the subscription removes what was never there
  }
  return subscription;
}

template <class E, class F>
Dispatcher& Dispatcher::on(F handler, HandlerOptions<E> options) {
  const std::string name = options.name;
  return keep<E>(add<E>(std::move(handler), std::move(options)), name);
}

template <class E>
Dispatcher& Dispatcher::keep(absl::StatusOr<Subscription> added, const std::string& name) {
  state_->keep_result(added.status(), source<E>.name, name);
  if (added.ok()) added->detach();  // stays until the dispatcher goes
  return *this;
}

template <class E, class F>
absl::StatusOr<Subscription> Dispatcher::subscribe(F handler, HandlerOptions<E> options) {
  return add<E>(std::move(handler), std::move(options));
}

template <class F>
Dispatcher& Dispatcher::around(F f) {
  auto added = std::make_shared<const detail::Settings::Around>(std::move(f));
  state_->update([&](detail::Settings& next) { next.around.push_back(std::move(added)); });
  return *this;
}

template <class F>
Dispatcher& Dispatcher::on_any(F f) {
  auto added = std::make_shared<const detail::Settings::Observer>(std::move(f));
  state_->update([&](detail::Settings& next) { next.observers.push_back(std::move(added)); });
  return *this;
}

template <class E, class F>
Dispatcher& Dispatcher::otherwise(F handler) {
  static_assert(Described<E> || std::is_same_v<E, RawJson>,
                "lambent: otherwise<E> takes a described struct or RawJson");
  static_assert(detail::takes_view<E, F>,
                "lambent: a handler takes (const E&) or (const E&, const Context&)");
  detail::Settings::Otherwise erased =
      [f = std::make_shared<F>(std::move(handler)), limits = state_->limits](
          std::string_view payload, const Context& context) -> absl::StatusOr<std::string> {
    std::string answer = "null";
    absl::Status status = detail::without_exceptions([&]() -> absl::Status {
      const auto run = [&](const E& event) {
        using R = decltype(detail::call(*f, event, context));
        if constexpr (std::is_void_v<R>) {
          detail::call(*f, event, context);
          return absl::OkStatus();
        } else {
          return detail::keep_json(detail::call(*f, event, context), answer);
        }
      };
      if constexpr (std::is_same_v<E, RawJson>) {
        return run(RawJson{payload});
      } else {
        absl::StatusOr<Event<E>> event = decode<E>(std::string(payload), limits);
        if (!event.ok()) return detail::decode_error(std::move(event).status());
        return run(**event);
      }
    });
    if (!status.ok()) return status;
    return answer;
  };
  auto added = std::make_shared<const detail::Settings::Otherwise>(std::move(erased));
  state_->update([&](detail::Settings& next) {
    if (next.otherwise == nullptr) {
      next.otherwise = std::move(added);
    } else if (next.error.ok()) {
      next.error = absl::AlreadyExistsError("a handler takes what is otherwise unknown");
    }
  });
  return *this;
}

inline absl::Status Dispatcher::status() const { return state_->status(); }

template <Sourced E>
DispatchResult<E> Dispatcher::dispatch(const E& event, const Context& context) const {
  return detail::dispatch_typed(*state_, event, context);
}

template <Sourced E>
absl::StatusOr<std::string> Dispatcher::dispatch(std::string payload,
                                                 const Context& context) const {
  return detail::dispatch_json(*state_, std::move(payload), context, &source<E>);
}

inline std::vector<HandlerInfo> Dispatcher::handlers() const {
  std::vector<HandlerInfo> infos;
  state_->table.for_each_node([&](const detail::Node& node) {
    const detail::Registration& about = node.about;
    infos.push_back({about.source, about.name, about.filtered, about.priority});
  });
  return infos;
}

}  // namespace lambent::inline LAMBENT_ABI
