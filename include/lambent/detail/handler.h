// SPDX-License-Identifier: Apache-2.0
// What a handler may look like, and how each form is called. Included by lambent/dispatcher.h.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/cord.h"
#include "lambent/answers.h"
#include "lambent/context.h"
#include "lambent/detail/exceptions.h"
#include "lambent/detail/node.h"
#include "lambent/event.h"
#include "lambent/source.h"

namespace lambent::inline LAMBENT_ABI::detail {

template <class E> inline constexpr bool answers = !std::is_void_v<Answer<E>>;
template <class T> inline constexpr bool is_status_or = false;
template <class T> inline constexpr bool is_status_or<absl::StatusOr<T>> = true;

/// A source that takes any JSON says how JSON becomes its answer.
template <class E>
concept TakesAnyJson = requires(std::string json) {
  { AnswerTo<E>::from_json(std::move(json)) } -> std::same_as<Answer<E>>;
};

template <class T>
concept HasCodec = requires(const T& value, std::string& out) { Codec<T>::encode(value, out); };

/// What a handler gives, whatever it returns: of a batch nothing, or what it answers.
template <class E>
struct HandlerResultOf {
  using type = absl::Status;
};
template <class E>
  requires(answers<E>)
struct HandlerResultOf<E> {
  using type = absl::StatusOr<std::conditional_t<source<E>.kind == SourceKind::kBatch,
                                                 std::optional<Answer<E>>, Answer<E>>>;
};
template <class E>
using HandlerResult = typename HandlerResultOf<E>::type;

/// The four forms of a handler's parameters.
template <class E, class F>
inline constexpr bool takes_view =
    std::is_invocable_v<F&, const E&> || std::is_invocable_v<F&, const E&, const Context&>;
template <class E, class F>
constexpr bool takes_event_by_value() {
  // A generic lambda that takes the view is not even asked: its body need not fit an Event.
  if constexpr (takes_view<E, F>) {
    return false;
  } else {
    return std::is_invocable_v<F&, Event<E>> || std::is_invocable_v<F&, Event<E>, const Context&>;
  }
}
template <class E, class F>
inline constexpr bool takes_event = takes_event_by_value<E, F>();

template <class F, class Argument>
decltype(auto) call(F& f, Argument&& argument, const Context& context) {
  if constexpr (std::is_invocable_v<F&, Argument&&, const Context&>) {
    return f(std::forward<Argument>(argument), context);
  } else {
    return f(std::forward<Argument>(argument));
  }
}

template <class E, class F>
struct ResultOf {
  using type =
      decltype(call(std::declval<F&>(), std::declval<const E&>(), std::declval<const Context&>()));
};
template <class E, class F>
  requires takes_event<E, F>
struct ResultOf<E, F> {
  using type =
      decltype(call(std::declval<F&>(), std::declval<Event<E>>(), std::declval<const Context&>()));
};

/// What a handler returned, as what a handler gives.
template <class E, class R>
HandlerResult<E> to_result(R&& result) {
  using Result = std::remove_cvref_t<R>;
  if constexpr (std::is_same_v<Result, absl::Status>) {
    if constexpr (source<E>.kind == SourceKind::kAnswer) {
      if (result.ok()) return Answer<E>();  // null, where any JSON will do
    } else if constexpr (answers<E>) {
      if (result.ok()) return std::optional<Answer<E>>();
    }
    return std::forward<R>(result);
  } else if constexpr (is_status_or<Result>) {
    if (!result.ok()) return std::forward<R>(result).status();
    return to_result<E>(*std::forward<R>(result));
  } else if constexpr (std::is_convertible_v<Result, Answer<E>>) {
    return Answer<E>(std::forward<R>(result));
  } else {
    std::string json;
    Codec<Result>::encode(result, json);
    return AnswerTo<E>::from_json(std::move(json));
  }
}

/// What a handler of `otherwise` gave, as JSON.
template <class R>
absl::Status keep_json(R&& result, std::string& json) {
  using Result = std::remove_cvref_t<R>;
  if constexpr (std::is_same_v<Result, absl::Status>) {
    return std::forward<R>(result);
  } else if constexpr (is_status_or<Result>) {
    if (!result.ok()) return std::forward<R>(result).status();
    return keep_json(*std::forward<R>(result), json);
  } else {
    static_assert(HasCodec<Result>,
                  "lambent: a handler of otherwise<E> returns void, absl::Status, a type with a "
                  "lambent::Codec, or absl::StatusOr of one");
    json.clear();
    Codec<Result>::encode(result, json);
    return absl::OkStatus();
  }
}

/// How the dispatcher calls a handler of E, erased from Node::call. `owned` is null where no Event
/// can be given away.
template <class E>
using HandlerCall = HandlerResult<E> (*)(void* storage, const E& event, Event<E>* owned,
                                         const Context& context);
/// And asks its filter. An exception is left in `failure`.
template <class E>
using HandlerFilter = bool (*)(void* storage, const E& event, absl::Status& failure);

template <class E, class F>
HandlerResult<E> run_handler(F& f, const E& event, Event<E>* owned, const Context& context) {
  return without_exceptions<HandlerResult<E>>([&]() -> HandlerResult<E> {
    if constexpr (takes_event<E, F>) {
      return to_result<E>(call(f, owned != nullptr ? std::move(*owned) : own(event), context));
    } else if constexpr (std::is_void_v<typename ResultOf<E, F>::type>) {
      call(f, event, context);
      return to_result<E>(absl::OkStatus());
    } else if constexpr (std::is_same_v<typename ResultOf<E, F>::type, HandlerResult<E>>) {
      return call(f, event, context);
    } else {
      return to_result<E>(call(f, event, context));
    }
  });
}

template <class E, class F>
struct Filtered {
  F f;
  std::function<bool(const E&)> filter;
};

/// A handler to register; the caller has the one reference.
template <class E, class F>
Node* make_node(F f, std::function<bool(const E&)> filter, Registration about) {
  Node* node;
  if (filter == nullptr) {
    node = new Node(std::move(f));
    const HandlerCall<E> run = [](void* storage, const E& event, Event<E>* owned,
                                  const Context& context) {
      return run_handler<E>(Node::callable<F>(storage), event, owned, context);
    };
    node->call = reinterpret_cast<void (*)()>(run);
  } else {
    using Both = Filtered<E, F>;
    node = new Node(Both{std::move(f), std::move(filter)});
    const HandlerCall<E> run = [](void* storage, const E& event, Event<E>* owned,
                                  const Context& context) {
      return run_handler<E>(Node::callable<Both>(storage).f, event, owned, context);
    };
    const HandlerFilter<E> accepts = [](void* storage, const E& event, absl::Status& failure) {
      bool accepted = false;
      failure = without_exceptions([&] {
        accepted = Node::callable<Both>(storage).filter(event);
        return absl::OkStatus();
      });
      return accepted;
    };
    node->call = reinterpret_cast<void (*)()>(run);
    node->accepts = reinterpret_cast<void (*)()>(accepts);
  }
  about.filtered = node->accepts != nullptr || about.pattern != nullptr;
  node->about = std::move(about);
  return node;
}

}  // namespace lambent::inline LAMBENT_ABI::detail
