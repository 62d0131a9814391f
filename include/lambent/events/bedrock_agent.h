// SPDX-License-Identifier: Apache-2.0
// Amazon Bedrock Agents: an agent calls an action of an action group, which is described by an
// OpenAPI schema or by functions.
// https://docs.aws.amazon.com/bedrock/latest/userguide/agents-lambda.html
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/shapes/bedrock_answers.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// Which agent calls.
struct BedrockAgent {
  std::string_view name{};
  std::string_view id{};
  std::string_view alias{};
  std::string_view version{};  ///< A number, or "DRAFT".
};

/// One value that the agent elicited from the user.
struct BedrockAgentParameter {
  std::string_view name{};
  std::string_view type{};   ///< "string", "number", "integer", "boolean", "array" or "object".
  std::string_view value{};  ///< Text, whatever `type` says.
};

/// A call of an operation of an OpenAPI schema.
struct BedrockAgentApiEvent {
  struct RequestBody {
    struct Content {
      List<BedrockAgentParameter> properties{};
    };
    Map<Content> content{};  ///< By media type, "application/json".
  };
  std::string_view message_version{};  ///< "1.0".
  BedrockAgent agent{};
  std::string_view input_text{};       ///< What the user said.
  std::string_view session_id{};
  std::string_view action_group{};
  std::string_view api_path{};         ///< As in the schema: "/orders/{orderId}".
  std::string_view http_method{};
  List<BedrockAgentParameter> parameters{};
  RequestBody request_body{};
  Map<std::string_view> session_attributes{};         ///< Kept for the session.
  Map<std::string_view> prompt_session_attributes{};  ///< Kept for one turn.
};

/// A call of a function.
struct BedrockAgentFunctionEvent {
  std::string_view message_version{};
  BedrockAgent agent{};
  std::string_view input_text{};
  std::string_view session_id{};
  std::string_view action_group{};
  std::string_view function{};
  List<BedrockAgentParameter> parameters{};
  Map<std::string_view> session_attributes{};
  Map<std::string_view> prompt_session_attributes{};
};

/// A response to that very call, with status 200 and no body yet.
inline BedrockAgentApiResponse answer_to(const BedrockAgentApiEvent& event) {
  return {.response = {.action_group = std::string(event.action_group),
                       .api_path = std::string(event.api_path),
                       .http_method = std::string(event.http_method)}};
}
/// A response to that very call, with an empty text.
inline BedrockAgentFunctionResponse answer_to(const BedrockAgentFunctionEvent& event) {
  return {.response = {.action_group = std::string(event.action_group),
                       .function = std::string(event.function)}};
}

template <>
inline constexpr auto fields<BedrockAgent> = std::array{
    field<&BedrockAgent::name>("name"),
    field<&BedrockAgent::id>("id"),
    field<&BedrockAgent::alias>("alias"),
    field<&BedrockAgent::version>("version"),
};

template <>
inline constexpr auto fields<BedrockAgentParameter> = std::array{
    field<&BedrockAgentParameter::name>("name", kRequired),
    field<&BedrockAgentParameter::type>("type"),
    field<&BedrockAgentParameter::value>("value", kAlways),
};

template <>
inline constexpr auto fields<BedrockAgentApiEvent::RequestBody::Content> = std::array{
    field<&BedrockAgentApiEvent::RequestBody::Content::properties>("properties"),
};

template <>
inline constexpr auto fields<BedrockAgentApiEvent::RequestBody> = std::array{
    field<&BedrockAgentApiEvent::RequestBody::content>("content"),
};

template <>
inline constexpr auto fields<BedrockAgentApiEvent> = std::array{
    field<&BedrockAgentApiEvent::message_version>("messageVersion", kRequired),
    field<&BedrockAgentApiEvent::agent>("agent", kAlways),
    field<&BedrockAgentApiEvent::input_text>("inputText", kAlways),
    field<&BedrockAgentApiEvent::session_id>("sessionId", kAlways),
    field<&BedrockAgentApiEvent::action_group>("actionGroup", kRequired),
    field<&BedrockAgentApiEvent::api_path>("apiPath", kRequired),
    field<&BedrockAgentApiEvent::http_method>("httpMethod", kAlways),
    field<&BedrockAgentApiEvent::parameters>("parameters"),
    field<&BedrockAgentApiEvent::request_body>("requestBody"),
    field<&BedrockAgentApiEvent::session_attributes>("sessionAttributes", kAlways),
    field<&BedrockAgentApiEvent::prompt_session_attributes>("promptSessionAttributes", kAlways),
};

template <>
inline constexpr auto fields<BedrockAgentFunctionEvent> = std::array{
    field<&BedrockAgentFunctionEvent::message_version>("messageVersion", kRequired),
    field<&BedrockAgentFunctionEvent::agent>("agent", kAlways),
    field<&BedrockAgentFunctionEvent::input_text>("inputText", kAlways),
    field<&BedrockAgentFunctionEvent::session_id>("sessionId", kAlways),
    field<&BedrockAgentFunctionEvent::action_group>("actionGroup", kRequired),
    field<&BedrockAgentFunctionEvent::function>("function", kRequired),
    field<&BedrockAgentFunctionEvent::parameters>("parameters"),
    field<&BedrockAgentFunctionEvent::session_attributes>("sessionAttributes", kAlways),
    field<&BedrockAgentFunctionEvent::prompt_session_attributes>("promptSessionAttributes",
                                                                 kAlways),
};

template <>
inline constexpr Source source<BedrockAgentApiEvent> = {
    .name = "bedrock_agent_api",
    .reference = "https://docs.aws.amazon.com/bedrock/latest/userguide/agents-lambda.html",
    .kind = SourceKind::kAnswer,
    .rank = 3800,
    .probes = {has("messageVersion"), has("agent"), has("actionGroup"), has("apiPath")},
    .answers = "status and body, attributes of the session",
};

template <>
inline constexpr Source source<BedrockAgentFunctionEvent> = {
    .name = "bedrock_agent_function",
    .reference = "https://docs.aws.amazon.com/bedrock/latest/userguide/agents-lambda.html",
    .kind = SourceKind::kAnswer,
    .rank = 3810,
    .probes = {has("messageVersion"), has("agent"), has("actionGroup"), has("function")},
    .answers = "text, attributes of the session",
};

template <>
struct AnswerTo<BedrockAgentApiEvent> {
  using type = BedrockAgentApiResponse;
};

template <>
struct AnswerTo<BedrockAgentFunctionEvent> {
  using type = BedrockAgentFunctionResponse;
};

}  // namespace lambent::inline LAMBENT_ABI
