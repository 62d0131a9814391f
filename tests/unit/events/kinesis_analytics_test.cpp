// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/kinesis_analytics.h"

#include <string>
#include <string_view>

#include "catch.h"
#include "decoded.h"
#include "fixtures.h"
#include "lambent/event.h"

namespace {

using fixtures::recognised;

using Output = lambent::KinesisAnalyticsOutputResponseRecord;
using Preprocessing = lambent::KinesisAnalyticsPreprocessingResponseRecord;

}  // namespace

TEST_CASE("what an application puts out has a hint of how often it was tried",
          "[kinesis_analytics]") {
  const auto event = lambent::decode<lambent::KinesisAnalyticsOutputEvent>(
      fixtures::load("kinesis_analytics_output/sample.json"));
  REQUIRE(event.ok());
  CHECK((*event)->invocation_id == "b3b9c9d0-52a4-4a0f-9a3c-1c0e5f7a9d21");
  CHECK((*event)->application_arn ==
        "arn:aws:kinesisanalytics:eu-west-1:123456789012:application/click-rates");
  REQUIRE((*event)->records.size() == 2);
  CHECK((*event)->records[0].record_id == "r-1");
  CHECK((*event)->records[0].data.bytes() == R"({"PAGE":"/basket","CLICKS":17})");
  REQUIRE((*event)->records[0].lambda_delivery_record_metadata.has_value());
  CHECK((*event)->records[0].lambda_delivery_record_metadata->retry_hint == 0);
  CHECK((*event)->records[1].lambda_delivery_record_metadata->retry_hint == 2);
  CHECK(lambent::encode(**event).find(R"("lambdaDeliveryRecordMetadata":{"retryHint":0})") !=
        std::string::npos);
}

TEST_CASE("what an application puts out may come without metadata", "[kinesis_analytics]") {
  const auto event = lambent::decode<lambent::KinesisAnalyticsOutputEvent>(
      fixtures::load("kinesis_analytics_output/without_delivery_metadata.json"));
  REQUIRE(event.ok());
  CHECK_FALSE((*event)->records[0].lambda_delivery_record_metadata.has_value());
  CHECK(lambent::encode(**event).find("lambdaDeliveryRecordMetadata") == std::string::npos);
}

TEST_CASE("an application's input from a stream says where in the stream it was",
          "[kinesis_analytics]") {
  const auto event = lambent::decode<lambent::KinesisAnalyticsStreamsPreprocessingEvent>(
      fixtures::load("kinesis_analytics_streams_preprocessing/sample.json"));
  REQUIRE(event.ok());
  CHECK((*event)->stream_arn == "arn:aws:kinesis:eu-west-1:123456789012:stream/clicks");
  REQUIRE((*event)->records.size() == 2);
  const auto& record = (*event)->records[1];
  CHECK(record.record_id == "r-2");
  CHECK(record.data.bytes() == R"({"page":"/"})");
  const auto& metadata = record.kinesis_stream_record_metadata;
  CHECK(metadata.sequence_number == "49643982311273450987612300458176234509817263540192830043");
  CHECK(metadata.partition_key == "customer-7");
  CHECK(metadata.shard_id == "shardId-000000000003");
  CHECK(metadata.approximate_arrival_timestamp.milliseconds == 1791969164512);
}

TEST_CASE("an application's input from Firehose says when it arrived", "[kinesis_analytics]") {
  const auto event = lambent::decode<lambent::KinesisAnalyticsFirehosePreprocessingEvent>(
      fixtures::load("kinesis_analytics_firehose_preprocessing/sample.json"));
  REQUIRE(event.ok());
  CHECK((*event)->stream_arn == "arn:aws:firehose:eu-west-1:123456789012:deliverystream/clicks");
  REQUIRE((*event)->records.size() == 2);
  const auto& record = (*event)->records[0];
  CHECK(record.record_id == "r-1");
  CHECK(record.data.bytes() == R"({"page":"/basket"})");
  CHECK(record.kinesis_firehose_record_metadata.approximate_arrival_timestamp.milliseconds ==
        1791969164477);
}

TEST_CASE("the three calls of an application are told apart by their first record",
          "[kinesis_analytics]") {
  struct Row {
    std::string_view name;
    std::string_view payload;
    std::string_view expected;
  };
  const Row rows[] = {
      {"of a stream", R"({"applicationArn":"a","records":[{"kinesisStreamRecordMetadata":{}}]})",
       "kinesis_analytics_streams_preprocessing"},
      {"of Firehose", R"({"applicationArn":"a","records":[{"kinesisFirehoseRecordMetadata":{}}]})",
       "kinesis_analytics_firehose_preprocessing"},
      {"both",
       R"({"applicationArn":"a","records":[{"kinesisFirehoseRecordMetadata":{},)"
       R"("kinesisStreamRecordMetadata":{}}]})",
       "kinesis_analytics_streams_preprocessing"},
      {"output", R"({"applicationArn":"a","records":[{"lambdaDeliveryRecordMetadata":{}}]})",
       "kinesis_analytics_output"},
      {"neither", R"({"applicationArn":"a","records":[{"recordId":"1","data":""}]})",
       "kinesis_analytics_output"},
      {"no records in the list", R"({"applicationArn":"a","streamArn":"s","records":[]})",
       "kinesis_analytics_output"},
      {"Firehose itself", R"({"deliveryStreamArn":"d","records":[{"kinesisRecordMetadata":{}}]})",
       "firehose"},
      {"no records", R"({"applicationArn":"a","invocationId":"i"})", "unknown"},
      {"no application", R"({"records":[{"kinesisStreamRecordMetadata":{}}]})", "unknown"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) { CHECK(recognised(row.payload) == row.expected); }
  }
}

TEST_CASE("the answer to output has results and no data", "[kinesis_analytics]") {
  CHECK(lambent::encode(lambent::KinesisAnalyticsOutputResponse{}) == R"({"records":[]})");
  const lambent::KinesisAnalyticsOutputResponse response{
      .records = {{.record_id = "r-1"},
                  {.record_id = "r-2", .result = std::string(Output::kDeliveryFailed)}}};
  CHECK(lambent::encode(response) == R"({"records":[{"recordId":"r-1","result":"Ok"},)"
                                     R"({"recordId":"r-2","result":"DeliveryFailed"}]})");
}

TEST_CASE("the answer to input has results and data", "[kinesis_analytics]") {
  CHECK(lambent::encode(lambent::KinesisAnalyticsPreprocessingResponse{}) == R"({"records":[]})");
  const lambent::KinesisAnalyticsPreprocessingResponse response{
      .records = {{.record_id = "r-1", .data = "eA=="},
                  {.record_id = "r-2", .result = std::string(Preprocessing::kDropped)},
                  {.record_id = "r-3", .result = std::string(Preprocessing::kProcessingFailed)}}};
  CHECK(lambent::encode(response) ==
        R"({"records":[{"recordId":"r-1","result":"Ok","data":"eA=="},)"
        R"({"recordId":"r-2","result":"Dropped","data":""},)"
        R"({"recordId":"r-3","result":"ProcessingFailed","data":""}]})");
}
