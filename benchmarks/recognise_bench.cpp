// SPDX-License-Identifier: Apache-2.0
// What does recognising cost beside decoding, when both share the index as they do in a dispatch?
// "decode" copies, indexes and reads; "read" is what is left of it once the index is there.
#include <cstdio>
#include <string>

#include "harness.h"
#include "json/workspace.h"
#include "lambent/event.h"
#include "lambent/events.h"
#include "payloads.h"
#include "recognise.h"

namespace {

template <class E>
void measure(bench::Harness& harness, const std::string& name, const std::string& payload) {
  lambent::detail::Workspace indexed;
  const auto& recogniser = lambent::detail::builtin_recogniser();
  if (!indexed.load(payload, {}) ||
      recogniser.recognise(indexed.document()) != &lambent::source<E>) {
    std::fprintf(stderr, "recognise_bench: %s is not recognised\n", name.c_str());
    std::exit(1);
  }
  lambent::Decoder decoder;
  harness.measure(
      name,
      {{"lambent", [&] { bench::keep(recogniser.recognise(indexed.document())); }},
       {"decode",
        [&] {
          const auto event = decoder.decode<E>(payload);
          bench::keep(event);
        }},
       {"read", [&] {
          indexed.storage().reset();
          E event{};
          bench::keep(indexed.read(&event, lambent::detail::type_info<E>, "", indexed.storage()));
          bench::keep(event);
        }}});
}

}  // namespace

int main(int count, char** values) {
  bench::Harness harness("recognise", count, values);
  measure<lambent::S3Event>(harness, "S3", bench::minified("s3_notification/sample.json"));
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
  measure<lambent::HttpApiRequest>(harness, "HTTP API",
                                   bench::minified("apigw_http_v2/sample.json"));
  return harness.finish();
}
