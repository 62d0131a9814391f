// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/bedrock_agent.h"

#include <string>
#include <string_view>

#include "catch.h"
#include "decoded.h"
#include "fixtures.h"
#include "lambent/event.h"

namespace {

using fixtures::recognised;

using Function = lambent::BedrockAgentFunctionResponse::FunctionResponse;

}  // namespace

TEST_CASE("a call of an operation has parameters, a body and attributes", "[bedrock]") {
  const auto event = lambent::decode<lambent::BedrockAgentApiEvent>(
      fixtures::load("bedrock_agent_api/sample.json"));
  REQUIRE(event.ok());
  CHECK((*event)->message_version == "1.0");
  CHECK((*event)->agent.name == "shop-assistant");
  CHECK((*event)->agent.id == "A1B2C3D4E5");
  CHECK((*event)->agent.alias == "TSTALIASID");
  CHECK((*event)->agent.version == "DRAFT");
  CHECK((*event)->input_text == "Return two lamps of order o-17, please.");
  CHECK((*event)->session_id == "1234567890121234567");
  CHECK((*event)->action_group == "orders");
  CHECK((*event)->api_path == "/orders/{orderId}/returns");
  CHECK((*event)->http_method == "POST");
  REQUIRE((*event)->parameters.size() == 1);
  CHECK((*event)->parameters[0].name == "orderId");
  CHECK((*event)->parameters[0].value == "o-17");
  const auto* body = (*event)->request_body.content.find("application/json");
  REQUIRE(body != nullptr);
  REQUIRE(body->properties.size() == 2);
  CHECK(body->properties[1].name == "quantity");
  CHECK((*event)->session_attributes.value_or("customer") == "c-7");
  CHECK((*event)->prompt_session_attributes.value_or("today") == "2026-10-16");
}

TEST_CASE("values are text whatever their type says", "[bedrock]") {
  const auto event = lambent::decode<lambent::BedrockAgentApiEvent>(
      fixtures::load("bedrock_agent_api/values_are_text.json"));
  REQUIRE(event.ok());
  const auto* body = (*event)->request_body.content.find("application/json");
  REQUIRE(body != nullptr);
  struct Row {
    std::string_view type;
    std::string_view value;
  };
  const Row rows[] = {{"number", "39.50"},
                      {"boolean", "true"},
                      {"array", "[lamp, bulb]"},
                      {"object", "{iban=DE02120300000000202051}"}};
  REQUIRE(body->properties.size() == std::size(rows));
  for (std::size_t i = 0; i < std::size(rows); ++i) {
    CHECK(body->properties[i].type == rows[i].type);
    CHECK(body->properties[i].value == rows[i].value);
  }
}

TEST_CASE("parameters and body may be null, attributes may be empty", "[bedrock]") {
  const auto event = lambent::decode<lambent::BedrockAgentApiEvent>(
      fixtures::load("bedrock_agent_api/sparse.json"));
  REQUIRE(event.ok());
  CHECK((*event)->parameters.empty());
  CHECK((*event)->request_body.content.empty());
  CHECK((*event)->session_attributes.empty());
  const std::string written = lambent::encode(**event);
  CHECK(written.find("requestBody") == std::string::npos);
  CHECK(written.ends_with(R"("sessionAttributes":{},"promptSessionAttributes":{}})"));
  const auto function = lambent::decode<lambent::BedrockAgentFunctionEvent>(
      fixtures::load("bedrock_agent_function/without_parameters.json"));
  REQUIRE(function.ok());
  CHECK((*function)->parameters.empty());
}

TEST_CASE("a call of a function names it", "[bedrock]") {
  const auto event = lambent::decode<lambent::BedrockAgentFunctionEvent>(
      fixtures::load("bedrock_agent_function/sample.json"));
  REQUIRE(event.ok());
  CHECK((*event)->action_group == "opening-hours");
  CHECK((*event)->function == "hours_of_day");
  REQUIRE((*event)->parameters.size() == 2);
  CHECK((*event)->parameters[1].type == "integer");
  CHECK((*event)->parameters[1].value == "1");
  CHECK((*event)->agent.alias == "TSTALIASID");
  CHECK((*event)->session_attributes.value_or("customer") == "c-7");
}

TEST_CASE("calls of agents and what looks like them are told apart", "[bedrock]") {
  struct Row {
    std::string_view name;
    std::string_view payload;
    std::string_view expected;
  };
  const Row rows[] = {
      {"a path", R"({"messageVersion":"1.0","agent":{},"actionGroup":"g","apiPath":"/"})",
       "bedrock_agent_api"},
      {"a function", R"({"messageVersion":"1.0","agent":{},"actionGroup":"g","function":"f"})",
       "bedrock_agent_function"},
      {"both",
       R"({"function":"f","messageVersion":"1.0","agent":{},"actionGroup":"g",)"
       R"("apiPath":"/"})",
       "bedrock_agent_api"},
      {"neither", R"({"messageVersion":"1.0","agent":{},"actionGroup":"g"})", "unknown"},
      {"no agent", R"({"messageVersion":"1.0","actionGroup":"g","apiPath":"/"})", "unknown"},
      {"with the members of a Lex bot",
       R"({"messageVersion":"1.0","agent":{},"actionGroup":"g","apiPath":"/","sessionState":{},)"
       R"("bot":{},"interpretations":[]})",
       "bedrock_agent_api"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) { CHECK(recognised(row.payload) == row.expected); }
  }
  SECTION("a Lex bot has a messageVersion, too") {
    CHECK_FALSE(recognised(R"({"messageVersion":"1.0","invocationSource":"FulfillmentCodeHook",)"
                           R"("bot":{},"sessionState":{},"interpretations":[]})")
                    .starts_with("bedrock"));
  }
}

TEST_CASE("the answer to an operation echoes the call", "[bedrock]") {
  const auto event = lambent::decode<lambent::BedrockAgentApiEvent>(
      fixtures::load("bedrock_agent_api/sample.json"));
  REQUIRE(event.ok());
  auto response = answer_to(**event);
  CHECK(lambent::encode(response) ==
        R"({"messageVersion":"1.0","response":{"actionGroup":"orders",)"
        R"("apiPath":"/orders/{orderId}/returns","httpMethod":"POST","httpStatusCode":200,)"
        R"("responseBody":{}}})");

  response.response.http_status_code = 409;
  response.response.response_body["application/json"].body = R"({"ok":false})";
  response.session_attributes["customer"] = "c-7";
  response.prompt_session_attributes["today"] = "2026-10-16";
  response.knowledge_bases_configuration = {R"([{"knowledgeBaseId":"K1"}])"};
  CHECK(lambent::encode(response) ==
        R"({"messageVersion":"1.0","response":{"actionGroup":"orders",)"
        R"("apiPath":"/orders/{orderId}/returns","httpMethod":"POST","httpStatusCode":409,)"
        R"("responseBody":{"application/json":{"body":"{\"ok\":false}"}}},)"
        R"("sessionAttributes":{"customer":"c-7"},)"
        R"("promptSessionAttributes":{"today":"2026-10-16"},)"
        R"("knowledgeBasesConfiguration":[{"knowledgeBaseId":"K1"}]})");
}

TEST_CASE("the answer to a function echoes the call", "[bedrock]") {
  const auto event = lambent::decode<lambent::BedrockAgentFunctionEvent>(
      fixtures::load("bedrock_agent_function/sample.json"));
  REQUIRE(event.ok());
  auto response = answer_to(**event);
  CHECK(lambent::encode(response) ==
        R"({"messageVersion":"1.0","response":{"actionGroup":"opening-hours",)"
        R"("function":"hours_of_day","functionResponse":{"responseBody":{"TEXT":{"body":""}}}}})");

  response.response.function_response = {.response_state = std::string(Function::kReprompt),
                                         .response_body = {.text = {"Which week?"}}};
  response.session_attributes["customer"] = "c-7";
  response.prompt_session_attributes["today"] = "2026-10-16";
  response.knowledge_bases_configuration = {R"([{"knowledgeBaseId":"K1"}])"};
  CHECK(lambent::encode(response) ==
        R"({"messageVersion":"1.0","response":{"actionGroup":"opening-hours",)"
        R"("function":"hours_of_day","functionResponse":{"responseState":"REPROMPT",)"
        R"("responseBody":{"TEXT":{"body":"Which week?"}}}},)"
        R"("sessionAttributes":{"customer":"c-7"},)"
        R"("promptSessionAttributes":{"today":"2026-10-16"},)"
        R"("knowledgeBasesConfiguration":[{"knowledgeBaseId":"K1"}]})");
  CHECK(std::string_view(Function::kFailure) == "FAILURE");
}
