// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/kafka.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catch.h"
#include "decoded.h"
#include "fixtures.h"
#include "lambent/dispatcher.h"
#include "lambent/event.h"

namespace {

using fixtures::recognised;

using lambent::KafkaOffset;
using lambent::KafkaPartition;
using lambent::KafkaRecord;

auto msk(std::string_view file) {
  return lambent::decode<lambent::MskEvent>(
      fixtures::load("kafka_msk/" + std::string(file) + ".json"));
}

template <class E>
std::vector<KafkaOffset> offsets(const E& event) {
  std::vector<KafkaOffset> all;
  lambent::for_each_record(event,
                           [&](const KafkaRecord& record) { all.push_back(offset_of(record)); });
  return all;
}

}  // namespace

TEST_CASE("records of Kafka come in lists by partition", "[kafka]") {
  const auto event = msk("sample");
  REQUIRE(event.ok());
  CHECK((*event)->event_source == "aws:kafka");
  CHECK((*event)->event_source_arn ==
        "arn:aws:kafka:eu-west-1:123456789012:cluster/shop/"
        "6c1b0d2e-3f4a-4b5c-8d6e-7f8091a2b3c4-5");
  CHECK((*event)->bootstrap_servers ==
        "b-1.shop.a1b2c3.c4.kafka.eu-west-1.amazonaws.com:9092,"
        "b-2.shop.a1b2c3.c4.kafka.eu-west-1.amazonaws.com:9092");
  CHECK((*event)->records.size() == 2);
  const auto* records = (*event)->records.find("orders-0");
  REQUIRE(records != nullptr);
  REQUIRE(records->size() == 1);
  const KafkaRecord& record = (*records)[0];
  CHECK(record.topic == "orders");
  CHECK(record.partition == 0);
  CHECK(record.offset == 15);
  CHECK(record.timestamp.milliseconds == 1791969164492);
  CHECK(record.timestamp_type == KafkaRecord::kCreateTime);
  CHECK(record.key->bytes() == "customer-42");
  CHECK(record.value->bytes() == R"({"order":"o-17"})");
  const auto* others = (*event)->records.find("orders-1");
  REQUIRE(others != nullptr);
  CHECK((*others)[0].timestamp_type == KafkaRecord::kLogAppendTime);
}

TEST_CASE("a partition and an offset of 0 are written", "[kafka]") {
  const auto event = msk("sparse");
  REQUIRE(event.ok());
  CHECK(lambent::encode(**event).find(R"("partition":0,"offset":0,)") != std::string::npos);
}

TEST_CASE("a record of Kafka may say which schemas it has", "[kafka]") {
  const auto event = msk("sample");
  REQUIRE(event.ok());
  const KafkaRecord& record = (*(*event)->records.find("orders-0"))[0];
  REQUIRE(record.key_schema_metadata.has_value());
  CHECK(record.key_schema_metadata->schema_id == "11");
  REQUIRE(record.value_schema_metadata.has_value());
  CHECK(record.value_schema_metadata->schema_id == "12");
  CHECK(record.value_schema_metadata->data_format == "AVRO");
  const KafkaRecord& other = (*(*event)->records.find("orders-1"))[0];
  CHECK_FALSE(other.key_schema_metadata.has_value());
  CHECK_FALSE(other.value_schema_metadata.has_value());
}

TEST_CASE("a tombstone is no record with an empty value", "[kafka]") {
  const auto event = msk("tombstone");
  REQUIRE(event.ok());
  const auto& records = *(*event)->records.find("orders-0");
  CHECK_FALSE(records[0].value.has_value());
  REQUIRE(records[1].value.has_value());
  CHECK(records[1].value->bytes() == "");
  const std::string written = lambent::encode(**event);
  CHECK(written.find(R"("value":null)") != std::string::npos);
  CHECK(written.find(R"("value":"")") != std::string::npos);
}

TEST_CASE("the key of a record of Kafka may be null or absent", "[kafka]") {
  const auto event = msk("without_keys");
  REQUIRE(event.ok());
  const auto& records = *(*event)->records.find("orders-0");
  REQUIRE(records.size() == 2);
  CHECK_FALSE(records[0].key.has_value());
  CHECK_FALSE(records[1].key.has_value());
  CHECK(lambent::encode(**event).find(R"("key")") == std::string::npos);
}

TEST_CASE("bytes of headers are signed, unsigned or base64", "[kafka]") {
  for (const char* file : {"signed_header_bytes", "unsigned_header_bytes", "header_in_base64"}) {
    DYNAMIC_SECTION(file) {
      const auto event = msk(file);
      REQUIRE(event.ok());
      const KafkaRecord& record = (*(*event)->records.find("orders-0"))[0];
      const lambent::RawJson* header = lambent::first_header(record, "flags");
      REQUIRE(header != nullptr);
      CHECK(lambent::bytes_of(*header) == std::string("L\xdc\0\x7f\x80", 5));
    }
  }
}

TEST_CASE("headers of one name are kept in their order", "[kafka]") {
  const auto event = msk("repeated_headers");
  REQUIRE(event.ok());
  const KafkaRecord& record = (*(*event)->records.find("orders-0"))[0];
  REQUIRE(record.headers.size() == 3);
  CHECK(lambent::bytes_of(*record.headers[2].find("via")) == "b");
  CHECK(lambent::bytes_of(*lambent::first_header(record, "via")) == "a");
  CHECK(lambent::bytes_of(*lambent::first_header(record, "trace")) == "x");
  CHECK(lambent::first_header(record, "Via") == nullptr);
  CHECK(lambent::first_header(KafkaRecord{}, "via") == nullptr);
  const auto again = lambent::decode<lambent::MskEvent>(lambent::encode(**event));
  REQUIRE(again.ok());
  CHECK(lambent::equal(**again, **event));
}

TEST_CASE("a key of the records is a topic and a number", "[kafka]") {
  struct Row {
    std::string_view key;
    std::optional<KafkaPartition> expected;
  };
  const Row rows[] = {
      {"orders-0", KafkaPartition{"orders", 0}},
      {"order-lines-11", KafkaPartition{"order-lines", 11}},
      {"orders--1", KafkaPartition{"orders-", 1}},
      {"--0", KafkaPartition{"-", 0}},
      {"2026-10-14-7", KafkaPartition{"2026-10-14", 7}},
      {"a-9223372036854775807", KafkaPartition{"a", 9223372036854775807}},
      {"a-9223372036854775808", std::nullopt},
      {"orders", std::nullopt},
      {"orders-", std::nullopt},
      {"orders-x", std::nullopt},
      {"orders-1x", std::nullopt},
      {"orders-+1", std::nullopt},
      {"orders- 1", std::nullopt},
      {"-1", std::nullopt},
      {"-", std::nullopt},
      {"", std::nullopt},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION("'" << row.key << "'") {
      CHECK(lambent::split_partition(row.key) == row.expected);
    }
  }
}

TEST_CASE("all records of all partitions are visited in order", "[kafka]") {
  const auto event = msk("several_partitions");
  REQUIRE(event.ok());
  CHECK(offsets(**event) ==
        std::vector<KafkaOffset>{
            {"order-lines-0", 15}, {"order-lines-0", 16}, {"order-lines-11", 3}, {"orders-0", 8}});
  CHECK(offsets(lambent::SelfManagedKafkaEvent{}).empty());
  for (const auto& [key, records] : (*event)->records) {
    const auto partition = lambent::split_partition(key);
    REQUIRE(partition.has_value());
    CHECK(partition->topic == records[0].topic);
    CHECK(partition->number == records[0].partition);
    CHECK(offset_of(records[0]).partition == key);
  }
}

TEST_CASE("a cluster of one's own has two names and no ARN", "[kafka]") {
  struct Row {
    std::string_view file;
    std::string_view event_source;
  };
  const Row rows[] = {{"sample", "SelfManagedKafka"},
                      {"source_with_aws_before_it", "aws:SelfManagedKafka"}};
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.event_source) {
      const std::string payload =
          fixtures::load("kafka_self_managed/" + std::string(row.file) + ".json");
      CHECK(recognised(payload) == "kafka_self_managed");
      const auto event = lambent::decode<lambent::SelfManagedKafkaEvent>(payload);
      REQUIRE(event.ok());
      CHECK((*event)->event_source == row.event_source);
      CHECK((*event)->bootstrap_servers == "kafka-1.example.com:9094,kafka-2.example.com:9094");
      const KafkaRecord& record = (*(*event)->records.find("orders-0"))[0];
      CHECK(offset_of(record) == KafkaOffset{"orders-0", 15});
      CHECK(record.value->bytes() == R"({"order":"o-17"})");
    }
  }
}

TEST_CASE("clusters and what looks like them are told apart", "[kafka]") {
  struct Row {
    std::string_view name;
    std::string_view payload;
    std::string_view expected;
  };
  const Row rows[] = {
      {"MSK", R"({"eventSource":"aws:kafka","records":{}})", "kafka_msk"},
      {"self-managed", R"({"eventSource":"SelfManagedKafka","records":{}})", "kafka_self_managed"},
      {"self-managed with an ARN",
       R"({"eventSource":"aws:SelfManagedKafka","eventSourceArn":"a","records":{}})",
       "kafka_self_managed"},
      {"records in a list", R"({"eventSource":"aws:kafka","records":[]})", "unknown"},
      {"self-managed records in a list", R"({"eventSource":"SelfManagedKafka","records":[]})",
       "unknown"},
      {"no records", R"({"eventSource":"aws:kafka"})", "unknown"},
      {"another case", R"({"eventSource":"selfmanagedkafka","records":{}})", "unknown"},
      {"the records of other sources", R"({"eventSource":"aws:kafka","Records":{}})", "unknown"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) { CHECK(recognised(row.payload) == row.expected); }
  }
}

TEST_CASE("failed records of Kafka are named by objects", "[kafka]") {
  CHECK(lambent::encode(lambent::KafkaBatchResponse{}) == R"({"batchItemFailures":[]})");
  CHECK(lambent::encode(lambent::KafkaBatchResponse{
            .batch_item_failures = {{{"orders-0", 0}}, {{"order-lines-11", 42}}}}) ==
        R"({"batchItemFailures":[{"itemIdentifier":{"partition":"orders-0","offset":0}},)"
        R"({"itemIdentifier":{"partition":"order-lines-11","offset":42}}]})");
}

TEST_CASE("the failures of several handlers of Kafka are united", "[kafka]") {
  lambent::Dispatcher dispatcher;
  dispatcher
      .on<lambent::MskEvent>([](const lambent::MskEvent&) {
        return lambent::KafkaBatchResponse{{{{"orders-0", 8}}, {{"orders-0", 9}}}};
      })
      .on<lambent::MskEvent>([](const lambent::MskEvent&) {
        return lambent::KafkaBatchResponse{{{{"orders-0", 9}}, {{"orders-1", 9}}}};
      });
  const auto answer = dispatcher.dispatch(lambent::MskEvent{});
  REQUIRE(answer.ok());
  std::vector<KafkaOffset> failed;
  for (const auto& failure : answer->batch_item_failures) failed.push_back(failure.item_identifier);
  CHECK(failed == std::vector<KafkaOffset>{{"orders-0", 8}, {"orders-0", 9}, {"orders-1", 9}});
}
