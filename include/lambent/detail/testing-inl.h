// SPDX-License-Identifier: Apache-2.0
// How the templates of lambent/testing.h reach what is compiled once.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "lambent/testing.h"

namespace lambent::inline LAMBENT_ABI::detail {

absl::StatusOr<std::string> edited_sample(std::string_view source, const TypeInfo& type,
                                          std::span<const testing::Edit> edits);
std::string http_json(std::string_view source, const testing::HttpCall& call);

/// For JSON that was made to fit.
template <class E>
Event<E> decoded_or_blank(std::string json) {
  absl::StatusOr<Event<E>> event = decode<E>(std::move(json));
  return event.ok() ? *std::move(event) : own(E{});
}

}  // namespace lambent::inline LAMBENT_ABI::detail

namespace lambent::inline LAMBENT_ABI::testing {

template <Sourced E>
Event<E> sample() {
  return detail::decoded_or_blank<E>(std::string(sample_json(source<E>.name)));
}

template <Sourced E>
absl::StatusOr<Event<E>> sample_with(std::span<const Edit> edits) {
  absl::StatusOr<std::string> json =
      detail::edited_sample(source<E>.name, detail::type_info<E>, edits);
  if (!json.ok()) return std::move(json).status();
  return decode<E>(*std::move(json));
}

template <HttpEvent E>
  requires(!std::is_same_v<E, WebSocketRequest>)
Event<E> http(const HttpCall& call) {
  return detail::decoded_or_blank<E>(detail::http_json(source<E>.name, call));
}

}  // namespace lambent::inline LAMBENT_ABI::testing
