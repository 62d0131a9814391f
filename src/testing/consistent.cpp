// SPDX-License-Identifier: Apache-2.0
// What follows from other members of an event, source by source.
#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "testing/md5.h"
#include "testing/synthetic.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

/// The text of a member, empty where there is none.
std::string text_at(const Json& object, const char* key) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// The list of a member, and an empty one where there is none.
Json& list_at(Json& object, const char* key) {
  static thread_local Json none;
  none = Json::array();
  const auto found = object.is_object() ? object.find(key) : object.end();
  return found != object.end() && found->is_array() ? *found : none;
}

/// Changes a member that is there.
void set(Json& object, const char* key, std::string value) {
  if (object.is_object() && object.contains(key)) object[key] = std::move(value);
}

/// arn:aws:sqs:eu-west-1:123456789012:orders: part 3 is the region.
std::string part_of_arn(std::string_view arn, int part) {
  for (; part > 0; --part) {
    const std::size_t colon = arn.find(':');
    if (colon == arn.npos) return {};
    arn.remove_prefix(colon + 1);
  }
  return std::string(arn.substr(0, arn.find(':')));
}

/// Copies of one element must not have its identity, too.
void make_distinct(Json& list, const char* key) {
  std::set<std::string> seen;
  for (Json& element : list) {
    std::string id = text_at(element, key);
    if (id.empty()) continue;
    const std::string first = id;
    for (std::size_t n = 2; !seen.insert(id).second; ++n) {
      const std::string number = std::to_string(n);
      id = first.size() > number.size() ? first.substr(0, first.size() - number.size()) + number
                                        : first + number;
    }
    set(element, key, id);
  }
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
  make_distinct(list_at(event, "Records"), "messageId");
  make_distinct(list_at(event, "Records"), "receiptHandle");
  for (Json& record : list_at(event, "Records")) {
    set_region(record);
    set(record, "md5OfBody", md5(text_at(record, "body")));
    record.erase("md5OfMessageAttributes");
    const auto attributes = record.find("messageAttributes");
    if (attributes == record.end() || !attributes->is_object() || attributes->empty()) continue;
    record["md5OfMessageAttributes"] =
        md5_of_attributes(*attributes, "dataType", "stringValue", "binaryValue");
  }
}

void sqs_receive_message(Json& event, const Json&) {
  for (Json& message : list_at(event, "Messages")) {
    set(message, "MD5OfBody", md5(text_at(message, "Body")));
    const auto attributes = message.find("MessageAttributes");
    if (attributes == message.end() || !attributes->is_object() || attributes->empty()) continue;
    set(message, "MD5OfMessageAttributes",
        md5_of_attributes(*attributes, "DataType", "StringValue", "BinaryValue"));
  }
}

void sns(Json& event, const Json&) {
  for (Json& record : list_at(event, "Records")) {
    const std::string topic = text_at(record["Sns"], "TopicArn");
    const std::string region = part_of_arn(topic, 3);
    const std::string old = text_at(record, "EventSubscriptionArn");
    const std::string subscription = topic + ":" + part_of_arn(old, 6);
    set(record, "EventSubscriptionArn", subscription);
    set(record["Sns"], "SigningCertUrl",
        fmt::format("https://sns.{}.amazonaws.com/SimpleNotificationService-example.pem", region));
    set(record["Sns"], "UnsubscribeUrl",
        fmt::format("https://sns.{}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn={}", region,
                    subscription));
  }
}

// --- storage and streams ---

void s3(Json& event, const Json&) {
  for (Json& record : list_at(event, "Records")) {
    Json& bucket = record["s3"]["bucket"];
    set(bucket, "arn", "arn:aws:s3:::" + text_at(bucket, "name"));
  }
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
    std::size_t digits = 0;
    for (const char c : bytes) digits += c >= '0' && c <= '9';
    return (digits + 1) / 2 + 1;
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
  make_distinct(list_at(event, "Records"), "eventID");
  for (Json& record : list_at(event, "Records")) {
    set_region(record);
    Json& change = record["dynamodb"];
    std::size_t size = 0;
    for (const char* const image : {"Keys", "NewImage", "OldImage"}) {
      if (!change.contains(image)) continue;
      for (const auto& item : change[image].items())
        size += item.key().size() + size_of_value(item.value());
    }
    if (change.contains("SizeBytes")) change["SizeBytes"] = size;
  }
}

void kinesis(Json& event, const Json&) {
  for (Json& record : list_at(event, "Records")) {
    set_region(record);
    const std::string id = text_at(record, "eventID");
    set(record, "eventID",
        id.substr(0, id.find(':')) + ":" + text_at(record["kinesis"], "sequenceNumber"));
  }
}

void firehose(Json& event, const Json&) {
  make_distinct(list_at(event, "records"), "recordId");
  set(event, "region", part_of_arn(text_at(event, "deliveryStreamArn"), 3));
}

// --- HTTP ---

/// Members that say the same in two ways: whichever is no longer as in the sample is right.
bool has_changed(const Json& event, const Json& sample, const char* key) {
  return event.contains(key) && (!sample.contains(key) || event[key] != sample[key]);
}

/// Values alone, and as lists, the last of which is the one that stands alone.
void pair_values(Json& event, const Json& sample, const char* single, const char* multiple) {
  if (has_changed(event, sample, single) && !has_changed(event, sample, multiple)) {
    for (const auto& item : event[single].items()) {
      Json& list = event[multiple][item.key()];
      if (!list.is_array() || list.empty() || list.back() != item.value())
        list = Json::array({item.value()});
    }
  } else if (event.contains(multiple)) {
    for (const auto& item : event[multiple].items())
      if (item.value().is_array() && !item.value().empty())
        event[single][item.key()] = item.value().back();
  }
}

void rest_api(Json& event, const Json& sample) {
  Json& context = event["requestContext"];
  set(context, "path", "/" + text_at(context, "stage") + text_at(event, "path"));
  set(context, "httpMethod", text_at(event, "httpMethod"));
  set(context, "resourcePath", text_at(event, "resource"));
  pair_values(event, sample, "headers", "multiValueHeaders");
  pair_values(event, sample, "queryStringParameters", "multiValueQueryStringParameters");
}

void websocket(Json& event, const Json& sample) {
  pair_values(event, sample, "headers", "multiValueHeaders");
  pair_values(event, sample, "queryStringParameters", "multiValueQueryStringParameters");
}

void http_api(Json& event, const Json& sample) {
  Json& context = event["requestContext"];
  set(context["http"], "path", text_at(event, "rawPath"));
  set(context, "routeKey", text_at(event, "routeKey"));
  const std::string domain = text_at(context, "domainName");
  set(context, "domainPrefix", domain.substr(0, domain.find('.')));
  const bool query_is_new = has_changed(event, sample, "rawQueryString");
  if (query_is_new) {
    set_query_parameters(event, text_at(event, "rawQueryString"));
  } else if (has_changed(event, sample, "queryStringParameters")) {
    event["rawQueryString"] = query_text(event["queryStringParameters"]);
  }
}

struct Rule {
  std::string_view source;
  void (*apply)(Json& event, const Json& sample);
};

constexpr std::array kRules{
    Rule{"apigw_http_v2", http_api},
    Rule{"apigw_rest_proxy", rest_api},
    Rule{"apigw_websocket", websocket},
    Rule{"dynamodb_stream", dynamodb},
    Rule{"dynamodb_time_window", dynamodb},
    Rule{"firehose", firehose},
    Rule{"kinesis_stream", kinesis},
    Rule{"kinesis_time_window", kinesis},
    Rule{"lambda_function_url", http_api},
    Rule{"s3_notification", s3},
    Rule{"sns", sns},
    Rule{"sqs", sqs},
    Rule{"sqs_receive_message", sqs_receive_message},
};

}  // namespace

void make_consistent(std::string_view source, Json& event) {
  if (!event.is_object()) return;
  for (const Rule& rule : kRules)
    if (rule.source == source) rule.apply(event, sample_of(source));
}

}  // namespace lambent::inline LAMBENT_ABI::detail
