// SPDX-License-Identifier: Apache-2.0
// Batches of messages: SQS, SNS, ActiveMQ, RabbitMQ.
#include "batch/failures.h"
#include "lambent/events/activemq.h"
#include "lambent/events/rabbitmq.h"
#include "lambent/events/sns.h"
#include "lambent/events/sqs.h"

namespace lambent::inline LAMBENT_ABI::detail {

// --- SQS -----------------------------------------------------------------------------------------

absl::StatusOr<Records<SqsMessage>> records_of(const SqsEvent& event) {
  return pointers_to(event.records);
}

BatchResponse answer_of(const SqsEvent&, const Records<SqsMessage>& messages,
                        const Outcomes& outcomes) {
  return failed_ids(messages, outcomes);
}

std::string id_of(const SqsMessage& message) { return std::string(message.message_id); }

absl::Status with_body(const SqsMessage& message, const BodyUse& use) { return use(message.body); }

void set_order(const Records<SqsMessage>& messages, bool whole_batch, BatchPlan& plan) {
  // A batch is of one queue. Messages of standard queues may have groups, too, but no order.
  if (messages.empty() || !messages[0]->event_source_arn.ends_with(".fifo")) return;
  std::vector<std::string> groups;
  groups.reserve(messages.size());
  for (const SqsMessage* message : messages)
    groups.emplace_back(message->attributes.value_or("MessageGroupId"));
  plan.lanes = numbered(groups);
  plan.blocks = whole_batch ? one_block(messages.size()) : plan.lanes;
}

// --- SNS -----------------------------------------------------------------------------------------

absl::StatusOr<Records<SnsRecord>> records_of(const SnsEvent& event) {
  return pointers_to(event.records);
}

std::string id_of(const SnsRecord& record) { return std::string(record.sns.message_id); }

absl::Status with_body(const SnsRecord& record, const BodyUse& use) {
  return use(record.sns.message);
}

// --- ActiveMQ and RabbitMQ -----------------------------------------------------------------------

absl::StatusOr<Records<ActiveMqMessage>> records_of(const ActiveMqEvent& event) {
  return pointers_to(event.messages);
}

std::string id_of(const ActiveMqMessage& message) { return std::string(message.message_id); }

absl::Status with_body(const ActiveMqMessage& message, const BodyUse& use) {
  return with_json_in(message.data, use);
}

absl::StatusOr<Records<RabbitMqMessage>> records_of(const RabbitMqEvent& event) {
  Records<RabbitMqMessage> records;
  for (const auto& queue : event.rmq_messages_by_queue)
    for (const RabbitMqMessage& message : queue.value) records.push_back(&message);
  return records;
}

std::string id_of(const RabbitMqMessage& message) {
  return std::string(message.basic_properties.message_id);
}

absl::Status with_body(const RabbitMqMessage& message, const BodyUse& use) {
  return with_json_in(message.data, use);
}

}  // namespace lambent::inline LAMBENT_ABI::detail
