// SPDX-License-Identifier: Apache-2.0
// What becomes of an event in the hands of several handlers.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <unordered_set>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lambent/detail/exceptions.h"
#include "lambent/detail/handler.h"
#include "lambent/dispatch_hooks.h"
#include "lambent/source.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// How far an event got.
enum class Reach : std::uint8_t { kNothingRegistered, kDeclined, kAccepted };

/// Several failures as one.
class Failures {
 public:
  void add(absl::Status status, const std::string& name) {
    if (status.ok()) return;
    ++count_;
    if (count_ == 1) {
      first_ = std::move(status);
      first_name_ = name;
      return;
    }
    if (count_ == 2) joined_ = named(first_, first_name_);
    joined_ += "; " + named(status, name);
  }
  absl::Status status() const { return count_ < 2 ? first_ : absl::Status(first_.code(), joined_); }

 private:
  static std::string named(const absl::Status& status, const std::string& name) {
    return (name.empty() ? "unnamed handler" : name) + ": " + std::string(status.message());
  }
  std::size_t count_ = 0;
  absl::Status first_;
  std::string first_name_;
  std::string joined_;
};

/// What a batch is answered before any handler has said anything.
template <class E>
Answer<E> blank_answer(const E& event) {
  if constexpr (requires { AnswerTo<E>::blank(event); }) {
    return AnswerTo<E>::blank(event);
  } else {
    return {};
  }
}

/// Unites the failed records of two answers to one batch; the first one wins in all else.
template <class A>
void merge(A& into, std::type_identity_t<A>&& from, bool first) {
  if (first) {
    into = std::move(from);
    return;
  }
  auto& all = into.batch_item_failures;
  using Id = std::remove_cvref_t<decltype(all[0].item_identifier)>;
  if constexpr (std::is_same_v<Id, std::string>) {
    std::unordered_set<std::string> ids;
    for (const auto& failure : all) ids.insert(failure.item_identifier);
    for (auto& failure : from.batch_item_failures)
      if (ids.insert(failure.item_identifier).second) all.push_back(std::move(failure));
  } else {
    for (auto& failure : from.batch_item_failures) {
      const auto same = [&](const auto& other) {
        return other.item_identifier == failure.item_identifier;
      };
      if (std::none_of(all.begin(), all.end(), same)) all.push_back(std::move(failure));
    }
  }
}

/// A failure to decode, marked as one: handlers fail with the same codes.
inline absl::Status decode_error(absl::Status failure) {
  failure.SetPayload(kErrorTypePayload, absl::Cord("DecodeError"));
  return failure;
}
inline absl::Status nothing_registered(const Source& source) {
  return absl::UnimplementedError("no handler is registered for " + std::string(source.name));
}
inline absl::Status nobody_accepts(const Source& source) {
  return absl::NotFoundError("no handler accepts this event of " + std::string(source.name));
}

inline const absl::Status& status_of(const absl::Status& status) { return status; }
template <class T>
const absl::Status& status_of(const absl::StatusOr<T>& result) {
  return result.status();
}

/// What the handlers of a list made of an event.
template <class E>
struct Outcome {
  Reach reach = Reach::kDeclined;
  std::unique_ptr<Failures> failures;       // observe, batch
  std::optional<HandlerResult<E>> answer;  // answer: the one handler's; batch: all of them united

  void add(HandlerResult<E> result, const std::string& name) {
    reach = Reach::kAccepted;
    if constexpr (source<E>.kind == SourceKind::kAnswer) {
      answer.emplace(std::move(result));
    } else if (!result.ok()) {
      if (failures == nullptr) failures = std::make_unique<Failures>();
      if constexpr (answers<E>) {
        failures->add(std::move(result).status(), name);
      } else {
        failures->add(std::move(result), name);
      }
    } else if constexpr (answers<E>) {
      if (!result->has_value()) return;
      if (answer.has_value()) {
        merge(***answer, std::move(**result), false);
      } else {
        answer.emplace(std::move(result));
      }
    }
  }

  DispatchResult<E> take(const E& event) && {
    if constexpr (source<E>.kind == SourceKind::kAnswer) {
      if (reach != Reach::kAccepted) return nobody_accepts(source<E>);
      return *std::move(answer);
    } else {
      if (failures != nullptr) return failures->status();
      if constexpr (answers<E>) {
        if (answer.has_value()) return std::move(***answer);
        return blank_answer(event);
      } else {
        return absl::OkStatus();
      }
    }
  }
};

}  // namespace lambent::inline LAMBENT_ABI::detail
