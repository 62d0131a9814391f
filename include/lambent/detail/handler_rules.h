// SPDX-License-Identifier: Apache-2.0
// What a handler must be, said at compile time. Included by lambent/dispatcher.h.
#pragma once

#include <type_traits>

#include "absl/status/status.h"
#include "lambent/detail/handler.h"
#include "lambent/fields.h"

namespace lambent::inline LAMBENT_ABI::detail {

template <class E, class R>
constexpr bool returns_allowed() {
  if constexpr (is_status_or<R>) {
    return answers<E> && returns_allowed<E, typename R::value_type>();
  } else if constexpr (std::is_void_v<R> || std::is_same_v<R, absl::Status>) {
    return true;
  } else {
    return answers<E> && (std::is_convertible_v<R, Answer<E>> || (TakesAnyJson<E> && HasCodec<R>));
  }
}

constexpr bool is_view(Kind kind) {
  return kind == Kind::kText || kind == Kind::kTimestamp || kind == Kind::kBase64 ||
         kind == Kind::kNumberText || kind == Kind::kNumberOrText || kind == Kind::kRawJson ||
         kind == Kind::kList || kind == Kind::kMap || kind == Kind::kAttributeValue;
}

constexpr bool is_container(Kind kind) {
  return kind == Kind::kOptional || kind == Kind::kVector || kind == Kind::kTextMap ||
         kind == Kind::kOneOrMany;
}

/// Whether a value, or a member of it, views what somebody else owns. Members of members are left
/// to the reader.
template <class T>
constexpr bool borrows() {
  constexpr Kind kKind = TypeOf<T>::kKind;
  if constexpr (kKind == Kind::kOptional || kKind == Kind::kVector) {
    return borrows<typename T::value_type>();
  } else if constexpr (kKind == Kind::kTextMap) {
    return borrows<typename T::mapped_type>();
  } else if constexpr (kKind != Kind::kStruct) {
    return is_view(kKind);
  } else if constexpr (Described<T>) {
    for (const FieldInfo& row : fields<T>)
      if (is_view(row.kind) || (is_container(row.kind) && is_view(row.type->element->kind)))
        return true;
    return false;
  } else {
    return false;
  }
}

/// Whether what a handler returns may hold text that is gone when it is written: text of the event
/// where that is gone, or, where the source asks for changes of what it sent, text of the handler.
template <class E, class R>
constexpr bool borrows_text(bool event_is_gone) {
  if constexpr (is_status_or<R>) {
    return borrows_text<E, typename R::value_type>(event_is_gone);
  } else if constexpr (requires { AnswerTo<E>::template borrows<R>; }) {
    return AnswerTo<E>::template borrows<R>;
  } else if constexpr (std::is_void_v<R>) {
    return false;
  } else {
    return event_is_gone && borrows<R>();
  }
}

/// Names the rule that a handler breaks.
template <class E, class F>
constexpr void check_handler() {
  static_assert(Described<E>, "lambent: E has no description; specialise lambent::fields<E>");
  constexpr SourceKind kKind = source<E>.kind;
  static_assert((kKind == SourceKind::kObserve) == !answers<E>,
                "lambent: a source that answers or takes batches needs lambent::AnswerTo<E>, one "
                "that observes has none");
  static_assert(takes_view<E, F> || takes_event<E, F>,
                "lambent: a handler takes (const E&) or (const E&, const Context&), or, on a "
                "source that answers, Event<E> by value");
  if constexpr (takes_view<E, F> || takes_event<E, F>) {
    using R = typename ResultOf<E, F>::type;
    static_assert(!takes_event<E, F> || kKind == SourceKind::kAnswer,
                  "lambent: only a handler of a source that answers may take Event<E> by value");
    static_assert(kKind != SourceKind::kAnswer || std::is_same_v<Answer<E>, JsonText> ||
                      !(std::is_void_v<R> || std::is_same_v<R, absl::Status>),
                  "lambent: this source expects an answer; return lambent::Answer<E> or "
                  "absl::StatusOr of it: see docs/events.md");
    static_assert(!borrows_text<E, std::remove_cvref_t<R>>(takes_event<E, F>),
                  "lambent: what this handler returns borrows its text, which is gone when the "
                  "answer is written; return a type that owns it, such as lambent::Answer<E>, or "
                  "take (const E&), not Event<E>");
    static_assert(returns_allowed<E, R>(),
                  "lambent: a handler returns void, absl::Status, Answer<E>, "
                  "absl::StatusOr<Answer<E>> or, where the source takes any JSON, a type with a "
                  "lambent::Codec");
  }
}

}  // namespace lambent::inline LAMBENT_ABI::detail
