// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/apigateway_websocket.h"

#include <chrono>
#include <string>
#include <string_view>

#include "catch.h"
#include "decoded.h"
#include "lambent/dispatcher.h"
#include "lambent/time.h"

using fixtures::decoded;
using fixtures::decoded_json;
using lambent::WebSocketRequest;
using SocketContext = lambent::WebSocketRequestContext;

namespace {

lambent::Event<WebSocketRequest> socket_with_context(const std::string& members) {
  return decoded_json<WebSocketRequest>(R"({"requestContext":{"connectionId":"c",)" + members +
                                        "}}");
}

}  // namespace

TEST_CASE("a client connects with headers and a query", "[apigateway_websocket]") {
  const auto event = decoded<WebSocketRequest>("apigw_websocket/sample.json");
  const auto& context = event->request_context;
  CHECK(context.event_type == SocketContext::kConnect);
  CHECK(context.route_key == "$connect");
  CHECK(context.connection_id == "ExampleConnection1=");
  CHECK(context.message_direction == "IN");
  CHECK(context.message_id.empty());
  CHECK(event->headers.value_or("sec-websocket-version") == "13");
  CHECK(event->multi_value_headers.find("origin")->front() == "https://www.example.com");
  CHECK(event->query_string_parameters.value_or("room") == "garden");
  CHECK(*event->multi_value_query_string_parameters.find("room") ==
        lambent::List<std::string_view>({"kitchen", "garden"}));
  CHECK(event->stage_variables.value_or("table") == "connections");
  CHECK(event->body.empty());
}

TEST_CASE("a message has a body and an id, no headers and no query", "[apigateway_websocket]") {
  const auto event = decoded<WebSocketRequest>("apigw_websocket/message.json");
  CHECK(event->request_context.event_type == SocketContext::kMessage);
  CHECK(event->request_context.route_key == "say");
  CHECK(event->request_context.message_id == "L0SNUcb2PHcCIhw=");
  CHECK(event->body == R"({"action":"say","text":"Hello, \"garden\"!"})");
  CHECK_FALSE(event->is_base64_encoded);
  CHECK(event->headers.empty());
  CHECK(event->multi_value_headers.empty());
  CHECK(event->query_string_parameters.empty());
}

TEST_CASE("a message without a route of its own comes to $default", "[apigateway_websocket]") {
  const auto event = decoded<WebSocketRequest>("apigw_websocket/sparse.json");
  CHECK(event->request_context.route_key == "$default");
  CHECK(event->request_context.message_id.empty());
  CHECK(event->request_context.identity.source_ip.empty());
  CHECK_FALSE(event->request_context.disconnect_status_code.has_value());
}

TEST_CASE("a binary message is base64", "[apigateway_websocket]") {
  const auto event = decoded_json<WebSocketRequest>(
      R"({"requestContext":{"connectionId":"c"},"body":"AP8=","isBase64Encoded":true})");
  CHECK(event->is_base64_encoded);
  CHECK(lambent::Base64{event->body}.bytes() == std::string("\0\xff", 2));
}

TEST_CASE("a client goes away with a code, and at times with a reason", "[apigateway_websocket]") {
  const auto event = decoded<WebSocketRequest>("apigw_websocket/disconnect.json");
  CHECK(event->request_context.event_type == SocketContext::kDisconnect);
  CHECK(event->request_context.route_key == "$disconnect");
  CHECK(event->request_context.disconnect_status_code == 1001);
  CHECK(event->request_context.disconnect_reason == "Going away");
  const auto silent = decoded<WebSocketRequest>("apigw_websocket/disconnect_without_reason.json");
  CHECK(silent->request_context.disconnect_status_code == 1005);
  CHECK(silent->request_context.disconnect_reason.empty());
  const auto null = socket_with_context(
      R"("eventType":"DISCONNECT","disconnectStatusCode":0,"disconnectReason":null)");
  CHECK(null->request_context.disconnect_status_code == 0);
  CHECK(null->request_context.disconnect_reason.empty());
}

TEST_CASE("the address for sending to clients is made of domain and stage",
          "[apigateway_websocket]") {
  const auto event = decoded<WebSocketRequest>("apigw_websocket/message.json");
  CHECK("https://" + std::string(event->request_context.domain_name) + "/" +
            std::string(event->request_context.stage) ==
        "https://wss123abcd.execute-api.eu-west-1.amazonaws.com/live");
  CHECK(event->request_context.api_id == "wss123abcd");
}

TEST_CASE("a WebSocket request knows when it came and when its client connected",
          "[apigateway_websocket]") {
  const auto event = decoded<WebSocketRequest>("apigw_websocket/message.json");
  const auto& context = event->request_context;
  CHECK(context.request_time.text == "14/Oct/2026:09:12:44 +0000");
  CHECK(context.request_time_epoch.milliseconds == 1791969164123);
  CHECK(context.connected_at.milliseconds == 1791969164001);
  const auto connected = lambent::time_of(context.connected_at);
  const auto requested = lambent::time_of(context.request_time_epoch);
  REQUIRE(connected.has_value());
  REQUIRE(requested.has_value());
  CHECK(*requested - *connected == std::chrono::milliseconds(122));
}

TEST_CASE("who sends over a WebSocket is often known by address and agent only",
          "[apigateway_websocket]") {
  const auto event = decoded<WebSocketRequest>("apigw_websocket/message.json");
  const auto& identity = event->request_context.identity;
  CHECK(identity.source_ip == "203.0.113.7");
  CHECK(identity.user_agent.starts_with("Mozilla/5.0"));
  CHECK(identity.account_id.empty());
  CHECK(identity.api_key.empty());
  CHECK_FALSE(identity.client_cert.has_value());
}

TEST_CASE("what the authorizer of $connect returned comes with every request",
          "[apigateway_websocket]") {
  const auto event = decoded<WebSocketRequest>("apigw_websocket/sample.json");
  CHECK(event->request_context.authorizer.find("principalId")->text == "\"customer-42\"");
  CHECK(event->request_context.authorizer.find("integrationLatency")->text == "24");
}

TEST_CASE("a sample of a WebSocket request has the members of REST, too",
          "[apigateway_websocket]") {
  const auto event = decoded<WebSocketRequest>("apigw_websocket/all_members.json");
  CHECK(event->resource == "/");
  CHECK(event->path == "/");
  CHECK(event->http_method == "GET");
  CHECK(event->path_parameters.value_or("proxy") == "chat");
  const auto& context = event->request_context;
  CHECK(context.message_direction == "OUT");
  CHECK(context.account_id == "123456789012");
  CHECK(context.resource_id == "r1");
  CHECK(context.resource_path == "/");
  CHECK(context.http_method == "GET");
  CHECK(context.error == "none");
  CHECK(context.status == "200");
}

TEST_CASE("the latency of a WebSocket integration is text, and a number is taken, too",
          "[apigateway_websocket]") {
  const auto text = decoded<WebSocketRequest>("apigw_websocket/all_members.json");
  CHECK(text->request_context.integration_latency == lambent::NumberOrText{"31", false});
  const auto number = socket_with_context(R"("integrationLatency":31)");
  CHECK(number->request_context.integration_latency == lambent::NumberOrText{"31", true});
}

TEST_CASE("a kind of event that is not known yet is kept", "[apigateway_websocket]") {
  const auto event = socket_with_context(R"("eventType":"PING","messageDirection":"BOTH")");
  CHECK(event->request_context.event_type == "PING");
  CHECK(event->request_context.message_direction == "BOTH");
  CHECK(lambent::encode(*event) ==
        R"({"requestContext":{"eventType":"PING","connectionId":"c","connectedAt":0,)"
        R"("messageDirection":"BOTH","requestTimeEpoch":0},"isBase64Encoded":false})");
}

TEST_CASE("a handler accepts a client with 2xx, refuses it otherwise, and answers messages",
          "[apigateway_websocket]") {
  lambent::Dispatcher dispatcher;
  dispatcher.on<WebSocketRequest>([](const WebSocketRequest& request) {
    const std::string_view type = request.request_context.event_type;
    if (type == SocketContext::kDisconnect) return lambent::ProxyResponse{};
    if (type == SocketContext::kConnect) return lambent::ProxyResponse{.status_code = 403};
    return lambent::ProxyResponse{.body = std::string(request.request_context.route_key)};
  });
  const auto answer = [&](const std::string& name) {
    return *dispatcher.dispatch(fixtures::load("apigw_websocket/" + name + ".json"));
  };
  CHECK(answer("sample") == R"({"statusCode":403,"body":"","isBase64Encoded":false})");
  CHECK(answer("message") == R"({"statusCode":200,"body":"say","isBase64Encoded":false})");
  CHECK(answer("disconnect") == R"({"statusCode":200,"body":"","isBase64Encoded":false})");
}

TEST_CASE("WebSocket: messages are posted to the stage of the domain", "[websocket]") {
  const WebSocketRequest request{
      .request_context = {.stage = "prod", .domain_name = "a1.example.com"}};
  CHECK(management_endpoint(request) == "https://a1.example.com/prod");
}
