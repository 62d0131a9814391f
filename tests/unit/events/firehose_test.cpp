// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/firehose.h"

#include <string>
#include <string_view>

#include "catch.h"
#include "decoded.h"
#include "fixtures.h"
#include "lambent/event.h"
#include "lambent/events/sqs.h"
#include "lambent/logs.h"

namespace {

using fixtures::recognised;

using lambent::FirehoseMskResponseRecord;
using lambent::FirehoseResponseRecord;

auto firehose_event(std::string_view file) {
  return lambent::decode<lambent::FirehoseEvent>(
      fixtures::load("firehose/" + std::string(file) + ".json"));
}

auto firehose_msk(std::string_view file) {
  return lambent::decode<lambent::FirehoseMskEvent>(
      fixtures::load("firehose_msk/" + std::string(file) + ".json"));
}

}  // namespace

TEST_CASE("a record to transform has its data, and metadata of its Kinesis stream", "[firehose]") {
  const auto event = firehose_event("sample");
  REQUIRE(event.ok());
  CHECK((*event)->invocation_id == "0d7c1f4e-6b1a-4c9e-9a53-2f8e7d6c5b40");
  CHECK((*event)->delivery_stream_arn ==
        "arn:aws:firehose:eu-west-1:123456789012:deliverystream/clicks");
  CHECK((*event)->source_kinesis_stream_arn ==
        "arn:aws:kinesis:eu-west-1:123456789012:stream/clicks");
  CHECK((*event)->region == "eu-west-1");
  REQUIRE((*event)->records.size() == 2);
  const lambent::FirehoseRecord& record = (*event)->records[0];
  CHECK(record.record_id == "49643982311273450987612300458176234509817263540192830042000000");
  CHECK(record.data.bytes() == R"({"page":"/products/p-100"})");
  REQUIRE(record.kinesis_record_metadata.has_value());
  CHECK(record.kinesis_record_metadata->shard_id == "shardId-000000000003");
  CHECK(record.kinesis_record_metadata->partition_key == "customer-42");
  CHECK(record.kinesis_record_metadata->sequence_number ==
        "49643982311273450987612300458176234509817263540192830042");
}

TEST_CASE("arrival times of Firehose are milliseconds", "[firehose]") {
  const auto event = firehose_event("sample");
  REQUIRE(event.ok());
  const lambent::FirehoseRecord& record = (*event)->records[0];
  CHECK(record.approximate_arrival_timestamp.milliseconds == 1791969164477);
  CHECK(record.kinesis_record_metadata->approximate_arrival_timestamp ==
        lambent::NumberOrText{"1791969164519", true});
}

TEST_CASE("a subsequence number is a number, text or an empty text", "[firehose]") {
  const auto numbers = firehose_event("sample");
  REQUIRE(numbers.ok());
  const lambent::NumberOrText zero{"0", true};
  CHECK((*numbers)->records[0].kinesis_record_metadata->subsequence_number == zero);
  CHECK(lambent::encode(**numbers).find(R"("subsequenceNumber":0})") != std::string::npos);

  const auto texts = firehose_event("subsequence_number_is_text");
  REQUIRE(texts.ok());
  const lambent::NumberOrText none{"", false};
  const lambent::NumberOrText twelve{"12", false};
  CHECK((*texts)->records[0].kinesis_record_metadata->subsequence_number == none);
  CHECK((*texts)->records[1].kinesis_record_metadata->subsequence_number == twelve);
  CHECK(lambent::encode(**texts).find(R"("subsequenceNumber":"12")") != std::string::npos);
}

TEST_CASE("records put directly have no metadata", "[firehose]") {
  for (const char* file : {"direct_put", "sparse"}) {
    DYNAMIC_SECTION(file) {
      const auto event = firehose_event(file);
      REQUIRE(event.ok());
      CHECK((*event)->source_kinesis_stream_arn.empty());
      REQUIRE((*event)->records.size() == 1);
      CHECK_FALSE((*event)->records[0].kinesis_record_metadata.has_value());
      CHECK(lambent::encode(**event).find("kinesisRecordMetadata") == std::string::npos);
    }
  }
}

TEST_CASE("the ARN of a stream is any text", "[firehose]") {
  const auto event = firehose_event("stream_arn_is_no_arn");
  REQUIRE(event.ok());
  CHECK((*event)->delivery_stream_arn == "aws:lambda:events");
}

TEST_CASE("data may be a message of SQS or a document of CloudWatch Logs", "[firehose]") {
  const auto wrapped = firehose_event("sqs_inside");
  REQUIRE(wrapped.ok());
  const auto message = lambent::as<lambent::SqsMessage>((*wrapped)->records[0].data);
  REQUIRE(message.ok());
  CHECK((*message)->body == R"({"order":"o-17"})");

  const auto packed = firehose_event("logs_inside");
  REQUIRE(packed.ok());
  const auto logs = lambent::unpack_logs((*packed)->records[0].data);
  REQUIRE(logs.ok());
  REQUIRE((*logs)->log_events.size() == 1);
  CHECK((*logs)->log_events[0].message == "paid o-17");
}

TEST_CASE("a record of a topic has a value in place of data", "[firehose]") {
  const auto event = firehose_msk("sample");
  REQUIRE(event.ok());
  CHECK((*event)->invocation_id == "9a4e6d20-0f0b-4f4e-9a25-6f1d2e3c4b5a");
  CHECK((*event)->source_msk_arn ==
        "arn:aws:kafka:eu-west-1:123456789012:cluster/shop/"
        "6c1b0d2e-3f4a-4b5c-8d6e-7f8091a2b3c4-5");
  CHECK((*event)->delivery_stream_arn ==
        "arn:aws:firehose:eu-west-1:123456789012:deliverystream/orders");
  CHECK((*event)->region == "eu-west-1");
  REQUIRE((*event)->records.size() == 2);
  const lambent::FirehoseMskRecord& record = (*event)->records[1];
  CHECK(record.record_id == "00000000000000000001");
  CHECK(record.approximate_arrival_timestamp.milliseconds == 1791969164478);
  CHECK(record.kafka_record_value.bytes() == R"({"order":"o-18"})");
  REQUIRE(record.msk_record_metadata.has_value());
  CHECK(record.msk_record_metadata->offset == "1042");
  CHECK(record.msk_record_metadata->partition_id == "2");
}

TEST_CASE("the arrival time of a record of a topic is a number or text", "[firehose]") {
  struct Row {
    std::string_view file;
    lambent::NumberOrText expected;
    std::string_view written;
  };
  const Row rows[] = {
      {"sample", {"1791969164470", true}, R"("approximateArrivalTimestamp":1791969164470})"},
      {"arrival_time_is_text",
       {"1791969164470", false},
       R"("approximateArrivalTimestamp":"1791969164470"})"}};
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.file) {
      const auto event = firehose_msk(row.file);
      REQUIRE(event.ok());
      REQUIRE((*event)->records[0].msk_record_metadata.has_value());
      CHECK((*event)->records[0].msk_record_metadata->approximate_arrival_timestamp ==
            row.expected);
      CHECK(lambent::encode(**event).find(row.written) != std::string::npos);
    }
  }
}

TEST_CASE("the value of a tombstone is empty", "[firehose]") {
  const auto event = lambent::decode<lambent::FirehoseMskEvent>(
      R"({"deliveryStreamArn":"a","records":[{"recordId":"r-1","kafkaRecordValue":null}]})");
  REQUIRE(event.ok());
  CHECK((*event)->records[0].kafka_record_value.empty());
  CHECK(lambent::encode(**event).find(R"("kafkaRecordValue":"")") != std::string::npos);
}

TEST_CASE("streams of Firehose and what looks like them are told apart", "[firehose]") {
  struct Row {
    std::string_view name;
    std::string_view payload;
    std::string_view expected;
  };
  const Row rows[] = {
      {"data", R"({"deliveryStreamArn":"a","records":[{"recordId":"1","data":""}]})", "firehose"},
      {"no records in the list", R"({"deliveryStreamArn":"a","records":[]})", "firehose"},
      {"a cluster", R"({"sourceMSKArn":"m","deliveryStreamArn":"a","records":[]})", "firehose_msk"},
      {"a cluster of null", R"({"sourceMSKArn":null,"deliveryStreamArn":"a","records":[]})",
       "firehose_msk"},
      {"a value and no cluster",
       R"({"deliveryStreamArn":"a","records":[{"recordId":"1","kafkaRecordValue":""}]})",
       "firehose_msk"},
      {"a value in the second record only",
       R"({"deliveryStreamArn":"a","records":[{"data":""},{"kafkaRecordValue":""}]})", "firehose"},
      {"an application", R"({"applicationArn":"a","records":[{"recordId":"1","data":""}]})",
       "kinesis_analytics_output"},
      {"a stream and an application",
       R"({"applicationArn":"a","deliveryStreamArn":"a","records":[{"data":""}]})", "firehose"},
      {"no records", R"({"deliveryStreamArn":"a","invocationId":"i"})", "unknown"},
      {"no stream", R"({"sourceMSKArn":"m","records":[{"kafkaRecordValue":""}]})", "unknown"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) { CHECK(recognised(row.payload) == row.expected); }
  }
}

TEST_CASE("the answer of Firehose says what became of every record", "[firehose]") {
  CHECK(lambent::encode(lambent::FirehoseResponse{}) == R"({"records":[]})");
  const lambent::FirehoseResponse response{
      .records = {{.record_id = "r-1", .data = "eA=="},
                  {.record_id = "r-2", .result = std::string(FirehoseResponseRecord::kDropped)},
                  {.record_id = "r-3",
                   .result = std::string(FirehoseResponseRecord::kProcessingFailed),
                   .data = "eQ=="}}};
  CHECK(lambent::encode(response) ==
        R"({"records":[{"recordId":"r-1","result":"Ok","data":"eA=="},)"
        R"({"recordId":"r-2","result":"Dropped","data":""},)"
        R"({"recordId":"r-3","result":"ProcessingFailed","data":"eQ=="}]})");
}

TEST_CASE("metadata of an answer is left out when it is empty, as a whole and in part",
          "[firehose]") {
  struct Row {
    std::string_view name;
    FirehoseResponseRecord::Metadata metadata;
    std::string_view expected;
  };
  const Row rows[] = {
      {"empty", {}, R"({"recordId":"r-1","result":"Ok","data":"eA=="})"},
      {"keys of partitions",
       {.partition_keys = {{"year", "2026"}}},
       R"({"recordId":"r-1","result":"Ok","data":"eA==",)"
       R"("metadata":{"partitionKeys":{"year":"2026"}}})"},
      {"a table",
       {.otf_metadata = {.destination_database_name = "shop",
                         .destination_table_name = "orders",
                         .operation = std::string(FirehoseResponseRecord::OtfMetadata::kUpdate)}},
       R"({"recordId":"r-1","result":"Ok","data":"eA==",)"
       R"("metadata":{"otfMetadata":{"destinationDatabaseName":"shop",)"
       R"("destinationTableName":"orders","operation":"update"}}})"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      const FirehoseResponseRecord record{
          .record_id = "r-1", .data = "eA==", .metadata = row.metadata};
      CHECK(lambent::encode(record) == row.expected);
    }
  }
  CHECK(std::string_view(FirehoseResponseRecord::OtfMetadata::kInsert) == "insert");
  CHECK(std::string_view(FirehoseResponseRecord::OtfMetadata::kDelete) == "delete");
}

TEST_CASE("the answer to records of a topic has values in place of data", "[firehose]") {
  CHECK(lambent::encode(lambent::FirehoseMskResponse{}) == R"({"records":[]})");
  const lambent::FirehoseMskResponse response{
      .records = {{.record_id = "r-1", .kafka_record_value = "eA=="},
                  {.record_id = "r-2", .result = std::string(FirehoseMskResponseRecord::kDropped)},
                  {.record_id = "r-3",
                   .result = std::string(FirehoseMskResponseRecord::kProcessingFailed)}}};
  CHECK(lambent::encode(response) ==
        R"({"records":[{"recordId":"r-1","result":"Ok","kafkaRecordValue":"eA=="},)"
        R"({"recordId":"r-2","result":"Dropped","kafkaRecordValue":""},)"
        R"({"recordId":"r-3","result":"ProcessingFailed","kafkaRecordValue":""}]})");
}
