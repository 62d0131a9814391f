// SPDX-License-Identifier: Apache-2.0
// What becomes of handlers that fail, and of payloads that no handler gets.
#include <exception>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "catch.h"
#include "dispatched.h"
#include "fixtures.h"
#include "lambent/batch.h"
#include "lambent/dispatcher.h"
#include "lambent/events.h"
#include "lambent/routes.h"

namespace lb = lambent;
using lb::Dispatcher;

namespace {

/// Remembers what it is told.
struct WhatIsTold final : lb::FailureListener {
  void failed(std::string_view what, const absl::Status& failure, const lb::Context&) override {
    told.push_back(std::string(what) + ": " + std::string(failure.message()));
  }
  std::vector<std::string> told;
};

}  // namespace

TEST_CASE("several failures are joined, each with its handler's name", "[dispatcher]") {
  Dispatcher dispatcher;
  dispatcher
      .on<lb::S3Event>([](const lb::S3Event&) { return absl::NotFoundError("x"); }, {.name = "a"})
      .on<lb::S3Event>([](const lb::S3Event&) { return absl::InternalError("y"); }, {.name = "b"})
      .on<lb::S3Event>([](const lb::S3Event&) { return absl::InternalError("z"); });
  const absl::Status status = dispatcher.dispatch(kPhoto);
  CHECK(status.code() == absl::StatusCode::kNotFound);
  CHECK(status.message() == "a: x; b: y; unnamed handler: z");
}

TEST_CASE("an exception becomes a status with its text and its type", "[dispatcher]") {
  Dispatcher dispatcher;
  dispatcher.on<lb::S3Event>([](const lb::S3Event&) { throw std::out_of_range("no such photo"); });
  absl::Status status = dispatcher.dispatch(kPhoto);
  CHECK(status.code() == absl::StatusCode::kInternal);
  CHECK(status.message() == "no such photo");
  CHECK(status.GetPayload(lb::kErrorTypePayload) == "std::out_of_range");
  dispatcher.on<lb::SnsEvent>([](const lb::SnsEvent&) { throw 7; });
  status = dispatcher.dispatch(lb::SnsEvent{});
  CHECK(status.GetPayload(lb::kErrorTypePayload) == "int");
  dispatcher.on<lb::SqsEvent>([](const lb::SqsEvent&) {}, {.filter = [](const auto&) -> bool {
                                throw std::runtime_error("f");
                              }});
  CHECK(dispatcher.dispatch(kTwoMessages).status().message() == "f");
}

TEST_CASE("what is nested in an exception is told behind it", "[dispatcher]") {
  Dispatcher dispatcher;
  dispatcher.on<lb::S3Event>([](const lb::S3Event&) {
    try {
      try {
        throw 7;
      } catch (...) {
        std::throw_with_nested(std::out_of_range("no row 7"));
      }
    } catch (...) {
      std::throw_with_nested(std::runtime_error("the table cannot be read"));
    }
  });
  CHECK(dispatcher.dispatch(kPhoto).message() ==
        "the table cannot be read: no row 7: an exception that is no std::exception");
}

TEST_CASE("a payload that cannot be decoded is told from a handler that fails", "[dispatcher]") {
  Dispatcher dispatcher;
  dispatcher.on<lb::S3Event>(
      [](const lb::S3Event&) { return absl::InvalidArgumentError("no photo"); });
  dispatcher.on<lb::SqsEvent>([](const lb::SqsEvent&) {});
  // By value, which decodes in another place.
  dispatcher.on<lb::ApiGatewayRequest>(
      [](lb::Event<lb::ApiGatewayRequest>) { return lb::ProxyResponse{}; });
  dispatcher.otherwise<lb::SqsMessage>([](const lb::SqsMessage&) {});
  const auto type_of = [&](std::string payload) {
    const auto type =
        dispatcher.dispatch(std::move(payload)).status().GetPayload(lb::kErrorTypePayload);
    return type ? std::string(*type) : std::string("none");
  };
  CHECK(type_of("") == "DecodeError");
  CHECK(type_of("{\"a\":") == "DecodeError");
  CHECK(type_of("\"\xff\"") == "DecodeError");
  CHECK(type_of(R"({"Records":[{"eventSource":"aws:sqs","messageId":7,"body":""}]})") ==
        "DecodeError");
  CHECK(type_of(R"({"resource":"/","httpMethod":7,"path":"/","requestContext":{"stage":"a"}})") ==
        "DecodeError");
  CHECK(type_of(R"({"order":7})") == "DecodeError");
  CHECK(type_of(fixtures::load("s3_notification/sample.json")) == "none");
}

TEST_CASE("failures that end in an answer are told to the context's listener", "[dispatcher]") {
  WhatIsTold listener;
  Dispatcher dispatcher;
  dispatcher.on<lb::SqsEvent>(
      lb::each<lb::SqsMessage>([](const lb::SqsMessage& message) -> absl::Status {
        if (message.message_id == "m2") throw std::runtime_error("thrown");
        return absl::OkStatus();
      }));
  lb::Routes routes;
  routes.get("/gone", [] { return absl::NotFoundError("no such thing"); }).get("/broken", [] {
    return absl::InternalError("the database is away");
  });
  dispatcher.on_http(std::move(routes));
  CHECK(dispatcher.dispatch(kTwoMessages, {.failure_listener = &listener})
            ->batch_item_failures.size() == 1);
  for (const char* const path : {"/gone", "/broken", "/nowhere"})
    CHECK(dispatcher
              .dispatch(lb::AlbRequest{.http_method = "GET", .path = path},
                        {.failure_listener = &listener})
              .ok());
  CHECK(listener.told ==
        std::vector<std::string>{"record m2 of sqs: thrown", "GET /broken: the database is away"});
}

TEST_CASE("a record without an id is told by its place, and of those without time the first",
          "[dispatcher]") {
  WhatIsTold listener;
  Dispatcher dispatcher;
  std::stop_source stop;
  dispatcher.on<lb::SqsEvent>(lb::each<lb::SqsMessage>([&](const lb::SqsMessage& message) {
    if (message.body == "stop") stop.request_stop();
    return message.body == "bad" ? absl::InternalError("no tea") : absl::OkStatus();
  }));
  const lb::SqsEvent event{.records = {{.body = "good"},
                                       {.body = "bad"},
                                       {.message_id = "m2", .body = "stop"},
                                       {.message_id = "m3"},
                                       {.message_id = "m4"}}};
  CHECK(dispatcher.dispatch(event, {.stop = stop.get_token(), .failure_listener = &listener}).ok());
  CHECK(listener.told ==
        std::vector<std::string>{"record #1 of sqs: no tea",
                                 "record m3 of sqs: asked to stop before this record"});
}
