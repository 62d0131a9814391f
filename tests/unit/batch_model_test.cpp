// SPDX-License-Identifier: Apache-2.0
// Random batches against small models of queues and streams that deliver again as AWS does.
#include "lambent/batch.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "catch.h"
#include "fixtures.h"
#include "lambent/events/kafka.h"
#include "lambent/events/kinesis.h"
#include "lambent/events/sqs.h"

namespace lb = lambent;

namespace {

using Random = std::mt19937;
std::size_t below(Random& random, std::size_t limit) { return random() % limit; }

/// What the handler does with records, and what is wrong with what it saw.
class ModelHandler {
 public:
  ModelHandler(std::uint32_t seed, int percent_failing) : seed_(seed), percent_(percent_failing) {}

  /// Fails some attempts, in three ways, whichever thread asks.
  absl::Status handle(std::size_t record, std::size_t group, bool ordered) {
    std::unique_lock lock(mutex_);
    const int attempt = ++attempts_[record];
    if (handled_.contains(record) && !may_repeat_) wrong_ += "handled again; ";
    if (ordered) {
      auto& last = last_handled_[group];
      if (record > last + 1 && !follows(group, last, record)) wrong_ += "out of order; ";
    }
    Random random(seed_ ^ static_cast<std::uint32_t>(record * 2654435761U) ^
                  static_cast<std::uint32_t>(attempt));
    const bool fails = attempt < 6 && below(random, 100) < static_cast<std::size_t>(percent_);
    if (!fails) {
      handled_.insert(record);
      if (ordered && record > last_handled_[group]) last_handled_[group] = record;
    }
    lock.unlock();
    if (!fails) return absl::OkStatus();
    if (random() % 2 == 0) throw std::runtime_error("thrown");
    return absl::InternalError("refused");
  }

  void put(std::size_t record, std::size_t group) { members_[group].push_back(record); }
  void may_repeat() { may_repeat_ = true; }
  bool handled(std::size_t record) const { return handled_.contains(record); }
  std::size_t handled() const { return handled_.size(); }
  const std::string& wrong() const { return wrong_; }

 private:
  /// Whether all members of the group between the two are none, that is, nothing was left out.
  bool follows(std::size_t group, std::size_t last, std::size_t record) const {
    const auto& members = members_.at(group);
    const auto next = std::upper_bound(members.begin(), members.end(), last);
    return next != members.end() && *next >= record;
  }

  const std::uint32_t seed_;
  const int percent_;
  bool may_repeat_ = false;
  std::mutex mutex_;
  std::map<std::size_t, int> attempts_;
  std::set<std::size_t> handled_;
  std::map<std::size_t, std::size_t> last_handled_;
  std::map<std::size_t, std::vector<std::size_t>> members_;
  std::string wrong_;
};

std::string named(std::string_view kind, std::size_t number) {
  std::string name(kind);
  name += std::to_string(number);
  return name;
}

/// Records are numbered from 1, so that 0 means none yet.
struct Case {
  std::uint32_t seed;
  std::size_t size;
  std::size_t batch;
  std::size_t groups;
  int percent_failing;
  std::size_t parallelism;
};

std::vector<Case> cases() {
  std::vector<Case> all;
  Random random(20261123);
  constexpr std::size_t kSizes[] = {0, 1, 2, 10, 100, 1000};
  constexpr int kPercents[] = {0, 10, 50, 90, 100};
  const std::uint32_t tries = fixtures::tries(20);
  const std::size_t many = fixtures::tries(1000);
  for (std::uint32_t seed = 1; seed <= tries; ++seed)
    all.push_back({seed, kSizes[below(random, 6)], 1 + below(random, 200), 1 + below(random, 20),
                   kPercents[below(random, 5)], 1 + below(random, 8)});
  all.push_back({tries + 1, many, many, 100, 10, 8});
  all.push_back({tries + 2, many, many, 1, 10, 3});
  return all;
}

std::set<std::string> reported(const lb::BatchResponse& response) {
  std::set<std::string> ids;
  for (const auto& failure : response.batch_item_failures) ids.insert(failure.item_identifier);
  // Never twice, and nothing blank.
  CHECK(ids.size() == response.batch_item_failures.size());
  CHECK_FALSE(ids.contains(""));
  return ids;
}

constexpr int kMostDeliveries = 100000;

}  // namespace

TEST_CASE("a standard queue loses no message, and delivers none again because of a neighbour",
          "[batch]") {
  for (const Case& c : cases()) {
    INFO("seed " << c.seed);
    ModelHandler handler(c.seed, c.percent_failing);
    std::vector<std::string> names;
    for (std::size_t i = 0; i <= c.size; ++i) names.push_back(std::to_string(i));
    std::deque<std::size_t> waiting;
    for (std::size_t i = 1; i <= c.size; ++i) waiting.push_back(i);
    auto each = lb::each<lb::SqsMessage>(
        [&](const lb::SqsMessage& message) {
          return handler.handle(std::stoul(std::string(message.message_id)), 0, false);
        },
        {.parallelism = c.parallelism});
    int deliveries = 0;
    do {
      std::vector<lb::SqsMessage> messages;
      while (!waiting.empty() && messages.size() < c.batch) {
        messages.push_back({.message_id = names[waiting.front()]});
        waiting.pop_front();
      }
      const auto answer = each(lb::SqsEvent{.records = {messages.data(), messages.size()}});
      const auto failed = answer.ok() ? reported(*answer) : std::set<std::string>();
      for (const auto& message : messages) {
        const std::string id(message.message_id);
        const std::size_t number = std::stoul(id);
        if (!answer.ok() || failed.contains(id)) {
          CHECK_FALSE(handler.handled(number));
          waiting.push_back(number);
        } else {
          CHECK(handler.handled(number));
        }
      }
    } while (!waiting.empty() && ++deliveries < kMostDeliveries);
    CHECK(handler.handled() == c.size);
    CHECK(handler.wrong() == "");
  }
}

TEST_CASE("a FIFO queue keeps the order of every message group", "[batch]") {
  for (const lb::FifoScope scope : {lb::FifoScope::kMessageGroup, lb::FifoScope::kWholeBatch}) {
    for (const Case& c : cases()) {
      INFO("seed " << c.seed);
      ModelHandler handler(c.seed, c.percent_failing);
      std::vector<std::string> names;
      std::vector<std::string> groups;
      for (std::size_t i = 0; i <= c.size; ++i) {
        names.push_back(std::to_string(i));
        groups.push_back(named("g", i % c.groups));
        if (i != 0) handler.put(i, i % c.groups);
      }
      std::vector<std::size_t> waiting;
      for (std::size_t i = 1; i <= c.size; ++i) waiting.push_back(i);
      auto each = lb::each<lb::SqsMessage>(
          [&](const lb::SqsMessage& message) {
            const std::size_t number = std::stoul(std::string(message.message_id));
            return handler.handle(number, number % c.groups, true);
          },
          {.fifo = scope, .parallelism = c.parallelism});
      int deliveries = 0;
      do {
        std::vector<lb::SqsMessage> messages;
        for (std::size_t i = 0; i < waiting.size() && i < c.batch; ++i)
          messages.push_back({.message_id = names[waiting[i]],
                              .attributes = {{"MessageGroupId", groups[waiting[i]]}},
                              .event_source_arn = "arn:aws:sqs:eu-west-1:123456789012:q.fifo"});
        const auto answer = each(lb::SqsEvent{.records = {messages.data(), messages.size()}});
        if (answer.ok()) {
          const auto failed = reported(*answer);
          std::vector<std::size_t> left;
          for (std::size_t i = 0; i < waiting.size(); ++i)
            if (i >= messages.size() || failed.contains(names[waiting[i]]))
              left.push_back(waiting[i]);
          waiting = left;
        }
      } while (!waiting.empty() && ++deliveries < kMostDeliveries);
      CHECK(handler.handled() == c.size);
      CHECK(handler.wrong() == "");
    }
  }
}

TEST_CASE("a shard loses no record and keeps the order of every partition key", "[batch]") {
  for (const Case& c : cases()) {
    INFO("seed " << c.seed);
    ModelHandler handler(c.seed, c.percent_failing);
    handler.may_repeat();  // what stands behind a failure comes again
    std::vector<std::string> names;
    std::vector<std::string> keys;
    for (std::size_t i = 0; i <= c.size; ++i) {
      names.push_back(std::to_string(i));
      keys.push_back(named("k", i % c.groups));
      if (i != 0) handler.put(i, i % c.groups);
    }
    auto each = lb::each<lb::KinesisRecord>(
        [&](const lb::KinesisRecord& record) {
          const std::size_t number = std::stoul(std::string(record.kinesis.sequence_number));
          return handler.handle(number, number % c.groups, true);
        },
        {.parallelism = c.parallelism});
    std::size_t at = 1;
    int deliveries = 0;
    do {
      std::vector<lb::KinesisRecord> records;
      for (std::size_t i = at; i <= c.size && records.size() < c.batch; ++i)
        records.push_back({.kinesis = {.partition_key = keys[i], .sequence_number = names[i]}});
      const auto answer = each(lb::KinesisEvent{.records = {records.data(), records.size()}});
      if (!answer.ok()) continue;
      const auto failed = reported(*answer);
      CHECK(failed.size() <= 1);
      const std::size_t next = failed.empty() ? at + records.size() : std::stoul(*failed.begin());
      for (std::size_t i = at; i < next; ++i) CHECK(handler.handled(i));
      at = next;
    } while (at <= c.size && ++deliveries < kMostDeliveries);
    CHECK(handler.handled() == c.size);
    CHECK(handler.wrong() == "");
  }
}

TEST_CASE("no partition of Kafka loses a record or changes its order", "[batch]") {
  for (const Case& c : cases()) {
    INFO("seed " << c.seed);
    ModelHandler handler(c.seed, c.percent_failing);
    handler.may_repeat();
    // Record i is the one of offset i in partition i % groups; next[p] is where p goes on.
    std::vector<std::string> names;
    std::vector<std::size_t> next(c.groups);
    for (std::size_t p = 0; p < c.groups; ++p) {
      names.push_back(named("t-", p));
      next[p] = p == 0 ? c.groups : p;
    }
    for (std::size_t i = 1; i <= c.size; ++i) handler.put(i, i % c.groups);
    auto each = lb::each<lb::KafkaRecord>(
        [&](const lb::KafkaRecord& record) {
          return handler.handle(static_cast<std::size_t>(record.offset),
                                static_cast<std::size_t>(record.partition), true);
        },
        {.parallelism = c.parallelism});
    int deliveries = 0;
    while (handler.handled() < c.size && ++deliveries < kMostDeliveries) {
      std::vector<std::vector<lb::KafkaRecord>> records(c.groups);
      lb::MskEvent event;
      std::vector<lb::Map<lb::List<lb::KafkaRecord>>::Entry> entries;
      std::size_t room = c.batch;
      for (std::size_t p = 0; p < c.groups; ++p) {
        for (std::size_t i = next[p]; i <= c.size && room > 0; i += c.groups, --room)
          records[p].push_back({.topic = "t",
                                .partition = static_cast<std::int64_t>(p),
                                .offset = static_cast<std::int64_t>(i)});
        entries.push_back({names[p], {records[p].data(), records[p].size()}});
      }
      event.records = {entries.data(), entries.size()};
      const auto answer = each(event);
      if (!answer.ok()) continue;
      std::map<std::string, std::size_t> failed;
      for (const auto& failure : answer->batch_item_failures)
        CHECK(failed
                  .emplace(failure.item_identifier.partition,
                           static_cast<std::size_t>(failure.item_identifier.offset))
                  .second);
      for (std::size_t p = 0; p < c.groups; ++p) {
        const auto at = failed.find(names[p]);
        const std::size_t end =
            at == failed.end() ? next[p] + records[p].size() * c.groups : at->second;
        for (; next[p] < end; next[p] += c.groups) CHECK(handler.handled(next[p]));
      }
    }
    CHECK(handler.handled() == c.size);
    CHECK(handler.wrong() == "");
  }
}
