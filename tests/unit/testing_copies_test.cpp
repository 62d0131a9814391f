// SPDX-License-Identifier: Apache-2.0
// Records that an index one behind the end adds, and what tells them from those they are copies of.
#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catch.h"
#include "event_types.h"
#include "lambent/catch2.h"
#include "lambent/events/kafka.h"
#include "lambent/events/kinesis.h"
#include "lambent/events/sqs.h"
#include "lambent/testing.h"

using lambent::testing::Edit;
using lambent::testing::IsOk;
using lambent::testing::sample_with;
using nlohmann::json;

namespace {

struct CopiedRecords {
  std::string_view source;
  std::string list;  // its path
  std::string member;  // of a record, which copies are made with
  std::vector<const char*> ids;
};

const CopiedRecords kCopiedRecords[] = {
    {"activemq", "messages", "type", {"/messageID"}},
    {"appsync_events", "events", "payload", {"/id"}},
    {"autoscaling_scale_in", "Instances", "InstanceType", {"/InstanceId"}},
    {"cloudfront_edge", "Records", "cf.request.clientIp", {"/cf/config/requestId"}},
    {"codecommit", "Records", "eventName", {"/eventId"}},
    {"documentdb", "events", "event.operationType", {"/event/_id/_data"}},
    {"dynamodb_stream", "Records", "eventName", {"/eventID", "/dynamodb/SequenceNumber"}},
    {"dynamodb_time_window", "Records", "eventName", {"/eventID", "/dynamodb/SequenceNumber"}},
    {"firehose", "records", "data", {"/recordId", "/kinesisRecordMetadata/sequenceNumber"}},
    {"firehose_msk", "records", "kafkaRecordValue", {"/recordId", "/mskRecordMetadata/offset"}},
    {"kafka_msk", "records.orders-0", "value", {"/offset"}},
    {"kafka_self_managed", "records.orders-1", "value", {"/offset"}},
    {"kinesis_analytics_firehose_preprocessing", "records", "data", {"/recordId"}},
    {"kinesis_analytics_output", "records", "data", {"/recordId"}},
    {"kinesis_analytics_streams_preprocessing",
     "records",
     "data",
     {"/recordId", "/kinesisStreamRecordMetadata/sequenceNumber"}},
    {"kinesis_stream", "Records", "kinesis.partitionKey", {"/kinesis/sequenceNumber", "/eventID"}},
    {"kinesis_time_window",
     "Records",
     "kinesis.partitionKey",
     {"/kinesis/sequenceNumber", "/eventID"}},
    {"rabbitmq",
     "rmqMessagesByQueue.orders::/",
     "basicProperties.type",
     {"/basicProperties/messageId"}},
    {"s3_batch_v1", "tasks", "s3Key", {"/taskId"}},
    {"s3_batch_v2", "tasks", "s3Key", {"/taskId"}},
    {"s3_notification",
     "Records",
     "eventName",
     {"/s3/object/sequencer", "/responseElements/x-amz-request-id"}},
    {"ses", "Records", "eventSource", {"/ses/mail/messageId"}},
    {"sns", "Records", "Sns.Subject", {"/Sns/MessageId"}},
    {"sqs", "Records", "body", {"/messageId", "/receiptHandle"}},
    {"sqs_receive_message", "Messages", "Body", {"/MessageId", "/ReceiptHandle"}},
};

json list_in(const json& event, const std::string& path) {
  const std::size_t dot = path.find('.');
  const json& list = event.at(path.substr(0, dot));
  return dot == path.npos ? list : list.at(path.substr(dot + 1));
}

/// Members that hold the records of some source.
bool has_records(const json& event) {
  const auto is_there = [&](const char* name) { return event.is_object() && event.contains(name); };
  return is_there("Records") || is_there("records") || is_there("messages") ||
         is_there("Messages") || is_there("events") || is_there("tasks") ||
         is_there("rmqMessagesByQueue");
}

}  // namespace

TEST_CASE("copies of records have ids of their own", "[testing]") {
  for (const EventType& type : event_types()) {
    DYNAMIC_SECTION(type.source.name) {
      const json sample = json::parse(type.sample());
      const auto row = std::find_if(
          std::begin(kCopiedRecords), std::end(kCopiedRecords),
          [&](const CopiedRecords& records) { return records.source == type.source.name; });
      if (row == std::end(kCopiedRecords)) {
        CHECK_FALSE(has_records(sample));
        continue;
      }
      const std::size_t count = list_in(sample, row->list).size();
      std::vector<std::string> paths;
      for (std::size_t i = count; i < count + 12; ++i)
        paths.push_back(row->list + "[" + std::to_string(i) + "]." + row->member);
      std::vector<Edit> edits;
      for (const std::string& path : paths) edits.push_back({path, "x"});
      const auto event = type.sample_with(std::span<const Edit>(edits));
      REQUIRE_THAT(event, IsOk());
      const json records = list_in(json::parse(*event), row->list);
      REQUIRE(records.size() == count + 12);
      for (const char* const id : row->ids) {
        INFO(id);
        std::set<json> ids;
        for (const json& record : records) ids.insert(record.at(json::json_pointer(id)));
        CHECK(ids.size() == records.size());
      }
    }
  }
}

TEST_CASE("the number at the end of an id is counted up for a copy", "[testing]") {
  struct Row {
    const char* name;
    const char* id;
    const char* of_copy;
  };
  const Row rows[] = {
      {"short", "m-17", "m-18"},
      {"nines", "r-99", "r-100"},
      {"no number", "order-", "order-1"},
      {"no text", "", "1"},
      {"hexadecimal", "3e8a7d10-52c4-4f0b-9b6e-1c2d3e4f0a0e",
       "3e8a7d10-52c4-4f0b-9b6e-1c2d3e4f0a01"},
      {"nines within a long number", "3e8a7d10-52c4-4f0b-9b6e-1c2d3e4f0a99",
       "3e8a7d10-52c4-4f0b-9b6e-1c2d3e4f0100"},
      {"padding of base64", "AQEBHandle9+/==", "AQEBHandl10+/=="},
      {"nothing but padding", "==", "1=="},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      const auto event = sample_with<lambent::SqsEvent>(
          {{"Records[1].messageId", row.id}, {"Records[2].body", "x"}});
      REQUIRE_THAT(event, IsOk());
      CHECK((*event)->records[2].message_id == row.of_copy);
    }
  }
}

TEST_CASE("a copy takes no id that another record was given", "[testing]") {
  const auto event = sample_with<lambent::SqsEvent>({{"Records[1].messageId", "m1"},
                                                     {"Records[2].body", "copy"},
                                                     {"Records[3].messageId", "m2"}});
  REQUIRE_THAT(event, IsOk());
  const auto& records = (*event)->records;
  CHECK(records[1].message_id == "m1");
  CHECK(records[2].message_id == "m3");
  CHECK(records[3].message_id == "m2");
  const auto whole = sample_with<lambent::SqsEvent>(
      {{"Records", R"([{"messageId":"m1","body":"a","eventSource":"aws:sqs"}])"},
       {"Records[1].body", "z"}});
  REQUIRE_THAT(whole, IsOk());
  CHECK((*whole)->records[1].body == "z");
  CHECK((*whole)->records[1].message_id != "m1");
}

TEST_CASE("copies follow one another in their partition and their stream", "[testing]") {
  const auto kafka = sample_with<lambent::MskEvent>({{"records.orders-0[1].value", ""},
                                                     {"records.orders-0[2].value", ""},
                                                     {"records.orders-1[1].value", ""}});
  REQUIRE_THAT(kafka, IsOk());
  const auto& first = *(*kafka)->records.find("orders-0");
  CHECK(first[1].offset == first[0].offset + 1);
  CHECK(first[2].offset == first[0].offset + 2);
  const auto& second = *(*kafka)->records.find("orders-1");
  CHECK(second[1].offset == second[0].offset + 1);
  // Where there is no next one, nothing breaks.
  const auto last = sample_with<lambent::MskEvent>(
      {{"records.orders-0[0].offset", "9223372036854775807"}, {"records.orders-0[1].value", ""}});
  REQUIRE_THAT(last, IsOk());
  CHECK((*last)->records.find("orders-0")->back().offset < 0);

  const auto stream =
      sample_with<lambent::KinesisEvent>({{"Records[2].kinesis.partitionKey", "x"}});
  REQUIRE_THAT(stream, IsOk());
  const auto& records = (*stream)->records;
  CHECK(records[2].kinesis.sequence_number > records[1].kinesis.sequence_number);
  CHECK(records[2].event_id.ends_with(records[2].kinesis.sequence_number));
}
