// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/documentdb.h"

#include <string>
#include <string_view>

#include "catch.h"
#include "decoded.h"
#include "fixtures.h"
#include "lambent/event.h"

namespace {

using fixtures::recognised;

using lambent::DocumentDbChange;

auto documentdb(std::string_view file) {
  return lambent::decode<lambent::DocumentDbEvent>(
      fixtures::load("documentdb/" + std::string(file) + ".json"));
}

std::string without_white_space(std::string_view json) {
  return nlohmann::json::parse(json).dump();
}

}  // namespace

TEST_CASE("an update says what it changed", "[documentdb]") {
  const auto event = documentdb("sample");
  REQUIRE(event.ok());
  CHECK((*event)->event_source == "aws:docdb");
  CHECK((*event)->event_source_arn == "arn:aws:rds:eu-west-1:123456789012:cluster:shop");
  REQUIRE((*event)->events.size() == 2);
  const DocumentDbChange& change = (*event)->events[0].event;
  CHECK(change.operation_type == DocumentDbChange::kUpdate);
  REQUIRE(change.update_description.has_value());
  CHECK(without_white_space(change.update_description->updated_fields.text) ==
        R"({"city":"Leeds","lines.0.count":2})");
  REQUIRE(change.update_description->removed_fields.size() == 1);
  CHECK(change.update_description->removed_fields[0] == "note");
  REQUIRE(change.update_description->truncated_arrays.size() == 1);
  CHECK(change.update_description->truncated_arrays[0].field == "lines");
  CHECK(change.update_description->truncated_arrays[0].new_size == 1);
}

TEST_CASE("a change says where, when and on which document it was", "[documentdb]") {
  const auto event = documentdb("insert");
  REQUIRE(event.ok());
  const DocumentDbChange& change = (*event)->events[0].event;
  CHECK(change.id.data == "0163eeb6e7000000090100000009000041e1");
  REQUIRE(change.cluster_time.has_value());
  CHECK(change.cluster_time->timestamp.t == 1791969164);
  CHECK(change.cluster_time->timestamp.i == 1);
  REQUIRE(change.ns.has_value());
  CHECK(change.ns->db == "shop");
  CHECK(change.ns->coll == "orders");
  REQUIRE(change.document_key.has_value());
  CHECK(without_white_space(change.document_key->id.text) ==
        R"({"$oid":"6711f0a4c2b8e1d3f4a59607"})");
  CHECK(without_white_space(change.full_document.text) ==
        R"({"_id":{"$oid":"6711f0a4c2b8e1d3f4a59607"},"city":"Leeds",)"
        R"("total":{"$numberDecimal":"39.50"}})");
}

TEST_CASE("operations differ in what they send", "[documentdb]") {
  struct Row {
    std::string_view file;
    std::string_view operation;
    std::string_view collection;
    bool has_namespace;
    bool has_key;
    bool has_document;
    bool has_new_name;
  };
  const Row rows[] = {
      {"insert", DocumentDbChange::kInsert, "orders", true, true, true, false},
      {"update_without_document", DocumentDbChange::kUpdate, "orders", true, true, false, false},
      {"replace", DocumentDbChange::kReplace, "orders", true, true, true, false},
      {"delete", DocumentDbChange::kDelete, "orders", true, true, false, false},
      {"drop", DocumentDbChange::kDrop, "orders", true, false, false, false},
      {"drop_database", DocumentDbChange::kDropDatabase, "", true, false, false, false},
      {"rename", DocumentDbChange::kRename, "orders", true, false, false, true},
      {"invalidate", DocumentDbChange::kInvalidate, "", false, false, false, false},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.operation) {
      const auto event = documentdb(row.file);
      REQUIRE(event.ok());
      const DocumentDbChange& change = (*event)->events[0].event;
      CHECK(change.operation_type == row.operation);
      CHECK(change.ns.has_value() == row.has_namespace);
      if (change.ns) CHECK(change.ns->coll == row.collection);
      CHECK(change.document_key.has_value() == row.has_key);
      CHECK(change.full_document.empty() != row.has_document);
      CHECK(change.to.has_value() == row.has_new_name);
    }
  }
}

TEST_CASE("a rename has a new name, which may be in another database", "[documentdb]") {
  const auto event = documentdb("rename");
  REQUIRE(event.ok());
  const DocumentDbChange& change = (*event)->events[0].event;
  REQUIRE(change.to.has_value());
  CHECK(change.to->db == "archive");
  CHECK(change.to->coll == "orders_2025");
}

TEST_CASE("arrays truncated to nothing are written with their size", "[documentdb]") {
  const auto event = documentdb("update_without_document");
  REQUIRE(event.ok());
  CHECK(lambent::encode(**event).find(R"("truncatedArrays":[{"field":"lines","newSize":0}])") !=
        std::string::npos);
}

TEST_CASE("ids of documents are of any type and kept as they are", "[documentdb]") {
  const auto event = documentdb("ids_of_any_type");
  REQUIRE(event.ok());
  const std::string_view expected[] = {R"("o-17")", "17",
                                       R"({"number":{"$numberLong":"17"},"shop":"north"})",
                                       R"({"$binary":{"base64":"AQID","subType":"00"}})"};
  REQUIRE((*event)->events.size() == std::size(expected));
  for (std::size_t i = 0; i < std::size(expected); ++i) {
    const DocumentDbChange& change = (*event)->events[i].event;
    REQUIRE(change.document_key.has_value());
    CHECK(without_white_space(change.document_key->id.text) == expected[i]);
  }
}

TEST_CASE("numbers of transactions are text, objects or numbers", "[documentdb]") {
  const auto event = documentdb("transactions");
  REQUIRE(event.ok());
  REQUIRE((*event)->events.size() == 3);
  CHECK((*event)->events[0].event.txn_number.text == R"("7")");
  CHECK((*event)->events[0].event.lsid.kind() == lambent::JsonKind::kObject);
  CHECK((*event)->events[1].event.txn_number.kind() == lambent::JsonKind::kObject);
  CHECK((*event)->events[1].event.lsid.text == R"("s-1")");
  CHECK((*event)->events[2].event.txn_number.text == "7");
  CHECK((*event)->events[2].event.lsid.empty());
  const auto update = documentdb("update_in_a_transaction");
  REQUIRE(update.ok());
  CHECK((*update)->events[0].event.txn_number.text == "7");
  CHECK((*update)->events[0].event.lsid.kind() == lambent::JsonKind::kObject);
}

TEST_CASE("DocumentDB is told from what looks like it", "[documentdb]") {
  struct Row {
    std::string_view name;
    std::string_view payload;
    std::string_view expected;
  };
  const Row rows[] = {
      {"no changes", R"({"eventSource":"aws:docdb","events":[]})", "documentdb"},
      {"changes in an object", R"({"eventSource":"aws:docdb","events":{}})", "unknown"},
      {"no list of changes", R"({"eventSource":"aws:docdb"})", "unknown"},
      {"another name", R"({"eventSource":"aws:documentdb","events":[]})", "unknown"},
      {"no name", R"({"events":[{"event":{"operationType":"insert"}}]})", "unknown"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) { CHECK(recognised(row.payload) == row.expected); }
  }
}
