// SPDX-License-Identifier: Apache-2.0
// Maps sources to handlers, runs them on typed events and on JSON, and gives what the source
// expects in answer.
//
//   lambent::Dispatcher dispatcher;
//   dispatcher.on<lambent::S3Event>([](const lambent::S3Event& event) { make_thumbnails(event); });
//   absl::StatusOr<std::string> answer = dispatcher.dispatch(std::move(payload), context);
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lambent/context.h"
#include "lambent/detail/handler.h"
#include "lambent/detail/pattern_option.h"
#include "lambent/dispatch_hooks.h"
#include "lambent/event.h"
#include "lambent/source.h"

namespace lambent::inline LAMBENT_ABI {

namespace detail {
struct DispatcherState;
struct EventType;
template <class E>
struct UnwrapOptions;  // lambent/envelope.h
}  // namespace detail

class Routes;  // lambent/routes.h

/// How a handler is registered.
template <class E>
struct HandlerOptions {
  static_assert(Sourced<E>, "lambent: E is no event; specialise lambent::source<E>");
  std::string name{};  ///< Shown in errors and by handlers(); see status(), too.
  std::function<bool(const E&)> filter{};  ///< Only events that it accepts reach the handler.
  /// An event pattern as in pattern.h: only events that match reach the handler. Of a source with
  /// records only the records that match do, and all others count as handled. Where every record
  /// has a result, the first handler that takes a record gives it; without any it stays as it is,
  /// and a handler that fails fails the event. (Where filters refuse and nobody takes a record, no
  /// handler accepts the event.)
  PatternOption<E> pattern{};
  int priority = 0;  ///< Higher ones come first; then by registration.
  bool once = false;  ///< Runs at most one time, then it is removed.
};

/// One registered handler, as handlers() shows it.
struct HandlerInfo {
  SourceId source{};  ///< Whose events it takes.
  std::string name{};  ///< As in HandlerOptions; may be blank.
  bool filtered{};  ///< By a filter or a pattern.
  int priority{};  ///< As in HandlerOptions.
};

/// Keeps a handler registered for as long as it lives. Movable; may outlive its dispatcher.
/// Thread-safety: one thread at a time, except that the handler itself may run anywhere.
class [[nodiscard]] Subscription {
 public:
  Subscription() = default;
  Subscription(Subscription&& other) noexcept
      : state_(std::move(other.state_)),
        node_(std::exchange(other.node_, nullptr)),
        waits_(other.waits_) {}
  Subscription& operator=(Subscription&& other) noexcept;
  /// As unsubscribe(); behind that, or behind cancel(), it waits for nobody.
  ~Subscription() { release(); }

  /// Removes the handler and waits. True: no other thread runs it and its captures are destroyed.
  /// False: it is called inside the handler, or threads would wait for each other for ever; then
  /// the last one to leave the handler destroys the captures. Never call it while holding a lock
  /// that the handler takes: call cancel() there, and this when the lock is free. It may be called
  /// again; without a handler it is true.
  bool unsubscribe();
  /// Removes the handler without waiting; who runs it finishes. False where it was gone already.
  bool cancel();
  /// Puts another handler in its place, with the same options except the filter, which is dropped:
  /// a pattern stays. Every dispatch runs exactly one of the two. `FailedPrecondition` where E is
  /// another type than it was subscribed for, or the handler is gone.
  template <class E, class F>
  absl::Status replace(F handler);
  /// Whether the handler is still registered: it was not removed, and neither ran for its one time
  /// nor lost its dispatcher.
  bool active() const;

 private:
  friend class Dispatcher;
  void release() noexcept;
  void detach() noexcept;
  std::shared_ptr<detail::DispatcherState> state_;
  detail::Node* node_ = nullptr;  // holds a reference
  bool waits_ = true;  // at its end, for who runs the handler
};

/// Thread-safety: everything may be called from any thread at any time, also inside a handler;
/// only moving and destroying it must be alone, and not inside one of its handlers. It has no
/// threads of its own. Destroying it waits for the handlers that run, which may use their
/// Subscriptions meanwhile, but not the dispatcher.
///
/// Dispatching never waits for a lock or for another thread, writes to no memory that another
/// dispatching thread writes to, and allocates nothing for a typed event, but for a thread's first
/// one. Registering and removing take a lock that all dispatchers share, and run nothing of yours
/// under it. A handler for one time takes it when it runs. Threads' places are kept until the process
/// ends: link with `-z nodelete` what uses this in a plug-in that is unloaded.
class Dispatcher {
 public:
  Dispatcher();
  /// `limits` hold for each payload of JSON, also inside of records that unwrap() opens; those of
  /// DecodeOptions{} are the default.
  explicit Dispatcher(const DecodeOptions& limits);
  Dispatcher(Dispatcher&&) noexcept = default;
  Dispatcher& operator=(Dispatcher&& other) noexcept;
  ~Dispatcher();

  /// Registers a handler of E for as long as this dispatcher lives. It takes (const E&) or
  /// (const E&, const Context&), or, of a source that answers, Event<E> by value, to keep it:
  /// that which was decoded of JSON, else a copy.
  /// It returns Answer<E> or absl::StatusOr of it; void or absl::Status where no answer is needed;
  /// where a source takes any JSON, any type with a Codec. The first registration that fails is
  /// kept in status().
  template <class E, class F>
  Dispatcher& on(F handler, HandlerOptions<E> options = {});

  /// The same until the Subscription goes away. `AlreadyExists` if E answers and there is an
  /// unfiltered handler at the same priority, `InvalidArgument` if the source has another type or the
  /// pattern is none, `ResourceExhausted` if the process has used 4,095 types already.
  template <class E, class F>
  absl::StatusOr<Subscription> subscribe(F handler, HandlerOptions<E> options = {});

  /// Opens what the records of E carry: see envelope.h, which must be included.
  template <class E>
  Dispatcher& unwrap(typename detail::UnwrapOptions<E>::type options = {});

  /// Answers HTTP requests of every gateway: see routes.h, which must be included. What is wrong with
  /// the routes is kept in status().
  LAMBENT_API Dispatcher& on_http(Routes routes);

  /// Takes JSON that comes from no known source: a payload of your own, decoded as E, or RawJson.
  /// It may return what handlers may, and any type with a Codec.
  template <class E, class F>
  Dispatcher& otherwise(F handler);

  /// Wraps every dispatch of JSON: `f(std::string_view payload, const Context&, Next)` returns
  /// absl::StatusOr<std::string>. The first one registered is outermost.
  template <class F>
  Dispatcher& around(F f);

  /// Tells `f(const Dispatched&)` of every dispatch when it is over. It must not throw.
  template <class F>
  Dispatcher& on_any(F f);

  /// OK, or the first registration by on() that failed; every dispatch gives it, too. Registering
  /// a handler of the same source and name without failing mends it, where the name is not blank.
  absl::Status status() const;

  /// Runs the handlers of E. `Unimplemented` if nothing is registered for it; for a source that
  /// answers, `NotFound` if no handler accepts the event; else what the handlers gave. Failures of
  /// several handlers are joined, each with its handler's name; a single one is not reworded.
  template <Sourced E>
  DispatchResult<E> dispatch(const E& event, const Context& context = {}) const;
  template <Sourced E>
  DispatchResult<E> dispatch(const Event<E>& event, const Context& context = {}) const {
    return dispatch(*event, context);
  }

  /// Recognises JSON, decodes it, runs the handlers and encodes the answer, `null` where there is
  /// none. `NotFound` for an unknown payload; errors as decode() and as above.
  LAMBENT_API absl::StatusOr<std::string> dispatch(std::string payload,
                                                   const Context& context = {}) const;

  /// The same for JSON that is known to be an E.
  template <Sourced E>
  absl::StatusOr<std::string> dispatch(std::string payload, const Context& context = {}) const;

  /// As lambent::recognise(), with the sources of the registered types, too.
  LAMBENT_API absl::StatusOr<SourceId> recognise(std::string_view payload) const;

  /// What is registered, by source and order.
  std::vector<HandlerInfo> handlers() const;

 private:
  template <class E, class F>
  absl::StatusOr<Subscription> add(F handler, HandlerOptions<E> options, bool envelope = false);
  template <class E>
  Dispatcher& keep(absl::StatusOr<Subscription> added, const std::string& name);
  std::shared_ptr<detail::DispatcherState> state_;
};

}  // namespace lambent::inline LAMBENT_ABI

// Implementation details; nothing there is meant for users.
#include "lambent/detail/dispatcher-inl.h"
#include "lambent/detail/pattern_filter-inl.h"
