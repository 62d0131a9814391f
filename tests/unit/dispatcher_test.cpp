// SPDX-License-Identifier: Apache-2.0
#include "lambent/dispatcher.h"

#include <optional>
#include <stdexcept>
#include <string>

#include "catch.h"
#include "dispatched.h"
#include "fixtures.h"
#include "lambent/events.h"
#include "lambent/json.h"

namespace lb = lambent;
using lb::Dispatcher;

namespace {

const lb::ApiGatewayRequest kGet{.path = "/products", .http_method = "GET"};

lb::ProxyResponse ok(std::string body) { return {.body = std::move(body)}; }

struct OrderPaid {
  std::string_view order{};
};

}  // namespace

template <>
inline constexpr auto lambent::fields<OrderPaid> =
    std::array{lambent::field<&OrderPaid::order>("order", lambent::kRequired)};

TEST_CASE("every observer runs, and one failure does not starve the rest", "[dispatcher]") {
  Dispatcher dispatcher;
  std::string ran;
  dispatcher.on<lb::S3Event>([&](const lb::S3Event&) { ran += "a"; })
      .on<lb::S3Event>(
          [&](const lb::S3Event&, const lb::Context&) {
            ran += "b";
            return absl::InternalError("no room");
          },
          {.name = "thumbnails"})
      .on<lb::S3Event>([&](const lb::S3Event&) { ran += "c"; }, {.priority = 1});
  REQUIRE(dispatcher.status().ok());
  const absl::Status status = dispatcher.dispatch(kPhoto);
  CHECK(ran == "cab");
  CHECK(status.code() == absl::StatusCode::kInternal);
  CHECK(status.message() == "no room");  // a single failure is not reworded
}

TEST_CASE("the first handler that accepts an event answers it", "[dispatcher]") {
  Dispatcher dispatcher;
  dispatcher.on<lb::ApiGatewayRequest>([](const lb::ApiGatewayRequest&) { return ok("any"); })
      .on<lb::ApiGatewayRequest>(
          [](const lb::ApiGatewayRequest&) { return ok("products"); },
          {.filter = [](const lb::ApiGatewayRequest& r) { return r.path == "/products"; },
           .priority = 5})
      .on<lb::ApiGatewayRequest>(
          [](const lb::ApiGatewayRequest&) -> absl::StatusOr<lb::ProxyResponse> {
            return absl::PermissionDeniedError("Unauthorized");
          },
          {.filter = [](const lb::ApiGatewayRequest& r) { return r.path == "/secret"; },
           .priority = 9});
  REQUIRE(dispatcher.status().ok());
  CHECK(dispatcher.dispatch(kGet)->body == "products");
  CHECK(dispatcher.dispatch(lb::ApiGatewayRequest{.path = "/"})->body == "any");
  CHECK(dispatcher.dispatch(lb::ApiGatewayRequest{.path = "/secret"}).status().message() ==
        "Unauthorized");
}

TEST_CASE("failed records of all handlers of a batch are united", "[dispatcher]") {
  Dispatcher dispatcher;
  dispatcher
      .on<lb::SqsEvent>([](const lb::SqsEvent&) { return lb::BatchResponse{{{"m1"}, {"m2"}}}; })
      .on<lb::SqsEvent>([](const lb::SqsEvent&) {})
      .on<lb::SqsEvent>([](const lb::SqsEvent&) -> absl::StatusOr<lb::BatchResponse> {
        return lb::BatchResponse{{{"m2"}, {"m3"}}};
      });
  const auto response = dispatcher.dispatch(kTwoMessages);
  REQUIRE(response.ok());
  REQUIRE(response->batch_item_failures.size() == 3);
  CHECK(response->batch_item_failures[2].item_identifier == "m3");
  dispatcher.on<lb::SqsEvent>([](const lb::SqsEvent&) { return absl::UnavailableError("down"); });
  CHECK(dispatcher.dispatch(kTwoMessages).status().message() == "down");
}

TEST_CASE("a window keeps its state where no handler gives another", "[dispatcher]") {
  const std::string payload = fixtures::load("kinesis_time_window/final_empty.json");
  const auto state = nlohmann::json::parse(payload)["state"];
  Dispatcher dispatcher;
  dispatcher.on<lb::KinesisTimeWindowEvent>([](const lb::KinesisTimeWindowEvent&) {});
  CHECK(nlohmann::json::parse(*dispatcher.dispatch(payload))["state"] == state);
  dispatcher.on<lb::KinesisTimeWindowEvent>([](const lb::KinesisTimeWindowEvent&) {
    return lb::TimeWindowResponse{.state = {R"({"n":2})"}};
  });
  CHECK(*dispatcher.dispatch(payload) == R"({"state":{"n":2},"batchItemFailures":[]})");
}

TEST_CASE("outcomes without a handler", "[dispatcher]") {
  Dispatcher dispatcher;
  const std::string rest = fixtures::load("apigw_rest_proxy/sample.json");
  const std::string sqs = fixtures::load("sqs/sample.json");
  const std::string s3 = fixtures::load("s3_notification/sample.json");

  SECTION("nothing registered") {
    CHECK(dispatcher.dispatch(kPhoto).code() == absl::StatusCode::kUnimplemented);
    CHECK(dispatcher.dispatch(kTwoMessages).status().code() == absl::StatusCode::kUnimplemented);
    CHECK(dispatcher.dispatch(rest).status().code() == absl::StatusCode::kUnimplemented);
    CHECK(dispatcher.dispatch(R"({"x":1})").status().code() == absl::StatusCode::kNotFound);
    CHECK(dispatcher.dispatch("{").status().code() == absl::StatusCode::kInvalidArgument);
  }
  SECTION("every filter declines") {
    dispatcher
        .on<lb::S3Event>([](const lb::S3Event&) {}, {.filter = [](const auto&) { return false; }})
        .on<lb::SqsEvent>([](const lb::SqsEvent&) { return lb::BatchResponse{{{"x"}}}; },
                          {.filter = [](const auto&) { return false; }})
        .on<lb::ApiGatewayRequest>([](const lb::ApiGatewayRequest&) { return ok(""); },
                                   {.filter = [](const auto&) { return false; }});
    CHECK(dispatcher.dispatch(kPhoto).ok());
    CHECK(dispatcher.dispatch(kTwoMessages)->batch_item_failures.empty());
    CHECK(dispatcher.dispatch(kGet).status().code() == absl::StatusCode::kNotFound);
    CHECK(*dispatcher.dispatch(s3) == "null");
    CHECK(*dispatcher.dispatch(sqs) == R"({"batchItemFailures":[]})");
    CHECK(dispatcher.dispatch(rest).status().code() == absl::StatusCode::kNotFound);
  }
}

TEST_CASE("JSON is recognised, decoded, answered and encoded", "[dispatcher]") {
  Dispatcher dispatcher;
  dispatcher
      .on<lb::ApiGatewayRequest>([](const lb::ApiGatewayRequest& request) {
        return lb::ProxyResponse{.headers = {{"content-type", "text/plain"}},
                                 .body = std::string(request.path)};
      })
      .on<lb::SqsEvent>([](const lb::SqsEvent& event) {
        return lb::BatchResponse{{{std::string(event.records[0].message_id)}}};
      })
      .on<lb::SnsEvent>([](const lb::SnsEvent&) {});
  const std::string rest = fixtures::load("apigw_rest_proxy/sample.json");
  CHECK(nlohmann::json::parse(*dispatcher.dispatch(rest))["body"] ==
        nlohmann::json::parse(rest)["path"]);
  CHECK(*dispatcher.dispatch(
            R"({"Records":[{"messageId":"m1","body":"","eventSource":"aws:sqs"}]})") ==
        R"({"batchItemFailures":[{"itemIdentifier":"m1"}]})");
  CHECK(*dispatcher.dispatch(fixtures::load("sns/sample.json")) == "null");
  // With spare capacity behind the text, and without.
  std::string roomy = fixtures::load("sns/sample.json");
  roomy.reserve(roomy.size() + 100);
  CHECK(*dispatcher.dispatch(std::move(roomy)) == "null");
}

TEST_CASE("a payload that is known need not be recognised", "[dispatcher]") {
  Dispatcher dispatcher;
  std::string seen;
  dispatcher.on<lb::SqsEvent>([&](const lb::SqsEvent& e) { seen = e.records[0].body; });
  CHECK(dispatcher.dispatch<lb::SqsEvent>(R"({"Records":[{"messageId":"1","body":"b"}]})").ok());
  CHECK(seen == "b");
  CHECK(dispatcher.dispatch<lb::SqsEvent>(R"({"Records":[{"messageId":1}]})").status().message() ==
        "sqs: $.Records[0].messageId: expected a string, found a number");
  CHECK(dispatcher.dispatch<lb::SqsEvent>("{\"Records\":[{\"messageId\":\"").status().message() ==
        "sqs: $.Records[0].messageId: expected a closing quote, found the end of the payload");
}

TEST_CASE("an event goes to its base where nobody takes the event itself", "[dispatcher]") {
  Dispatcher dispatcher;
  std::string seen;
  dispatcher.on<lb::EventBridgeEvent>(
      [&](const lb::EventBridgeEvent& e) { seen += "bridge " + std::string(e.detail_type); });
  const std::string schedule = fixtures::load("scheduled_event/sample.json");
  CHECK(*dispatcher.dispatch(schedule) == "null");
  CHECK(seen == "bridge Scheduled Event");

  seen.clear();
  bool takes = true;
  dispatcher.on<lb::ScheduledEvent>([&](const lb::ScheduledEvent&) { seen += "schedule"; },
                                    {.filter = [&](const auto&) { return takes; }});
  CHECK(dispatcher.dispatch(schedule).ok());
  CHECK(seen == "schedule");
  seen.clear();
  takes = false;
  CHECK(dispatcher.dispatch(schedule).ok());
  CHECK(seen == "bridge Scheduled Event");

  Dispatcher streams;
  std::size_t records = 0;
  streams.on<lb::KinesisEvent>([&](const lb::KinesisEvent& e) { records = e.records.size(); });
  CHECK(streams.dispatch(fixtures::load("kinesis_time_window/sample.json")).ok());
  CHECK(records > 0);
}

TEST_CASE("what is unknown goes to the handler of otherwise", "[dispatcher]") {
  SECTION("as it is") {
    Dispatcher dispatcher;
    dispatcher.otherwise<lb::RawJson>([](const lb::RawJson& json, const lb::Context& context) {
      return nlohmann::json{{"got", json.text.size()}, {"id", context.request_id}};
    });
    CHECK(*dispatcher.dispatch(R"({"x":1})", {.request_id = "r1"}) == R"({"got":7,"id":"r1"})");
    CHECK(*dispatcher.dispatch("7") == R"({"got":1,"id":""})");
    CHECK(dispatcher.dispatch(R"({"x":1,})").status().code() == absl::StatusCode::kInvalidArgument);
    // What is known but not registered is no business of it.
    CHECK(dispatcher.dispatch(fixtures::load("sqs/sample.json")).status().code() ==
          absl::StatusCode::kUnimplemented);
    dispatcher.otherwise<lb::RawJson>([](const lb::RawJson&) {});
    CHECK(dispatcher.status().code() == absl::StatusCode::kAlreadyExists);
  }
  SECTION("as a struct of the team's") {
    Dispatcher dispatcher;
    std::string order;
    dispatcher.otherwise<OrderPaid>([&](const OrderPaid& paid) { order = paid.order; });
    CHECK(*dispatcher.dispatch(R"({"order":"7"})") == "null");
    CHECK(order == "7");
    CHECK(dispatcher.dispatch(R"({"order":7})").status().message() ==
          "$.order: expected a string, found a number");
  }
}

TEST_CASE("where a source takes any JSON a handler may return a type with a codec",
          "[dispatcher]") {
  Dispatcher dispatcher;
  dispatcher.on<lb::HttpApiRequest>(
      [](const lb::HttpApiRequest&) { return nlohmann::json{{"statusCode", "is data here"}}; });
  const auto response = dispatcher.dispatch(lb::HttpApiRequest{});
  REQUIRE(response.ok());
  CHECK(response->headers.at("content-type") == "application/json");
  CHECK(response->body == R"({"statusCode":"is data here"})");
}

TEST_CASE("an answering handler may take the event to keep it", "[dispatcher]") {
  Dispatcher dispatcher;
  std::optional<lb::Event<lb::ApiGatewayRequest>> kept;
  dispatcher.on<lb::ApiGatewayRequest>([&](lb::Event<lb::ApiGatewayRequest> event) {
    kept = std::move(event);
    return ok(std::string((*kept)->path));
  });
  REQUIRE(dispatcher.status().ok());
  const std::string payload = fixtures::load("apigw_rest_proxy/sample.json");
  CHECK(dispatcher.dispatch(payload).ok());
  REQUIRE(kept.has_value());
  CHECK(kept->payload() == payload);
  CHECK((*kept)->path == nlohmann::json::parse(payload)["path"].get<std::string>());
  // Of an event that somebody else has it is a copy.
  {
    const std::string path = "/made/by/hand";
    CHECK(dispatcher.dispatch(lb::ApiGatewayRequest{.path = path})->body == path);
  }
  CHECK((*kept)->path == "/made/by/hand");
}

TEST_CASE("a dispatcher has limits of its own for payloads", "[dispatcher]") {
  const std::string payload = fixtures::load("sns/sample.json");
  Dispatcher small({.max_bytes = payload.size() - 1});
  Dispatcher flat({.max_depth = 2});
  Dispatcher exact({.max_bytes = payload.size()});
  for (Dispatcher* dispatcher : {&small, &flat, &exact}) {
    dispatcher->on<lb::SnsEvent>([](const lb::SnsEvent&) {})
        .otherwise<lb::RawJson>([](const lb::RawJson&) {});
    const bool fits = dispatcher == &exact;
    const auto expected = fits ? absl::StatusCode::kOk : absl::StatusCode::kResourceExhausted;
    CHECK(dispatcher->dispatch(payload).status().code() == expected);
    CHECK(dispatcher->dispatch<lb::SnsEvent>(payload).status().code() == expected);
  }
  CHECK(small.recognise(payload).status().code() == absl::StatusCode::kResourceExhausted);
}

TEST_CASE("registering what makes no sense is kept and given to every dispatch", "[dispatcher]") {
  Dispatcher dispatcher;
  dispatcher.on<lb::ApiGatewayRequest>([](const lb::ApiGatewayRequest&) { return ok("a"); })
      .on<lb::ApiGatewayRequest>([](const lb::ApiGatewayRequest&) { return ok("b"); },
                                 {.name = "b"})
      .on<lb::S3Event>([](const lb::S3Event&) {});
  CHECK(dispatcher.status().code() == absl::StatusCode::kAlreadyExists);
  CHECK(dispatcher.dispatch(kGet).status() == dispatcher.status());
  CHECK(dispatcher.dispatch(kPhoto) == dispatcher.status());
  CHECK(dispatcher.dispatch(fixtures::load("sqs/sample.json")).status() == dispatcher.status());
  const auto second = dispatcher.subscribe<lb::ApiGatewayRequest>(
      [](const lb::ApiGatewayRequest&) { return ok("c"); });
  CHECK(second.status().code() == absl::StatusCode::kAlreadyExists);
  // The same handler, this time with a priority of its own, mends it.
  dispatcher.on<lb::ApiGatewayRequest>([](const lb::ApiGatewayRequest&) { return ok("b"); },
                                       {.name = "b", .priority = 1});
  CHECK(dispatcher.status().ok());
  CHECK(dispatcher.dispatch(kGet)->body == "b");
  // Of two without a name nobody can say that they are the same.
  dispatcher.on<lb::S3Event>([](const lb::S3Event&) {}, {.pattern = "typo"})
      .on<lb::S3Event>([](const lb::S3Event&) {});
  CHECK(dispatcher.status().code() == absl::StatusCode::kInvalidArgument);
}

TEST_CASE("interceptors wrap the dispatch of JSON, the first one outermost", "[dispatcher]") {
  Dispatcher dispatcher;
  std::string log;
  dispatcher.on<lb::SnsEvent>([&](const lb::SnsEvent&) { log += "handler "; });
  for (const std::string name : {"outer", "inner"})
    dispatcher.around(
        [&log, name](std::string_view payload, const lb::Context& context, lb::Next next) {
          log += name + "( ";
          auto answer = next(payload, context);
          log += ")" + name + " ";
          return answer;
        });
  CHECK(*dispatcher.dispatch(fixtures::load("sns/sample.json")) == "null");
  CHECK(log == "outer( inner( handler )inner )outer ");
  dispatcher.around(
      [](std::string_view, const lb::Context&, lb::Next) -> absl::StatusOr<std::string> {
        throw std::runtime_error("wrapped");
      });
  CHECK(dispatcher.dispatch(fixtures::load("sns/sample.json")).status().message() == "wrapped");
}

TEST_CASE("observers see every dispatch when it is over", "[dispatcher]") {
  Dispatcher dispatcher;
  std::vector<std::string> seen;
  dispatcher.on_any([&](const lb::Dispatched& dispatched) {
    seen.push_back(std::string(dispatched.source) + " " +
                   (dispatched.status.ok() ? "ok" : "failed") + " " +
                   std::string(dispatched.context.request_id));
    CHECK(dispatched.duration.count() > 0);
  });
  dispatcher.on<lb::S3Event>([](const lb::S3Event&) {});
  CHECK(dispatcher.dispatch(kPhoto, {.request_id = "r1"}).ok());
  CHECK(dispatcher.dispatch(fixtures::load("s3_notification/sample.json"), {.request_id = "r2"})
            .ok());
  CHECK_FALSE(dispatcher.dispatch(kTwoMessages, {.request_id = "r3"}).ok());
  CHECK_FALSE(dispatcher.dispatch("[]", {.request_id = "r4"}).ok());
  CHECK(seen == std::vector<std::string>{"s3_notification ok r1", "s3_notification ok r2",
                                         "sqs failed r3", " failed r4"});
}

TEST_CASE("handlers are listed with what they were registered with", "[dispatcher]") {
  Dispatcher dispatcher;
  dispatcher.on<lb::SnsEvent>([](const lb::SnsEvent&) {}, {.name = "low", .priority = -1})
      .on<lb::SnsEvent>(
          [](const lb::SnsEvent&) {},
          {.name = "high", .filter = [](const auto&) { return true; }, .priority = 2});
  const auto handlers = dispatcher.handlers();
  REQUIRE(handlers.size() == 2);
  CHECK((handlers[0].name == "high" && handlers[0].filtered && handlers[0].priority == 2));
  CHECK((handlers[1].name == "low" && !handlers[1].filtered && handlers[1].source == "sns"));
}

TEST_CASE("handlers dispatch further events, to any depth", "[dispatcher]") {
  Dispatcher dispatcher;
  int depth = 0;
  const std::string payload = fixtures::load("sns/sample.json");
  dispatcher.on<lb::SnsEvent>([&](const lb::SnsEvent& event) {
    const std::string before(event.records[0].sns.message);
    if (++depth < 20) CHECK(dispatcher.dispatch(payload).ok());
    // The inner dispatch did not touch the memory of the outer one.
    CHECK(event.records[0].sns.message == before);
  });
  CHECK(dispatcher.dispatch(payload).ok());
  CHECK(depth == 20);
}

TEST_CASE("a dispatcher can be moved with all that is registered", "[dispatcher]") {
  Dispatcher first;
  int count = 0;
  first.on<lb::SnsEvent>([&](const lb::SnsEvent&) { ++count; });
  Dispatcher second = std::move(first);
  CHECK(second.dispatch(lb::SnsEvent{}).ok());
  CHECK(count == 1);
}

TEST_CASE("a context tells how much time is left", "[dispatcher]") {
  CHECK(lb::Context{}.remaining() == std::chrono::milliseconds::max());
  const auto now = lb::Context::Clock::now();
  CHECK(lb::Context{.deadline = now - std::chrono::seconds(1)}.remaining().count() == 0);
  CHECK(lb::Context{.deadline = now + std::chrono::hours(1)}.remaining() >
        std::chrono::minutes(59));
}

TEST_CASE("one generic handler serves types that are alike", "[dispatcher]") {
  std::size_t partitions = 0;
  const auto count = [&](const auto& event) { partitions += event.records.size(); };
  lambent::Dispatcher dispatcher;
  dispatcher.on<lambent::MskEvent>(count).on<lambent::SelfManagedKafkaEvent>(count);
  REQUIRE(dispatcher.dispatch(lambent::MskEvent{.records = {{"t-0", {}}}}).ok());
  REQUIRE(dispatcher.dispatch(lambent::SelfManagedKafkaEvent{.records = {{"t-1", {}}}}).ok());
  CHECK(partitions == 2);
}

TEST_CASE("where a source takes any JSON, a handler may answer nothing, which is null",
          "[dispatcher]") {
  lambent::Dispatcher dispatcher;
  dispatcher.on<lambent::CustomResourceEvent>([](const lambent::CustomResourceEvent& event) {
    return event.request_type == "Delete" ? absl::InternalError("no") : absl::OkStatus();
  });
  CHECK(dispatcher.dispatch(fixtures::load("cloudformation_custom_resource/sample.json")).value() ==
        "null");
  CHECK(dispatcher.dispatch(lambent::CustomResourceEvent{.request_type = "Delete"}).status() ==
        absl::InternalError("no"));
}
