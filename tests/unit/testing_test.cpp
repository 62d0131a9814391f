// SPDX-License-Identifier: Apache-2.0
#include "lambent/testing.h"

#include <atomic>
#include <chrono>
#include <regex>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "decoded.h"
#include "event_types.h"
#include "lambent/catch2.h"
#include "lambent/dispatcher.h"
#include "lambent/dynamodb_json.h"
#include "lambent/envelope.h"
#include "lambent/events.h"

using namespace lambent::testing;
using nlohmann::json;

TEST_CASE("the sample of every type is recognised, decodes and re-encodes to the same JSON",
          "[testing]") {
  for (const EventType& type : event_types()) {
    const std::string name(type.source.name);
    DYNAMIC_SECTION(name) {
      const std::string text(sample_json(name));
      CHECK(text == fixtures::load(name + "/sample.json"));
      CHECK(fixtures::recognised(text) == name);
      CHECK(json::parse(type.sample()) == json::parse(text));
    }
  }
}

TEST_CASE("UUIDs and digests in samples have the form of such", "[testing]") {
  const std::regex like("[0-9A-Za-z]{8}(-[0-9A-Za-z]{4}){3}-[0-9A-Za-z]{12}|sha256:[0-9A-Za-z]*");
  const std::regex exact(
      "[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|"
      "sha256:[0-9a-f]{64}");
  int found = 0;
  for (const EventType& type : event_types()) {
    const std::string text(sample_json(type.source.name));
    for (std::sregex_iterator id(text.begin(), text.end(), like), end; id != end; ++id, ++found) {
      INFO(type.source.name << " " << id->str());
      CHECK(std::regex_match(id->str(), exact));
    }
  }
  CHECK(found > 50);
}

TEST_CASE("in every sample what follows from other members does so", "[testing]") {
  for (const EventType& type : event_types()) {
    DYNAMIC_SECTION(type.source.name) {
      const auto made = type.sample_with({});
      REQUIRE_THAT(made, IsOk());
      CHECK(json::parse(*made) == json::parse(type.sample()));
    }
  }
}

TEST_CASE("a type that is not built in has a blank sample", "[testing]") {
  CHECK(sample_json("shop_refund").empty());
}

TEST_CASE("members of a sample are changed by their path", "[testing]") {
  const auto event = sample_with<lambent::SqsEvent>({{"Records[0].body", "5"},
                                                     {"Records[0].attributes.a\\.b", "1"},
                                                     {"Records[1].messageId", "m2"},
                                                     {"Records[2].body", "third"}});
  REQUIRE_THAT(event, IsOk());
  const auto& records = (*event)->records;
  REQUIRE(records.size() == 3);
  CHECK(records[0].body == "5");
  CHECK(records[0].attributes.value_or("a.b") == "1");
  CHECK(records[1].message_id == "m2");
  CHECK(records[2].body == "third");
  CHECK(records[2].message_id != records[1].message_id);
}

TEST_CASE("a value is text where the type has text, and JSON elsewhere", "[testing]") {
  const auto event = sample_with<lambent::EventBridgeEvent>(
      {{"detail.amount", "41"}, {"detail.note", "no JSON"}, {"id", "41"}});
  REQUIRE_THAT(event, IsOk());
  const json made = json::parse(lambent::encode(*event));
  CHECK(made["detail"]["amount"] == 41);
  CHECK(made["detail"]["note"] == "no JSON");
  CHECK(made["id"] == "41");

  const auto item =
      sample_with<lambent::DynamoDbEvent>({{"Records[0].dynamodb.NewImage.stock.N", "9"},
                                           {"Records[0].dynamodb.NewImage.tags.SS", "x"},
                                           {"Records[0].dynamodb.NewImage.sold.BOOL", "true"}});
  CHECK(item.status().code() == absl::StatusCode::kInvalidArgument);  // a set is no text
  const auto stock =
      sample_with<lambent::DynamoDbEvent>({{"Records[0].dynamodb.NewImage.stock.N", "9"},
                                           {"Records[0].dynamodb.NewImage.tags.SS[0]", "7"},
                                           {"Records[0].dynamodb.NewImage.sold.BOOL", "true"}});
  REQUIRE_THAT(stock, IsOk());
  const auto& image = (*stock)->records[0].dynamodb.new_image;
  CHECK(image.find("stock")->as_number() == "9");
  CHECK(image.find("tags")->as_string_set()[0] == "7");
  CHECK(image.find("sold")->as_bool() == true);
}

TEST_CASE("a change that does not fit is an error that names the path", "[testing]") {
  struct Row {
    const char* name;
    Edit edit;
    const char* problem;
  };
  const Row rows[] = {
      {"unknown member", {"Records[0].boddy", "x"}, "Records[0].boddy: there is no such member"},
      {"key of a list", {"Records.body", "x"}, "Records.body: there is no such member"},
      {"member of a text",
       {"Records[0].body.a", "x"},
       "Records[0].body.a: there is no such member"},
      {"hole",
       {"Records[7].body", "x"},
       "Records[7].body: the sample has another value there, or "
       "fewer elements"},
      {"no path", {"", "x"}, ": not a path such as Records[0].body"},
      {"open bracket", {"Records[0", "x"}, "Records[0: not a path such as Records[0].body"},
      {"no index", {"Records[x]", "x"}, "Records[x]: not a path such as Records[0].body"},
      {"no dot", {"Records[0]body", "x"}, "Records[0]body: not a path such as Records[0].body"},
      {"dot before an index",
       {"Records.[0]", "x"},
       "Records.[0]: not a path such as Records[0].body"},
      {"dot at the end", {"Records.", "x"}, "Records.: not a path such as Records[0].body"},
      {"wrong kind", {"Records", "7"}, "sqs: $.Records: expected an array, found a number"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      const auto event = sample_with<lambent::SqsEvent>({row.edit});
      CHECK_THAT(event, HasCode(absl::StatusCode::kInvalidArgument));
      CHECK(event.status().message() == row.problem);
    }
  }
}

TEST_CASE("values of any kind are changed or refused, and nothing else happens", "[testing]") {
  for (const EventType& type : event_types()) {
    const json made = json::parse(type.sample());
    for (const auto& item : made.items()) {
      const std::string path = made.is_array() ? "[0]" : item.key();
      for (const char* const value : {"null", "5", "[]", "{}", "[null]", "[5]", "\"x\"", "[[]]"}) {
        INFO(type.source.name << " " << path << " = " << value);
        const Edit edit[] = {{path, value}};
        const auto event = type.sample_with(std::span(edit));
        const bool is_fine = event.ok() || absl::IsInvalidArgument(event.status());
        CHECK(is_fine);
      }
    }
  }
}

TEST_CASE("roots that are lists and structs that are absent have members, too", "[testing]") {
  const auto resolver = sample_with<lambent::AppSyncBatchResolverEvent>(
      {{"[0].arguments.id", "7"}, {"[1].arguments.id", "8"}});
  CHECK_THAT(resolver, IsOk());
  const auto certificate = sample_with<lambent::ApiGatewayRequest>(
      {{"requestContext.identity.clientCert.subjectDN", "CN=x"}});
  REQUIRE_THAT(certificate, IsOk());
  CHECK((*certificate)->request_context.identity.client_cert->subject_dn == "CN=x");
}

TEST_CASE("what was asked for stands where something else would follow", "[testing]") {
  const auto event = sample_with<lambent::SqsEvent>({{"Records[0].md5OfBody", "wrong"}});
  REQUIRE_THAT(event, IsOk());
  CHECK((*event)->records[0].md5_of_body == "wrong");
}

TEST_CASE("members that follow from a changed one change with it", "[testing]") {
  SECTION("a queue") {
    const auto event = sample_with<lambent::SqsEvent>(
        {{"Records[0].body", "abc"},
         {"Records[0].eventSourceARN", "arn:aws:sqs:us-east-1:123456789012:q"}});
    REQUIRE_THAT(event, IsOk());
    CHECK((*event)->records[0].md5_of_body == "900150983cd24fb0d6963f7d28e17f72");
    CHECK((*event)->records[0].aws_region == "us-east-1");
  }
  SECTION("a REST API") {
    const auto event =
        sample_with<lambent::ApiGatewayRequest>({{"path", "/x"},
                                                 {"httpMethod", "PUT"},
                                                 {"resource", "/{id}"},
                                                 {"headers.X-Tag", "green"},
                                                 {"queryStringParameters.tag", "t"}});
    REQUIRE_THAT(event, IsOk());
    const lambent::ApiGatewayRequest& request = **event;
    CHECK(request.request_context.path == "/shop/x");
    CHECK(request.request_context.http_method == "PUT");
    CHECK(request.request_context.resource_path == "/{id}");
    CHECK(request.multi_value_headers.find("x-tag")->back() == "green");
    CHECK(lambent::HttpRequest(request).query_values("tag") == std::vector<std::string>{"t"});
  }
  SECTION("a REST API whose headers and query are replaced or taken away") {
    const auto event = sample_with<lambent::ApiGatewayRequest>(
        {{"headers", R"({"User-Agent":"u"})"}, {"queryStringParameters", "null"}});
    REQUIRE_THAT(event, IsOk());
    const lambent::HttpRequest request(**event);
    CHECK(request.header("authorization").empty());
    CHECK(request.header("user-agent") == "u");
    CHECK((*event)->request_context.identity.user_agent == "u");
    CHECK(request.query_parameters().empty());
    const auto none = sample_with<lambent::ApiGatewayRequest>({{"multiValueHeaders", "{}"}});
    REQUIRE_THAT(none, IsOk());
    CHECK((*none)->headers.empty());
  }
  SECTION("an HTTP API, by its client") {
    const auto event = sample_with<lambent::HttpApiRequest>({{"headers.user-agent", "test/1"}});
    REQUIRE_THAT(event, IsOk());
    CHECK((*event)->request_context.http.user_agent == "test/1");
  }
  SECTION("an HTTP API, by one of its parameters") {
    const auto event =
        sample_with<lambent::HttpApiRequest>({{"queryStringParameters.currency", "USD"}});
    REQUIRE_THAT(event, IsOk());
    CHECK((*event)->raw_query_string == "tag=new&tag=garden%20tools&currency=USD");
  }
  SECTION("an HTTP API, by its raw query and by its parameters") {
    const auto raw = sample_with<lambent::HttpApiRequest>(
        {{"rawPath", "/y"}, {"rawQueryString", "a=1&a=b%20c"}});
    REQUIRE_THAT(raw, IsOk());
    CHECK((*raw)->request_context.http.path == "/y");
    CHECK((*raw)->query_string_parameters.value_or("a") == "1,b c");
    const auto parameters =
        sample_with<lambent::HttpApiRequest>({{"queryStringParameters", R"({"q":"a b&c"})"}});
    REQUIRE_THAT(parameters, IsOk());
    CHECK((*parameters)->raw_query_string == "q=a%20b%26c");
  }
  SECTION("a bucket, a topic and a stream") {
    const auto bucket = sample_with<lambent::S3Event>({{"Records[0].s3.bucket.name", "b"}});
    REQUIRE_THAT(bucket, IsOk());
    CHECK((*bucket)->records[0].s3.bucket.arn == "arn:aws:s3:::b");
    const auto topic = sample_with<lambent::SnsEvent>(
        {{"Records[0].Sns.TopicArn", "arn:aws:sns:us-east-1:123456789012:t"}});
    REQUIRE_THAT(topic, IsOk());
    CHECK((*topic)->records[0].event_subscription_arn ==
          "arn:aws:sns:us-east-1:123456789012:t:0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d");
    CHECK((*topic)->records[0].sns.unsubscribe_url.find("us-east-1") != std::string_view::npos);
    CHECK((*topic)->records[0].sns.signing_cert_url.starts_with(
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-"));
    const auto stream =
        sample_with<lambent::KinesisEvent>({{"Records[0].kinesis.sequenceNumber", "7"}});
    REQUIRE_THAT(stream, IsOk());
    CHECK((*stream)->records[0].event_id == "shardId-000000000006:7");
  }
}

TEST_CASE("MD5 sums are those of RFC 1321", "[testing]") {
  const std::string long_text(200, 'a');
  const auto event = sqs({"", "message digest", long_text});
  CHECK(event->records[0].md5_of_body == "d41d8cd98f00b204e9800998ecf8427e");
  CHECK(event->records[1].md5_of_body == "f96b697d7cb7938d525a2f31aaf161d0");
  CHECK(event->records[2].md5_of_body == "887f30b43b2867f4a9accceee7d16e6c");
}

namespace {

template <class T>
concept GivesContext = requires(T context) { *static_cast<T>(context); };

// It would die with the temporary.
static_assert(std::is_convertible_v<TestContext&, const lambent::Context&>);
static_assert(std::is_convertible_v<const TestContext&, const lambent::Context&>);
static_assert(!std::is_convertible_v<TestContext, const lambent::Context&>);
static_assert(GivesContext<TestContext&> && !GivesContext<TestContext&&>);

}  // namespace

TEST_CASE("a context has a clock that stands still until it is set", "[testing]") {
  using namespace std::chrono_literals;
  TestContext context;
  const lambent::Context& seen = context;
  CHECK(seen.remaining() == 3s);
  context.advance(1s);
  CHECK(seen.remaining() == 2s);
  context.set_remaining(5ms);
  CHECK(seen.remaining() == 5ms);
  context.set_time(seen.deadline + 1h);
  CHECK(seen.remaining() == 0ms);
  CHECK_FALSE(seen.stop.stop_requested());
  context.request_stop();
  CHECK(seen.stop.stop_requested());
  context->request_id = "r-1";
  CHECK((*context).request_id == "r-1");
}

TEST_CASE("no time gets lost where several threads move the clock on", "[testing]") {
  using namespace std::chrono_literals;
  constexpr int kThreads = 2;
  constexpr int kTimes = 100'000;
  TestContext context;
  context.set_remaining(1h);
  std::atomic<int> ready = 0;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
      threads.emplace_back([&] {
        // At once: alone, each would be done before the next one begins.
        for (++ready; ready < kThreads;) std::this_thread::yield();
        for (int i = 0; i < kTimes; ++i) context.advance(1ms);
      });
    }
  }
  CHECK((*context).remaining() == 1h - kThreads * kTimes * 1ms);
}

TEST_CASE("a handler sees the time of the context", "[testing]") {
  lambent::Dispatcher dispatcher;
  std::chrono::milliseconds left{};
  dispatcher.on<lambent::S3Event>([&](const lambent::S3Event&, const lambent::Context& context) {
    left = context.remaining();
  });
  TestContext context;
  context.set_remaining(std::chrono::milliseconds(250));
  CHECK_THAT(dispatcher.dispatch(s3_put("b", "k"), context), IsOk());
  CHECK(left == std::chrono::milliseconds(250));
}
