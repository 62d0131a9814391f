// SPDX-License-Identifier: Apache-2.0
// What the tests of events share.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "catch.h"
#include "fixtures.h"
#include "lambent/event.h"

namespace fixtures {

/// The name of the payload's source, or "unknown".
inline std::string recognised(std::string_view payload) {
  const auto id = lambent::recognise(payload);
  return id.ok() ? std::string(*id) : "unknown";
}

/// The event that this JSON is.
template <class E>
lambent::Event<E> decoded_json(std::string json) {
  auto event = lambent::decode<E>(std::move(json));
  INFO(event.status());
  REQUIRE(event.ok());
  return *std::move(event);
}

/// The event of a fixture: decoded<lambent::SqsEvent>("sqs/sample.json").
template <class E>
lambent::Event<E> decoded(const std::string& name) {
  INFO(name);
  return decoded_json<E>(load(name));
}

}  // namespace fixtures
