// SPDX-License-Identifier: Apache-2.0
// What changed samples keep of what they were given, and what follows from it.
#include <array>
#include <string>
#include <string_view>

#include "catch.h"
#include "lambent/catch2.h"
#include "lambent/events/apigateway_authorizers.h"
#include "lambent/events/apigateway_http_authorizer.h"
#include "lambent/events/cloudwatch_alarm.h"
#include "lambent/events/eventbridge.h"
#include "lambent/events/eventbridge_s3.h"
#include "lambent/events/function_url.h"
#include "lambent/events/sqs.h"
#include "lambent/testing.h"

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
