// SPDX-License-Identifier: Apache-2.0
// What tells a record that is a copy from the one it was copied from.
#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "testing/rules.h"
#include "testing/synthetic.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

/// The records of a source, and what no two of them share.
struct RecordIds {
  std::string_view source;
  const char* records;  // a list, or an object of lists
  std::array<const char*, 2> ids;
};

constexpr RecordIds kRecordIds[] = {
    {"activemq", "messages", {"/messageID"}},
    {"appsync_events", "events", {"/id"}},
    {"autoscaling_scale_in", "Instances", {"/InstanceId"}},
    {"cloudfront_edge", "Records", {"/cf/config/requestId"}},
    {"codecommit", "Records", {"/eventId"}},
    {"documentdb", "events", {"/event/_id/_data"}},
    {"dynamodb_stream", "Records", {"/eventID", "/dynamodb/SequenceNumber"}},
    {"dynamodb_time_window", "Records", {"/eventID", "/dynamodb/SequenceNumber"}},
    {"firehose", "records", {"/recordId", "/kinesisRecordMetadata/sequenceNumber"}},
    {"firehose_msk", "records", {"/recordId", "/mskRecordMetadata/offset"}},
    {"kafka_msk", "records", {"/offset"}},
    {"kafka_self_managed", "records", {"/offset"}},
    {"kinesis_analytics_firehose_preprocessing", "records", {"/recordId"}},
    {"kinesis_analytics_output", "records", {"/recordId"}},
    {"kinesis_analytics_streams_preprocessing",
     "records",
     {"/recordId", "/kinesisStreamRecordMetadata/sequenceNumber"}},
    {"kinesis_stream", "Records", {"/kinesis/sequenceNumber"}},
    {"kinesis_time_window", "Records", {"/kinesis/sequenceNumber"}},
    {"rabbitmq", "rmqMessagesByQueue", {"/basicProperties/messageId"}},
    {"s3_batch_v1", "tasks", {"/taskId"}},
    {"s3_batch_v2", "tasks", {"/taskId"}},
    {"s3_notification", "Records", {"/s3/object/sequencer", "/responseElements/x-amz-request-id"}},
    {"ses", "Records", {"/ses/mail/messageId"}},
    {"sns", "Records", {"/Sns/MessageId"}},
    {"sqs", "Records", {"/messageId", "/receiptHandle"}},
    {"sqs_receive_message", "Messages", {"/MessageId", "/ReceiptHandle"}},
};

/// Text with the number at its end counted up. It keeps its length where the number may be part of
/// a longer one, of hexadecimal digits or base64.
std::string counted_up(std::string text) {
  std::size_t at = text.find_last_not_of("+/=") + 1;  // base64 ends with these, handles do as well
  for (; at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9'; --at) {
    if (text[at - 1] != '9') {
      ++text[at - 1];
      return text;
    }
    text[at - 1] = '0';
  }
  if (at > 0 && is_letter_or_digit(text[at - 1])) {
    text[at - 1] = '1';
  } else {
    text.insert(at, 1, '1');
  }
  return text;
}

Json next_id(const Json& id) {
  if (id.is_string()) return counted_up(id.get<std::string>());
  // Unsigned, where the greatest number has a next one.
  return static_cast<std::int64_t>(id.get<std::uint64_t>() + 1);
}

/// Gives elements whose id has been there before the next one that no element has.
void make_distinct(Json& list, const Json::json_pointer& id_of) {
  const auto has_id = [&](const Json& element) {
    if (!element.contains(id_of)) return false;
    const Json& id = element[id_of];
    return id.is_string() || id.is_number_integer();
  };
  std::set<Json> taken;
  for (const Json& element : list)
    if (has_id(element)) taken.insert(element[id_of]);
  std::set<Json> seen;
  std::map<Json, Json> last;
  for (Json& element : list) {
    if (!has_id(element) || seen.insert(element[id_of]).second) continue;
    Json& id = last.try_emplace(element[id_of], element[id_of]).first->second;
    do {
      id = next_id(id);
    } while (!taken.insert(id).second);
    element[id_of] = id;
  }
}

}  // namespace

void make_copies_distinct(std::string_view source, Json& event) {
  for (const RecordIds& row : kRecordIds) {
    if (row.source != source) continue;
    for (const char* const id : row.ids) {
      if (id == nullptr) continue;
      make_distinct(list_at(event, row.records), Json::json_pointer(id));
      for (Json& list : object_at(event, row.records)) make_distinct(list, Json::json_pointer(id));
    }
  }
}

}  // namespace lambent::inline LAMBENT_ABI::detail
