// SPDX-License-Identifier: Apache-2.0
// How a payload is recognised, what is expected in answer, and how users describe sources of
// their own:
//
//   template <> inline constexpr lambent::Source lambent::source<shop::Refund> = {
//       .name = "shop_refund",
//       .kind = lambent::SourceKind::kObserve,
//       .probes = {lambent::has("refundId"), lambent::equals("origin", "till")}};
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// What a source expects of the handlers of its events.
enum class SourceKind : std::uint8_t {
  kAnswer,  ///< The first handler that accepts the event answers it; patterns may share records.
  kObserve,  ///< Every accepting handler runs; there is no answer.
  kBatch,  ///< Every accepting handler runs; the answer lists the records that failed.
};

/// One test on a payload. Paths are written as in `Records[0].eventSource`; only the index 0 can be
/// used, `[0].x` starts at an array, and a backslash makes the dot behind it part of a name.
struct Probe {
  /// What is asked of the member.
  enum class Test : std::uint8_t { kNone, kHas, kAbsent, kKind, kEquals, kStartsWith, kContains };

  Test test = Test::kNone;  ///< kNone: always holds.
  JsonKind json_kind = JsonKind::kNull;  ///< of is()
  std::string_view path{};  ///< of the member
  std::string_view value{};  ///< what it is compared with
  const std::string_view* values = nullptr;  ///< of one_of: any of them
  std::size_t value_count = 0;  ///< of one_of
};

namespace detail {
/// Where a path asks for another element, no constant is made of it, so it does not compile.
inline void only_the_index_0_can_be_used() {}
constexpr std::string_view probe_path(std::string_view path) {
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i] == '\\') {
      ++i;
    } else if (path[i] == '[' && path.substr(i, 3) != "[0]") {
      only_the_index_0_can_be_used();
    }
  }
  return path;
}
}  // namespace detail

/// The member exists; its value may be `null`.
constexpr Probe has(std::string_view path) {
  return {.test = Probe::Test::kHas, .path = detail::probe_path(path)};
}
/// There is no such member; one that is `null` is there. It takes another probe beside it.
constexpr Probe absent(std::string_view path) {
  return {.test = Probe::Test::kAbsent, .path = detail::probe_path(path)};
}
/// The member exists and is of this kind; of kNull it is `null`.
constexpr Probe is(std::string_view path, JsonKind kind) {
  return {.test = Probe::Test::kKind, .json_kind = kind, .path = detail::probe_path(path)};
}
/// The member is a string with exactly this text.
constexpr Probe equals(std::string_view path, std::string_view text) {
  return {.test = Probe::Test::kEquals, .path = detail::probe_path(path), .value = text};
}
/// The same with any text of an array, which must have static storage duration.
template <std::size_t N>
constexpr Probe one_of(std::string_view path, const std::array<std::string_view, N>& texts) {
  return {.test = Probe::Test::kEquals,
          .path = detail::probe_path(path),
          .values = texts.data(),
          .value_count = N};
}
/// The member is a string that begins with this text.
constexpr Probe starts_with(std::string_view path, std::string_view text) {
  return {.test = Probe::Test::kStartsWith, .path = detail::probe_path(path), .value = text};
}
/// The member is a string with this text in it.
constexpr Probe contains(std::string_view path, std::string_view text) {
  return {.test = Probe::Test::kContains, .path = detail::probe_path(path), .value = text};
}

/// Tests that must all hold; those left blank count for nothing.
using Probes = std::array<Probe, 6>;

/// Where users' sources stand in the decision list: before the EventBridge family, whose envelope
/// theirs often is, and behind the sources that are told apart by their records.
inline constexpr int kUserRank = 1250;
/// Where those stand that are told apart by their records.
inline constexpr int kRecordRank = 300;

/// A source of events. Plain constant data.
struct Source {
  /// Stable, snake_case, unique. One with the name of a built-in source replaces that; without probes
  /// of its own, or with absent() alone, it keeps those of the built-in one.
  std::string_view name{};
  std::string_view reference{};  ///< Where its documentation is.
  SourceKind kind = SourceKind::kObserve;  ///< What its handlers return.
  /// The lowest rank that fits wins. Sources of one rank exclude each other; should two of them fit
  /// a payload all the same, either may win.
  int rank = kUserRank;
  /// What tells it apart. With none, or absent() alone, here and below, no payload is recognised as
  /// this source: dispatch<E>() alone reaches it.
  Probes probes{};
  /// Or else those of any of these, which must have static storage duration.
  std::span<const Probes> or_probes{};
  /// The source whose handlers get the event, decoded as theirs, where no handler of this one does.
  std::string_view base{};
  std::string_view answers{};  ///< What is answered, in words.
};

namespace detail {
struct NoSource {};
}  // namespace detail

/// Specialise this for every type that can arrive on its own.
template <class E>
inline constexpr detail::NoSource source{};

/// A type that can arrive on its own.
template <class E>
concept Sourced = !std::is_same_v<std::remove_cvref_t<decltype(source<E>)>, detail::NoSource>;

/// Specialise this where an event is answered: `using type = ...` is what handlers return. Where
/// the source wants its event back with one member filled in, `static constexpr std::string_view
/// replaces = "response"` names it: the JSON answer is the payload, with that member of its root
/// replaced by what the handler returned. Where it takes any JSON, derive from AnyJsonAnswer<> of
/// lambent/answers.h.
template <class E>
struct AnswerTo {
  using type = void;  ///< Nothing is answered.
};
/// What handlers of E return; void where nothing is answered.
template <class E>
using Answer = typename AnswerTo<E>::type;

}  // namespace lambent::inline LAMBENT_ABI
