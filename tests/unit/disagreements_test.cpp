// SPDX-License-Identifier: Apache-2.0
// Where libraries and recorded payloads disagree about an event, all forms are read.
#include <string>
#include <string_view>

#include "catch.h"
#include "decoded.h"
#include "event_types.h"

namespace {

/// The payload, decoded and encoded as the source it is recognised as.
std::string canonical(const std::string& payload) {
  const std::string name = fixtures::recognised(payload);
  for (const EventType& type : event_types()) {
    if (type.source.name != name) continue;
    const auto json = type.canonical(payload);
    return json.ok() ? *json : std::string(json.status().message());
  }
  return name;
}

std::string with(std::string_view before, std::string_view member, std::string_view behind = "}") {
  return std::string(before) + std::string(member) + std::string(behind);
}

}  // namespace

TEST_CASE("sources with two names are recognised by both", "[events]") {
  CHECK(fixtures::recognised(R"({"eventSource":"aws:mq","messages":[]})") == "activemq");
  CHECK(fixtures::recognised(R"({"eventSource":"aws:amq","messages":[]})") == "activemq");
  CHECK(fixtures::recognised(R"({"eventSource":"SelfManagedKafka","records":{}})") ==
        "kafka_self_managed");
  CHECK(fixtures::recognised(R"({"eventSource":"aws:SelfManagedKafka","records":{}})") ==
        "kafka_self_managed");
}

TEST_CASE("members with two spellings are read in both and written in one", "[events]") {
  struct Row {
    const char* name;
    std::string first;
    std::string second;
  };
  const std::string mq =
      R"({"eventSource":"aws:mq","messages":[{"messageID":"m","data":"","destination":{)";
  const std::string sns = R"({"Records":[{"Sns":{"MessageId":"m","Message":"x",)";
  const std::string sqs = R"({"Messages":[{"MessageId":"m","ReceiptHandle":"r",)";
  const std::string appsync =
      R"({"authorizationToken":"t","requestContext":{"apiId":"a","accountId":"b","requestId":"c",)";
  const std::string lattice = R"({"version":"2.0","path":"/","method":"GET","requestContext":{)"
                              R"("serviceArn":"s","targetGroupArn":"t","identity":{)";
  const Row rows[] = {
      {"ActiveMQ's destination", with(mq, R"("physicalName":"q")", "}}]}"),
       with(mq, R"("physicalname":"q")", "}}]}")},
      {"SNS's certificate", with(sns, R"("SigningCertUrl":"u")", "}}]}"),
       with(sns, R"("SigningCertURL":"u")", "}}]}")},
      {"SNS's way out", with(sns, R"("UnsubscribeUrl":"u")", "}}]}"),
       with(sns, R"("UnsubscribeURL":"u")", "}}]}")},
      {"the digest of an SQS body", with(sqs, R"("MD5OfBody":"d")", "}]}"),
       with(sqs, R"("Md5OfBody":"d")", "}]}")},
      {"AppSync's query", with(appsync, R"("queryString":"q")", "}}"),
       with(appsync, R"("queryDocument":"q")", "}}")},
      {"Lattice's certificate", with(lattice, R"("x509SubjectCn":"c")", "}}}"),
       with(lattice, R"("X509SubjectCn":"c")", "}}}")},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      const std::string json = canonical(row.first);
      CHECK(json.starts_with("{"));
      CHECK(json.size() >= 20);
      CHECK(canonical(row.second) == json);
    }
  }
}

TEST_CASE("members whose kind differs keep the kind they came with", "[events]") {
  struct Row {
    const char* name;
    std::string before;
    const char* member;
    std::string behind;
  };
  const std::string pipeline = R"({"source":"aws.codepipeline","detail-type":)"
                               R"("CodePipeline Pipeline Execution State Change","detail":)"
                               R"({"pipeline":"p","execution-id":"e","state":"STARTED",)";
  const std::string firehose =
      R"({"deliveryStreamArn":"d","invocationId":"i","records":[{"recordId":"r",)"
      R"("data":"","kinesisRecordMetadata":{)";
  const std::string rabbit = R"({"eventSource":"aws:rmq","rmqMessagesByQueue":{"q::/":[{"data":"",)"
                             R"("redelivered":false,"basicProperties":{)";
  const std::string lex = R"({"bot":{"name":"b"},"currentIntent":{"name":"i","slots":{)";
  const std::string claims =
      R"({"version":"2.0","requestContext":{"http":{"method":"GET"},"authorizer":{"jwt":{"claims":{)";
  const std::string window =
      R"({"Records":[],"window":{},"eventSourceARN":"arn:aws:kinesis:eu-west-1:1:stream/s","state":{)";
  const std::string connect = R"({"Details":{"ContactData":{"ContactId":"c"},"Parameters":{)";
  const Row rows[] = {
      {"CodePipeline's version: a number", pipeline, R"("version":1)", "}}"},
      {"CodePipeline's version: text", pipeline, R"("version":"1")", "}}"},
      {"Firehose's subsequence number: a number", firehose, R"("subsequenceNumber":7)", "}}]}"},
      {"Firehose's subsequence number: text", firehose, R"("subsequenceNumber":"7")", "}}]}"},
      {"RabbitMQ's expiration: text", rabbit, R"("expiration":"60000")", "}}]}}"},
      {"RabbitMQ's expiration: a number", rabbit, R"("expiration":60000)", "}}]}}"},
      {"a slot of Lex: text", lex, R"("size":"large")", "}}}"},
      {"a slot of Lex: a number", lex, R"("size":7)", "}}}"},
      {"a claim of a JWT: text", claims, R"("sub":"u")", "}}}}}"},
      {"a claim of a JWT: a list", claims, R"("groups":["a"])", "}}}}}"},
      {"the state of a window: text", window, R"("1":"282")", "}}"},
      {"the state of a window: a number", window, R"("1":282)", "}}"},
      {"a parameter of Connect: text", connect, R"("a":"b")", "}}}"},
      {"a parameter of Connect: an object", connect, R"("a":{"b":1})", "}}}"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      const std::string json = canonical(row.before + row.member + row.behind);
      INFO(json);
      CHECK(json.find(row.member) != std::string::npos);
    }
  }
}

TEST_CASE("members that some call required may be absent", "[events]") {
  CHECK(canonical(R"({"RequestType":"Create","StackId":"s","LogicalResourceId":"l",)"
                  R"("ResourceType":"Custom::X","RequestId":"r"})")
            .find("ResponseURL") == std::string::npos);
  CHECK(canonical(R"({"source":"aws.ecr","detail-type":"ECR Image Scan","detail":{"scan-status":)"
                  R"("COMPLETE","repository-name":"r","finding-severity-counts":{"HIGH":1}}})")
            .find("CRITICAL") == std::string::npos);
}
