// SPDX-License-Identifier: Apache-2.0
// What does the dispatch of JSON cost beside the sum of its parts: recognising and decoding, which
// share the index, the handler's call, and encoding its answer? Both get a payload of their own.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <type_traits>

#include "harness.h"
#include "json/workspace.h"
#include "lambent/dispatcher.h"
#include "lambent/events.h"
#include "payloads.h"
#include "recognise.h"

namespace {

lambent::ProxyResponse answer(const lambent::ApiGatewayRequest& request) {
  return {.status_code = 200, .body = "you asked for " + std::string(request.path)};
}
lambent::BatchResponse work_off(const lambent::SqsEvent& event) {
  bench::keep(event.records.size());
  return {};
}
void observe(const lambent::EventBridgeEvent& event) { bench::keep(event.id); }

/// The same by hand, without a dispatcher.
template <class E, class F>
std::string by_hand(const std::string& payload, lambent::Decoder& decoder,
                    const lambent::detail::IndexedText& indexed, F handler) {
  const std::string own = payload;
  bench::keep(own);
  bench::keep(lambent::detail::builtin_recogniser().recognise(indexed));
  const auto event = decoder.decode<E>(own);
  std::string json = "null";
  if constexpr (std::is_void_v<decltype(handler(**event))>) {
    handler(**event);
  } else {
    json.clear();
    lambent::encode_to(handler(**event), json);
  }
  return json;
}

template <class E, class F>
void measure(bench::Harness& harness, const std::string& name, const std::string& payload,
             F handler) {
  lambent::Dispatcher dispatcher;
  dispatcher.on<E>(handler);
  lambent::detail::Workspace indexed;
  lambent::Decoder decoder;
  if (!indexed.load(payload, {}) ||
      *dispatcher.dispatch(payload) != by_hand<E>(payload, decoder, indexed.document(), handler)) {
    std::fprintf(stderr, "json_dispatch_bench: %s is answered in two ways\n", name.c_str());
    std::exit(1);
  }
  const auto results = harness.measure(
      name,
      {{"lambent", [&] { bench::keep(dispatcher.dispatch(payload)); }},
       {"parts", [&] { bench::keep(by_hand<E>(payload, decoder, indexed.document(), handler)); }}});
  bench::at_most(1.3, results[0].ns / results[1].ns, "a dispatch over the sum of its parts");
}

}  // namespace

int main(int count, char** values) {
  bench::Harness harness("json_dispatch", count, values);
  measure<lambent::ApiGatewayRequest>(
      harness, "REST", bench::minified("apigw_rest_proxy/identity_of_nulls.json"), answer);
  measure<lambent::SqsEvent>(harness, "SQS 10", bench::sqs(10), work_off);
  measure<lambent::EventBridgeEvent>(harness, "EventBridge",
                                     bench::minified("eventbridge/sample.json"), observe);
  return harness.finish();
}
