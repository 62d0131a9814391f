// SPDX-License-Identifier: Apache-2.0
#include "lambent/authorizers.h"

#include <string>

#include "catch.h"
#include "lambent/event.h"

using lambent::MethodArn;

namespace {

constexpr char kArn[] = "arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/prod/GET/products/42";

}  // namespace

TEST_CASE("a method ARN is taken apart and put together", "[authorizers]") {
  const auto arn = MethodArn::parse(kArn);
  REQUIRE(arn.has_value());
  CHECK(arn->api == "arn:aws:execute-api:eu-west-1:123456789012:a1b2c3");
  CHECK(arn->stage == "prod");
  CHECK(arn->method == "GET");
  CHECK(arn->path == "/products/42");
  CHECK(arn->resource(arn->method, arn->path) == kArn);
  CHECK(arn->resource() == "arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/prod/*");
  CHECK(arn->resource("GET", "/products/*") ==
        "arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/prod/GET/products/*");
  CHECK(arn->resource("GET") == "arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/prod/GET/*");
  CHECK(arn->resource("$connect") ==
        "arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/prod/$connect");
  CHECK(arn->resource("*", "products") ==
        "arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/prod/*/products");
}

TEST_CASE("method ARNs of roots, of WebSocket routes and of other partitions", "[authorizers]") {
  const auto root =
      MethodArn::parse("arn:aws-cn:execute-api:cn-north-1:123456789012:a/$default/POST/");
  REQUIRE(root.has_value());
  CHECK(root->path == "/");
  CHECK(root->resource("POST", "/") ==
        "arn:aws-cn:execute-api:cn-north-1:123456789012:a/$default/POST/");
  const auto connect =
      MethodArn::parse("arn:aws:execute-api:eu-west-1:123456789012:a/dev/$connect");
  REQUIRE(connect.has_value());
  CHECK(connect->method == "$connect");
  CHECK(connect->path.empty());
}

TEST_CASE("what is no method ARN is not taken for one", "[authorizers]") {
  for (const char* const wrong :
       {"", "arn", "arn:aws:execute-api:r:a:api", "arn:aws:execute-api:r:a:api/stage",
        "arn:aws:execute-api:r:a:api//GET/", "arn:aws:lambda:r:a:function:f/stage/GET/",
        "execute-api/stage/GET/"}) {
    INFO(wrong);
    CHECK_FALSE(MethodArn::parse(wrong).has_value());
  }
}

TEST_CASE("policies allow and deny", "[authorizers]") {
  CHECK(encode(lambent::allow_invoke("user", {"r1", "r2"})) ==
        R"({"principalId":"user","policyDocument":{"Version":"2012-10-17","Statement":[)"
        R"({"Effect":"Allow","Action":"execute-api:Invoke","Resource":["r1","r2"]}]}})");
  CHECK(encode(lambent::deny_invoke("user", {"r"})).find(R"("Effect":"Deny")") !=
        std::string::npos);
  CHECK(encode(lambent::allow_invoke("user", {}))
            .find(R"("Effect":"Deny","Action":"execute-api:Invoke","Resource":["*"])") !=
        std::string::npos);
  const auto both = lambent::allow_invoke_except("user", {"a"}, {"b"});
  REQUIRE(both.policy_document.statement.size() == 2);
  CHECK(both.policy_document.statement[1].effect == lambent::PolicyStatement::kDeny);
}

TEST_CASE("simple answers are yes or no", "[authorizers]") {
  CHECK(encode(lambent::simple_answer(true, {R"({"role":"admin"})"})) ==
        R"({"isAuthorized":true,"context":{"role":"admin"}})");
  CHECK(encode(lambent::simple_answer(false)) == R"({"isAuthorized":false})");
}
