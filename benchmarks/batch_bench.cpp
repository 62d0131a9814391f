// SPDX-License-Identifier: Apache-2.0
// What does it cost to run a batch record by record beside decoding it, does a large batch stay
// linear, what does opening envelopes cost beside dispatching their events by hand, and how much
// faster is a handler that waits when several run at once?
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "harness.h"
#include "lambent/batch.h"
#include "lambent/dispatcher.h"
#include "lambent/envelope.h"
#include "lambent/events/s3.h"
#include "lambent/events/sqs.h"
#include "payloads.h"

namespace {

using lambent::SqsEvent;
using lambent::SqsMessage;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "batch_bench: %s\n", what);
  std::exit(1);
}

absl::Status handle(const SqsMessage& message) {
  bench::keep(message.body);
  return absl::OkStatus();
}

/// Messages of four groups of a FIFO queue.
std::string fifo(int count) {
  return bench::sqs(count, [](auto& message, int i) {
    message["eventSourceARN"] = "arn:aws:sqs:eu-west-1:123456789012:orders.fifo";
    message["attributes"]["MessageGroupId"] = "group-" + std::to_string(i % 4);
  });
}

/// From JSON to JSON, beside decoding the same text.
void measure_dispatch(bench::Harness& harness) {
  const std::string payload = bench::sqs(10);
  lambent::Dispatcher dispatcher;
  dispatcher.on<SqsEvent>(lambent::each<SqsMessage>(handle));
  require(dispatcher.dispatch(payload).value() == R"({"batchItemFailures":[]})",
          "the batch is not answered as it should be");
  lambent::Decoder decoder;
  const auto decode = [&] {
    const std::string own = payload;
    bench::keep(decoder.decode<SqsEvent>(own));
  };
  auto each = lambent::each<SqsMessage>(handle);
  const auto results = harness.measure(
      "10 messages", {{"lambent", [&] { bench::keep(dispatcher.dispatch(payload)); }},
                      {"decode", decode},
                      {"decode, each", [&] {
                         const std::string own = payload;
                         bench::keep(each(**decoder.decode<SqsEvent>(own)));
                       }}});
  bench::at_most(1.5, results[0].ns / results[1].ns, "a dispatched batch over decoding it");
}

/// Per message, with typed events.
void measure_sizes(bench::Harness& harness, const std::string& name, std::string (*make)(int),
                   absl::Status (*handler)(const SqsMessage&)) {
  auto each = lambent::each<SqsMessage>(handler);
  const auto small = *lambent::decode<SqsEvent>(make(100));
  const auto large = *lambent::decode<SqsEvent>(make(10000));
  const auto results =
      harness.measure(name, {{"100", [&] { bench::keep(each(*small)); }, 100, {}},
                             {"10,000", [&] { bench::keep(each(*large)); }, 10000, {}}});
  bench::at_most(1.5, results[1].ns / results[0].ns,
                 name + ", a message of 10,000 over one of 100");
}

/// Ten events of S3 in messages, beside the same without a queue around them.
void measure_envelopes(bench::Harness& harness) {
  const std::string inner = bench::minified("s3_notification/sample.json");
  const std::string payload = bench::sqs(10, [&](auto& message, int) { message["body"] = inner; });
  int events = 0;
  lambent::Dispatcher dispatcher;
  dispatcher.unwrap<SqsEvent>().on<lambent::S3Event>([&](const lambent::S3Event&) { ++events; });
  require(dispatcher.dispatch(payload).ok() && events == 10, "the events are not opened");
  lambent::Decoder decoder;
  const auto results = harness.measure(
      "10 events in messages", {{"lambent", [&] { bench::keep(dispatcher.dispatch(payload)); }},
                                {"by hand", [&] {
                                   const std::string own = payload;
                                   const auto event = decoder.decode<SqsEvent>(own);
                                   for (const SqsMessage& message : (*event)->records)
                                     bench::keep(dispatcher.dispatch(std::string(message.body)));
                                 }}});
  bench::at_most(1.5, results[0].ns / results[1].ns, "opened events over those by hand");
}

/// A handler that waits a millisecond for something.
void measure_waiting(bench::Harness& harness) {
  constexpr std::size_t kMessages = 32;
  const auto event = *lambent::decode<SqsEvent>(bench::sqs(kMessages));
  const auto wait = [](const SqsMessage&) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  };
  constexpr std::array<std::size_t, 4> kParallel = {8, 4, 2, 1};
  std::vector<bench::Contender> contenders;
  for (const std::size_t parallelism : kParallel) {
    contenders.push_back({std::to_string(parallelism) + " at once",
                          [each = std::make_shared<decltype(lambent::each<SqsMessage>(wait))>(
                               lambent::each<SqsMessage>(wait, {.parallelism = parallelism})),
                           &event] { bench::keep((*each)(*event)); },
                          kMessages,
                          {}});
  }
  const auto results = harness.measure("1 ms a message", contenders);
  for (std::size_t i = 0; i + 1 < results.size(); ++i) {
    bench::at_least(0.8 * static_cast<double>(kParallel[i]), results.back().ns / results[i].ns,
                    "speed-up with " + std::to_string(kParallel[i]));
  }
}

}  // namespace

int main(int count, char** values) {
  bench::Harness harness("batch", count, values);
  measure_dispatch(harness);
  measure_sizes(harness, "trivial", bench::sqs, handle);
  measure_sizes(harness, "FIFO, 4 groups", fifo, handle);
  const auto fail = [](const SqsMessage& message) {
    return message.message_id.ends_with("7") ? absl::UnavailableError("") : absl::OkStatus();
  };
  measure_sizes(harness, "one in ten fails", bench::sqs, fail);
  measure_sizes(harness, "FIFO, one in ten fails", fifo, fail);
  measure_envelopes(harness);
  measure_waiting(harness);
  return harness.finish();
}
