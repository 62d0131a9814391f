// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/s3.h"

#include <cstdint>
#include <string>
#include <string_view>

#include "catch.h"
#include "decoded.h"
#include "lambent/dispatcher.h"
#include "lambent/s3_key.h"
#include "lambent/time.h"

using fixtures::decoded;
using fixtures::decoded_json;
using lambent::S3Event;
using lambent::S3Record;

namespace {

/// An event of one record whose object has these members.
lambent::Event<S3Event> object(const std::string& members) {
  return decoded_json<S3Event>(
      R"({"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put",)"
      R"("s3":{"bucket":{"name":"b"},"object":{)" +
      members + "}}}]}");
}

/// The record of a fixture of one.
const S3Record& only(const lambent::Event<S3Event>& event) {
  REQUIRE(event->records.size() == 1);
  return event->records[0];
}

}  // namespace

TEST_CASE("the key of an object is decoded, malformed escapes kept", "[s3]") {
  struct Row {
    std::string_view key;
    std::string expected;
  };
  const Row rows[] = {{"photos/Brass+lamp+%28front%29.jpg", "photos/Brass lamp (front).jpg"},
                      {"a%2Bb", "a+b"},
                      {"%C3%A9", "\xc3\xa9"},
                      {"%ff%00x", std::string("\xff\0x", 3)},
                      {"100%", "100%"},
                      {"%4", "%4"},
                      {"%zz%+1%-1", "%zz% 1%-1"},
                      {"", ""}};
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.key) { CHECK(lambent::decoded_key({.key = row.key}) == row.expected); }
  }
}

TEST_CASE("the kind of an S3 event has no prefix", "[s3]") {
  CHECK(lambent::event_kind({.event_name = "s3:ObjectRestore:Completed"}) ==
        "ObjectRestore:Completed");
  CHECK(lambent::event_kind({.event_name = "ObjectCreated:Put"}) == "ObjectCreated:Put");
}

TEST_CASE("a decoded key is computed, whatever a sample says that it is", "[s3]") {
  const auto event = object(R"("key":"Happy%20Face.jpg","urlDecodedKey":"something else")");
  CHECK(only(event).s3.object.key == "Happy%20Face.jpg");
  CHECK(lambent::decoded_key(only(event).s3.object) == "Happy Face.jpg");
  CHECK(lambent::encode(*event).find("urlDecodedKey") == std::string::npos);
}

TEST_CASE("the key of every record is as it was sent, and decodes to bytes", "[s3]") {
  const auto encoded = decoded<S3Event>("s3_notification/encoded_key.json");
  CHECK(only(encoded).s3.object.key == "garden+tools/caf%C3%A9+%2B+bar/50%25%20off.jpg");
  CHECK(lambent::decoded_key(only(encoded).s3.object) ==
        "garden tools/caf\xc3\xa9 + bar/50% off.jpg");
  const auto malformed = decoded<S3Event>("s3_notification/malformed_escapes_in_key.json");
  CHECK(lambent::decoded_key(only(malformed).s3.object) == "100%/%zz/%4/a%");
  const auto several = decoded<S3Event>("s3_notification/several_records.json");
  REQUIRE(several->records.size() == 3);
  CHECK(lambent::decoded_key(several->records[1].s3.object) == "videos/rake.mp4");
  CHECK(lambent::decoded_key(several->records[2].s3.object) == "empty.txt");
}

TEST_CASE("a record names bucket, caller and request", "[s3]") {
  const auto event = decoded<S3Event>("s3_notification/sample.json");
  const S3Record& record = only(event);
  CHECK(record.event_version == "2.1");
  CHECK(record.event_source == "aws:s3");
  CHECK(record.aws_region == "eu-west-1");
  CHECK(lambent::time_of(record.event_time) ==
        lambent::time_of(lambent::Timestamp{"2026-10-14T09:12:44.123+00:00"}));
  CHECK(record.user_identity.principal_id == "AWS:AROAEXAMPLE:uploader");
  CHECK(record.request_parameters.source_ip_address == "203.0.113.7");
  CHECK(record.response_elements.value_or("x-amz-request-id") == "4K9EXAMPLEREQST1");
  CHECK(record.s3.s3_schema_version == "1.0");
  CHECK(record.s3.configuration_id == "thumbnails");
  CHECK(record.s3.bucket.name == "example-photos");
  CHECK(record.s3.bucket.owner_identity.principal_id == "A1EXAMPLEOWNER");
  CHECK(record.s3.bucket.arn == "arn:aws:s3:::example-photos");
  CHECK(record.s3.object.e_tag == "d41d8cd98f00b204e9800998ecf8427e");
  CHECK(record.s3.object.version_id == "v1ExampleVersionOfTheObject");
  CHECK(record.s3.object.sequencer == "0066B1F7EDE0392A5");
  CHECK_FALSE(record.glacier_event_data.has_value());
  CHECK_FALSE(record.restore_event_data.has_value());
  CHECK_FALSE(record.replication_event_data.has_value());
  CHECK_FALSE(record.intelligent_tiering_event_data.has_value());
  CHECK_FALSE(record.lifecycle_event_data.has_value());
}

TEST_CASE("sizes go beyond 32 bits", "[s3]") {
  const auto event = decoded<S3Event>("s3_notification/several_records.json");
  CHECK(event->records[1].s3.object.size == 5368709121);
  for (const std::int64_t size :
       {std::int64_t{1} << 31, std::int64_t{1} << 32, std::int64_t{53687091200000}}) {
    const auto one = object(R"("key":"k","size":)" + std::to_string(size));
    CHECK(only(one).s3.object.size == size);
  }
}

TEST_CASE("sizes come in all spellings of a number", "[s3]") {
  const auto event = decoded<S3Event>("s3_notification/number_spellings.json");
  REQUIRE(event->records.size() == 5);
  for (const S3Record& record : event->records) CHECK(record.s3.object.size == 5);
}

TEST_CASE("an object of no bytes is not one without a size, as deleted objects are", "[s3]") {
  const auto several = decoded<S3Event>("s3_notification/several_records.json");
  CHECK(several->records[2].s3.object.size == 0);
  const auto deleted = decoded<S3Event>("s3_notification/deleted.json");
  CHECK(lambent::event_kind(only(deleted)) == "ObjectRemoved:Delete");
  CHECK_FALSE(only(deleted).s3.object.size.has_value());
  CHECK(only(deleted).s3.object.e_tag.empty());
  CHECK(only(deleted).s3.object.version_id.empty());
  CHECK(only(deleted).s3.object.sequencer == "0066B1F7EDE0392A6");
  const auto marker = decoded<S3Event>("s3_notification/delete_marker.json");
  CHECK_FALSE(only(marker).s3.object.size.has_value());
  CHECK(only(marker).s3.object.version_id == "yYp3ExampleVersion");
  const auto expired = decoded<S3Event>("s3_notification/lifecycle_expiration.json");
  CHECK(lambent::event_kind(only(expired)) == "LifecycleExpiration:Delete");
  CHECK_FALSE(only(expired).s3.object.size.has_value());
}

TEST_CASE("a record may be without sequencer, owner, identity and response", "[s3]") {
  const auto event = decoded<S3Event>("s3_notification/sparse.json");
  const S3Record& record = only(event);
  CHECK(record.s3.bucket.owner_identity.principal_id.empty());
  CHECK(record.user_identity.principal_id.empty());
  CHECK(record.response_elements.empty());
  CHECK(record.s3.object.sequencer.empty());
  CHECK_FALSE(record.s3.object.size.has_value());
  CHECK_FALSE(record.glacier_event_data.has_value());
}

TEST_CASE("a restored copy says how long it stays", "[s3]") {
  const auto event = decoded<S3Event>("s3_notification/glacier_restore.json");
  const S3Record& record = only(event);
  CHECK(record.event_version == "2.3");
  CHECK(lambent::event_kind(record) == "ObjectRestore:Completed");
  REQUIRE(record.glacier_event_data.has_value());
  REQUIRE(record.glacier_event_data->restore_event_data.has_value());
  const auto& restored = *record.glacier_event_data->restore_event_data;
  CHECK(restored.lifecycle_restoration_expiry_time.text == "2026-10-21T00:00:00.000Z");
  CHECK(lambent::time_of(restored.lifecycle_restoration_expiry_time).has_value());
  CHECK(restored.lifecycle_restore_storage_class == "GLACIER");
  CHECK_FALSE(record.restore_event_data.has_value());
}

TEST_CASE("data of a restore may stand one level up", "[s3]") {
  const auto event = decoded<S3Event>("s3_notification/restore.json");
  const S3Record& record = only(event);
  REQUIRE(record.restore_event_data.has_value());
  CHECK(record.restore_event_data->lifecycle_restoration_expiry_time.text ==
        "2026-10-21T00:00:00.000Z");
  CHECK(record.restore_event_data->lifecycle_restore_storage_class == "GLACIER");
  CHECK_FALSE(record.glacier_event_data.has_value());
}

TEST_CASE("a failed replication names rule, destination, operation and reason", "[s3]") {
  const auto event = decoded<S3Event>("s3_notification/replication.json");
  const S3Record& record = only(event);
  CHECK(lambent::event_kind(record) == "Replication:OperationFailedReplication");
  REQUIRE(record.replication_event_data.has_value());
  const auto& replication = *record.replication_event_data;
  CHECK(replication.replication_rule_id == "copy-to-archive");
  CHECK(replication.destination_bucket == "arn:aws:s3:::example-archive");
  CHECK(replication.s3_operation == "OBJECT_PUT");
  CHECK(replication.request_time.text == "2026-10-14T09:10:00.000Z");
  CHECK(lambent::time_of(replication.request_time).has_value());
  CHECK(replication.failure_reason == "AssumeRoleNotPermitted");
}

TEST_CASE("a lifecycle's transition names the new storage class, and a service as the caller",
          "[s3]") {
  const auto event = decoded<S3Event>("s3_notification/lifecycle_transition.json");
  const S3Record& record = only(event);
  CHECK(lambent::event_kind(record) == "LifecycleTransition");
  CHECK(record.user_identity.principal_id == "s3.amazonaws.com");
  CHECK(record.request_parameters.source_ip_address == "s3.amazonaws.com");
  REQUIRE(record.lifecycle_event_data.has_value());
  REQUIRE(record.lifecycle_event_data->transition_event_data.has_value());
  CHECK(record.lifecycle_event_data->transition_event_data->destination_storage_class == "GLACIER");
}

TEST_CASE("a change of tier names the new one", "[s3]") {
  const auto event = decoded<S3Event>("s3_notification/intelligent_tiering.json");
  const S3Record& record = only(event);
  CHECK(lambent::event_kind(record) == "IntelligentTiering");
  REQUIRE(record.intelligent_tiering_event_data.has_value());
  CHECK(record.intelligent_tiering_event_data->destination_access_tier == "DEEP_ARCHIVE_ACCESS");
}

TEST_CASE("a handler of S3 answers nothing", "[s3]") {
  lambent::Dispatcher dispatcher;
  std::string kinds;
  dispatcher.on<S3Event>([&](const S3Event& event) {
    for (const S3Record& record : event.records) kinds += std::string(event_kind(record)) + ";";
  });
  CHECK(*dispatcher.dispatch(fixtures::load("s3_notification/several_records.json")) == "null");
  CHECK(kinds == "ObjectCreated:Put;ObjectCreated:CompleteMultipartUpload;ObjectCreated:Copy;");
}

TEST_CASE("S3: sequencers of one key order its events, whatever their lengths", "[s3]") {
  CHECK(lambent::sequencer_less("0055AED6DCD90281E5", "0055AED6DCD90281E6"));
  CHECK_FALSE(lambent::sequencer_less("0055AED6DCD90281E6", "0055AED6DCD90281E5"));
  CHECK(lambent::sequencer_less("00", "001"));
  CHECK_FALSE(lambent::sequencer_less("001", "00"));
  CHECK(lambent::sequencer_less("005", "0051"));
  // The shorter one counts as padded with zeros.
  CHECK_FALSE(lambent::sequencer_less("00", "0000"));
  CHECK_FALSE(lambent::sequencer_less("0000", "00"));
  CHECK(lambent::sequencer_less("", "1"));
  CHECK_FALSE(lambent::sequencer_less("", ""));
}
