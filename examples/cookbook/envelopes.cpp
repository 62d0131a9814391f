// SPDX-License-Identifier: Apache-2.0
// An upload that S3 tells a topic of, and the topic a queue: the handler sees the S3 event, and the
// message that it came in.
#include <iostream>
#include <string>

#include "lambent/dispatcher.h"
#include "lambent/envelope.h"
#include "lambent/events/s3.h"
#include "lambent/events/sns.h"
#include "lambent/events/sqs.h"

namespace {

/// JSON of an S3 event, as text of an SNS notification, as body of an SQS message.
std::string payload() {
  const std::string upload = lambent::encode(lambent::S3Event{
      .records = {
          {.event_source = "aws:s3",
           .event_name = "ObjectCreated:Put",
           .s3 = {.bucket = {.name = "photos"}, .object = {.key = "summer+2026/rake.jpg"}}}}});
  const std::string notification =
      lambent::encode(lambent::SnsMessage{.type = "Notification",
                                          .message_id = "n1",
                                          .topic_arn = "arn:aws:sns:eu-west-1:123456789012:uploads",
                                          .message = upload});
  return lambent::encode(lambent::SqsEvent{
      .records = {{.message_id = "m1",
                   .body = notification,
                   .attributes = {{"ApproximateReceiveCount", "2"}},
                   .event_source = "aws:sqs"},
                  {.message_id = "m2", .body = "no event at all", .event_source = "aws:sqs"}}});
}

}  // namespace

int main() {
  lambent::Dispatcher dispatcher;
  // [register]
  dispatcher
      .on<lambent::S3Event>([](const lambent::S3Event& event, const lambent::Context& context) {
        for (const lambent::S3Record& record : event.records)
          std::cout << lambent::event_kind(record) << ' ' << lambent::decoded_key(record.s3.object)
                    << '\n';
        if (const auto* message = context.carrier<lambent::SqsMessage>())
          std::cout << "in " << message->message_id << ", delivery "
                    << message->attributes.value_or("ApproximateReceiveCount") << '\n';
        if (const auto* record = context.carrier<lambent::SnsRecord>())
          std::cout << "by " << record->sns.topic_arn << '\n';
      })
      .unwrap<lambent::SqsEvent>();
  // [register]

  const absl::StatusOr<std::string> answer = dispatcher.dispatch(payload());
  std::cout << (answer.ok() ? *answer : answer.status().ToString()) << '\n';
}

// prints:
// ObjectCreated:Put summer 2026/rake.jpg
// in m1, delivery 2
// by arn:aws:sns:eu-west-1:123456789012:uploads
// {"batchItemFailures":[{"itemIdentifier":"m2"}]}
