// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/s3_object_lambda.h"

#include <string>

#include "catch.h"
#include "fixtures.h"
#include "lambent/event.h"
#include "lambent/json.h"

namespace {

using Operation = lambent::S3ObjectLambdaEvent::Operation;

lambent::Event<lambent::S3ObjectLambdaEvent> object_lambda(const std::string& name) {
  auto event = lambent::decode<lambent::S3ObjectLambdaEvent>(
      fixtures::load("s3_object_lambda/" + name + ".json"));
  INFO(event.status());
  REQUIRE(event.ok());
  return *std::move(event);
}

}  // namespace

TEST_CASE("the context that is there tells the operation", "[s3_object_lambda]") {
  const auto get = object_lambda("sample");
  CHECK(get->operation() == Operation::kGetObject);
  REQUIRE(get->get_object_context.has_value());
  CHECK(get->get_object_context->output_route == "io-euw1-004");
  CHECK_FALSE(get->head_object_context.has_value());
  const auto head = object_lambda("head_object");
  CHECK(head->operation() == Operation::kHeadObject);
  CHECK_FALSE(head->get_object_context.has_value());
  const auto list = object_lambda("list_objects");
  CHECK(list->operation() == Operation::kListObjects);
  const auto list_v2 = object_lambda("list_objects_v2");
  CHECK(list_v2->operation() == Operation::kListObjectsV2);
  CHECK(list_v2->list_objects_v2_context->input_s3_url.starts_with("https://"));
  // A context that is not known yet: no option but the oldest operation.
  const auto unknown = object_lambda("sparse");
  CHECK(unknown->operation() == Operation::kGetObject);
  CHECK_FALSE(unknown->get_object_context.has_value());
}

TEST_CASE("a payload is text that often holds JSON; a URL is absolute or not",
          "[s3_object_lambda]") {
  const auto get = object_lambda("sample");
  CHECK((*lambent::as<nlohmann::json>(get->configuration.payload))["mark"] == true);
  CHECK(get->user_request.url.starts_with("https://"));
  const auto list = object_lambda("list_objects_v2");
  CHECK(list->configuration.payload.empty());
  CHECK(list->user_request.url == "/?list-type=2");
  CHECK(list->user_request.headers.value_or("host").starts_with("shop-"));
}

TEST_CASE("flags of a session are text, its date is written in words; users have a name",
          "[s3_object_lambda]") {
  const auto role = object_lambda("sample");
  REQUIRE(role->user_identity.session_context.has_value());
  const auto& attributes = role->user_identity.session_context->attributes;
  CHECK(attributes.mfa_authenticated == "false");
  CHECK(attributes.creation_date.text == "Wed Oct 14 08:41:52 UTC 2026");
  CHECK(role->user_identity.session_context->session_issuer->user_name == "web");
  const auto user = object_lambda("head_object");
  CHECK_FALSE(user->user_identity.session_context.has_value());
  CHECK(user->user_identity.user_name == "mara");
}

TEST_CASE("what is known of an object and lists are answered as JSON", "[s3_object_lambda]") {
  CHECK(lambent::encode(lambent::S3ObjectLambdaResponse{}) == R"({"statusCode":200})");
  CHECK(lambent::encode(lambent::S3ObjectLambdaResponse{.headers = {{"Content-Length", 7},
                                                                    {"x-amz-delete-marker", false},
                                                                    {"x-amz-meta-mark", "yes"}}}) ==
        R"({"statusCode":200,"headers":{"Content-Length":7,"x-amz-delete-marker":false,)"
        R"("x-amz-meta-mark":"yes"}})");
  CHECK(lambent::encode(lambent::S3ObjectLambdaResponse{
            .status_code = 403, .error_code = "Forbidden", .error_message = "not yours"}) ==
        R"({"statusCode":403,"errorCode":"Forbidden","errorMessage":"not yours"})");
  CHECK(
      lambent::encode(lambent::S3ObjectLambdaResponse{.list_result_xml = "<ListBucketResult/>"}) ==
      R"({"statusCode":200,"listResultXml":"<ListBucketResult/>"})");
  CHECK(
      lambent::encode(lambent::S3ObjectLambdaResponse{.list_bucket_result = {R"({"name":"b"})"}}) ==
      R"({"statusCode":200,"listBucketResult":{"name":"b"}})");
}
