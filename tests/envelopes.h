// SPDX-License-Identifier: Apache-2.0
// Events to put into each other.
#pragma once

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "lambent/events/s3.h"
#include "lambent/values.h"

namespace envelopes {

using nlohmann::json;
using Strings = std::vector<std::string>;

inline std::string s3_event(std::string_view key) {
  return json{{"Records",
               {{{"eventVersion", "2.1"},
                 {"eventSource", "aws:s3"},
                 {"awsRegion", "eu-west-1"},
                 {"eventTime", "2026-01-01T00:00:00.000Z"},
                 {"eventName", "ObjectCreated:Put"},
                 {"s3",
                  {{"bucket", {{"name", "b"}, {"arn", "arn:aws:s3:::b"}}},
                   {"object", {{"key", key}, {"size", 1}}}}}}}}}
      .dump();
}

/// What SNS puts into a message; the URL members end in URL there.
inline std::string notification(std::string_view message) {
  return json{{"Type", "Notification"},
              {"MessageId", "n1"},
              {"TopicArn", "arn:aws:sns:eu-west-1:123456789012:t"},
              {"Message", message},
              {"Timestamp", "2026-01-01T00:00:00.000Z"},
              {"SignatureVersion", "1"},
              {"Signature", "c2ln"},
              {"SigningCertURL", "https://sns.eu-west-1.amazonaws.com/cert.pem"},
              {"UnsubscribeURL", "https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe"}}
      .dump();
}

inline json message(std::string_view id, std::string_view body, std::string_view queue = "q") {
  return {{"messageId", id},
          {"body", body},
          {"attributes", {{"MessageGroupId", "g"}}},
          {"eventSource", "aws:sqs"},
          {"eventSourceARN", "arn:aws:sqs:eu-west-1:123456789012:" + std::string(queue)}};
}

inline std::string sqs_json(std::initializer_list<json> messages) {
  return json{{"Records", messages}}.dump();
}

inline std::string kinesis(std::string_view bytes) {
  return json{
      {"Records",
       {{{"eventSource", "aws:kinesis"},
         {"eventID", "shard:1"},
         {"kinesis",
          {{"data", lambent::to_base64(bytes)}, {"partitionKey", "k"}, {"sequenceNumber", "1"}}}}}}}
      .dump();
}

inline std::string firehose(std::string_view bytes) {
  return json{{"invocationId", "i"},
              {"deliveryStreamArn", "arn:aws:firehose:eu-west-1:123456789012:deliverystream/d"},
              {"region", "eu-west-1"},
              {"records",
               {{{"recordId", "r1"},
                 {"approximateArrivalTimestamp", 1},
                 {"data", lambent::to_base64(bytes)}}}}}
      .dump();
}

/// Remembers the keys of what came, and fails for the key "bad".
struct Keys {
  Strings* seen;
  absl::Status operator()(const lambent::S3Event& event) const {
    for (const auto& record : event.records) {
      seen->emplace_back(record.s3.object.key);
      if (record.s3.object.key == "bad") return absl::UnavailableError("not now");
    }
    return absl::OkStatus();
  }
};

inline const std::string kNoFailure = R"({"batchItemFailures":[]})";
inline std::string failed(std::string_view id) {
  return R"({"batchItemFailures":[{"itemIdentifier":")" + std::string(id) + R"("}]})";
}

}  // namespace envelopes
