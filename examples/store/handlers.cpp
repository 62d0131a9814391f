// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>

#include "events.h"
#include "lambent/alarm_documents.h"
#include "lambent/batch.h"
#include "lambent/dynamodb_json.h"
#include "lambent/envelope.h"
#include "lambent/events.h"
#include "lambent/json.h"
#include "lambent/time.h"

namespace shop {
namespace {

namespace lb = lambent;
using nlohmann::json;

json as_json(const std::vector<Product>& products) {
  json list = json::array();
  for (const Product& product : products)
    list.push_back({{"id", product.id}, {"name", product.name}, {"price", product.price}});
  return list;
}

lb::ProxyResponse answer(int status, const json& body) {
  return {.status_code = status,
          .headers = {{"content-type", "application/json"}},
          .body = body.dump()};
}

/// GET /products behind a REST API.
lb::ProxyResponse list_products(const Shop& shop, const lb::ApiGatewayRequest& request) {
  if (request.path != "/products") return answer(404, {{"error", "no such page"}});
  if (request.http_method != "GET") return answer(405, {{"error", "only GET"}});
  return answer(200, as_json(shop.products()));
}

/// A photo was put into the bucket or removed from it.
void make_thumbnails(Shop& shop, const lb::S3Event& event) {
  for (const lb::S3Record& record : event.records)
    if (lb::event_kind(record).starts_with("ObjectCreated:"))
      shop.add_thumbnail(lb::decoded_key(record.s3.object));
}

/// An order was put into the table: confirm it, and update the dashboard.
void confirm(Shop& shop, const Order& order) {
  shop.send(fmt::format("{}: thank you for order {}", order.customer, order.id));
  shop.count_order(order.total);
}

absl::Status work_off(Shop& shop, const Task& task) {
  return shop.work_off(task.task) ? absl::OkStatus() : absl::NotFoundError("no such task");
}

/// The nightly schedule.
void report(Shop& shop, const lb::ScheduledEvent& event) {
  const Figures figures = shop.figures();
  shop.send(fmt::format("owner: report of {}: {} orders, {:.2f} turnover, {} clicks",
                        event.time.text, figures.orders, figures.turnover, figures.clicks));
}

bool allowed(std::string_view token) { return token == "Bearer allow-me"; }

absl::StatusOr<lb::IamAuthorizerResponse> authorize(const lb::TokenAuthorizerRequest& request) {
  // API Gateway answers 401 to exactly this text.
  if (!allowed(request.authorization_token)) return absl::UnauthenticatedError("Unauthorized");
  return lb::IamAuthorizerResponse{
      .principal_id = "till",
      .policy_document = {.statement = {{.effect = "Allow",
                                         .action = "execute-api:Invoke",
                                         .resource = std::string(request.method_arn)}}}};
}

}  // namespace

void register_handlers(lb::Dispatcher& dispatcher, Shop& shop) {
  dispatcher
      .on<lb::ApiGatewayRequest>(
          [&](const lb::ApiGatewayRequest& request) { return list_products(shop, request); },
          {.name = "products"})
      .on<lb::HttpApiRequest>([&](const lb::HttpApiRequest&) { return as_json(shop.products()); },
                              {.name = "products"})
      .on<lb::WebSocketRequest>([](const lb::WebSocketRequest&) { return lb::ProxyResponse{}; },
                                {.name = "chat"})
      .on<lb::TokenAuthorizerRequest>(authorize, {.name = "authorize"})
      .on<lb::RequestAuthorizerRequest>(
          [](const lb::RequestAuthorizerRequest&) -> absl::StatusOr<lb::IamAuthorizerResponse> {
            return absl::UnauthenticatedError("Unauthorized");
          },
          {.name = "authorize"})
      .on<lb::HttpApiAuthorizerRequest>(
          [](const lb::HttpApiAuthorizerRequest& request) {
            return lb::HttpApiAuthorizerResponse{
                .is_authorized = allowed(request.headers.value_or("authorization"))};
          },
          {.name = "authorize"})
      .on<lb::S3Event>([&](const lb::S3Event& event) { make_thumbnails(shop, event); },
                       {.name = "thumbnails"})
      .on<lb::DynamoDbEvent>(
          lb::each<lb::DynamoDbRecord>([&](const lb::DynamoDbRecord& record) -> absl::Status {
            if (record.event_name != lb::DynamoDbRecord::kInsert) return absl::OkStatus();
            const auto order = lb::image_as<Order>(record.dynamodb.new_image);
            if (order.ok()) confirm(shop, **order);
            return order.status();
          }),
          {.name = "orders"})
      .on<lb::SqsEvent>(lb::each_body<Task>([&](const Task& task) { return work_off(shop, task); }),
                        {.name = "tasks"})
      .on<lb::ScheduledEvent>([&](const lb::ScheduledEvent& event) { report(shop, event); },
                              {.name = "report"})
      .on<lb::CloudWatchLogsEvent>(
          lb::each<lb::CloudWatchLogEvent>([&](const lb::CloudWatchLogEvent& line) {
            if (line.message.find("ERROR") != std::string_view::npos)
              shop.send(fmt::format("owner: {}", line.message));
          }),
          {.name = "errors"})
      .on<lb::CloudWatchAlarmEvent>([&](const lb::CloudWatchAlarmEvent&) { shop.count_alarm(); },
                                    {.name = "alarms"})
      // The topic brings alarms, which reach the next handler, and texts for everybody.
      .unwrap<lb::SnsEvent>()
      .on<lb::CloudWatchAlarmNotification>(
          [&](const lb::CloudWatchAlarmNotification&) { shop.count_alarm(); }, {.name = "alarms"})
      .on<lb::SnsEvent>(lb::each<lb::SnsRecord>([&](const lb::SnsRecord& record) {
                          shop.send(fmt::format("everybody: {}", record.sns.message));
                        }),
                        {.name = "news"})
      .on<lb::EventBridge<Refund>>(
          [&](const lb::EventBridge<Refund>& event) { shop.count_order(-event.detail.total); },
          {.name = "refunds"})
      .on<lb::EventBridgeEvent>(
          [&](const lb::EventBridgeEvent& event) {
            shop.send(fmt::format("owner: {} says {}", event.source, event.detail_type));
          },
          {.name = "other events"})
      .on<lb::KinesisEvent>(
          lb::each<lb::KinesisRecord>([&](const lb::KinesisRecord& record) -> absl::Status {
            if (!record.kinesis.data.bytes()) return absl::InvalidArgumentError("no base64");
            shop.count_click();
            return absl::OkStatus();
          }),
          {.name = "clicks"})
      .otherwise<lb::RawJson>([&](const lb::RawJson&) {
        const Figures figures = shop.figures();
        return json{{"orders", figures.orders}, {"turnover", figures.turnover}};
      });
}

}  // namespace shop
