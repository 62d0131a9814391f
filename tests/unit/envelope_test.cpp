// SPDX-License-Identifier: Apache-2.0
// What becomes of records that carry events, and of those that do not.
#include "lambent/envelope.h"

#include <chrono>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "catch.h"
#include "envelopes.h"
#include "fixtures.h"
#include "lambent/events/firehose.h"
#include "lambent/events/kinesis.h"
#include "lambent/events/s3.h"
#include "lambent/events/sns.h"
#include "lambent/events/sqs.h"

using lambent::Context;
using lambent::Dispatcher;
using lambent::FirehoseEvent;
using lambent::S3Event;
using lambent::SnsEvent;
using lambent::SnsRecord;
using lambent::SqsEvent;
using lambent::SqsMessage;
using namespace envelopes;

TEST_CASE("an inner failure is that of the carrying record", "[envelope]") {
  Strings seen;
  Dispatcher dispatcher;
  dispatcher.on<S3Event>(Keys{&seen}).unwrap<SqsEvent>();
  const auto answer = dispatcher.dispatch(
      sqs_json({message("m1", s3_event("a")), message("m2", notification(s3_event("bad"))),
                message("m3", s3_event("c"))}));
  REQUIRE(answer.ok());
  CHECK(*answer == failed("m2"));
  CHECK(seen == Strings{"a", "bad", "c"});
  CHECK(dispatcher.dispatch(sqs_json({message("m1", s3_event("bad"))})).status() ==
        absl::UnavailableError("not now"));
}

TEST_CASE("without ReportBatchItemFailures an inner failure fails the batch", "[envelope]") {
  Strings seen;
  Dispatcher dispatcher;
  dispatcher.on<S3Event>(Keys{&seen}).unwrap<SqsEvent>({.report = lambent::Report::kWholeBatch});
  CHECK(
      dispatcher.dispatch(sqs_json({message("m1", s3_event("a")), message("m2", s3_event("bad"))}))
          .status() == absl::UnavailableError("not now"));
}

TEST_CASE("bodies that are no known event go to the carrying source's handler, unchanged",
          "[envelope]") {
  Strings keys;
  std::vector<Strings> bodies;
  Dispatcher dispatcher;
  dispatcher.on<S3Event>(Keys{&keys}).unwrap<SqsEvent>().on<SqsEvent>([&](const SqsEvent& event) {
    bodies.emplace_back();
    lambent::BatchResponse response;
    for (const SqsMessage& one : event.records) {
      bodies.back().emplace_back(one.body);
      if (one.body == "bad") response.batch_item_failures.push_back({std::string(one.message_id)});
    }
    return response;
  });
  // One event for all that is left.
  const auto answer = dispatcher.dispatch(
      sqs_json({message("m1", "text"), message("m2", s3_event("a")), message("m3", "bad"),
                message("m4", notification("plain")), message("m5", s3_event("bad"))}));
  REQUIRE(answer.ok());
  CHECK(*answer == R"({"batchItemFailures":[{"itemIdentifier":"m3"},{"itemIdentifier":"m5"}]})");
  CHECK(keys == Strings{"a", "bad"});
  CHECK(bodies == std::vector<Strings>{{"text", "bad", notification("plain")}});

  // All of it, where nothing is to be opened; the answer is the handler's.
  bodies.clear();
  CHECK(dispatcher.dispatch(sqs_json({message("m1", "text"), message("m2", "bad")})).value() ==
        failed("m2"));
  CHECK(bodies == std::vector<Strings>{{"text", "bad"}});
}

TEST_CASE("what an unopened record's handler answers wrongly loses nothing", "[envelope]") {
  Strings keys;
  Dispatcher dispatcher;
  dispatcher.on<S3Event>(Keys{&keys}).unwrap<SqsEvent>().on<SqsEvent>([](const SqsEvent&) {
    return lambent::BatchResponse{{{"unknown"}}};
  });
  const auto answer =
      dispatcher.dispatch(sqs_json({message("m1", s3_event("a")), message("m2", "text")}));
  REQUIRE(answer.ok());
  CHECK(*answer == failed("m2"));
}

TEST_CASE("a record that nobody handles fails, and is not lost", "[envelope]") {
  Strings keys;
  Dispatcher dispatcher;
  dispatcher.on<S3Event>(Keys{&keys}).unwrap<SqsEvent>();
  CHECK(dispatcher.dispatch(sqs_json({message("m1", s3_event("a")), message("m2", "text")}))
            .value() == failed("m2"));
  const auto nothing = dispatcher.dispatch(sqs_json({message("m1", "text")}));
  CHECK(nothing.status() == absl::UnimplementedError("no handler is registered for sqs"));
  // An event without a handler is not opened.
  const std::string event = fixtures::load("eventbridge/sample.json");
  CHECK(dispatcher.dispatch(sqs_json({message("m1", event)})).status().code() ==
        absl::StatusCode::kUnimplemented);
}

TEST_CASE("records with an order keep it, opened or not", "[envelope]") {
  Strings seen;
  Dispatcher dispatcher;
  dispatcher.on<S3Event>(Keys{&seen}).unwrap<SqsEvent>().on<SqsEvent>([&](const SqsEvent& event) {
    for (const SqsMessage& one : event.records) seen.emplace_back(one.body);
  });
  CHECK(
      dispatcher
          .dispatch(
              sqs_json({message("m1", "one", "q.fifo"), message("m2", s3_event("two"), "q.fifo"),
                        message("m3", "three", "q.fifo"), message("m4", s3_event("bad"), "q.fifo"),
                        message("m5", "five", "q.fifo")}))
          .value() == R"({"batchItemFailures":[{"itemIdentifier":"m4"},{"itemIdentifier":"m5"}]})");
  CHECK(seen == Strings{"one", "two", "three", "bad"});
}

TEST_CASE("a failure that the inner handlers list fails the carrying record", "[envelope]") {
  Dispatcher dispatcher;
  dispatcher.unwrap<FirehoseEvent>().on<SqsEvent>([](const SqsEvent& event) {
    return lambent::BatchResponse{{{std::string(event.records[0].message_id)}}};
  });
  const auto answer = dispatcher.dispatch(firehose(message("m1", "text").dump()));
  REQUIRE(answer.ok());
  CHECK(json::parse(*answer)["records"][0]["result"] == "ProcessingFailed");
}

TEST_CASE("an inner answer that cannot be read fails the carrying record", "[envelope]") {
  Dispatcher dispatcher;
  dispatcher.unwrap<FirehoseEvent>()
      .on<SqsEvent>([](const SqsEvent&) { return lambent::BatchResponse(); })
      .around([](std::string_view payload, const Context& context,
                 lambent::Next next) -> absl::StatusOr<std::string> {
        // Of the event inside: nobody can tell what the answer lists.
        if (payload.find("m2") != payload.npos) return "{";
        return next(payload, context);
      });
  const auto answer_to = [&](std::string_view id) {
    const std::string data = lambent::to_base64(message(id, "text").dump());
    const FirehoseEvent event{.records = {{.record_id = "r1", .data = {data}}}};
    const auto answer = dispatcher.dispatch(event);
    REQUIRE(answer.ok());
    return answer->records.at(0).result;
  };
  CHECK(answer_to("m1") == "Ok");
  CHECK(answer_to("m2") == "ProcessingFailed");
}

TEST_CASE("records of Firehose that are not opened are transformed by its handler", "[envelope]") {
  Strings seen;
  Dispatcher dispatcher;
  dispatcher.unwrap<FirehoseEvent>()
      .on<S3Event>(Keys{&seen})
      .on<FirehoseEvent>(
          lambent::each<lambent::FirehoseRecord>([](const lambent::FirehoseRecord& record) {
            return lambent::FirehoseResponseRecord{.record_id = std::string(record.record_id),
                                                   .data = lambent::to_base64("new")};
          }));
  json event = json::parse(firehose(s3_event("a")));
  event["records"].push_back({{"recordId", "r2"}, {"data", lambent::to_base64("old")}});
  const auto answer = dispatcher.dispatch(event.dump());
  REQUIRE(answer.ok());
  const json records = json::parse(*answer)["records"];
  CHECK(records[0]["data"] == event["records"][0]["data"]);
  CHECK(records[1]["data"] == lambent::to_base64("new"));
}

TEST_CASE("the records around an event are within reach of its handler", "[envelope]") {
  Strings seen;
  Dispatcher dispatcher;
  dispatcher.unwrap<SqsEvent>().on<S3Event>([&](const S3Event&, const Context& context) {
    const auto* sqs = context.carrier<SqsMessage>();
    const auto* sns = context.carrier<SnsRecord>();
    seen.emplace_back(sqs == nullptr ? "none" : sqs->message_id);
    seen.emplace_back(sns == nullptr ? "none" : sns->sns.message_id);
    if (context.carrier<lambent::KinesisRecord>() != nullptr) seen.emplace_back("kinesis");
  });
  REQUIRE(dispatcher
              .dispatch(sqs_json(
                  {message("m1", s3_event("a")), message("m2", notification(s3_event("b")))}))
              .ok());
  REQUIRE(dispatcher.dispatch(s3_event("c")).ok());
  CHECK(seen == Strings{"m1", "none", "m2", "n1", "none", "none"});

  // By way of two dispatches, too.
  seen.clear();
  dispatcher.unwrap<SnsEvent>();
  REQUIRE(dispatcher.dispatch(sqs_json({message("m2", notification(s3_event("b")))})).ok());
  CHECK(seen == Strings{"m2", "n1"});
}

TEST_CASE("events lie in each other up to a limit", "[envelope]") {
  const auto nested = [](std::size_t notifications) {
    std::string text = s3_event("deep");
    for (std::size_t i = 0; i < notifications; ++i) text = notification(text);
    return sqs_json({message("m1", text)});
  };
  for (const bool step_by_step : {false, true}) {
    Strings seen;
    Dispatcher dispatcher;
    dispatcher.on<S3Event>(Keys{&seen}).unwrap<SqsEvent>();
    if (step_by_step) dispatcher.unwrap<SnsEvent>();
    CHECK(dispatcher.dispatch(nested(lambent::kMostEnvelopes - 1)).value() == kNoFailure);
    CHECK(seen == Strings{"deep"});
    CHECK(dispatcher.dispatch(nested(lambent::kMostEnvelopes)).status().code() ==
          absl::StatusCode::kResourceExhausted);
    CHECK(seen.size() == 1);
  }
}

TEST_CASE("the dispatcher's limits hold inside of records", "[envelope]") {
  const std::string payload = sqs_json({message("m1", s3_event("a"))});
  // As many elements as the message has; the event in it has more.
  for (std::size_t elements = 1;; ++elements) {
    Strings seen;
    Strings unopened;
    Dispatcher dispatcher({.max_elements = elements});
    dispatcher.on<S3Event>(Keys{&seen}).unwrap<SqsEvent>().on<SqsEvent>([&](const SqsEvent& event) {
      unopened.emplace_back(event.records[0].message_id);
    });
    const auto answer = dispatcher.dispatch(payload);
    if (answer.status().code() == absl::StatusCode::kResourceExhausted) continue;
    REQUIRE(answer.ok());
    CHECK(seen.empty());
    CHECK(unopened == Strings{"m1"});
    return;
  }
}

TEST_CASE("typed events are opened, too, and interceptors and observers see what is inside",
          "[envelope]") {
  Strings seen;
  Strings sources;
  Strings around;
  Dispatcher dispatcher;
  dispatcher.on<S3Event>(Keys{&seen})
      .unwrap<SqsEvent>()
      .on_any(
          [&](const lambent::Dispatched& dispatched) { sources.emplace_back(dispatched.source); })
      .around([&](std::string_view payload, const Context& context, lambent::Next next) {
        around.emplace_back(payload.substr(0, 12));
        return next(payload, context);
      });
  const std::string body = s3_event("typed");
  const auto answer =
      dispatcher.dispatch(SqsEvent{.records = {{.message_id = "m1", .body = body}}});
  REQUIRE(answer.ok());
  CHECK(seen == Strings{"typed"});
  CHECK(sources == Strings{"s3_notification", "sqs"});
  CHECK(around == Strings{R"({"Records":[)"});
}

TEST_CASE("a filter says what is opened, and other options are those of each()", "[envelope]") {
  Strings seen;
  Strings told;
  Dispatcher dispatcher;
  dispatcher.on<S3Event>(Keys{&seen})
      .unwrap<SqsEvent>(
          {.filter = [](const SqsMessage& one) { return one.message_id != "m1"; },
           .on_failure =
               [&](const lambent::RecordFailure& failure) { told.emplace_back(failure.id); },
           .parallelism = 3})
      .on<SqsEvent>([&](const SqsEvent& event) { seen.emplace_back(event.records[0].message_id); });
  CHECK(
      dispatcher.dispatch(sqs_json({message("m1", s3_event("a")), message("m2", s3_event("bad"))}))
          .value() == failed("m2"));
  CHECK(seen == Strings{"bad", "m1"});
  CHECK(told == Strings{"m2"});
}

TEST_CASE("what an inner handler throws fails its record alone", "[envelope]") {
  Dispatcher dispatcher;
  int calls = 0;
  dispatcher.unwrap<SqsEvent>().on<S3Event>([&](const S3Event&) {
    if (++calls == 1) throw std::runtime_error("first");
  });
  CHECK(dispatcher.dispatch(sqs_json({message("m1", s3_event("a")), message("m2", s3_event("b"))}))
            .value() == failed("m1"));
}

TEST_CASE("what a filter throws fails its record alone", "[envelope]") {
  Strings seen;
  Dispatcher dispatcher;
  dispatcher.on<S3Event>(Keys{&seen}).unwrap<SqsEvent>({.filter = [](const SqsMessage& one) {
    if (one.message_id == "m1") throw std::runtime_error("first");
    return true;
  }});
  CHECK(dispatcher.dispatch(sqs_json({message("m1", s3_event("a")), message("m2", s3_event("b"))}))
            .value() == failed("m1"));
  CHECK(seen == Strings{"b"});
}

TEST_CASE("past the deadline what is not opened is reported as failed, not handed over",
          "[envelope]") {
  Strings seen;
  Dispatcher dispatcher;
  // The event inside takes all the time that there is.
  lambent::Context context;
  context.deadline = Context::Clock::now() + std::chrono::seconds(60);
  dispatcher
      .on<S3Event>([](const S3Event&, const Context& within) {
        while (within.remaining() > std::chrono::milliseconds(59'950)) {
        }
      })
      .unwrap<SqsEvent>({.deadline_margin = std::chrono::milliseconds(59'960)})
      .on<SqsEvent>([&](const SqsEvent&) { seen.emplace_back("called"); });
  const auto answer =
      dispatcher.dispatch(sqs_json({message("m1", s3_event("a")), message("m2", "text")}), context);
  REQUIRE(answer.ok());
  CHECK(*answer == failed("m2"));
  CHECK(seen.empty());
}

TEST_CASE("records are opened once, and not by two", "[envelope]") {
  Dispatcher dispatcher;
  dispatcher.unwrap<SqsEvent>().unwrap<SqsEvent>();
  CHECK(dispatcher.status() == absl::AlreadyExistsError("the records of sqs are opened already"));
}
