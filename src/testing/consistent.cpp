// SPDX-License-Identifier: Apache-2.0
// What follows from other members of an event, source by source.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "testing/md5.h"
#include "testing/rules.h"
#include "testing/synthetic.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

/// Elements with one id get numbers for its end, all but the first.
void make_distinct(Json& list, const Json::json_pointer& id_of) {
  std::map<std::string, std::size_t> last_number;
  std::set<std::string> taken;
  for (Json& element : list) {
    if (!element.contains(id_of) || !element[id_of].is_string()) continue;
    const std::string id = element[id_of];
    std::string own = id;
    for (std::size_t& n = last_number[id]; !taken.insert(own).second;) {
      const std::string number = std::to_string(n = std::max<std::size_t>(n, 1) + 1);
      const std::size_t kept = id.size() > number.size() ? id.size() - number.size() : 0;
      own = id.substr(0, kept) + number;
    }
    element[id_of] = own;
  }
}

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

void firehose(Json& event, const Json&) {
  set(event, "region", part_of_arn(text_at(event, "deliveryStreamArn"), 3));
}

// --- operations ---

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
  const char* list = "";  // whose elements have
  std::array<const char*, 2> ids{};
};

constexpr std::array kRules{
    Rule{"apigw_authorizer_request", rest_authorizer},
    Rule{"apigw_authorizer_v2", http_authorizer},
    Rule{"apigw_http_v2", http_api},
    Rule{"apigw_rest_proxy", rest_api},
    Rule{"apigw_websocket", websocket},
    Rule{"cloudwatch_alarm", alarm},
    Rule{"dynamodb_stream", dynamodb, "Records", {"/eventID", "/dynamodb/SequenceNumber"}},
    Rule{"dynamodb_time_window", dynamodb, "Records", {"/eventID", "/dynamodb/SequenceNumber"}},
    Rule{"eventbridge_s3", eventbridge_s3},
    Rule{"firehose", firehose, "records", {"/recordId"}},
    Rule{"kinesis_stream", kinesis, "Records", {"/kinesis/sequenceNumber"}},
    Rule{"kinesis_time_window", kinesis, "Records", {"/kinesis/sequenceNumber"}},
    Rule{"lambda_function_url", http_api},
    Rule{"s3_notification", s3},
    Rule{"sns", sns},
    Rule{"sqs", sqs, "Records", {"/messageId", "/receiptHandle"}},
    Rule{"sqs_receive_message", sqs_receive_message, "Messages", {"/MessageId", "/ReceiptHandle"}},
};

const Rule* rule_of(std::string_view source) {
  const auto found = std::find_if(kRules.begin(), kRules.end(),
                                  [&](const Rule& rule) { return rule.source == source; });
  return found != kRules.end() ? &*found : nullptr;
}

}  // namespace

void make_copies_distinct(std::string_view source, Json& event) {
  const Rule* const rule = rule_of(source);
  if (rule == nullptr) return;
  for (const char* const id : rule->ids)
    if (id != nullptr) make_distinct(list_at(event, rule->list), Json::json_pointer(id));
}

void make_consistent(std::string_view source, Json& event) {
  const Rule* const rule = rule_of(source);
  if (rule != nullptr && event.is_object()) rule->apply(event, sample_of(source));
}

}  // namespace lambent::inline LAMBENT_ABI::detail
