// SPDX-License-Identifier: Apache-2.0
// Events that handlers of a more general type get where nobody else handles them.
#include <string>
#include <type_traits>

#include "catch.h"
#include "fixtures.h"
#include "lambent/dispatcher.h"
#include "lambent/events.h"

namespace {

/// A handler that counts, whatever its source wants of it.
template <class E>
auto counter(int& count) {
  return [&count](const E&) {
    ++count;
    if constexpr (!std::is_void_v<lambent::Answer<E>>) return lambent::Answer<E>();
  };
}

/// Calls `check.template operator()<E, Base>()` for every type that has a base, and instantiates it
/// for these alone: there are thousands of pairs.
template <class Check>
void for_each_base(Check check) {
  lambent::for_each_event([&]<class E>() {
    if constexpr (!lambent::source<E>.base.empty()) {
      lambent::for_each_event([&]<class Base>() {
        if constexpr (lambent::source<Base>.name == lambent::source<E>.base)
          check.template operator()<E, Base>();
      });
    }
  });
}

}  // namespace

TEST_CASE("handlers of a base get the events that nobody handles as what they are", "[bases]") {
  int pairs = 0;
  for_each_base([&]<class E, class Base>() {
    INFO(lambent::source<E>.name);
    ++pairs;
    int as_base = 0;
    int as_itself = 0;
    lambent::Dispatcher dispatcher;
    dispatcher.on<Base>(counter<Base>(as_base));
    for (const auto& file : fixtures::of(lambent::source<E>.name)) {
      INFO(file.filename().string());
      const auto answer = dispatcher.dispatch(fixtures::read(file));
      INFO(answer.status());
      REQUIRE(answer.ok());
    }
    const auto files = static_cast<int>(fixtures::of(lambent::source<E>.name).size());
    CHECK(as_base == files);

    const std::string sample =
        fixtures::load(std::string(lambent::source<E>.name) + "/sample.json");
    dispatcher.on<E>(counter<E>(as_itself), {.filter = [&](const E&) { return as_itself == 0; }});
    REQUIRE(dispatcher.dispatch(sample).ok());
    CHECK(as_itself == 1);
    CHECK(as_base == files);
    // Now its own handler declines.
    REQUIRE(dispatcher.dispatch(sample).ok());
    CHECK(as_itself == 1);
    CHECK(as_base == files + 1);
  });
  CHECK(pairs >= 3);
}

TEST_CASE("a base is a source of the list with the same kind of handlers", "[bases]") {
  int found = 0;
  for_each_base([&]<class E, class Base>() {
    INFO(lambent::source<E>.name);
    ++found;
    CHECK(lambent::source<Base>.kind == lambent::source<E>.kind);
    CHECK(lambent::source<Base>.rank > lambent::source<E>.rank);
  });
  int with_base = 0;
  lambent::for_each_event([&]<class E>() { with_base += !lambent::source<E>.base.empty(); });
  CHECK(found == with_base);
}
