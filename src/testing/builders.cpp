// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <chrono>
#include <cstdint>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "lambent/dynamodb_json.h"
#include "lambent/envelope.h"
#include "testing/synthetic.h"

namespace lambent::inline LAMBENT_ABI::testing {
namespace {

using detail::Json;

constexpr std::string_view kRegion = "eu-west-1";
constexpr std::string_view kAccount = "123456789012";

std::string arn(std::string_view service, std::string_view resource) {
  return fmt::format("arn:aws:{}:{}:{}:{}", service, kRegion, kAccount, resource);
}

/// The event of JSON that has got the members it was to get.
template <class E>
Event<E> made(Json event) {
  detail::make_consistent(source<E>.name, event);
  return detail::decoded_or_blank<E>(detail::text_of(event));
}

template <class E>
Json sample_of() {
  return detail::sample_of(source<E>.name);
}

/// A list of `count` copies of its first element.
void resize(Json& list, std::size_t count) {
  Json copies = Json::array();
  for (std::size_t i = 0; i < count; ++i) copies.push_back(list.front());
  list = std::move(copies);
}

/// As S3 writes keys into notifications: spaces as "+", what is not plain as %XX.
std::string encoded_s3_key(std::string_view key) {
  constexpr std::string_view kPlain = "-_.*/";
  std::string out;
  for (const char c : key) {
    if (detail::is_letter_or_digit(c) || kPlain.find(c) != kPlain.npos) {
      out += c;
    } else if (c == ' ') {
      out += '+';
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

Json s3_event(std::string_view bucket, std::string_view key) {
  Json event = sample_of<S3Event>();
  Json& entity = event["Records"][0]["s3"];
  entity["bucket"]["name"] = bucket;
  entity["object"]["key"] = encoded_s3_key(key);
  return event;
}

// --- items ---

Json json_of(const Map<AttributeValue>& item) {
  return Json::parse(encode(DynamoDbItem{item}), nullptr, false);
}

/// An item in the JSON of DynamoDB; blank where the text is no JSON object.
Json image_of(std::string_view item) {
  const absl::StatusOr<Event<DynamoDbItem>> image = from_plain_json(detail::valid_utf8(item));
  return image.ok() ? json_of((*image)->attributes) : Json::object();
}

Event<DynamoDbEvent> change(std::string_view table, std::string_view name, const Json& old_image,
                            const Json& new_image, const List<std::string_view>& keys) {
  Json event = sample_of<DynamoDbEvent>();
  resize(event["Records"], 1);
  Json& record = event["Records"][0];
  record["eventName"] = name;
  record["eventSourceARN"] =
      arn("dynamodb", fmt::format("table/{}/stream/2026-09-01T00:00:00.000", table));
  Json& what = record["dynamodb"];
  what.erase("NewImage");
  what.erase("OldImage");
  what["Keys"] = Json::object();
  for (const auto& [member, image] :
       {std::pair("OldImage", &old_image), {"NewImage", &new_image}}) {
    if (image->is_null()) continue;
    what[member] = *image;
    for (const std::string_view key : keys)
      if (image->contains(key)) what["Keys"][std::string(key)] = (*image)[std::string(key)];
  }
  return made<DynamoDbEvent>(std::move(event));
}

}  // namespace

Event<S3Event> s3_put(std::string_view bucket, std::string_view key, std::int64_t size) {
  Json event = s3_event(bucket, key);
  event["Records"][0]["s3"]["object"]["size"] = size;
  return made<S3Event>(std::move(event));
}

Event<S3Event> s3_removed(std::string_view bucket, std::string_view key) {
  Json event = s3_event(bucket, key);
  Json& record = event["Records"][0];
  record["eventName"] = "ObjectRemoved:Delete";
  record["s3"]["object"].erase("size");
  record["s3"]["object"].erase("eTag");
  return made<S3Event>(std::move(event));
}

Event<SqsEvent> sqs(const List<std::string_view>& bodies, std::string_view queue) {
  std::vector<SqsMessage> messages;
  for (const std::string_view body : bodies) messages.push_back({.body = body});
  return sqs(List<SqsMessage>(messages.data(), messages.size()), queue);
}

Event<SqsEvent> sqs(const List<SqsMessage>& messages, std::string_view queue) {
  Json event = sample_of<SqsEvent>();
  resize(event["Records"], messages.size());
  std::vector<Json> given;
  for (std::size_t i = 0; i < messages.size(); ++i) {
    Json& record = event["Records"][i];
    // Hexadecimal: a UUID of any message, were there more than SQS puts into a batch.
    record["messageId"] =
        fmt::format("3e8a7d10-52c4-4f0b-9b6e-{:012x}", std::uint64_t{0x1c2d3e4f0000} + i + 1);
    record["receiptHandle"] = fmt::format("AQEBExampleReceiptHandle{}+/==", i + 1);
    record["eventSourceARN"] = arn("sqs", queue);
    record["messageAttributes"] = Json::object();
    Json& attributes = record["attributes"];
    if (queue.ends_with(".fifo")) {
      attributes["MessageGroupId"] = "group-1";
      attributes["MessageDeduplicationId"] = fmt::format("deduplication-{}", i + 1);
      attributes["SequenceNumber"] = fmt::format("188491378{:011}", i + 1);
    }
    // What is blank in the message stays as it is here.
    Json& members =
        given.emplace_back(Json::parse(detail::valid_utf8(encode(messages[i])), nullptr, false));
    if (messages[i].message_id.empty()) members.erase("messageId");
    attributes.update(members["attributes"]);
    members.erase("attributes");
    record.update(members);
  }
  detail::make_consistent(source<SqsEvent>.name, event);
  for (std::size_t i = 0; i < given.size(); ++i) event["Records"][i].update(given[i]);
  return detail::decoded_or_blank<SqsEvent>(detail::text_of(event));
}

Event<SnsEvent> sns(std::string_view message, std::string_view topic, std::string_view subject) {
  Json event = sample_of<SnsEvent>();
  Json& notification = event["Records"][0]["Sns"];
  notification["TopicArn"] = arn("sns", topic);
  notification["Subject"] = subject.empty() ? Json() : Json(std::string(subject));
  notification["Message"] = message;
  notification["MessageAttributes"] = Json::object();
  return made<SnsEvent>(std::move(event));
}

Event<EventBridgeEvent> eventbridge(std::string_view event_source, std::string_view detail_type,
                                    std::string_view detail) {
  const Event<EventBridgeEvent> base = sample<EventBridgeEvent>();
  EventBridgeEvent event = *base;
  const std::string source_text = detail::valid_utf8(event_source);
  const std::string type_text = detail::valid_utf8(detail_type);
  // JSON as it is written, numbers too.
  std::string json = detail::valid_utf8(detail);
  if (!Json::accept(json)) json = detail::text_of(Json(json));
  event.source = source_text;
  event.detail_type = type_text;
  event.resources = List<std::string_view>();
  event.detail = RawJson{json};
  return own(event);
}

Event<ScheduledEvent> scheduled(std::string_view rule) {
  Json event = sample_of<ScheduledEvent>();
  event["resources"] = Json::array({arn("events", fmt::format("rule/{}", rule))});
  return made<ScheduledEvent>(std::move(event));
}

Event<DynamoDbEvent> dynamodb_insert(std::string_view table, std::string_view item,
                                     const List<std::string_view>& keys) {
  return change(table, "INSERT", Json(), image_of(item), keys);
}

Event<DynamoDbEvent> dynamodb_modify(std::string_view table, std::string_view old_item,
                                     std::string_view new_item,
                                     const List<std::string_view>& keys) {
  return change(table, "MODIFY", image_of(old_item), image_of(new_item), keys);
}

Event<DynamoDbEvent> dynamodb_remove(std::string_view table, std::string_view old_item,
                                     const List<std::string_view>& keys) {
  return change(table, "REMOVE", image_of(old_item), Json(), keys);
}

Event<KinesisEvent> kinesis(const List<std::string_view>& data, std::string_view stream,
                            std::string_view partition_key) {
  Json event = sample_of<KinesisEvent>();
  resize(event["Records"], data.size());
  for (std::size_t i = 0; i < data.size(); ++i) {
    Json& record = event["Records"][i];
    record["eventSourceARN"] = arn("kinesis", fmt::format("stream/{}", stream));
    record["kinesis"]["partitionKey"] = partition_key;
    record["kinesis"]["sequenceNumber"] =
        fmt::format("4954511524349098501828006771497314458218006{:013}", i + 1);
    record["kinesis"]["data"] = to_base64(data[i]);
  }
  return made<KinesisEvent>(std::move(event));
}

Event<SnsEvent> inside_sns(std::string_view json) { return sns(json); }

Event<SqsEvent> inside_sqs(std::string_view json) {
  const absl::StatusOr<SourceId> carrier = recognise(json);
  if (!carrier.ok() || *carrier != source<SnsEvent>.name) return sqs({json});
  const absl::StatusOr<Event<SnsEvent>> event = decode<SnsEvent>(std::string(json));
  if (!event.ok()) return sqs({json});
  std::deque<std::string> bodies;
  std::vector<std::string_view> views;
  for (const SnsRecord& record : (*event)->records) {
    // In a queue the URLs are spelled in another way, and what is absent is left out.
    const Json sent = Json::parse(encode(record.sns), nullptr, false);
    Json notification = Json::object();
    for (const auto& item : sent.items()) {
      const std::string& key = item.key();
      const Json& value = item.value();
      if (value.is_null() || (value.is_object() && value.empty())) continue;
      notification[key.ends_with("Url") ? key.substr(0, key.size() - 3) + "URL" : key] = value;
    }
    views.push_back(bodies.emplace_back(detail::text_of(notification)));
  }
  return sqs(List<std::string_view>(views.data(), views.size()));
}

TestContext::TestContext() : now_(std::chrono::milliseconds(1791969164123)) {
  context_.request_id = "6f1c8a52-0d3e-4b7a-9c15-2e8f7d6c5b40";
  context_.trace_id = "Root=1-6acf1b4c-0123456789abcdef01234567;Sampled=1";
  context_.function_arn = "arn:aws:lambda:eu-west-1:123456789012:function:example";
  context_.deadline = now() + std::chrono::seconds(3);
  context_.stop = stop_.get_token();
  context_.time_source = this;
}

void TestContext::advance(std::chrono::milliseconds time) {
  Context::Clock::duration old = now_;
  while (!now_.compare_exchange_weak(old, old + time)) {
  }
}

}  // namespace lambent::inline LAMBENT_ABI::testing
