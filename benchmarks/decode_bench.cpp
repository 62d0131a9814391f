// SPDX-License-Identifier: Apache-2.0
// How long does it take to decode an event, beside the two ways in which people do it by hand?
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "dom_reader.h"
#include "harness.h"
#include "lambent/event.h"
#include "lambent/events.h"
#include "ondemand_reader.h"
#include "payloads.h"

namespace {

void require(bool holds, const std::string& what) {
  if (holds) return;
  fmt::print(stderr, "decode_bench: {}\n", what);
  std::exit(1);
}

template <class E>
void measure(bench::Harness& harness, const std::string& name, const std::string& payload) {
  lambent::Decoder decoder;
  bench::OnDemandReader ondemand;
  bench::DomReader dom;
  const auto ours = decoder.decode<E>(payload);
  require(ours.ok(), name + ": " + std::string(ours.status().message()));
  require(lambent::equal(**ours, ondemand.decode<E>(payload)),
          name + ": the On-Demand reader reads something else:\n" + lambent::encode(**ours) + "\n" +
              lambent::encode(ondemand.decode<E>(payload)));
  // nlohmann/json sorts members and writes free-form JSON anew: the same values, in another order.
  using nlohmann::json;
  require(
      json::parse(lambent::encode(**ours)) == json::parse(lambent::encode(dom.decode<E>(payload))),
      name + ": the DOM reader reads something else");
  harness.measure(name, {{"lambent",
                          [&] {
                            const auto event = decoder.decode<E>(payload);
                            bench::keep(event);
                          }},
                         {"simdjson_ondemand", [&] { bench::keep(ondemand.decode<E>(payload)); }},
                         {"nlohmann_dom", [&] { bench::keep(dom.decode<E>(payload)); }}});
  fmt::print("{:<22} {} bytes; a kept decoder holds {} bytes\n", "", payload.size(),
             decoder.capacity());
}

void measure_peak() {
  std::string payload = bench::sqs(7500);
  const std::size_t before = bench::bytes_in_use();
  bench::reset_peak();
  {
    lambent::Decoder decoder;
    require(decoder.decode<lambent::SqsEvent>(payload).ok(), "6 MB batch");
  }
  const auto size = static_cast<double>(payload.size());
  fmt::print("a batch of {:.1f} MB: the decoder's heap peaks at {:.2f} times the payload's size\n",
             size / 1e6, static_cast<double>(bench::peak_bytes() - before) / size);
}

}  // namespace

int main(int count, char** values) {
  bench::Harness harness("decode", count, values);
  measure<lambent::S3Event>(harness, "S3", bench::minified("s3_notification/sample.json"));
  measure<lambent::S3Event>(harness, "S3, pretty", bench::fixture("s3_notification/sample.json"));
  measure<lambent::SqsEvent>(harness, "SQS 1", bench::sqs(1));
  measure<lambent::SqsEvent>(harness, "SQS 10", bench::sqs(10));
  measure<lambent::SnsEvent>(harness, "SNS", bench::minified("sns/sample.json"));
  measure<lambent::EventBridgeEvent>(harness, "EventBridge",
                                     bench::minified("eventbridge/sample.json"));
  measure<lambent::KinesisEvent>(harness, "Kinesis 1", bench::kinesis(1));
  measure<lambent::KinesisEvent>(harness, "Kinesis 100", bench::kinesis(100));
  measure<lambent::DynamoDbEvent>(harness, "DynamoDB 1", bench::dynamodb(1));
  measure<lambent::DynamoDbEvent>(harness, "DynamoDB 10", bench::dynamodb(10));
  measure<lambent::ApiGatewayRequest>(harness, "REST",
                                      bench::minified("apigw_rest_proxy/identity_of_nulls.json"));
  measure<lambent::ApiGatewayRequest>(harness, "REST, pretty",
                                      bench::fixture("apigw_rest_proxy/identity_of_nulls.json"));
  measure<lambent::HttpApiRequest>(harness, "HTTP API",
                                   bench::minified("apigw_http_v2/sample.json"));
  measure_peak();
  return harness.finish();
}
