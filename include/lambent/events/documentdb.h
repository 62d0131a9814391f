// SPDX-License-Identifier: Apache-2.0
// Amazon DocumentDB: a batch of changes out of the change stream of a cluster, a database or a
// collection, in order.
// https://docs.aws.amazon.com/lambda/latest/dg/with-documentdb.html
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// What changed. Values of documents are MongoDB's extended JSON: `{"$oid": "..."}`.
struct DocumentDbChange {
  static constexpr std::string_view kInsert = "insert";
  static constexpr std::string_view kUpdate = "update";
  static constexpr std::string_view kReplace = "replace";
  static constexpr std::string_view kDelete = "delete";
  static constexpr std::string_view kDrop = "drop";
  static constexpr std::string_view kDropDatabase = "dropDatabase";
  static constexpr std::string_view kRename = "rename";
  static constexpr std::string_view kInvalidate = "invalidate";  ///< The stream ends with it.

  struct ResumeToken {
    std::string_view data{};
  };
  struct ClusterTime {
    struct Value {
      std::int64_t t{};  ///< Seconds since 1970, UTC.
      std::int64_t i{};  ///< Counts the operations within the second.
    };
    Value timestamp{};
  };
  struct Namespace {
    std::string_view db{};
    std::string_view coll{};  ///< Absent for kDropDatabase.
  };
  struct DocumentKey {
    RawJson id{};  ///< Any value: most often `{"$oid": "..."}`.
  };
  struct UpdateDescription {
    struct TruncatedArray {
      std::string_view field{};
      std::int64_t new_size{};
    };
    RawJson updated_fields{};  ///< An object: the new values by their paths, "address.city".
    List<std::string_view> removed_fields{};
    List<TruncatedArray> truncated_arrays{};
  };
  ResumeToken id{};
  std::optional<ClusterTime> cluster_time{};
  std::string_view operation_type{};         ///< One of the constants above.
  std::optional<Namespace> ns{};             ///< Absent for kInvalidate.
  std::optional<Namespace> to{};             ///< kRename: the new name.
  std::optional<DocumentKey> document_key{};
  RawJson full_document{};  ///< An object; for kUpdate only where the mapping asks for it.
  std::optional<UpdateDescription> update_description{};  ///< kUpdate.
  RawJson txn_number{};  ///< This and the next: in transactions; a number, text or an object.
  RawJson lsid{};
};

/// One change, as Lambda wraps it.
struct DocumentDbRecord {
  DocumentDbChange event{};
};

/// What Lambda receives from a change stream.
struct DocumentDbEvent {
  std::string_view event_source{};      ///< "aws:docdb".
  std::string_view event_source_arn{};  ///< Of the cluster.
  List<DocumentDbRecord> events{};
};

template <>
inline constexpr auto fields<DocumentDbChange::ResumeToken> = std::array{
    field<&DocumentDbChange::ResumeToken::data>("_data"),
};

template <>
inline constexpr auto fields<DocumentDbChange::ClusterTime::Value> = std::array{
    field<&DocumentDbChange::ClusterTime::Value::t>("t", kAlways),
    field<&DocumentDbChange::ClusterTime::Value::i>("i", kAlways),
};

template <>
inline constexpr auto fields<DocumentDbChange::ClusterTime> = std::array{
    field<&DocumentDbChange::ClusterTime::timestamp>("$timestamp"),
};

template <>
inline constexpr auto fields<DocumentDbChange::Namespace> = std::array{
    field<&DocumentDbChange::Namespace::db>("db"),
    field<&DocumentDbChange::Namespace::coll>("coll"),
};

template <>
inline constexpr auto fields<DocumentDbChange::DocumentKey> = std::array{
    field<&DocumentDbChange::DocumentKey::id>("_id"),
};

template <>
inline constexpr auto fields<DocumentDbChange::UpdateDescription::TruncatedArray> = std::array{
    field<&DocumentDbChange::UpdateDescription::TruncatedArray::field>("field"),
    field<&DocumentDbChange::UpdateDescription::TruncatedArray::new_size>("newSize", kAlways),
};

template <>
inline constexpr auto fields<DocumentDbChange::UpdateDescription> = std::array{
    field<&DocumentDbChange::UpdateDescription::updated_fields>("updatedFields"),
    field<&DocumentDbChange::UpdateDescription::removed_fields>("removedFields"),
    field<&DocumentDbChange::UpdateDescription::truncated_arrays>("truncatedArrays"),
};

template <>
inline constexpr auto fields<DocumentDbChange> = std::array{
    field<&DocumentDbChange::id>("_id"),
    field<&DocumentDbChange::cluster_time>("clusterTime"),
    field<&DocumentDbChange::operation_type>("operationType", kRequired),
    field<&DocumentDbChange::ns>("ns"),
    field<&DocumentDbChange::to>("to"),
    field<&DocumentDbChange::document_key>("documentKey"),
    field<&DocumentDbChange::full_document>("fullDocument"),
    field<&DocumentDbChange::update_description>("updateDescription"),
    field<&DocumentDbChange::txn_number>("txnNumber"),
    field<&DocumentDbChange::lsid>("lsid"),
};

template <>
inline constexpr auto fields<DocumentDbRecord> = std::array{
    field<&DocumentDbRecord::event>("event", kRequired),
};

template <>
inline constexpr auto fields<DocumentDbEvent> = std::array{
    field<&DocumentDbEvent::event_source>("eventSource", kRequired),
    field<&DocumentDbEvent::event_source_arn>("eventSourceArn"),
    field<&DocumentDbEvent::events>("events", kRequired),
};

template <>
inline constexpr Source source<DocumentDbEvent> = {
    .name = "documentdb",
    .reference = "https://docs.aws.amazon.com/lambda/latest/dg/with-documentdb.html",
    .kind = SourceKind::kObserve,
    .rank = 800,
    .probes = {equals("eventSource", "aws:docdb"), is("events", JsonKind::kArray)},
    .answers = "nothing",
};

}  // namespace lambent::inline LAMBENT_ABI
