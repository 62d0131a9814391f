// SPDX-License-Identifier: Apache-2.0
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "decoded.h"
#include "lambent/batch.h"
#include "lambent/catch2.h"
#include "lambent/dispatcher.h"
#include "lambent/dynamodb_json.h"
#include "lambent/envelope.h"
#include "lambent/routes.h"
#include "lambent/testing.h"

using namespace lambent::testing;
using Strings = std::vector<std::string>;

namespace {

template <class E>
std::string source_of(const lambent::Event<E>& event) {
  return fixtures::recognised(lambent::encode(event));
}

}  // namespace

TEST_CASE("an object that was put has its key as S3 writes it", "[testing]") {
  const auto event = s3_put("photos", "summer/r\xc3\xa4ke (1).jpg", 7);
  const lambent::S3Entity& entity = event->records[0].s3;
  CHECK(entity.object.key == "summer/r%C3%A4ke+%281%29.jpg");
  CHECK(lambent::decoded_key(entity.object) == "summer/r\xc3\xa4ke (1).jpg");
  CHECK(entity.object.size == 7);
  CHECK(entity.bucket.arn == "arn:aws:s3:::photos");
  CHECK(source_of(event) == "s3_notification");

  const auto removed = s3_removed("photos", "a");
  CHECK(removed->records[0].event_name == "ObjectRemoved:Delete");
  CHECK_FALSE(removed->records[0].s3.object.size.has_value());
}

TEST_CASE("messages of a queue have their own ids and sums", "[testing]") {
  const auto event = sqs({"one", "two"}, "returns");
  REQUIRE(event->records.size() == 2);
  CHECK(event->records[1].body == "two");
  CHECK(event->records[1].md5_of_body == "b8a9f715dbb64fd5c56e7783c6820a61");
  CHECK(event->records[0].message_id != event->records[1].message_id);
  CHECK(event->records[0].receipt_handle != event->records[1].receipt_handle);
  CHECK(event->records[0].event_source_arn == "arn:aws:sqs:eu-west-1:123456789012:returns");
  CHECK(event->records[0].message_attributes.empty());
  CHECK(event->records[0].md5_of_message_attributes.empty());
  CHECK(source_of(event) == "sqs");
  const auto none = sqs(lambent::List<std::string_view>());
  CHECK(none->records.empty());
}

TEST_CASE("messages of a FIFO queue have a group and a number", "[testing]") {
  const auto event = sqs({"one", "two"}, "orders.fifo");
  CHECK(event->records[0].attributes.value_or("MessageGroupId") == "group-1");
  CHECK(event->records[0].attributes.value_or("SequenceNumber") <
        event->records[1].attributes.value_or("SequenceNumber"));
}

TEST_CASE("a message keeps what it was given, and gets the rest", "[testing]") {
  const auto event =
      sqs({{.message_id = "m1",
            .body = "x",
            .attributes = {{"ApproximateReceiveCount", "4"}},
            .message_attributes = {
                {"customer", {.data_type = "String", .string_value = "customer-42"}},
                {"priority", {.data_type = "Number.int", .string_value = "7"}},
                {"token", {.data_type = "Binary.jwt", .binary_value = {"AQIDBA=="}}}}}});
  const lambent::SqsMessage& message = event->records[0];
  CHECK(message.message_id == "m1");
  CHECK(message.attributes.value_or("ApproximateReceiveCount") == "4");
  CHECK(message.attributes.contains("SenderId"));
  CHECK(message.event_source_arn == "arn:aws:sqs:eu-west-1:123456789012:orders");
  // The sum that SQS gave for these attributes, in any order.
  CHECK(message.md5_of_message_attributes == "f98207aea1c73b13d0fde26448a65a84");
}

TEST_CASE("ids and sums that were given stay", "[testing]") {
  const auto event = sqs({{.message_id = "m1", .md5_of_body = "wrong"},
                          {.message_id = "m1", .aws_region = "us-east-1"},
                          {.message_id = "m2"}},
                         "q.fifo");
  CHECK(event->records[0].message_id == "m1");
  CHECK(event->records[1].message_id == "m1");  // delivered twice
  CHECK(event->records[2].message_id == "m2");
  CHECK(event->records[0].md5_of_body == "wrong");
  CHECK(event->records[1].aws_region == "us-east-1");
  CHECK(event->records[2].attributes.contains("MessageGroupId"));
}

TEST_CASE("every message of the largest batch has a UUID of its own", "[testing]") {
  // SQS gives at most 10,000; one more shows that there is no edge.
  const std::vector<lambent::SqsMessage> blank(10'001);
  const auto event = sqs(lambent::List<lambent::SqsMessage>(blank.data(), blank.size()));
  REQUIRE(event->records.size() == blank.size());
  const std::regex uuid("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  std::set<std::string> ids;
  std::size_t valid = 0;
  for (const lambent::SqsMessage& message : event->records) {
    const std::string id(message.message_id);
    valid += std::regex_match(id, uuid);
    ids.insert(id);
  }
  CHECK(valid == blank.size());
  CHECK(ids.size() == blank.size());
}

TEST_CASE("a notification names its topic in all places", "[testing]") {
  const auto event = sns("hello", "alerts", "Hi");
  const lambent::SnsRecord& record = event->records[0];
  CHECK(record.sns.topic_arn == "arn:aws:sns:eu-west-1:123456789012:alerts");
  CHECK(record.event_subscription_arn.starts_with(record.sns.topic_arn));
  CHECK(record.sns.unsubscribe_url.ends_with(record.event_subscription_arn));
  CHECK(record.sns.message == "hello");
  CHECK(record.sns.subject == "Hi");
  const auto plain = sns("x");
  CHECK(plain->records[0].sns.subject.empty());
  CHECK(source_of(event) == "sns");
}

TEST_CASE("events of EventBridge take JSON and text", "[testing]") {
  const auto event = eventbridge("com.example.shop", "Paid", R"({"order":5})");
  CHECK(event->detail.text == R"({"order":5})");
  CHECK(event->source == "com.example.shop");
  CHECK(event->detail_type == "Paid");
  const auto text = eventbridge("a", "b", "text");
  CHECK(text->detail.text == "\"text\"");
  const auto number = eventbridge("a", "b", R"({"n":12345678901234567890.10})");
  CHECK(number->detail.text == R"({"n":12345678901234567890.10})");
  CHECK(source_of(event) == "eventbridge");
  const auto hourly = scheduled("hourly");
  CHECK(source_of(hourly) == "scheduled_event");
  CHECK(hourly->resources[0] == "arn:aws:events:eu-west-1:123456789012:rule/hourly");
}

TEST_CASE("changes of a table have keys, images and a size", "[testing]") {
  const auto event = dynamodb_modify("products", R"({"id":"p-1","price":1.5})",
                                     R"({"id":"p-1","price":2,"tags":["a"]})");
  REQUIRE(event->records.size() == 1);
  const lambent::DynamoDbRecord& record = event->records[0];
  CHECK(record.event_name == "MODIFY");
  CHECK(lambent::to_plain_json(record.dynamodb.keys) == R"({"id":"p-1"})");
  CHECK(lambent::to_plain_json(record.dynamodb.old_image) == R"({"id":"p-1","price":1.5})");
  CHECK(lambent::to_plain_json(record.dynamodb.new_image) ==
        R"({"id":"p-1","price":2,"tags":["a"]})");
  // Keys: 2 + 3. Old: 5 + 5 + 2. New: 5 + 5 + 2 + 4 + (1 + 1) + 3.
  CHECK(record.dynamodb.size_bytes == 5 + 12 + 21);
  CHECK(record.event_source_arn.find("table/products/stream/") != std::string_view::npos);
  CHECK(source_of(event) == "dynamodb_stream");

  const auto inserted = dynamodb_insert("t", R"({"a":1,"b":2})", {"a", "b"});
  CHECK(inserted->records[0].dynamodb.keys.size() == 2);
  CHECK(inserted->records[0].event_name == "INSERT");
  // Zeros before and behind the digits of a number take no room.
  const auto zeros = dynamodb_insert("t", R"({"a":1000,"b":0.05,"c":0})", {});
  CHECK(zeros->records[0].dynamodb.size_bytes == 3 * (1 + 2));
  const auto blank = dynamodb_insert("t", "no JSON");
  CHECK(blank->records[0].dynamodb.new_image.empty());
  const auto removed = dynamodb_remove("t", R"({"id":"x"})");
  CHECK(removed->records[0].event_name == "REMOVE");
  CHECK(removed->records[0].dynamodb.new_image.empty());
}

TEST_CASE("records of a stream are in base64 and have numbers of their own", "[testing]") {
  const auto event = kinesis({"one", std::string_view("\0\xff", 2)}, "clicks", "k");
  CHECK(event->records[1].kinesis.data.bytes() == std::string("\0\xff", 2));
  CHECK(event->records[0].kinesis.partition_key == "k");
  CHECK(event->records[0].event_id.ends_with(event->records[0].kinesis.sequence_number));
  CHECK(event->records[0].event_id != event->records[1].event_id);
  CHECK(source_of(event) == "kinesis_stream");
}

TEMPLATE_TEST_CASE("a call reaches the same route through every gateway", "[testing]",
                   lambent::AlbRequest, lambent::ApiGatewayRequest, lambent::FunctionUrlRequest,
                   lambent::HttpApiRequest, lambent::VpcLatticeRequest,
                   lambent::VpcLatticeV1Request) {
  const auto event = http<TestType>({.method = "PUT",
                                     .target = "/products/a%20b?x=1&tag=red%20one&tag=blue",
                                     .headers = {{"X-Trace", "t-1"}, {"Cookie", "a=1; b=2"}},
                                     .body = "\xff\x01",
                                     .is_binary = true});
  CHECK(source_of(event) == lambent::source<TestType>.name);
  const lambent::HttpRequest request(*event);
  CHECK(request.method() == "PUT");
  CHECK(request.path() == "/products/a b");
  CHECK(request.query("x") == "1");
  // A load balancer passes the last of several values on; so it was set up here.
  const bool is_alb = std::is_same_v<TestType, lambent::AlbRequest>;
  const bool is_v1 = std::is_same_v<TestType, lambent::VpcLatticeV1Request>;
  if (!is_v1)
    CHECK(request.query_values("tag") == (is_alb ? Strings{"blue"} : Strings{"red one", "blue"}));
  CHECK(request.header("x-trace") == "t-1");
  CHECK(request.cookie("b") == "2");
  CHECK(*request.body() == "\xff\x01");

  const auto root = http_get<TestType>("/");
  CHECK(lambent::HttpRequest(*root).path() == "/");
  CHECK(lambent::HttpRequest(*root).raw_body().empty());
  CHECK(lambent::HttpRequest(*root).query_parameters().empty());
  const auto posted = http_post<TestType>("/orders", R"({"id":1})");
  CHECK(lambent::HttpRequest(*posted).header("content-type") == "application/json");
  CHECK(lambent::HttpRequest(*posted).raw_body() == R"({"id":1})");
}

TEMPLATE_TEST_CASE("any text is a target, and headers of the call replace the sample's",
                   "[testing]", lambent::AlbRequest, lambent::ApiGatewayRequest,
                   lambent::FunctionUrlRequest, lambent::HttpApiRequest, lambent::VpcLatticeRequest,
                   lambent::VpcLatticeV1Request) {
  const auto path_of = [](std::string_view target) {
    const auto event = http_get<TestType>(target);
    return std::string(lambent::HttpRequest(*event).path());
  };
  CHECK(path_of("") == "/");
  CHECK(path_of("x") == "/x");
  CHECK(path_of("?a=1") == "/");
  const auto event = http<TestType>(
      {.target = "/a?b=c&d", .headers = {{"Host", "shop.example.com"}, {"User-Agent", "test"}}});
  const lambent::HttpRequest request(*event);
  CHECK(request.query("b") == "c");
  CHECK(request.query("d") == "");
  CHECK(request.header("host") == "shop.example.com");
  CHECK(request.header("user-agent") == "test");
}

TEST_CASE("a call through routes is answered", "[testing]") {
  lambent::Routes routes;
  routes.get("/products/{id}", [](const lambent::HttpRequest& request) {
    return lambent::HttpResponse::text(std::string(request.param("id")));
  });
  lambent::Dispatcher dispatcher;
  dispatcher.on_http(std::move(routes));
  CHECK_THAT(dispatcher.dispatch(http_get("/products/p-1")), Answered(200));
  CHECK_THAT(dispatcher.dispatch(lambent::encode(http_get("/nothing"))), Answered(404));
  CHECK_THAT(dispatcher.dispatch(http_get<lambent::ApiGatewayRequest>("/nothing")), Answered(404));
}

TEST_CASE("events lie in other events the way AWS nests them", "[testing]") {
  lambent::Dispatcher dispatcher;
  Strings keys;
  dispatcher.on<lambent::S3Event>([&](const lambent::S3Event& event) {
    keys.push_back(lambent::decoded_key(event.records[0].s3.object));
  });
  dispatcher.unwrap<lambent::SnsEvent>();
  dispatcher.unwrap<lambent::SqsEvent>();
  CHECK_THAT(dispatcher.dispatch(inside_sns(s3_put("b", "one"))), IsOk());
  CHECK_THAT(dispatcher.dispatch(inside_sqs(s3_put("b", "two"))), IsOk());
  CHECK_THAT(dispatcher.dispatch(inside_sqs(inside_sns(s3_put("b", "three")))), IsOk());
  CHECK(keys == Strings{"one", "two", "three"});

  // The message that SNS writes to a queue is no Lambda event of a topic.
  const auto message = inside_sqs(sns("hello"));
  const auto body = nlohmann::json::parse(message->records[0].body);
  CHECK(body["Message"] == "hello");
  CHECK(body.contains("SigningCertURL"));
  CHECK(body.contains("UnsubscribeURL"));
  CHECK_FALSE(body.contains("Records"));
}

TEST_CASE("what only looks like a notification lies in a queue as it is", "[testing]") {
  const std::string json = R"({"Records":[{"EventSource":"aws:sns"}]})";
  const auto event = inside_sqs(json);
  CHECK(event->records[0].body == json);
}

TEST_CASE("text that is no UTF-8 is replaced", "[testing]") {
  const auto message = sqs({"\xff"});
  CHECK(message->records[0].body == "\xef\xbf\xbd");
  const auto put = s3_put("b", "\xff");
  CHECK(put->records[0].s3.object.key == "%FF");
  const auto inserted = dynamodb_insert("t", "{\"id\":\"\xff\"}");
  const auto& image = inserted->records[0].dynamodb.new_image;
  REQUIRE(image.find("id") != nullptr);
  CHECK(image.find("id")->as_string() == "\xef\xbf\xbd");
}

TEST_CASE("a batch names what failed", "[testing]") {
  lambent::Dispatcher dispatcher;
  dispatcher.on<lambent::SqsEvent>(
      lambent::each<lambent::SqsMessage>([](const lambent::SqsMessage& message) {
        return message.body == "bad" ? absl::UnavailableError("not now") : absl::OkStatus();
      }));
  const auto event =
      sqs({{.message_id = "m1", .body = "good"}, {.message_id = "m2", .body = "bad"}});
  CHECK_THAT(dispatcher.dispatch(event), FailedItems("m2"));
  CHECK_THAT(dispatcher.dispatch(lambent::encode(event)), FailedItems("m2"));
  CHECK_THAT(dispatcher.dispatch(sqs({"good"})), FailedItems());
}
