// SPDX-License-Identifier: Apache-2.0
// What changed samples keep of what they were given, and what follows from it.
#include <array>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "catch.h"
#include "lambent/catch2.h"
#include "lambent/events/apigateway_authorizers.h"
#include "lambent/events/apigateway_http_authorizer.h"
#include "lambent/events/cloudwatch_alarm.h"
#include "lambent/events/codecommit.h"
#include "lambent/events/dynamodb.h"
#include "lambent/events/eventbridge.h"
#include "lambent/events/eventbridge_s3.h"
#include "lambent/events/firehose.h"
#include "lambent/events/function_url.h"
#include "lambent/events/kafka.h"
#include "lambent/events/kinesis.h"
#include "lambent/events/rabbitmq.h"
#include "lambent/events/sqs.h"
#include "lambent/events/vpc_lattice.h"
#include "lambent/testing.h"

using lambent::testing::Edit;
using lambent::testing::HasCode;
using lambent::testing::IsOk;
using lambent::testing::sample_with;

TEST_CASE("what authorizers are asked about is the same in all places", "[testing]") {
  const auto rest = sample_with<lambent::RequestAuthorizerRequest>(
      {{"path", "/orders/7"}, {"httpMethod", "DELETE"}});
  REQUIRE_THAT(rest, IsOk());
  CHECK((*rest)->method_arn ==
        "arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5/shop/DELETE/orders/7");
  CHECK((*rest)->request_context.path == "/shop/orders/7");
  CHECK((*rest)->request_context.http_method == "DELETE");

  const auto http = sample_with<lambent::HttpApiAuthorizerRequest>(
      {{"rawPath", "/orders/7"}, {"requestContext.http.method", "PUT"}});
  REQUIRE_THAT(http, IsOk());
  CHECK((*http)->route_arn ==
        "arn:aws:execute-api:eu-west-1:123456789012:h1i2j3k4l5/$default/PUT/orders/7");
  CHECK((*http)->request_context.http.path == "/orders/7");
}

TEST_CASE("the domain of an API is in all places", "[testing]") {
  const auto event = sample_with<lambent::FunctionUrlRequest>(
      {{"requestContext.domainName", "x9y8.lambda-url.eu-west-1.on.aws"}});
  REQUIRE_THAT(event, IsOk());
  const auto& context = (*event)->request_context;
  CHECK(context.domain_prefix == "x9y8");
  CHECK(context.api_id == "x9y8");
  CHECK(*(*event)->headers.find("host") == "x9y8.lambda-url.eu-west-1.on.aws");
  // The name of a domain of one's own says nothing of the API.
  const auto own =
      sample_with<lambent::FunctionUrlRequest>({{"requestContext.domainName", "shop.example.com"}});
  REQUIRE_THAT(own, IsOk());
  CHECK((*own)->request_context.api_id == "u1v2w3x4y5");
}

TEST_CASE("names are in the ARNs that are made of them", "[testing]") {
  const auto alarm = sample_with<lambent::CloudWatchAlarmEvent>(
      {{"alarmData.alarmName", "stock"}, {"region", "eu-north-1"}});
  REQUIRE_THAT(alarm, IsOk());
  CHECK((*alarm)->alarm_arn == "arn:aws:cloudwatch:eu-north-1:123456789012:alarm:stock");
  const auto upload = sample_with<lambent::EventBridge<lambent::S3ObjectDetail>>(
      {{"detail.bucket.name", "photos"}});
  REQUIRE_THAT(upload, IsOk());
  CHECK((*upload)->resources[0] == "arn:aws:s3:::photos");
}

TEST_CASE("a region is that of the ARN", "[testing]") {
  const auto firehose = sample_with<lambent::FirehoseMskEvent>(
      {{"deliveryStreamArn", "arn:aws:firehose:us-east-1:123456789012:deliverystream/orders"}});
  REQUIRE_THAT(firehose, IsOk());
  CHECK((*firehose)->region == "us-east-1");
  const auto commits = sample_with<lambent::CodeCommitEvent>(
      {{"Records[0].eventSourceARN", "arn:aws:codecommit:us-east-1:123456789012:shop"}});
  REQUIRE_THAT(commits, IsOk());
  CHECK((*commits)->records[0].aws_region == "us-east-1");
  for (const char* const arn : {"serviceNetworkArn", "serviceArn", "targetGroupArn"}) {
    const std::string path = std::string("requestContext.") + arn;
    const auto call = sample_with<lambent::VpcLatticeRequest>(
        {{path, "arn:aws:vpc-lattice:us-east-1:123456789012:x/1"}});
    REQUIRE_THAT(call, IsOk());
    CHECK((*call)->request_context.region == "us-east-1");
  }
}

TEST_CASE("a window is of one stream in all places", "[testing]") {
  constexpr const char* kClicks = "arn:aws:kinesis:us-east-1:123456789012:stream/new";
  for (const char* const path : {"eventSourceARN", "Records[1].eventSourceARN"}) {
    INFO(path);
    const auto event = sample_with<lambent::KinesisTimeWindowEvent>({{path, kClicks}});
    REQUIRE_THAT(event, IsOk());
    CHECK((*event)->event_source_arn == kClicks);
    for (const lambent::KinesisRecord& record : (*event)->records) {
      CHECK(record.event_source_arn == kClicks);
      CHECK(record.aws_region == "us-east-1");
    }
  }
  const auto shard = sample_with<lambent::KinesisTimeWindowEvent>({{"shardId", "shardId-7"}});
  REQUIRE_THAT(shard, IsOk());
  for (const lambent::KinesisRecord& record : (*shard)->records)
    CHECK(record.event_id == "shardId-7:" + std::string(record.kinesis.sequence_number));

  const auto none = sample_with<lambent::KinesisTimeWindowEvent>(
      {{"eventSourceARN", ""}, {"Records[0].eventSourceARN", kClicks}});
  REQUIRE_THAT(none, IsOk());
  CHECK((*none)->records[1].event_source_arn == kClicks);

  constexpr const char* kTable =
      "arn:aws:dynamodb:us-east-1:123456789012:table/t/stream/2026-09-01T00:00:00.000";
  const auto table = sample_with<lambent::DynamoDbTimeWindowEvent>({{"eventSourceARN", kTable}});
  REQUIRE_THAT(table, IsOk());
  CHECK((*table)->records[1].event_source_arn == kTable);
  CHECK((*table)->records[1].aws_region == "us-east-1");
}

TEST_CASE("a message of RabbitMQ says how long it is", "[testing]") {
  const auto event = sample_with<lambent::RabbitMqEvent>(
      {{"rmqMessagesByQueue.orders::/[0].data", "YWJj"},
       {"rmqMessagesByQueue.orders::/[1].data", "YWI="},
       {"rmqMessagesByQueue.orders::/[2].basicProperties.bodySize", "7"}});
  REQUIRE_THAT(event, IsOk());
  const auto& messages = *(*event)->rmq_messages_by_queue.find("orders::/");
  CHECK(messages[0].basic_properties.body_size == 3);
  CHECK(messages[1].basic_properties.body_size == 2);
  CHECK(messages[2].basic_properties.body_size == 7);
}

TEST_CASE("lists of Kafka's records have the name of their partition", "[testing]") {
  const auto keys_with = [](std::initializer_list<Edit> edits) {
    const auto event = sample_with<lambent::MskEvent>(edits);
    REQUIRE_THAT(event, IsOk());
    std::vector<std::string> keys;
    for (const auto& partition : (*event)->records) keys.emplace_back(partition.key);
    return keys;
  };
  using Keys = std::vector<std::string>;
  // Changes name the old key, whatever is changed before.
  CHECK(keys_with({{"records.orders-0[0].topic", "paid"},
                   {"records.orders-0[0].partition", "3"},
                   {"records.orders-0[1].offset", "7"}}) == Keys{"paid-3", "orders-1"});
  CHECK(keys_with({{"records.orders-0[0].partition", "1"},
                   {"records.orders-1[0].partition", "0"}}) == Keys{"orders-1", "orders-0"});
  // Those of several partitions have none, and no two lists can have the same.
  CHECK(keys_with({{"records.orders-0[1].partition", "3"}}) == Keys{"orders-0", "orders-1"});
  CHECK(keys_with({{"records.orders-0[0].partition", "1"}}) == Keys{"orders-0", "orders-1"});
  // What was set stands.
  CHECK(keys_with({{"records.other[0]", R"({"topic":"paid","partition":0,"offset":1})"}}) ==
        Keys{"orders-0", "orders-1", "other"});
  CHECK(keys_with({{"records", R"({"orders-0":[{"topic":"paid","partition":0,"offset":1}]})"}}) ==
        Keys{"orders-0"});
}

TEST_CASE("the path of VPC Lattice, version 1, has the query", "[testing]") {
  const auto path =
      sample_with<lambent::VpcLatticeV1Request>({{"raw_path", "/orders?a=1&a=2&b=x%20y"}});
  REQUIRE_THAT(path, IsOk());
  CHECK((*path)->query_string_parameters.value_or("a") == "1,2");
  CHECK((*path)->query_string_parameters.value_or("b") == "x y");
  CHECK_FALSE((*path)->query_string_parameters.contains("order"));
  const auto plain = sample_with<lambent::VpcLatticeV1Request>({{"raw_path", "/orders"}});
  REQUIRE_THAT(plain, IsOk());
  CHECK((*plain)->query_string_parameters.empty());
  const auto query =
      sample_with<lambent::VpcLatticeV1Request>({{"query_string_parameters.tag", "a b"}});
  REQUIRE_THAT(query, IsOk());
  CHECK((*query)->raw_path == "/products?order=1007&tag=a%20b");
  const auto none = sample_with<lambent::VpcLatticeV1Request>({{"query_string_parameters", "{}"}});
  REQUIRE_THAT(none, IsOk());
  CHECK((*none)->raw_path == "/products");
}

TEST_CASE("members of an object that was set stand, and the rest follows", "[testing]") {
  const auto event = sample_with<lambent::SqsEvent>(
      {{"Records", R"([{"eventSource":"aws:sqs","messageId":"m1","body":"a","md5OfBody":"mine"},
                       {"eventSource":"aws:sqs","messageId":"m1","body":"b","md5OfBody":""}])"}});
  REQUIRE_THAT(event, IsOk());
  CHECK((*event)->records[0].md5_of_body == "mine");
  CHECK((*event)->records[1].message_id == "m1");
  const auto partly = sample_with<lambent::SqsEvent>(
      {{"Records[0]", R"({"eventSource":"aws:sqs","messageId":"m1","body":"a",
                          "messageAttributes":{"x":{"dataType":"String","stringValue":"y"}}})"}});
  REQUIRE_THAT(partly, IsOk());
  CHECK((*partly)->records[0].md5_of_message_attributes.size() == 32);
}

TEST_CASE("numbers of free-form JSON stay as they are written", "[testing]") {
  constexpr std::string_view kDetail =
      R"({"big":12345678901234567890.10,"long":123456789012345678901234567890,"price":1.50,)"
      R"("list":[-1E+2,7],"text":"1.50 \" 2.0","marked":"\u00011.0x"})";
  const auto event = sample_with<lambent::EventBridgeEvent>({{"detail", kDetail}});
  REQUIRE_THAT(event, IsOk());
  CHECK((*event)->detail.text == kDetail);
  const auto below =
      sample_with<lambent::EventBridgeEvent>({{"detail", R"({"a":1.50})"}, {"detail.b", "2.50"}});
  REQUIRE_THAT(below, IsOk());
  CHECK((*below)->detail.text == R"({"a":1.50,"b":2.50})");
}
