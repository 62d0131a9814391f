// SPDX-License-Identifier: Apache-2.0
// How sources are told apart; the fixtures of all of them are tried in all_events_test.cpp.
#include "lambent/event.h"

#include <nlohmann/json.hpp>
#include <string>

#include "catch.h"
#include "fixtures.h"
#include "lambent/dispatcher.h"
#include "lambent/events/eventbridge.h"
#include "lambent/source.h"

namespace {

std::string recognised_source(const std::string& payload) {
  const auto id = lambent::recognise(payload);
  if (id.ok()) return std::string(*id);
  return absl::IsNotFound(id.status()) ? "unknown" : "error";
}

struct Refund {
  std::string_view refund_id{};
};
struct Shout {
  std::string_view text{};
};
struct UploadDetail {
  std::string_view reason{};
};
using Upload = lambent::EventBridge<UploadDetail>;

}  // namespace

template <>
inline constexpr auto lambent::fields<Refund> =
    std::array{lambent::field<&Refund::refund_id>("refundId", lambent::kRequired)};
template <>
inline constexpr lambent::Source lambent::source<Refund> = {
    .name = "shop_refund",
    .probes = {lambent::has("refundId"), lambent::starts_with("origin", "till-"),
               lambent::absent("cancelled")}};

inline constexpr std::array<std::string_view, 2> kLoud = {"loud", "very loud"};
template <>
inline constexpr auto lambent::fields<Shout> = std::array{lambent::field<&Shout::text>("text")};
inline constexpr std::array<lambent::Probes, 1> kShoutByFlag = {
    {{lambent::is("shout", lambent::JsonKind::kBool)}}};
template <>
inline constexpr lambent::Source lambent::source<Shout> = {
    .name = "shout",
    .probes = {lambent::one_of("a\\.b[0].how", kLoud), lambent::contains("text", "!")},
    .or_probes = kShoutByFlag};

template <>
inline constexpr auto lambent::fields<UploadDetail> =
    std::array{lambent::field<&UploadDetail::reason>("reason")};
template <>
inline constexpr lambent::Source lambent::source<Upload> =
    lambent::eventbridge_source("upload", "aws.s3", "Object Created");

TEST_CASE("look-alikes are told apart", "[recognise]") {
  struct Row {
    const char* name;
    std::string payload;
    const char* expected;
  };
  const Row rows[] = {
      {"members in any order", R"({"detail":{},"source":"x","detail-type":"y"})", "eventbridge"},
      {"a schedule", R"({"detail-type":"Scheduled Event","source":"aws.events","detail":{}})",
       "scheduled_event"},
      {"an alarm in an envelope",
       R"({"detail-type":"x","source":"aws.cloudwatch","detail":{},"alarmData":{}})",
       "cloudwatch_alarm"},
      {"alarm data that is no object",
       R"({"detail-type":"x","source":"aws.cloudwatch","detail":{},"alarmData":"no"})",
       "eventbridge"},
      {"a window behind the records",
       R"({"Records":[{"eventSource":"aws:kinesis"},{}],"window":{}})", "kinesis_time_window"},
      {"a window before the records", R"({"window":{},"Records":[{"eventSource":"aws:dynamodb"}]})",
       "dynamodb_time_window"},
      {"a window of null", R"({"Records":[{"eventSource":"aws:kinesis"}],"window":null})",
       "kinesis_stream"},
      {"an idle window's end",
       R"({"Records":[],"window":{},"eventSourceARN":"arn:aws:dynamodb:eu:1:table/x"})",
       "dynamodb_time_window"},
      {"no records at all", R"({"Records":[]})", "unknown"},
      {"records of something else", R"({"Records":[{"eventSource":"aws:other"}]})", "unknown"},
      {"records that are no array", R"({"Records":{"eventSource":"aws:sqs"}})", "unknown"},
      {"SNS by its member", R"({"Records":[{"Sns":{}}]})", "sns"},
      {"a window behind records that name two sources",
       R"({"Records":[{"eventSource":"aws:kinesis","Sns":{}}],"window":{}})",
       "kinesis_time_window"},
      {"a WebSocket request that looks like REST",
       R"({"resource":"/","path":"/","httpMethod":"GET","requestContext":{"connectionId":"x"}})",
       "apigw_websocket"},
      {"an authorizer that looks like REST",
       R"({"type":"REQUEST","methodArn":"x","resource":"/","path":"/","httpMethod":"GET",)"
       R"("requestContext":{}})",
       "apigw_authorizer_request"},
      {"HTTP API without its version", R"({"requestContext":{"http":{}}})", "unknown"},
      {"a name with an escape", R"({"Rec\u006frds":[{"eventSource":"aws:s\u0071s"}]})", "sqs"},
      {"an array", "[]", "unknown"},
      {"a string", "\"aws:sqs\"", "unknown"},
      {"a number", "7", "unknown"},
      {"an object of nothing", "{}", "unknown"},
      {"no JSON", "{", "error"},
      {"JSON with something behind it", R"({"Records":[{"eventSource":"aws:sqs"}]} x)", "error"},
      {"nothing", "", "error"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) { CHECK(recognised_source(row.payload) == row.expected); }
  }
}

TEST_CASE("what is unknown is described by the names of its members only", "[recognise]") {
  CHECK(lambent::recognise(R"({"order":"secret","total":7})").status().message() ==
        "no known source: the payload has the members order, total");
  CHECK(lambent::recognise("[1]").status().message() == "no known source: the payload is an array");
  CHECK(lambent::recognise("{}").status().message() ==
        "no known source: the payload has no members");
}

TEST_CASE("a dispatcher recognises the sources of its users", "[recognise]") {
  lambent::Dispatcher dispatcher;
  const std::string refund = R"({"refundId":"7","origin":"till-3"})";
  CHECK(absl::IsNotFound(dispatcher.recognise(refund).status()));
  dispatcher.on<Refund>([](const Refund&) {}).on<Shout>([](const Shout&) {});
  CHECK(*dispatcher.recognise(refund) == "shop_refund");
  CHECK_FALSE(dispatcher.recognise(R"({"refundId":"7","origin":"web"})").ok());
  CHECK_FALSE(dispatcher.recognise(R"({"refundId":"7","origin":"till-3","cancelled":1})").ok());
  CHECK(*dispatcher.recognise(R"({"a.b":[{"how":"loud"}],"text":"hey!"})") == "shout");
  CHECK_FALSE(dispatcher.recognise(R"({"a.b":[{"how":"low"}],"text":"hey!"})").ok());
  CHECK(*dispatcher.recognise(R"({"shout":true})") == "shout");
  CHECK(*dispatcher.recognise(fixtures::load("sqs/sample.json")) == "sqs");
  // A user's source comes before EventBridge, whose envelope it often has.
  CHECK(*dispatcher.recognise(
            R"({"refundId":"7","origin":"till-3","detail-type":"x","source":"y","detail":{}})") ==
        "shop_refund");
}

TEST_CASE("of two sources that ask for the same texts the user's comes first", "[recognise]") {
  const std::string created = fixtures::load("eventbridge_s3/sample.json");
  lambent::Dispatcher dispatcher;
  CHECK(*dispatcher.recognise(created) == "eventbridge_s3");
  dispatcher.on<Upload>([](const Upload&) {});
  CHECK(*dispatcher.recognise(created) == "upload");
  // One of the texts alone is not enough.
  nlohmann::json other = nlohmann::json::parse(created);
  other["detail-type"] = "Object Deleted";
  CHECK(*dispatcher.recognise(other.dump()) == "eventbridge_s3");
  other["source"] = "aws.ec2";
  CHECK(*dispatcher.recognise(other.dump()) == "eventbridge");
}

TEST_CASE("direct invokes and EventBridge events of the same service are told apart",
          "[recognise]") {
  const auto inside = [](const std::string& source, const std::string& type,
                         const std::string& payload) {
    return recognised_source(R"({"source":")" + source + R"(","detail-type":")" + type +
                             R"(","detail":)" + payload + "}");
  };
  const std::string hook = fixtures::load("codedeploy_lifecycle_hook/sample.json");
  CHECK(recognised_source(hook) == "codedeploy_lifecycle_hook");
  CHECK(inside("aws.codedeploy", "CodeDeploy Deployment State-change Notification", hook) ==
        "eventbridge_codedeploy");
  const std::string scale_in = fixtures::load("autoscaling_scale_in/sample.json");
  CHECK(recognised_source(scale_in) == "autoscaling_scale_in");
  CHECK(inside("aws.autoscaling", "EC2 Instance-terminate Lifecycle Action", scale_in) ==
        "eventbridge_autoscaling");
}

TEST_CASE("without one of the members that tell it a payload is unknown", "[recognise]") {
  CHECK(recognised_source(R"({"AutoScalingGroupARN":"a"})") == "unknown");
  CHECK(recognised_source(R"({"CapacityToTerminate":[]})") == "unknown");
  CHECK(recognised_source(R"({"DeploymentId":"d"})") == "unknown");
  CHECK(recognised_source(R"({"Sender":{},"Discussion":{}})") == "unknown");
  CHECK(recognised_source(R"({"Step":"createSecret","SecretId":"a"})") == "unknown");
  CHECK(recognised_source(R"({"connection-id":"c"})") == "unknown");
}

TEST_CASE("HTTP requests that look alike are told apart", "[recognise]") {
  struct Row {
    const char* name;
    const char* payload;
    const char* expected;
  };
  const Row rows[] = {
      {"a load balancer's request with the members of REST",
       R"({"resource":"/","path":"/","httpMethod":"GET","requestContext":{"elb":{}}})", "alb"},
      {"REST", R"({"resource":"/","path":"/","httpMethod":"GET","requestContext":{}})",
       "apigw_rest_proxy"},
      {"neither", R"({"path":"/","httpMethod":"GET","requestContext":{}})", "unknown"},
      {"a function URL",
       R"({"version":"2.0","requestContext":{"http":{},"domainName":"x.lambda-url.eu.on.aws"}})",
       "lambda_function_url"},
      {"an HTTP API", R"({"version":"2.0","requestContext":{"http":{},"domainName":"x.example"}})",
       "apigw_http_v2"},
      {"an HTTP API without a domain", R"({"version":"2.0","requestContext":{"http":{}}})",
       "apigw_http_v2"},
      {"Lattice, which says version 2.0, too",
       R"({"version":"2.0","requestContext":{"serviceArn":"s","targetGroupArn":"t"}})",
       "vpc_lattice_v2"},
      {"Lattice 1", R"({"raw_path":"/","method":"GET","is_base64_encoded":false})",
       "vpc_lattice_v1"},
      {"Lambda@Edge", R"({"Records":[{"cf":{}}]})", "cloudfront_edge"},
      {"a record with a cf that is no object", R"({"Records":[{"cf":"x"}]})", "unknown"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) { CHECK(recognised_source(row.payload) == row.expected); }
  }
}
