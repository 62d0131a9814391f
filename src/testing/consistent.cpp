// SPDX-License-Identifier: Apache-2.0
// What follows from other members of an event, source by source.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "testing/md5.h"
#include "testing/rules.h"
#include "testing/synthetic.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

/// Calls `f(element)` for each object of a list.
template <class F>
void for_each_object(Json& event, const char* list, F f) {
  for (Json& element : list_at(event, list))
    if (element.is_object()) f(element);
}

void set_region(Json& record) {
  const std::string region = part_of_arn(text_at(record, "eventSourceARN"), 3);
  if (!region.empty()) set(record, "awsRegion", region);
}

// --- queues and topics ---

/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation
std::string md5_of_attributes(const Json& attributes, const char* type_key, const char* text_key,
                              const char* binary_key) {
  std::string bytes;
  const auto add = [&bytes](std::string_view part) {
    for (const int shift : {24, 16, 8, 0})
      bytes += static_cast<char>((part.size() >> shift) & 0xff);
    bytes += part;
  };
  std::set<std::string> names;
  for (const auto& item : attributes.items()) names.insert(item.key());
  for (const std::string& name : names) {
    const Json& attribute = attributes[name];
    const std::string type = text_at(attribute, type_key);
    add(name);
    add(type);
    const bool is_binary = type.starts_with("Binary");
    bytes += is_binary ? '\2' : '\1';
    const std::string value = text_at(attribute, is_binary ? binary_key : text_key);
    add(is_binary ? Base64{value}.bytes().value_or(std::string()) : value);
  }
  return md5(bytes);
}

void sqs(Json& event, const Json&) {
  for_each_object(event, "Records", [](Json& record) {
    set_region(record);
    set(record, "md5OfBody", md5(text_at(record, "body")));
    record.erase("md5OfMessageAttributes");
    const auto attributes = record.find("messageAttributes");
    if (attributes == record.end() || !attributes->is_object() || attributes->empty()) return;
    record["md5OfMessageAttributes"] =
        md5_of_attributes(*attributes, "dataType", "stringValue", "binaryValue");
  });
}

void sqs_receive_message(Json& event, const Json&) {
  for_each_object(event, "Messages", [](Json& message) {
    set(message, "MD5OfBody", md5(text_at(message, "Body")));
    const auto attributes = message.find("MessageAttributes");
    if (attributes == message.end() || !attributes->is_object() || attributes->empty()) return;
    set(message, "MD5OfMessageAttributes",
        md5_of_attributes(*attributes, "DataType", "StringValue", "BinaryValue"));
  });
}

void rabbitmq(Json& event, const Json&) {
  for (Json& queue : object_at(event, "rmqMessagesByQueue")) {
    for (Json& message : queue) {
      const std::string data = text_at(message, "data");
      const auto bytes = Base64{data}.bytes();
      Json& properties = object_at(message, "basicProperties");
      if (bytes && properties.contains("bodySize")) properties["bodySize"] = bytes->size();
    }
  }
}

void sns(Json& event, const Json&) {
  for_each_object(event, "Records", [](Json& record) {
    const std::string topic = text_at(object_at(record, "Sns"), "TopicArn");
    const std::string region = part_of_arn(topic, 3);
    const std::string old = text_at(record, "EventSubscriptionArn");
    const std::string subscription = fmt::format("{}:{}", topic, part_of_arn(old, 6));
    set(record, "EventSubscriptionArn", subscription);
    const std::string certificate = text_at(object_at(record, "Sns"), "SigningCertUrl");
    set(object_at(record, "Sns"), "SigningCertUrl",
        fmt::format("https://sns.{}.amazonaws.com/{}", region,
                    certificate.substr(certificate.rfind('/') + 1)));
    set(object_at(record, "Sns"), "UnsubscribeUrl",
        fmt::format("https://sns.{}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn={}", region,
                    subscription));
  });
}

// --- storage and streams ---

void s3(Json& event, const Json&) {
  for_each_object(event, "Records", [](Json& record) {
    Json& bucket = object_at(object_at(record, "s3"), "bucket");
    set(bucket, "arn", fmt::format("arn:aws:s3:::{}", text_at(bucket, "name")));
  });
}

/// How much DynamoDB counts for a value.
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
std::size_t size_of_value(const Json& value) {
  if (!value.is_object() || value.empty()) return 0;
  const std::string tag = value.items().begin().key();
  const Json& inner = value.items().begin().value();
  const auto of_text = [](char kind, const Json& text) -> std::size_t {
    const std::string bytes = text.is_string() ? text.get<std::string>() : std::string();
    if (kind == 'B') return Base64{bytes}.bytes().value_or(std::string()).size();
    if (kind == 'S') return bytes.size();
    // Of a number the digits between the zeros before and behind it.
    std::string digits;
    for (const char c : bytes.substr(0, bytes.find_first_of("eE")))
      if (c >= '0' && c <= '9') digits += c;
    const std::size_t first = digits.find_first_not_of('0');
    const std::size_t count = first == digits.npos ? 1 : digits.find_last_not_of('0') - first + 1;
    return (count + 1) / 2 + 1;
  };
  if (tag == "BOOL" || tag == "NULL") return 1;
  std::size_t size = 0;
  if (tag == "M") {
    for (const auto& item : inner.items())
      size += item.key().size() + size_of_value(item.value()) + 1;
    return size + 3;
  }
  if (tag == "L") {
    for (const Json& element : inner) size += size_of_value(element) + 1;
    return size + 3;
  }
  if (!inner.is_array()) return of_text(tag[0], inner);
  for (const Json& element : inner) size += of_text(tag[0], element);
  return size;
}

void dynamodb(Json& event, const Json&) {
  for_each_object(event, "Records", [](Json& record) {
    set_region(record);
    Json& change = object_at(record, "dynamodb");
    std::size_t size = 0;
    for (const char* const image : {"Keys", "NewImage", "OldImage"}) {
      for (const auto& item : object_at(change, image).items())
        size += item.key().size() + size_of_value(item.value());
    }
    if (change.contains("SizeBytes")) change["SizeBytes"] = size;
  });
}

void kinesis(Json& event, const Json&) {
  for_each_object(event, "Records", [](Json& record) {
    set_region(record);
    const std::string id = text_at(record, "eventID");
    set(record, "eventID",
        fmt::format("{}:{}", id.substr(0, id.find(':')),
                    text_at(object_at(record, "kinesis"), "sequenceNumber")));
  });
}

/// A window is of one shard of one stream: whichever ARN is no longer as in the sample is right.
void one_stream(Json& event, const Json& sample) {
  const std::string before = text_at(sample, "eventSourceARN");
  std::string arn = text_at(event, "eventSourceARN");
  if (arn.empty()) arn = before;
  for_each_object(event, "Records", [&](const Json& record) {
    const std::string own = text_at(record, "eventSourceARN");
    if (arn == before && !own.empty()) arn = own;
  });
  set(event, "eventSourceARN", arn);
  for_each_object(event, "Records", [&](Json& record) { set(record, "eventSourceARN", arn); });
}

void dynamodb_window(Json& event, const Json& sample) {
  one_stream(event, sample);
  dynamodb(event, sample);
}

void kinesis_window(Json& event, const Json& sample) {
  one_stream(event, sample);
  const std::string shard = text_at(event, "shardId");
  if (!shard.empty())
    for_each_object(event, "Records", [&](Json& record) { set(record, "eventID", shard); });
  kinesis(event, sample);
}

void firehose(Json& event, const Json&) {
  set(event, "region", part_of_arn(text_at(event, "deliveryStreamArn"), 3));
}

/// "orders-0" of a list of records that are all of this partition; else empty.
std::string partition_of(const Json& list) {
  std::string partition;
  for (const Json& record : list) {
    const auto number = record.is_object() ? record.find("partition") : record.end();
    if (number == record.end() || !number->is_number_integer()) return {};
    const std::string own = fmt::format("{}-{}", text_at(record, "topic"), number->dump());
    if (!partition.empty() && own != partition) return {};
    partition = own;
  }
  return partition;
}

// --- operations ---

void codecommit(Json& event, const Json&) { for_each_object(event, "Records", set_region); }

void alarm(Json& event, const Json&) {
  set(event, "alarmArn",
      fmt::format("arn:aws:cloudwatch:{}:{}:alarm:{}", text_at(event, "region"),
                  text_at(event, "accountId"),
                  text_at(object_at(event, "alarmData"), "alarmName")));
}

void eventbridge_s3(Json& event, const Json&) {
  const std::string bucket = text_at(object_at(object_at(event, "detail"), "bucket"), "name");
  event["resources"] = Json::array({fmt::format("arn:aws:s3:::{}", bucket)});
}

struct Rule {
  std::string_view source;
  void (*apply)(Json& event, const Json& sample);
};

constexpr std::array kRules{
    Rule{"apigw_authorizer_request", rest_authorizer},
    Rule{"apigw_authorizer_v2", http_authorizer},
    Rule{"apigw_http_v2", http_api},
    Rule{"apigw_rest_proxy", rest_api},
    Rule{"apigw_websocket", websocket},
    Rule{"cloudwatch_alarm", alarm},
    Rule{"codecommit", codecommit},
    Rule{"dynamodb_stream", dynamodb},
    Rule{"dynamodb_time_window", dynamodb_window},
    Rule{"eventbridge_s3", eventbridge_s3},
    Rule{"firehose", firehose},
    Rule{"firehose_msk", firehose},
    Rule{"kinesis_stream", kinesis},
    Rule{"kinesis_time_window", kinesis_window},
    Rule{"lambda_function_url", http_api},
    Rule{"rabbitmq", rabbitmq},
    Rule{"s3_notification", s3},
    Rule{"sns", sns},
    Rule{"sqs", sqs},
    Rule{"sqs_receive_message", sqs_receive_message},
    Rule{"vpc_lattice_v1", lattice_v1},
    Rule{"vpc_lattice_v2", lattice_v2},
};

const Rule* rule_of(std::string_view source) {
  const auto found = std::find_if(kRules.begin(), kRules.end(),
                                  [&](const Rule& rule) { return rule.source == source; });
  return found != kRules.end() ? &*found : nullptr;
}

}  // namespace

void make_consistent(std::string_view source, Json& event) {
  const Rule* const rule = rule_of(source);
  if (rule != nullptr && event.is_object()) rule->apply(event, sample_of(source));
}

void rename_partitions(std::string_view source, Json& event) {
  if (!source.starts_with("kafka_")) return;
  Json sample = sample_of(source);
  const Json& old = object_at(sample, "records");
  Json& lists = object_at(event, "records");
  Json renamed = Json::object();
  for (const auto& item : lists.items()) {
    std::string key = old.contains(item.key()) ? partition_of(item.value()) : std::string();
    if (key.empty()) key = item.key();
    if (renamed.contains(key)) return;  // two lists of one partition stay apart
    renamed[key] = item.value();
  }
  lists = std::move(renamed);
}

}  // namespace lambent::inline LAMBENT_ABI::detail
