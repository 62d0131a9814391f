// SPDX-License-Identifier: Apache-2.0
// What actions of Amazon Bedrock Agents give back; answer_to() of lambent/events/bedrock_agent.h
// starts a response from the event.
// https://docs.aws.amazon.com/bedrock/latest/userguide/agents-lambda.html
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "lambent/answers.h"
#include "lambent/fields.h"

namespace lambent::inline LAMBENT_ABI {

/// What the agent gets to read.
struct BedrockAgentBody {
  std::string body{};  ///< JSON in text for operations, plain text for functions.
};

/// The answer to an operation of an OpenAPI schema.
struct BedrockAgentApiResponse {
  struct Response {
    std::string action_group{};  ///< This and the next two: those of the event.
    std::string api_path{};
    std::string http_method{};
    std::int64_t http_status_code = 200;
    std::map<std::string, BedrockAgentBody> response_body{};  ///< By media type.
  };
  std::string message_version = "1.0";
  Response response{};
  std::map<std::string, std::string> session_attributes{};
  std::map<std::string, std::string> prompt_session_attributes{};
  JsonText knowledge_bases_configuration{};  ///< A list: how knowledge bases are to be queried.
};

/// The answer to a function.
struct BedrockAgentFunctionResponse {
  struct ResponseBody {
    BedrockAgentBody text{};
  };
  struct FunctionResponse {
    static constexpr const char* kFailure = "FAILURE";    ///< Ends the session with an error.
    static constexpr const char* kReprompt = "REPROMPT";  ///< The model is asked again.

    std::string response_state{};  ///< One of the constants above; empty where all went well.
    ResponseBody response_body{};
  };
  struct Response {
    std::string action_group{};  ///< This and the next one: those of the event.
    std::string function{};
    FunctionResponse function_response{};
  };
  std::string message_version = "1.0";
  Response response{};
  std::map<std::string, std::string> session_attributes{};
  std::map<std::string, std::string> prompt_session_attributes{};
  JsonText knowledge_bases_configuration{};  ///< A list: how knowledge bases are to be queried.
};

template <>
inline constexpr auto fields<BedrockAgentBody> = std::array{
    field<&BedrockAgentBody::body>("body", kAlways),
};

template <>
inline constexpr auto fields<BedrockAgentApiResponse::Response> = std::array{
    field<&BedrockAgentApiResponse::Response::action_group>("actionGroup", kRequired),
    field<&BedrockAgentApiResponse::Response::api_path>("apiPath", kRequired),
    field<&BedrockAgentApiResponse::Response::http_method>("httpMethod", kRequired),
    field<&BedrockAgentApiResponse::Response::http_status_code>("httpStatusCode", kAlways),
    field<&BedrockAgentApiResponse::Response::response_body>("responseBody", kAlways),
};

template <>
inline constexpr auto fields<BedrockAgentApiResponse> = std::array{
    field<&BedrockAgentApiResponse::message_version>("messageVersion", kAlways),
    field<&BedrockAgentApiResponse::response>("response", kRequired),
    field<&BedrockAgentApiResponse::session_attributes>("sessionAttributes"),
    field<&BedrockAgentApiResponse::prompt_session_attributes>("promptSessionAttributes"),
    field<&BedrockAgentApiResponse::knowledge_bases_configuration>("knowledgeBasesConfiguration"),
};

template <>
inline constexpr auto fields<BedrockAgentFunctionResponse::ResponseBody> = std::array{
    field<&BedrockAgentFunctionResponse::ResponseBody::text>("TEXT", kAlways),
};

template <>
inline constexpr auto fields<BedrockAgentFunctionResponse::FunctionResponse> = std::array{
    field<&BedrockAgentFunctionResponse::FunctionResponse::response_state>("responseState"),
    field<&BedrockAgentFunctionResponse::FunctionResponse::response_body>("responseBody", kAlways),
};

template <>
inline constexpr auto fields<BedrockAgentFunctionResponse::Response> = std::array{
    field<&BedrockAgentFunctionResponse::Response::action_group>("actionGroup", kRequired),
    field<&BedrockAgentFunctionResponse::Response::function>("function", kRequired),
    field<&BedrockAgentFunctionResponse::Response::function_response>("functionResponse", kAlways),
};

template <>
inline constexpr auto fields<BedrockAgentFunctionResponse> = std::array{
    field<&BedrockAgentFunctionResponse::message_version>("messageVersion", kAlways),
    field<&BedrockAgentFunctionResponse::response>("response", kRequired),
    field<&BedrockAgentFunctionResponse::session_attributes>("sessionAttributes"),
    field<&BedrockAgentFunctionResponse::prompt_session_attributes>("promptSessionAttributes"),
    field<&BedrockAgentFunctionResponse::knowledge_bases_configuration>(
        "knowledgeBasesConfiguration"),
};

}  // namespace lambent::inline LAMBENT_ABI
