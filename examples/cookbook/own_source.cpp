// SPDX-License-Identifier: Apache-2.0
// A source of your own: a payload that a program of yours sends, told apart from those of AWS and
// answered. What no source claims goes to `otherwise`.
#include "lambent/source.h"

#include <array>
#include <cstdint>
#include <iostream>
#include <string>
#include <string_view>

#include "lambent/dispatcher.h"

// [source]
struct Quote {  // asked for by the tills
  std::string_view quote_id{};
  std::int64_t pieces{};
};
struct Price {
  std::int64_t cents{};
};

template <>
inline constexpr auto lambent::fields<Quote> = std::array{
    lambent::field<&Quote::quote_id>("quoteId", lambent::kRequired),
    lambent::field<&Quote::pieces>("pieces"),
};
template <>
inline constexpr auto lambent::fields<Price> = std::array{
    lambent::field<&Price::cents>("cents", lambent::kAlways),
};
template <>
inline constexpr lambent::Source lambent::source<Quote> = {
    .name = "shop_quote",
    .kind = lambent::SourceKind::kAnswer,
    .probes = {lambent::has("quoteId"), lambent::equals("origin", "till")},
};
template <>
struct lambent::AnswerTo<Quote> {
  using type = Price;
};
// [source]

int main() {
  lambent::Dispatcher dispatcher;
  // [register]
  dispatcher.on<Quote>([](const Quote& quote) { return Price{.cents = quote.pieces * 900}; })
      .otherwise<lambent::RawJson>([](const lambent::RawJson& json) {
        std::cout << json.text.size() << " bytes of somebody else's\n";
      });
  // [register]

  for (const std::string_view payload : {R"({"quoteId": "q1", "origin": "till", "pieces": 3})",
                                         R"({"quoteId": 7, "origin": "till"})", R"({"ping": 1})"}) {
    const absl::StatusOr<lambent::SourceId> from = dispatcher.recognise(payload);
    const absl::StatusOr<std::string> answer = dispatcher.dispatch(std::string(payload));
    std::cout << (from.ok() ? *from : "unknown") << ": "
              << (answer.ok() ? *answer : std::string(answer.status().message())) << '\n';
  }
}

// prints:
// shop_quote: {"cents":2700}
// shop_quote: shop_quote: $.quoteId: expected a string, found a number
// 11 bytes of somebody else's
// unknown: null
